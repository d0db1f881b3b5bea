#include "model/pattern.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <regex>
#include <string>

namespace guichet::model {

namespace {

constexpr long kRepeatsMax = 1000;  // product of the counts in braces: the library copies what is repeated

bool repeats_within_limit(std::string_view pattern) {
  long product = 1;
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    long largest = 1;
    const std::size_t close = std::min(pattern.find('}', at), pattern.size());
    for (std::size_t i = at + 1; i < close;) {
      long count = 0;
      const auto [stop, error] = std::from_chars(pattern.data() + i, pattern.data() + close, count);
      if (error == std::errc::result_out_of_range || count > kRepeatsMax) return false;
      largest = std::max(largest, count);
      i = std::max(i + 1, static_cast<std::size_t>(stop - pattern.data()));
    }
    product *= largest;
    if (product > kRepeatsMax) return false;
  }
  return true;
}

// The breadth-first matcher of libstdc++: its time grows with the text, never with two to its power, and it knows no
// back-references. It compares bytes, hence ASCII.
std::optional<std::regex> compile(std::string_view pattern) {
  const bool ascii = std::ranges::all_of(pattern, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (pattern.empty() || pattern.size() > kPatternLengthMax || !ascii || !repeats_within_limit(pattern)) return std::nullopt;
  try {
    return std::regex{pattern.begin(), pattern.end(), std::regex_constants::ECMAScript | std::regex_constants::__polynomial};
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
}

}  // namespace

bool is_pattern(std::string_view pattern) { return compile(pattern).has_value(); }

bool matches_pattern(const Datum& datum, std::string_view text) {
  if (datum.pattern.empty()) return true;
  if (text.size() > kPatternedTextMax) return false;
  const auto compiled = compile(datum.pattern);
  try {
    return compiled && std::regex_match(text.begin(), text.end(), *compiled);
  } catch (const std::regex_error&) {  // the matcher's own limits
    return false;
  }
}

}  // namespace guichet::model
