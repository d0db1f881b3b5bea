// guichet-print pdf TITLE [WRITTEN] | png DPI: pictures on standard input, the drawing on standard output. Asked by Guichet's
// own programs, see print.cpp. Exit 0: answered · 2: not asked as it is to be.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "print/draw.h"

namespace guichet::print {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

std::vector<std::string_view> parted(std::string_view all) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = all.find('\0');
    parts.push_back(all.substr(0, end));
    if (end == std::string_view::npos) return parts;
    all.remove_prefix(end + 1);
  }
}

// Nothing: the words are not those of a question.
std::optional<base::Result<std::string>> answer(std::span<const std::string> words, std::string_view pictures) {
  if (words.size() == 2 && words[0] == "png")
    if (const auto dpi = number<int>(words[1])) return draw_png(pictures, *dpi);
  if (words.size() == 2 && words[0] == "pdf") return draw_pdf(parted(pictures), {.title = words[1], .written = {}});
  if (words.size() == 3 && words[0] == "pdf")
    if (const auto written = number<std::int64_t>(words[2]))
      return draw_pdf(parted(pictures), {.title = words[1], .written = written});
  return std::nullopt;
}

std::string told(const base::Result<std::string>& drawn) {
  if (drawn.ok()) return "drawn\n" + *drawn;
  std::string lines = drawn.failure().sentence.id;
  for (const auto& [field, value] : drawn.failure().sentence.args) {
    lines.append("\n").append(field).append(" ");
    std::ranges::replace_copy(value, std::back_inserter(lines), '\n', ' ');
  }
  return lines;
}

}  // namespace
}  // namespace guichet::print

int main(int count, char** words) {
  constexpr const char* kUsage = "usage: guichet-print pdf TITLE [UNIX-SECONDS] | png DPI\n";
  const std::vector<std::string> asked{words + 1, words + count};
  if (asked == std::vector<std::string>{"--help"}) {
    std::cout << kUsage << "Reads SVG pictures, parted by a NUL, and writes 'drawn' and the drawing. guichet diagram asks it.\n";
    return 0;
  }
  const std::string pictures{std::istreambuf_iterator<char>{std::cin}, {}};
  const auto drawn = guichet::print::answer(asked, pictures);
  if (!drawn) {
    std::cerr << kUsage;
    return 2;
  }
  std::cout << guichet::print::told(*drawn);
  return 0;
}
