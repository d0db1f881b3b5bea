// The `pattern` of a datum: an ECMAScript regular expression that its whole text must match.
#pragma once

#include <string_view>

#include "model/procedure.h"

namespace guichet::model {

inline constexpr std::size_t kPatternLengthMax = 256;  // characters of a pattern
inline constexpr std::size_t kPatternedTextMax = 1024; // longer texts never match: bounds the matcher's stack

// True when this can be used as a pattern.
[[nodiscard]] bool is_pattern(std::string_view pattern);
// True when the datum has no pattern, or its pattern matches all of `text`.
[[nodiscard]] bool matches_pattern(const Datum& datum, std::string_view text);

}  // namespace guichet::model
