#include "base/calendar.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace guichet::base {
namespace {

std::optional<Date> holiday_in(const HolidayRule& rule, int year) {
  if (year < rule.since_year) return std::nullopt;
  if (rule.kind == HolidayRule::Kind::fixed) return make_date(year, rule.month, rule.day);
  return add_days(easter_sunday(year), rule.offset);
}

HolidayRule fixed(int month, int day, std::string name, int since_year = 0) {
  return {.kind = HolidayRule::Kind::fixed,
          .month = month,
          .day = day,
          .since_year = since_year,
          .name = std::move(name)};
}

HolidayRule from_easter(int offset, std::string name) {
  return {.kind = HolidayRule::Kind::easter, .offset = offset, .name = std::move(name)};
}

}  // namespace

Calendar::Calendar(std::vector<HolidayRule> rules)
    : rules_(std::move(rules)),
      holidays_(static_cast<std::size_t>(days_between(kDateMin, kDateMax)) / 64 + 1) {
  for (const HolidayRule& rule : rules_) {
    for (int year = kYearMin; year <= kYearMax; ++year) {
      const auto date = holiday_in(rule, year);
      if (!date) continue;
      const auto at = static_cast<std::size_t>(days_between(kDateMin, *date));
      holidays_[at / 64] |= std::uint64_t{1} << (at % 64);
    }
  }
}

bool Calendar::is_holiday(Date date) const {
  if (!in_range(date)) return false;
  const auto at = static_cast<std::size_t>(days_between(kDateMin, date));
  return (holidays_[at / 64] >> (at % 64) & 1) != 0;
}

bool Calendar::is_working_day(Date date) const { return weekday(date) <= 5 && !is_holiday(date); }

bool Calendar::is_business_day(Date date) const { return weekday(date) <= 6 && !is_holiday(date); }

Date Calendar::first_working_day_from(Date date) const {
  while (!is_working_day(date)) ++date.days;
  return date;
}

std::string_view Calendar::holiday_name(Date date) const {
  const int year = parts(date).year;
  for (const HolidayRule& rule : rules_) {
    if (holiday_in(rule, year) == date) return rule.name;
  }
  return {};
}

const Calendar& metropolitan_france() {
  // data/holidays.yaml says the same under `metropole`; a test holds the two equal.
  static const Calendar calendar{{
      fixed(1, 1, "Jour de l'an"),
      from_easter(1, "Lundi de Pâques"),
      fixed(5, 1, "Fête du travail"),
      fixed(5, 8, "Victoire de 1945", 1982),
      from_easter(39, "Ascension"),
      from_easter(50, "Lundi de Pentecôte"),
      fixed(7, 14, "Fête nationale"),
      fixed(8, 15, "Assomption"),
      fixed(11, 1, "Toussaint"),
      fixed(11, 11, "Armistice de 1918"),
      fixed(12, 25, "Noël"),
  }};
  return calendar;
}

Date easter_sunday(int year) {
  const int y = std::clamp(year, kYearMin, kYearMax);
  // The letters are Butcher's; they have no other names.
  const int a = y % 19;
  const int b = y / 100;
  const int c = y % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return *make_date(y, n / 31, n % 31 + 1);
}

}  // namespace guichet::base
