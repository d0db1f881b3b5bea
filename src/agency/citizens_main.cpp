// guichet-citizens: writes the synthetic population under a folder, one CSV file per register table.
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>

#include "agency/citizen_tables.h"

namespace guichet::agency {
namespace {

constexpr const char* kUsage =
    "Usage: guichet-citizens --seed <number> --out <folder> [--count <people, 300>]\n"
    "Writes the synthetic citizens and what each register knows of them.\n";

struct Options {
  std::optional<std::uint64_t> seed;
  std::string out;
  int count = 300;
};

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string_view value = argv[i + 1];
    std::uint64_t seed = 0;
    if (name == "--seed" && read_number(value, seed))
      options.seed = seed;
    else if (name == "--out")
      options.out = value;
    else if (name != "--count" || !read_number(value, options.count))
      return std::nullopt;
  }
  const auto personas = static_cast<int>(make_personas().people.size());
  if (argc % 2 == 0 || !options.seed || options.out.empty()) return std::nullopt;
  if (options.count < personas || options.count > 9'999) return std::nullopt;
  return options;
}

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view{argv[1]} == "--help") {
    fmt::print("{}", kUsage);
    return 0;
  }
  const std::optional<Options> options = read_options(argc, argv);
  if (!options) {
    fmt::print(stderr, "{}", kUsage);
    return 2;
  }
  const Citizens citizens = generate_citizens(*options->seed, options->count);
  const base::Outcome written = write_tables(make_tables(citizens), options->out);
  if (written.ok()) return 0;
  fmt::print(stderr, "{}\n", base::tr(base::Lang::en, written.failure().sentence));
  return 3;
}

}  // namespace
}  // namespace guichet::agency

int main(int argc, char** argv) { return guichet::agency::run(argc, argv); }
