#include "base/civil.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "written_date.h"

namespace guichet::base {
namespace {

constexpr std::int32_t kLow = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kHigh = std::numeric_limits<std::int32_t>::max();

constexpr std::array kLengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

// The oracles below share nothing with the code: month lengths by hand, weekdays by Zeller, days
// counted one by one.
bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int month_length(int year, int month) {
  return month == 2 && leap(year) ? 29 : kLengths.at(static_cast<std::size_t>(month - 1));
}

int zeller_weekday(int year, int month, int day) {
  const int m = month < 3 ? month + 12 : month;
  const int y = month < 3 ? year - 1 : year;
  const int h = (day + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) %
                7;  // 0 is Saturday
  return (h + 5) % 7 + 1;
}

TEST(Civil, EveryDayOfTheRange) {
  Date expected = kDateMin;
  for (int year = kYearMin; year <= kYearMax; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= month_length(year, month); ++day, ++expected.days) {
        ASSERT_EQ(make_date(year, month, day), expected) << year << '-' << month << '-' << day;
        ASSERT_EQ(parts(expected), (DateParts{year, month, day}));
        ASSERT_EQ(weekday(expected), zeller_weekday(year, month, day));
        ASSERT_EQ(parse_date(to_iso(expected)), expected);
      }
      ASSERT_EQ(make_date(year, month, month_length(year, month) + 1), std::nullopt);
    }
  }
  EXPECT_EQ(expected, (Date{kDateMax.days + 1}));
}

