#include "model/pattern.h"

#include <regex>

namespace guichet::model {

bool is_pattern(std::string_view pattern) {
  if (pattern.empty() || pattern.size() > kPatternLengthMax) return false;
  try {
    const std::regex compiled{pattern.begin(), pattern.end()};
    return true;
  } catch (const std::regex_error&) {
    return false;
  }
}

bool matches_pattern(const Datum& datum, std::string_view text) {
  if (datum.pattern.empty()) return true;
  if (text.size() > kPatternedTextMax) return false;
  try {
    return std::regex_match(text.begin(), text.end(), std::regex{datum.pattern});
  } catch (const std::regex_error&) {  // the matcher gave up on a costly pattern
    return false;
  }
}

}  // namespace guichet::model
