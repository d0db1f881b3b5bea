// Values as text, by declared type: what a scenario, a form or a stored row writes. One canonical form
// per value, the same in every language and place; how a value is shown to people is not said here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expr/value.h"

namespace guichet::expr {

// boolean "true" "false" · number "-12" · money "135.50" (or "135") · date "2026-03-02" · duration
// "3 months" · enum its word · list "a,b" ("" is the empty list; words without comma) · text and file
// as they are, kept in `texts`. Nothing before, after or between; nothing for any other text, an unknown
// word, a number beyond 64 bits or invalid UTF-8.
[[nodiscard]] std::optional<Value> parse_value(const Type& type, std::string_view text, TextPool& texts);

// The canonical form, which parse_value reads back; "" for an absent value. A duration's `roll` is not
// written: it is no part of a datum. Precondition: the value is absent or of the type's kind.
[[nodiscard]] std::string to_text(const Value& value, const Type& type);

}  // namespace guichet::expr
