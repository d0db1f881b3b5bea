// guichet-verify: what was typed, what the verification found, the exit code. Misuse is 2: nothing
// was checked.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "verify/check.h"
#include "verify/leaves.h"
#include "verify/words.h"

namespace {

using namespace guichet::verify;

constexpr int kCannotCheck = 2;

std::optional<std::string> read_all(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{stream}, {}};
  return stream.good() || stream.eof() ? std::optional{text} : std::nullopt;
}

Lang from_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view{value}.starts_with("en") ? Lang::en : Lang::fr;
  }
  return Lang::fr;
}

struct Asked {
  Lang lang = from_environment();
  Outside outside;
  std::string target, write_leaves;
  bool note = false, help = false;
};

// The exit code when nothing can be checked; what is wrong is already said.
std::optional<int> read_arguments(int count, char** arguments, Asked& asked) {
  const auto refuse = [](const std::string& sentence) {
    std::fputs(sentence.c_str(), stderr);
    return std::optional{kCannotCheck};
  };
  for (int i = 1; i < count; ++i)
    if (std::string_view{arguments[i]} == "--lang" && i + 1 < count)
      asked.lang = std::string_view{arguments[i + 1]} == "en" ? Lang::en : Lang::fr;
  for (int i = 1; i < count; ++i) {
    const std::string option = arguments[i];
    if (option == "--help" || option == "-h") asked.help = true;
    else if (option == "--note") asked.note = true;
    else if (!option.starts_with("--") && asked.target.empty()) asked.target = option;
    else if (i + 1 == count) return refuse(unknown_option(option, asked.lang));
    else {
      const std::string value = arguments[++i];
      if (option == "--lang" && (value == "fr" || value == "en")) continue;
      if (option == "--write-leaves") {
        asked.write_leaves = value;
      } else if (option == "--key") {
        asked.outside.key = read_key(value);
        if (!asked.outside.key) return refuse(not_a_key(asked.lang));
      } else if (option == "--witness") {
        asked.outside.witness = read_witness_key(value);
        if (!asked.outside.witness) return refuse(not_a_witness_key(asked.lang));
      } else if (option == "--keys") {
        const auto text = read_all(value);
        if (!text) return refuse(cannot_read(value, asked.lang));
        asked.outside.keys = *text;
      } else if (option == "--against" || option == "--leaves") {
        const auto text = read_all(value);
        if (!text) return refuse(cannot_read(value, asked.lang));
        Report unusable;
        if (option == "--leaves") {
          asked.outside.leaves = *text;
          if (text->size() % 32 != 0) unusable.stop(Obstacle::bad_leaves);
        } else {
          asked.outside.checkpoint = read_checkpoint(*text);
          if (!asked.outside.checkpoint) unusable.stop(Obstacle::bad_note);
        }
        if (unusable.verdict != Verdict::intact) return refuse(describe(unusable, value, asked.lang));
      } else {
        return refuse(unknown_option(option, asked.lang));
      }
    }
  }
  return std::nullopt;
}

Report check(const Asked& asked) {
  std::error_code error;
  if (std::filesystem::is_directory(asked.target, error)) return check_export(asked.target, asked.outside);
  std::ifstream file{asked.target, std::ios::binary};
  std::string begin(4, '\0');
  file.read(begin.data(), 4);
  if (file.gcount() == 4 && begin == "guic") return check_complete(read_all(asked.target).value_or(""), asked.outside);
  if (file.gcount() == 4 && begin == "c2sp") return check_proof(read_all(asked.target).value_or(""), asked.outside);
  return check_database(asked.target, asked.outside);
}

}  // namespace

int main(int count, char** arguments) {
  Asked asked;
  if (const auto refused = read_arguments(count, arguments, asked)) return *refused;
  if (asked.help || asked.target.empty()) {
    std::fputs(usage(asked.lang), asked.help ? stdout : stderr);
    return asked.help ? 0 : kCannotCheck;
  }
  const Report report = check(asked);
  const bool intact = report.verdict == Verdict::intact;
  if (intact && asked.note) {
    std::fputs(write_checkpoint("guichet/" + report.origin, report.size, report.root).c_str(), stdout);
    return 0;
  }
  std::fputs(describe(report, asked.target, asked.lang).c_str(), stdout);
  if (intact && !asked.write_leaves.empty() && !write_leaves(asked.target, asked.write_leaves)) {
    std::fputs(cannot_read(asked.write_leaves, asked.lang).c_str(), stderr);
    return kCannotCheck;
  }
  return static_cast<int>(report.verdict);
}
