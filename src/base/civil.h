#pragma once

// Civil dates and Paris wall-clock time, as the law counts them: a day is a day, a month is a
// month, and no time zone hides inside. Knows no clock, no locale, no holiday and no delay; the
// machine's clock enters once, by paris_from_utc().
//
// Dates run from 1900-01-01 to 2200-12-31. What makes a date from outside (make_date, parse_date)
// answers nullopt beyond; what moves a date (add_days, add_months) stops at the first or the last
// one. A Date built by hand beyond the range is read as the nearest date inside it.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::base {

// A day of the proleptic Gregorian calendar.
struct Date {
  std::int32_t days = 0;  // since 1970-01-01
  auto operator<=>(const Date&) const = default;
};

// A minute of the wall clock in Paris. Two instants an hour apart share one value when summer time
// ends.
struct Instant {
  std::int64_t minutes = 0;  // since 1970-01-01T00:00, Paris
  auto operator<=>(const Instant&) const = default;
};

struct DateParts {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  bool operator==(const DateParts&) const = default;
};

inline constexpr int kYearMin = 1900;
inline constexpr int kYearMax = 2200;
inline constexpr Date kDateMin{-25'567};  // 1900-01-01
inline constexpr Date kDateMax{84'370};   // 2200-12-31
inline constexpr std::int64_t kMinutesPerDay = 24 * 60;

[[nodiscard]] constexpr bool in_range(Date date) { return kDateMin <= date && date <= kDateMax; }

// nullopt when the month has no such day or the year is out of range.
[[nodiscard]] std::optional<Date> make_date(int year, int month, int day);
[[nodiscard]] DateParts parts(Date date);
// ISO 8601: 1 is Monday, 7 is Sunday.
[[nodiscard]] int weekday(Date date);

// Exactly YYYY-MM-DD, an existing day, nothing before or after.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_iso(Date date);

[[nodiscard]] Date add_days(Date date, std::int32_t count);
// The same day of the month, or the month's last when it has no such day: 31 January + 1 month = 28
// or 29 February.
[[nodiscard]] Date add_months(Date date, std::int32_t count);
// 0 for the same day, negative when `to` comes first.
[[nodiscard]] constexpr std::int32_t days_between(Date from, Date to) {
  return to.days - from.days;
}

// 00:00 of the day.
[[nodiscard]] constexpr Instant start_of(Date date) { return {date.days * kMinutesPerDay}; }
// 24:00 of the day, which is 00:00 of the next.
[[nodiscard]] constexpr Instant end_of(Date date) {
  return {(date.days + std::int64_t{1}) * kMinutesPerDay};
}
[[nodiscard]] Date date_of(Instant instant);
// The day still running just before `until`: last_day(end_of(d)) == d, where date_of() would
// already say the next one. What is done when a deadline fires is done on this day.
[[nodiscard]] Date last_day(Instant until);

// YYYY-MM-DDTHH:MM from 00:00 to 23:59, or a date alone, which is its 00:00.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
// YYYY-MM-DDTHH:MM
[[nodiscard]] std::string to_iso(Instant instant);

// The door. Seconds since 1970-01-01T00:00Z, rounded down to the minute. Central European time:
// UTC+1, and UTC+2 from the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC
// (directive 2000/84/EC; France has followed these two Sundays since 1996, earlier summers are not
// told exactly). No time zone database is read. When summer time ends the wall clock steps back an
// hour: who needs order keeps the order of arrival.
[[nodiscard]] Instant paris_from_utc(std::int64_t unix_seconds);

}  // namespace guichet::base
