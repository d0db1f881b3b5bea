#include "base/delay.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

namespace guichet::base {
namespace {

struct UnitWords {
  DelayUnit unit;
  std::string_view one;
  std::string_view many;
};

constexpr std::array kUnits{
    UnitWords{DelayUnit::minutes, "minute", "minutes"},
    UnitWords{DelayUnit::hours, "hour", "hours"},
    UnitWords{DelayUnit::working_hours, "working hour", "working hours"},
    UnitWords{DelayUnit::days, "day", "days"},
    UnitWords{DelayUnit::weeks, "week", "weeks"},
    UnitWords{DelayUnit::working_days, "working day", "working days"},
    UnitWords{DelayUnit::business_days, "business day", "business days"},
    UnitWords{DelayUnit::clear_days, "clear day", "clear days"},
    UnitWords{DelayUnit::months, "month", "months"},
    UnitWords{DelayUnit::clear_months, "clear month", "clear months"},
    UnitWords{DelayUnit::years, "year", "years"},
};

// to_text() finds a unit's words at its own number.
static_assert([] {
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    if (static_cast<std::size_t>(kUnits[i].unit) != i) return false;
  }
  return kUnits.size() == static_cast<std::size_t>(DelayUnit::years) + 1;
}());

bool is_clear(DelayUnit unit) {
  return unit == DelayUnit::clear_days || unit == DelayUnit::clear_months;
}

bool rolls(Delay delay) { return is_clear(delay.unit) || (delay.roll && roll_matters(delay.unit)); }

// Left alone when it would not fit; no delay that parse_delay reads comes near.
Delay in_smaller_unit(Delay delay, DelayUnit unit, std::int64_t factor) {
  const std::int64_t count = delay.count * factor;
  if (count > std::numeric_limits<std::int32_t>::max()) return delay;
  return {unit, static_cast<std::int32_t>(count), delay.roll};
}

std::optional<Date> in_days(Date start, std::int64_t count) {
  const std::int64_t days = start.days + count;
  if (days > kDateMax.days) return std::nullopt;
  return Date{static_cast<std::int32_t>(days)};
}

std::optional<Date> in_months(Date start, std::int64_t count) {
  const DateParts from = parts(start);
  if (from.year * std::int64_t{12} + from.month - 1 + count >= (kYearMax + 1) * std::int64_t{12})
    return std::nullopt;
  return add_months(start, static_cast<std::int32_t>(count));
}

template <class Counts>
std::optional<Date> nth_day_after(Date start, std::int32_t count, Counts counts) {
  Date date = start;
  while (count > 0) {
    ++date.days;
    if (date > kDateMax) return std::nullopt;
    if (counts(date)) --count;
  }
  return date;
}

// Neither the day it starts nor the day it ends counts, so one may still act on the day after the
// last counted one.
std::optional<Date> day_after(std::optional<Date> last_counted) {
  return last_counted ? in_days(*last_counted, 1) : std::nullopt;
}

std::optional<Date> unrolled_due(Date start, Delay delay, const Calendar& calendar) {
  switch (delay.unit) {
    case DelayUnit::minutes:
    case DelayUnit::hours:
    case DelayUnit::working_hours:
      return std::nullopt;
    case DelayUnit::days:
      return in_days(start, delay.count);
    case DelayUnit::weeks:
      return in_days(start, std::int64_t{delay.count} * 7);
    case DelayUnit::working_days:
      return nth_day_after(start, delay.count,
                           [&](Date date) { return calendar.is_working_day(date); });
    case DelayUnit::business_days:
      return nth_day_after(start, delay.count,
                           [&](Date date) { return calendar.is_business_day(date); });
    case DelayUnit::clear_days:
      return day_after(in_days(start, delay.count));
    case DelayUnit::months:
      return in_months(start, delay.count);
    case DelayUnit::clear_months:
      return day_after(in_months(start, delay.count));
    case DelayUnit::years:
      return in_months(start, std::int64_t{delay.count} * 12);
  }
  return std::nullopt;
}

std::optional<Instant> within_range(std::int64_t minutes) {
  if (minutes < start_of(kDateMin).minutes || minutes > end_of(kDateMax).minutes)
    return std::nullopt;
  return Instant{minutes};
}

std::optional<Instant> after_working_minutes(Instant start, std::int64_t minutes,
                                             const Calendar& calendar) {
  if (minutes == 0) return start;
  Date day = date_of(start);
  std::int64_t from = start.minutes;
  while (day <= kDateMax) {
    if (calendar.is_working_day(day)) {
      const std::int64_t left_today = end_of(day).minutes - from;
      if (minutes <= left_today) return Instant{from + minutes};
      minutes -= left_today;
    }
    from = end_of(day).minutes;
    ++day.days;
  }
  return std::nullopt;
}

}  // namespace

bool ends_within_day(DelayUnit unit) {
  return unit == DelayUnit::minutes || unit == DelayUnit::hours || unit == DelayUnit::working_hours;
}

bool roll_matters(DelayUnit unit) {
  return !ends_within_day(unit) && !is_clear(unit) && unit != DelayUnit::working_days;
}

std::optional<Delay> parse_delay(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(0, space);
  const std::string_view words = text.substr(space + 1);
  std::uint32_t count = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  const bool whole = error == std::errc{} && stop == digits.data() + digits.size();
  if (!whole || count > static_cast<std::uint32_t>(kDelayCountMax)) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  const auto* const found = std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitWords& u) {
    return words == u.one || words == u.many;
  });
  if (found == kUnits.end()) return std::nullopt;
  return Delay{.unit = found->unit, .count = static_cast<std::int32_t>(count), .roll = false};
}

std::string to_text(Delay delay) {
  const UnitWords& words = kUnits[static_cast<std::size_t>(delay.unit)];
  std::string text = std::to_string(delay.count);
  text += ' ';
  text += delay.count == 1 ? words.one : words.many;
  return text;
}

Delay normalised(Delay delay) {
  delay.roll = rolls(delay);
  switch (delay.unit) {
    case DelayUnit::hours:
      return in_smaller_unit(delay, DelayUnit::minutes, 60);
    case DelayUnit::weeks:
      return in_smaller_unit(delay, DelayUnit::days, 7);
    case DelayUnit::years:
      return in_smaller_unit(delay, DelayUnit::months, 12);
    default:
      return delay;
  }
}

std::optional<Date> due_date(Date start, Delay delay, const Calendar& calendar) {
  if (!in_range(start) || delay.count < 0) return std::nullopt;
  std::optional<Date> due = unrolled_due(start, delay, calendar);
  if (due && rolls(delay)) due = calendar.first_working_day_from(*due);
  if (!due || !in_range(*due)) return std::nullopt;
  return due;
}

std::optional<Instant> due_instant(Instant start, Delay delay, const Calendar& calendar) {
  if (!within_range(start.minutes) || delay.count < 0) return std::nullopt;
  switch (delay.unit) {
    case DelayUnit::minutes:
      return within_range(start.minutes + delay.count);
    case DelayUnit::hours:
      return within_range(start.minutes + std::int64_t{delay.count} * 60);
    case DelayUnit::working_hours:
      return after_working_minutes(start, std::int64_t{delay.count} * 60, calendar);
    default:
      break;
  }
  const std::optional<Date> due = due_date(date_of(start), delay, calendar);
  if (!due) return std::nullopt;
  return end_of(*due);
}

Date suspended_due(Date due, std::int32_t suspended_days) {
  return add_days(due, std::max(suspended_days, 0));
}

}  // namespace guichet::base
