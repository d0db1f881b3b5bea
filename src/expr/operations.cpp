#include "expr/operations.h"

#include <algorithm>
#include <string>

#include "base/ensure.h"

namespace guichet::expr {

Value sum(const Value& a, const Value& b, bool subtracts) {
  if (const Value* error = first_error(a, b)) return *error;
  std::int64_t result = 0;
  const bool overflows = subtracts ? __builtin_sub_overflow(a.as_integer(), b.as_integer(), &result)
                                   : __builtin_add_overflow(a.as_integer(), b.as_integer(), &result);
  if (overflows) return Value::error(Fault::overflow);
  return a.kind() == Kind::money ? Value::money(result) : Value::number(result);
}

Value negated(const Value& a) {
  if (a.is_error()) return a;
  return sum(a.kind() == Kind::money ? Value::money(0) : Value::number(0), a, true);
}

Value joined(const Value& a, const Value& b, TextPool* texts) {
  if (const Value* error = first_error(a, b)) return *error;
  base::ensure(texts != nullptr, "texts are joined only where a pool keeps them");
  std::string whole{a.as_text()};
  whole += b.as_text();
  return Value::text(texts->keep(whole));
}

Value later(const Value& a, const Value& b, const base::Calendar* calendar) {
  if (const Value* error = first_error(a, b)) return *error;
  base::ensure(calendar != nullptr, "a delay is counted in a calendar");
  const auto due = base::due_date(a.as_date(), b.as_duration(), *calendar);
  return due ? Value::date(*due) : Value::error(Fault::bad_date);
}

Value earlier(const Value& a, const Value& b) {
  if (const Value* error = first_error(a, b)) return *error;
  const base::Delay delay = base::normalised(b.as_duration());
  const base::Date date = a.as_date();
  const bool months = delay.unit == base::DelayUnit::months;
  const bool counted_back = months || delay.unit == base::DelayUnit::days;
  if (delay.roll || delay.count < 0 || !counted_back) return Value::error(Fault::bad_date);
  const base::DateParts parts = base::parts(date);
  const std::int64_t day = std::int64_t{date.days} - delay.count;
  const std::int64_t month = std::int64_t{parts.year} * 12 + parts.month - 1 - delay.count;
  if (months ? month < std::int64_t{base::kYearMin} * 12 : day < base::kDateMin.days)
    return Value::error(Fault::bad_date);
  return Value::date(months ? base::add_months(date, -delay.count) : base::add_days(date, -delay.count));
}

std::int64_t code_points(std::string_view text) {
  return std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; });
}

Value look_up(const Table& table, std::span<const Value> keys, const Value* day, base::Date today) {
  for (const Value& key : keys)
    if (key.is_error()) return key;
  if (day != nullptr && day->is_error()) return *day;
  const Value found = table.lookup(keys, day == nullptr ? today : day->as_date());
  return found.is_absent() ? Value::error(Fault::no_row) : found;
}

}  // namespace guichet::expr
