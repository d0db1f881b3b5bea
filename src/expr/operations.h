// The operators that make a value of values. Errors go through: of two operands, the leftmost one's.
// They know nothing of instructions; absent values never reach them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "expr/expression.h"

namespace guichet::expr {

// Of two values, the leftmost that is an error; null when neither is.
[[nodiscard]] inline const Value* first_error(const Value& a, const Value& b) {
  if (a.is_error()) return &a;
  return b.is_error() ? &b : nullptr;
}

// Numbers or amounts; overflow is an error.
[[nodiscard]] Value sum(const Value& a, const Value& b, bool subtracts);
[[nodiscard]] Value negated(const Value& a);
// Keeps the result in `texts`, which must be there.
[[nodiscard]] Value joined(const Value& a, const Value& b, TextPool* texts);
// The last day of delay `b` from date `a`; bad_date when legal time has no such day.
[[nodiscard]] Value later(const Value& a, const Value& b, const base::Calendar* calendar);
// Back by days, weeks, months or years; a delay of worked or clear days is only counted forward: bad_date.
[[nodiscard]] Value earlier(const Value& a, const Value& b);
[[nodiscard]] std::int64_t code_points(std::string_view text);
// The row in force on `day`, or today when there is none; no_row when there is no such row.
[[nodiscard]] Value look_up(const Table& table, std::span<const Value> keys, const Value* day, base::Date today);

}  // namespace guichet::expr
