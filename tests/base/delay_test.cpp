#include "base/delay.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "written_date.h"
#include "support/counted_new.h"

namespace guichet::base {
namespace {

const Calendar& france() { return metropolitan_france(); }
Delay delay(const char* text, bool roll = false) {
  Delay read = parse_delay(text).value();
  read.roll = roll;
  return read;
}

constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();

// Every start the properties below run over.
const Date kFirst = date("2024-01-01");
const Date kLast = date("2032-12-31");

constexpr std::array kDayUnits{DelayUnit::days,          DelayUnit::weeks,  DelayUnit::working_days,
                               DelayUnit::business_days, DelayUnit::months, DelayUnit::clear_months,
                               DelayUnit::clear_days,    DelayUnit::years};

TEST(DelayText, ReadsAndWrites) {
  struct {
    const char* text;
    DelayUnit unit;
    std::int32_t count;
    const char* canonical;
  } const cases[] = {{"30 minutes", DelayUnit::minutes, 30, "30 minutes"},
                     {"72 hours", DelayUnit::hours, 72, "72 hours"},
                     {"24 working hours", DelayUnit::working_hours, 24, "24 working hours"},
                     {"15 days", DelayUnit::days, 15, "15 days"},
                     {"1 day", DelayUnit::days, 1, "1 day"},
                     {"8 weeks", DelayUnit::weeks, 8, "8 weeks"},
                     {"10 working days", DelayUnit::working_days, 10, "10 working days"},
                     {"6 business days", DelayUnit::business_days, 6, "6 business days"},
                     {"15 clear days", DelayUnit::clear_days, 15, "15 clear days"},
                     {"2 months", DelayUnit::months, 2, "2 months"},
                     {"1 months", DelayUnit::months, 1, "1 month"},
                     {"2 clear months", DelayUnit::clear_months, 2, "2 clear months"},
                     {"36 month", DelayUnit::months, 36, "36 months"},
                     {"3 years", DelayUnit::years, 3, "3 years"},
                     {"0 days", DelayUnit::days, 0, "0 days"},
                     {"1000000 minutes", DelayUnit::minutes, kDelayCountMax, "1000000 minutes"}};
  for (const auto& c : cases) {
    const auto read = parse_delay(c.text);
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(*read, (Delay{c.unit, c.count, false})) << c.text;
    EXPECT_EQ(to_text(*read), c.canonical);
    EXPECT_EQ(parse_delay(to_text(*read)), read);
  }
}

TEST(DelayText, RefusesAllElse) {
  const char* const refused[] = {"",
                                 " ",
                                 "2",
                                 "months",
                                 "2months",
                                 "2  months",
                                 " 2 months",
                                 "2 months ",
                                 "-2 months",
                                 "+2 months",
                                 "02 months",
                                 "2.5 months",
                                 "2 Months",
                                 "2 mois",
                                 "two months",
                                 "1000001 days",
                                 "99999999999 days",
                                 "2 clear years",
                                 "2 clear",
                                 "15 franc days",
                                 "10 working  days",
                                 "2 months 3 days",
                                 "2 month s"};
  for (const char* text : refused) {
    EXPECT_EQ(parse_delay(text), std::nullopt) << '"' << text << '"';
  }
}

TEST(DelayText, OneSpellingPerLength) {
  struct {
    Delay a;
    Delay b;
    bool same;
  } const cases[] = {{delay("1 year"), delay("12 months"), true},
                     {delay("2 weeks"), delay("14 days"), true},
                     {delay("72 hours"), delay("4320 minutes"), true},
                     {delay("1 month"), delay("30 days"), false},
                     {delay("1 day"), delay("24 hours"), false},
                     {delay("2 months"), delay("2 clear months"), false},
                     {delay("2 months"), delay("2 months", true), false},
                     {delay("15 clear days"), delay("15 clear days", true), true},
                     {delay("10 working days"), delay("10 working days", true), true},
                     {delay("72 hours"), delay("72 hours", true), true},
                     {delay("6 business days"), delay("6 business days", true), false}};
  for (const auto& c : cases)
    EXPECT_EQ(normalised(c.a) == normalised(c.b), c.same) << to_text(c.a) << " / " << to_text(c.b);
  const Delay huge{DelayUnit::years, kMost, false};
  EXPECT_EQ(normalised(huge), huge) << "does not fit in months";
}

TEST(DueDate, Table) {
  struct {
    const char* start;
    const char* text;
    bool roll;
    const char* due;
  } const cases[] = {
      {"2026-03-02", "0 days", false, "2026-03-02"},
      {"2026-04-03", "1 day", false, "2026-04-04"},
      {"2026-04-03", "1 day", true, "2026-04-07"},  // Saturday, Easter Sunday, Easter Monday
      {"2026-04-03", "1 working day", false, "2026-04-07"},
      {"2026-04-03", "1 business day", false, "2026-04-04"},
      {"2026-04-03", "1 business day", true,
       "2026-04-07"},  // a Saturday is a business day, not a working one
      {"2026-04-03", "2 business days", false, "2026-04-07"},
      {"2026-04-04", "0 working days", true, "2026-04-04"},
      {"2026-05-07", "1 clear day", false, "2026-05-11"},  // 9 May is a Saturday
      {"2026-03-02", "2 weeks", false, "2026-03-16"},
      {"2024-02-29", "1 year", false, "2025-02-28"},
      {"2025-12-31", "2 clear months", false, "2026-03-02"},  // 28 February, then 1 March, a Sunday
      {"2026-01-31", "1 month", true, "2026-03-02"}};         // 28 February 2026 is a Saturday
  for (const auto& c : cases) {
    const auto due = due_date(date(c.start), delay(c.text, c.roll), france());
    ASSERT_TRUE(due) << c.start << " + " << c.text;
    EXPECT_EQ(to_iso(*due), c.due) << c.start << " + " << c.text;
  }
}

TEST(DueDate, NothingToSay) {
  for (const DelayUnit unit : kDayUnits) {
    EXPECT_EQ(due_date(kFirst, {unit, -1, false}, france()), std::nullopt);
    EXPECT_EQ(due_date(kFirst, {unit, kMost, false}, france()), std::nullopt);
    EXPECT_EQ(due_date(kDateMax, {unit, 1, false}, france()), std::nullopt);
    EXPECT_EQ(due_date(Date{kMost}, {unit, 0, false}, france()), std::nullopt);
    EXPECT_EQ(due_date(Date{-kMost}, {unit, 0, false}, france()), std::nullopt);
  }
  EXPECT_EQ(due_date(kFirst, {DelayUnit::weeks, 613'566'757, false}, france()), std::nullopt)
      << "2^32 + 3 days";
  const Calendar closed_at_the_end{{{.month = 12, .day = 31, .name = "last day"}}};
  EXPECT_EQ(due_date(kDateMax, {DelayUnit::days, 0, true}, closed_at_the_end), std::nullopt)
      << "no working day is left";
  for (const DelayUnit unit : {DelayUnit::minutes, DelayUnit::hours, DelayUnit::working_hours}) {
    EXPECT_EQ(due_date(kFirst, {unit, 1, false}, france()), std::nullopt)
        << "ends at a minute, not at 24:00";
    EXPECT_EQ(due_instant(start_of(kFirst), {unit, -1, false}, france()), std::nullopt);
    EXPECT_EQ(due_instant(start_of(kFirst), {unit, kMost, false}, france()), std::nullopt);
    EXPECT_EQ(
        due_instant(Instant{std::numeric_limits<std::int64_t>::max()}, {unit, 1, false}, france()),
        std::nullopt);
  }
}

// Counted by walking, day by day, without the code's own walk.
int days_of(Date after, Date through, bool (Calendar::*counts)(Date) const) {
  int count = 0;
  for (Date day = through; day > after; --day.days) count += (france().*counts)(day);
  return count;
}

TEST(DueDate, WorkingAndBusinessDaysFromEveryDay) {
  for (Date start = kFirst; start <= kLast; ++start.days) {
    for (const std::int32_t n : {1, 2, 6, 10, 15, 40}) {
      const Date working = due_date(start, {DelayUnit::working_days, n, false}, france()).value();
      ASSERT_TRUE(france().is_working_day(working)) << to_iso(start);
      ASSERT_EQ(days_of(start, working, &Calendar::is_working_day), n) << to_iso(start);
      const Date business = due_date(start, {DelayUnit::business_days, n, false}, france()).value();
      ASSERT_TRUE(france().is_business_day(business)) << to_iso(start);
      ASSERT_EQ(days_of(start, business, &Calendar::is_business_day), n) << to_iso(start);
      ASSERT_LE(business, working);
    }
  }
}

TEST(DueDate, DaysAndMonthsFromEveryDay) {
  for (Date start = kFirst; start <= kLast; ++start.days) {
    for (const std::int32_t n : {0, 1, 2, 3, 12, 15, 36}) {
      ASSERT_EQ(due_date(start, {DelayUnit::days, n, false}, france()), (Date{start.days + n}));
      ASSERT_EQ(due_date(start, {DelayUnit::weeks, n, false}, france()),
                (Date{start.days + 7 * n}));
      const Date due = due_date(start, {DelayUnit::months, n, false}, france()).value();
      const DateParts from = parts(start);
      const DateParts to = parts(due);
      ASSERT_EQ(to.year * 12 + to.month, from.year * 12 + from.month + n);
      const bool last_of_month = parts(Date{due.days + 1}).day == 1;
      ASSERT_TRUE(to.day == from.day || (to.day < from.day && last_of_month))
          << to_iso(start) << " + " << n << " months";
      ASSERT_EQ(due_date(start, {DelayUnit::years, n, false}, france()),
                due_date(start, {DelayUnit::months, 12 * n, false}, france()));
    }
  }
}

TEST(DueDate, ClearIsOneDayMoreThenRolledFromEveryDay) {
  for (Date start = kFirst; start <= kLast; ++start.days) {
    for (const std::int32_t n : {1, 2, 15, 30}) {
      struct {
        DelayUnit clear;
        DelayUnit plain;
      } const pairs[] = {{DelayUnit::clear_days, DelayUnit::days},
                         {DelayUnit::clear_months, DelayUnit::months}};
      for (const auto& pair : pairs) {
        const Date plain = due_date(start, {pair.plain, n, false}, france()).value();
        const Date clear = due_date(start, {pair.clear, n, false}, france()).value();
        ASSERT_GT(clear, plain);
        ASSERT_TRUE(france().is_working_day(clear)) << to_iso(clear);
        ASSERT_EQ(days_of(plain, Date{clear.days - 1}, &Calendar::is_working_day), 0)
            << "moved no further than needed";
      }
    }
  }
}

TEST(DueDate, RollMovesToTheNextWorkingDayAndNoOther) {
  for (const DelayUnit unit : kDayUnits) {
    bool moved = false;
    for (Date start = kFirst; start <= kLast; ++start.days) {
      const Date plain = due_date(start, {unit, 3, false}, france()).value();
      const Date rolled = due_date(start, {unit, 3, true}, france()).value();
      moved = moved || rolled != plain;
      if (!roll_matters(unit)) continue;
      ASSERT_TRUE(france().is_working_day(rolled)) << to_iso(start);
      ASSERT_EQ(days_of(Date{plain.days - 1}, Date{rolled.days - 1}, &Calendar::is_working_day), 0)
          << to_iso(start);
    }
    EXPECT_EQ(moved, roll_matters(unit));
  }
}

TEST(DueDate, LaterStartNeverEndsEarlier) {
  for (const DelayUnit unit : kDayUnits) {
    for (const bool roll : {false, true}) {
      for (const std::int32_t n : {1, 2, 10}) {
        Date before = due_date(kFirst, {unit, n, roll}, france()).value();
        for (Date start = kFirst; start <= kLast; ++start.days) {
          const Date due = due_date(start, {unit, n, roll}, france()).value();
          ASSERT_GT(due, start);
          ASSERT_GE(due, before) << to_iso(start) << " + " << to_text({unit, n, roll});
          ASSERT_GT(due_date(start, {unit, n + 7, roll}, france()).value(), due)
              << "a longer delay ends later";
          before = due;
        }
      }
    }
  }
}

TEST(DueInstant, Table) {
  struct {
    const char* start;
    const char* text;
    const char* due;
  } const cases[] = {
      {"2026-03-02T09:00", "30 minutes", "2026-03-02T09:30"},
      {"2026-03-06T09:00", "72 hours", "2026-03-09T09:00"},  // RGPD art. 33: a week-end counts
      {"2026-03-02T09:00", "1 day", "2026-03-04T00:00"},     // to 24:00 of 3 March
      {"2026-03-02T23:59", "2 months", "2026-05-03T00:00"},
      {"2026-03-03T15:00", "24 working hours", "2026-03-04T15:00"},
      {"2026-03-06T15:00", "24 working hours", "2026-03-09T15:00"},  // Friday to Monday
      {"2026-03-07T10:00", "24 working hours", "2026-03-10T00:00"},  // Saturday: all of Monday
      {"2026-04-03T15:00", "24 working hours", "2026-04-07T15:00"},  // over Easter Monday
      {"2026-03-02T00:00", "24 working hours", "2026-03-03T00:00"},
      {"2026-03-06T00:00", "24 working hours", "2026-03-07T00:00"},  // Friday 24:00, not Monday

      {"2026-03-07T10:00", "0 working hours", "2026-03-07T10:00"}};
  for (const auto& c : cases) {
    const auto due = due_instant(parse_instant(c.start).value(), delay(c.text), france());
    ASSERT_TRUE(due) << c.start << " + " << c.text;
    EXPECT_EQ(to_iso(*due), c.due) << c.start << " + " << c.text;
  }
}

TEST(DueInstant, EndsTheDayThatDueDateSays) {
  for (Date start = kFirst; start <= kLast; start.days += 3) {
    for (const DelayUnit unit : kDayUnits) {
      const Date due = due_date(start, {unit, 2, false}, france()).value();
      ASSERT_EQ(due_instant(start_of(start), {unit, 2, false}, france()), end_of(due));
      ASSERT_EQ(due_instant(Instant{end_of(start).minutes - 1}, {unit, 2, false}, france()),
                end_of(due))
          << "the hour is no matter";
      ASSERT_EQ(last_day(end_of(due)), due);
    }
  }
}

TEST(DueInstant, WorkingHoursCountedMinuteByMinute) {
  for (Date day = date("2026-03-30"); day <= date("2026-06-01"); ++day.days) {
    for (const std::int64_t minute : {0, 9 * 60, 23 * 60}) {
      const Instant start{start_of(day).minutes + minute};
      const Instant due = due_instant(start, delay("30 working hours"), france()).value();
      std::int64_t counted = 0;
      for (std::int64_t m = start.minutes; m < due.minutes; ++m)
        counted += france().is_working_day(date_of(Instant{m}));
      ASSERT_EQ(counted, 30 * 60) << to_iso(start);
      ASSERT_TRUE(france().is_working_day(last_day(due))) << to_iso(start);
    }
  }
}

TEST(DueInstant, AllocatesNothing) {
  const Calendar& calendar = france();
  const long before = test::allocations();
  for (int unit = 0; unit <= static_cast<int>(DelayUnit::years); ++unit) {
    for (const bool roll : {false, true}) {
      const Delay asked{static_cast<DelayUnit>(unit), 15, roll};
      ASSERT_TRUE(due_instant(start_of(kFirst), asked, calendar));
      ASSERT_EQ(due_date(kFirst, asked, calendar).has_value(), !ends_within_day(asked.unit));
    }
  }
  EXPECT_TRUE(parse_delay("15 clear days"));
  EXPECT_EQ(test::allocations(), before);
}

TEST(Suspension, AddsDaysToTheEnd) {
  struct {
    const char* due;
    std::int32_t days;
    const char* want;
  } const cases[] = {{"2026-02-20", 20, "2026-03-12"},
                     {"2026-05-02", 10, "2026-05-12"},
                     {"2026-05-02", 0, "2026-05-02"},
                     {"2026-05-02", -3, "2026-05-02"},
                     {"2200-12-31", 5, "2200-12-31"}};
  for (const auto& c : cases)
    EXPECT_EQ(to_iso(suspended_due(date(c.due), c.days)), c.want) << c.due << " + " << c.days;
}

}  // namespace
}  // namespace guichet::base