TEST(Civil, KnownDays) {
  struct {
    const char* iso;
    std::int32_t days;
    int weekday;
  } const cases[] = {{"1970-01-01", 0, 4},
                     {"1969-12-31", -1, 3},
                     {"2000-03-01", 11'017, 3},
                     {"2026-03-02", 20'514, 1},
                     {"2026-08-15", 20'680, 6},
                     {"1900-01-01", kDateMin.days, 1},
                     {"2200-12-31", kDateMax.days, 3}};
  for (const auto& c : cases) {
    EXPECT_EQ(date(c.iso).days, c.days) << c.iso;
    EXPECT_EQ(weekday(date(c.iso)), c.weekday) << c.iso;
    EXPECT_EQ(to_iso(date(c.iso)), c.iso);
  }
}

TEST(Civil, RefusesWhatIsNoDate) {
  const char* const refused[] = {"",           "2026",        "2026-3-02",   "2026-03-2",
                                 "2026/03/02", "2026-03-02 ", " 2026-03-02", "2026-03-021",
                                 "2026-13-01", "2026-00-10",  "2026-04-31",  "2026-02-29",
                                 "2100-02-29", "1899-12-31",  "2201-01-01",  "+026-03-02",
                                 "-026-03-02", "2026-+3-02",  "2026-03- 2",  "20a6-03-02",
                                 "02-03-2026"};
  for (const char* text : refused) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
  struct {
    int year, month, day;
  } const cases[] = {{2026, 0, 1},   {2026, 13, 1}, {2026, 1, 0}, {2026, -1, 1}, {2026, 1, 257},
                     {2026, 257, 1}, {1899, 1, 1},  {2201, 1, 1}, {67'562, 1, 1}};
  for (const auto& c : cases)
    EXPECT_EQ(make_date(c.year, c.month, c.day), std::nullopt)
        << c.year << ' ' << c.month << ' ' << c.day;
}

TEST(Civil, AddMonthsKeepsTheDayOrTakesTheLast) {
  struct {
    const char* from;
    std::int32_t count;
    const char* want;
  } const cases[] = {{"2026-01-31", 1, "2026-02-28"},  {"2028-01-31", 1, "2028-02-29"},
                     {"2025-08-31", 1, "2025-09-30"},  {"2025-12-31", 2, "2026-02-28"},
                     {"2026-03-02", 2, "2026-05-02"},  {"2026-03-31", -1, "2026-02-28"},
                     {"2026-01-15", -1, "2025-12-15"}, {"2024-02-29", 12, "2025-02-28"},
                     {"2026-05-10", 0, "2026-05-10"},  {"2200-12-31", 1, "2200-12-31"},
                     {"1900-01-31", -1, "1900-01-01"}};
  for (const auto& c : cases)
    EXPECT_EQ(to_iso(add_months(date(c.from), c.count)), c.want) << c.from << " + " << c.count;
}

TEST(Civil, AddMonthsFromEveryDay) {
  for (Date from = date("2024-01-01"); from <= date("2032-12-31"); ++from.days) {
    const DateParts p = parts(from);
    for (int count = 0; count <= 36; ++count) {
      int year = p.year;
      int month = p.month;
      for (int i = 0; i < count; ++i) {
        if (++month > 12) month = 1, ++year;
      }
      const Date want = make_date(year, month, std::min(p.day, month_length(year, month))).value();
      ASSERT_EQ(add_months(from, count), want) << to_iso(from) << " + " << count;
    }
  }
}

TEST(Civil, StopsAtTheEndsOfTheRange) {
  EXPECT_EQ(add_days(date("2026-03-02"), 3), date("2026-03-05"));
  EXPECT_EQ(add_days(date("2026-03-02"), -2), date("2026-02-28"));
  EXPECT_EQ(add_days(kDateMax, 1), kDateMax);
  EXPECT_EQ(add_days(kDateMin, kLow), kDateMin);
  EXPECT_EQ(add_months(kDateMax, kHigh), kDateMax);
  EXPECT_EQ(add_months(kDateMin, kLow), kDateMin);
  EXPECT_EQ(to_iso(Date{kHigh}), "2200-12-31");
  EXPECT_EQ(to_iso(Date{kLow}), "1900-01-01");
  EXPECT_EQ(date_of(Instant{std::numeric_limits<std::int64_t>::max()}), kDateMax);
  EXPECT_EQ(last_day(Instant{std::numeric_limits<std::int64_t>::min()}), kDateMin);
}

TEST(Civil, AnInstantAndItsDay) {
  struct {
    const char* text;
    const char* iso;
    const char* day;
    const char* last;
  } const cases[] = {{"2026-03-02", "2026-03-02T00:00", "2026-03-02", "2026-03-01"},
                     {"2026-03-02T09:05", "2026-03-02T09:05", "2026-03-02", "2026-03-02"},
                     {"2026-03-02T23:59", "2026-03-02T23:59", "2026-03-02", "2026-03-02"},
                     {"1969-12-31T23:59", "1969-12-31T23:59", "1969-12-31", "1969-12-31"},
                     {"1960-02-29", "1960-02-29T00:00", "1960-02-29", "1960-02-28"}};
  for (const auto& c : cases) {
    const Instant at = parse_instant(c.text).value();
    EXPECT_EQ(to_iso(at), c.iso);
    EXPECT_EQ(to_iso(date_of(at)), c.day) << c.text;
    EXPECT_EQ(to_iso(last_day(at)), c.last) << c.text;
  }
  for (Date day = kDateMin; day <= kDateMax; ++day.days) {
    ASSERT_EQ(date_of(start_of(day)), day);
    ASSERT_EQ(last_day(end_of(day)), day);
    ASSERT_EQ(end_of(day).minutes - start_of(day).minutes, kMinutesPerDay);
  }
}

TEST(Civil, RefusesWhatIsNoInstant) {
  const char* const refused[] = {"",
                                 "2026-03-02T",
                                 "2026-03-02T9:00",
                                 "2026-03-02T24:00",
                                 "2026-03-02T09:60",
                                 "2026-03-02 09:00",
                                 "2026-03-02T09:00:00",
                                 "2026-03-02T09:00Z",
                                 "2026-03-02T09.00",
                                 "2026-03-02T-9:00",
                                 "09:00"};
  for (const char* text : refused) {
    EXPECT_EQ(parse_instant(text), std::nullopt) << text;
  }
}

// Seconds since the epoch of a UTC instant written as if it were a Paris one: no zone in the
// arithmetic.
std::int64_t utc(const char* text) { return parse_instant(text).value().minutes * 60; }

TEST(ParisDoor, KnownInstants) {
  struct {
    const char* utc;
    std::int64_t seconds;
    const char* paris;
  } const cases[] = {
      {"2026-01-15T12:00", 0, "2026-01-15T13:00"},  {"2026-07-15T12:00", 0, "2026-07-15T14:00"},
      {"2026-03-29T00:59", 59, "2026-03-29T01:59"}, {"2026-03-29T01:00", 0, "2026-03-29T03:00"},
      {"2026-10-25T00:59", 59, "2026-10-25T02:59"}, {"2026-10-25T01:00", 0, "2026-10-25T02:00"},
      {"2025-12-31T23:00", 0, "2026-01-01T00:00"},  {"2026-06-30T21:59", 59, "2026-06-30T23:59"},
      {"1970-01-01T00:00", -1, "1970-01-01T00:59"}};
  for (const auto& c : cases)
    EXPECT_EQ(to_iso(paris_from_utc(utc(c.utc) + c.seconds)), c.paris) << c.utc;
}

TEST(ParisDoor, EveryHourOfTwentyYears) {
  int changes = 0;
  std::int64_t before = 60;
  for (Date day = date("2020-01-01"); day <= date("2040-12-31"); ++day.days) {
    const DateParts p = parts(day);
    for (int hour = 0; hour < 24; ++hour) {
      // Last Sunday: a Sunday, by Zeller, with no other in the seven days left of its 31-day month.
      const auto sundays_to_come = [&](int month) {
        int count = 0;
        for (int d = 1; d <= 31; ++d)
          count +=
              zeller_weekday(p.year, month, d) == 7 &&
              (p.month < month || (p.month == month && (d > p.day || (d == p.day && hour < 1))));
        return count;
      };
      const bool summer = sundays_to_come(3) == 0 && sundays_to_come(10) > 0;
      const std::int64_t minutes = start_of(day).minutes + std::int64_t{60} * hour;
      const std::int64_t offset = paris_from_utc(minutes * 60).minutes - minutes;
      ASSERT_EQ(offset, summer ? 120 : 60) << to_iso(Instant{minutes}) << "Z";
      changes += offset != before;
      before = offset;
    }
  }
  EXPECT_EQ(changes, 2 * 21);
}

TEST(ParisDoor, NeverOverflows) {
  EXPECT_EQ(date_of(paris_from_utc(std::numeric_limits<std::int64_t>::min())), kDateMin);
  EXPECT_EQ(date_of(paris_from_utc(std::numeric_limits<std::int64_t>::max())), kDateMax);
}

}  // namespace
}  // namespace guichet::base
