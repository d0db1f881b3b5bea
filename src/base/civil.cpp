#include "base/civil.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace guichet::base {
namespace {

namespace chrono = std::chrono;

static_assert(chrono::sys_days{chrono::year{kYearMin} / 1 / 1}.time_since_epoch().count() ==
              kDateMin.days);
static_assert(chrono::sys_days{chrono::year{kYearMax} / 12 / 31}.time_since_epoch().count() ==
              kDateMax.days);

Date clamped(std::int64_t days) {
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(days, kDateMin.days, kDateMax.days))};
}

chrono::sys_days to_sys(Date date) {
  return chrono::sys_days{chrono::days{clamped(date.days).days}};
}

Date from_sys(chrono::sys_days days) {
  return {static_cast<std::int32_t>(days.time_since_epoch().count())};
}

chrono::year_month_day civil(Date date) { return chrono::year_month_day{to_sys(date)}; }

std::int64_t floor_divided(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

// Digits only: from_chars of an unsigned takes neither sign nor space.
std::optional<int> parse_digits(std::string_view text) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return static_cast<int>(value);
}

chrono::sys_seconds last_sunday_one_utc(chrono::year year, chrono::month month) {
  return chrono::sys_days{year / month / chrono::Sunday[chrono::last]} + chrono::hours{1};
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < kYearMin || year > kYearMax || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return from_sys(chrono::sys_days{date});
}

DateParts parts(Date date) {
  const chrono::year_month_day c = civil(date);
  return {static_cast<int>(c.year()), static_cast<int>(static_cast<unsigned>(c.month())),
          static_cast<int>(static_cast<unsigned>(c.day()))};
}

int weekday(Date date) { return static_cast<int>(chrono::weekday{to_sys(date)}.iso_encoding()); }

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make_date(*year, *month, *day);
}

std::string to_iso(Date date) {
  const DateParts p = parts(date);
  return fmt::format("{:04}-{:02}-{:02}", p.year, p.month, p.day);
}

Date add_days(Date date, std::int32_t count) { return clamped(std::int64_t{date.days} + count); }

Date add_months(Date date, std::int32_t count) {
  const chrono::year_month_day from = civil(date);
  const std::int64_t month = std::int64_t{static_cast<int>(from.year())} * 12 +
                             static_cast<unsigned>(from.month()) - 1 + count;
  if (month / 12 < kYearMin) return kDateMin;
  if (month / 12 > kYearMax) return kDateMax;
  const chrono::year_month to = chrono::year{static_cast<int>(month / 12)} /
                                chrono::month{static_cast<unsigned>(month % 12) + 1};
  const chrono::day last = (to / chrono::last).day();
  return from_sys(chrono::sys_days{to / std::min(from.day(), last)});
}

Date date_of(Instant instant) { return clamped(floor_divided(instant.minutes, kMinutesPerDay)); }

Date last_day(Instant until) {
  // Not `minutes - 1`: the smallest value has no predecessor.
  const bool at_midnight = until.minutes % kMinutesPerDay == 0;
  return clamped(floor_divided(until.minutes, kMinutesPerDay) - (at_midnight ? 1 : 0));
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return std::nullopt;
  if (text.size() == 10) return start_of(*date);
  if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto hour = parse_digits(text.substr(11, 2));
  const auto minute = parse_digits(text.substr(14, 2));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return Instant{start_of(*date).minutes + *hour * std::int64_t{60} + *minute};
}

std::string to_iso(Instant instant) {
  const std::int64_t minutes =
      instant.minutes - floor_divided(instant.minutes, kMinutesPerDay) * kMinutesPerDay;
  return fmt::format("{}T{:02}:{:02}", to_iso(date_of(instant)), minutes / 60, minutes % 60);
}

Instant paris_from_utc(std::int64_t unix_seconds) {
  const std::int64_t minutes = std::clamp(floor_divided(unix_seconds, 60),
                                          start_of(kDateMin).minutes, end_of(kDateMax).minutes);
  const chrono::sys_time<chrono::minutes> utc{chrono::minutes{minutes}};
  const chrono::year year = chrono::year_month_day{chrono::floor<chrono::days>(utc)}.year();
  const bool summer = last_sunday_one_utc(year, chrono::March) <= utc &&
                      utc < last_sunday_one_utc(year, chrono::October);
  return {minutes + (summer ? 120 : 60)};
}

}  // namespace guichet::base
