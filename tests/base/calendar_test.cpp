#include "base/calendar.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "written_date.h"

namespace guichet::base {
namespace {

// Knuth, The Art of Computer Programming 1.3.2, algorithm E (after Lilius and Clavius): not the
// formula of the code.
Date knuth_easter(int year) {
  const int golden = year % 19 + 1;
  const int century = year / 100 + 1;
  const int dropped_leaps = 3 * century / 4 - 12;
  const int moon_correction = (8 * century + 5) / 25 - 5;
  const int sunday = 5 * year / 4 - dropped_leaps - 10;
  int epact = ((11 * golden + 20 + moon_correction - dropped_leaps) % 30 + 30) % 30;
  if ((epact == 25 && golden > 11) || epact == 24) ++epact;
  int moon = 44 - epact;
  if (moon < 21) moon += 30;
  const int day = moon + 7 - (sunday + moon) % 7;
  return day > 31 ? make_date(year, 4, day - 31).value() : make_date(year, 3, day).value();
}

TEST(Easter, AgreesWithKnuthEveryYear) {
  for (int year = kYearMin; year <= kYearMax; ++year)
    ASSERT_EQ(to_iso(easter_sunday(year)), to_iso(knuth_easter(year)));
}

TEST(Easter, DaysThatFollowIt) {
  struct {
    int year;
    const char* easter;
    const char* monday;
    const char* ascension;
    const char* whit_monday;
  } const cases[] = {{2025, "2025-04-20", "2025-04-21", "2025-05-29", "2025-06-09"},
                     {2026, "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-25"},
                     {2027, "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-17"},
                     {2028, "2028-04-16", "2028-04-17", "2028-05-25", "2028-06-05"}};
  const Calendar& france = metropolitan_france();
  for (const auto& c : cases) {
    EXPECT_EQ(to_iso(easter_sunday(c.year)), c.easter);
    EXPECT_EQ(france.holiday_name(date(c.monday)), "Lundi de Pâques");
    EXPECT_EQ(france.holiday_name(date(c.ascension)), "Ascension");
    EXPECT_EQ(france.holiday_name(date(c.whit_monday)), "Lundi de Pentecôte");
    EXPECT_FALSE(france.is_holiday(date(c.easter))) << "a Sunday, but not of the list";
  }
}

TEST(Calendar, FixedHolidaysOf2026) {
  struct {
    const char* day;
    const char* name;
  } const cases[] = {{"2026-01-01", "Jour de l'an"},      {"2026-05-01", "Fête du travail"},
                     {"2026-05-08", "Victoire de 1945"},  {"2026-07-14", "Fête nationale"},
                     {"2026-08-15", "Assomption"},        {"2026-11-01", "Toussaint"},
                     {"2026-11-11", "Armistice de 1918"}, {"2026-12-25", "Noël"}};
  for (const auto& c : cases) {
    EXPECT_TRUE(metropolitan_france().is_holiday(date(c.day))) << c.day;
    EXPECT_EQ(metropolitan_france().holiday_name(date(c.day)), c.name);
  }
  EXPECT_EQ(metropolitan_france().holiday_name(date("2026-01-02")), "");
}

TEST(Calendar, CountsOfAYear) {
  struct {
    int year;
    int holidays;
    int working_days;
    int business_days;
  } const cases[] = {
      {2025, 11, 251, 302},   // 1 November is a Saturday
      {2026, 11, 252, 303},   // 15 August a Saturday, 1 November a Sunday
      {2027, 11, 254, 303},   // 1 and 8 May, 25 December Saturdays; 15 August a Sunday
      {2008, 10, 253, 304}};  // Ascension fell on 1 May
  for (const auto& c : cases) {
    int holidays = 0;
    int working = 0;
    int business = 0;
    for (Date day = make_date(c.year, 1, 1).value(); day <= make_date(c.year, 12, 31).value();
         ++day.days) {
      holidays += metropolitan_france().is_holiday(day);
      working += metropolitan_france().is_working_day(day);
      business += metropolitan_france().is_business_day(day);
    }
    EXPECT_EQ(holidays, c.holidays) << c.year;
    EXPECT_EQ(working, c.working_days) << c.year;
    EXPECT_EQ(business, c.business_days) << c.year;
  }
}

TEST(Calendar, BitmapSaysWhatTheRulesSay) {
  const Calendar& france = metropolitan_france();
  for (Date day = kDateMin; day <= kDateMax; ++day.days) {
    ASSERT_EQ(france.is_holiday(day), !france.holiday_name(day).empty()) << to_iso(day);
    ASSERT_EQ(france.is_working_day(day), weekday(day) <= 5 && !france.is_holiday(day));
    ASSERT_EQ(france.is_business_day(day), weekday(day) <= 6 && !france.is_holiday(day));
  }
}

TEST(Calendar, FirstWorkingDay) {
  struct {
    const char* from;
    const char* want;
  } const cases[] = {
      {"2026-03-02", "2026-03-02"},
      {"2026-05-02", "2026-05-04"},
      {"2026-05-01", "2026-05-04"},
      {"2026-04-04", "2026-04-07"},  // Saturday before Easter: Sunday, Easter Monday, then Tuesday
      {"2021-01-01", "2021-01-04"}};
  for (const auto& c : cases)
    EXPECT_EQ(to_iso(metropolitan_france().first_working_day_from(date(c.from))), c.want) << c.from;
}

TEST(Calendar, OtherTerritoriesAreOtherRules) {
  std::vector<HolidayRule> rules = metropolitan_france().rules();
  rules.push_back({.kind = HolidayRule::Kind::easter, .offset = -2, .name = "Vendredi saint"});
  rules.push_back({.month = 12, .day = 26, .name = "Saint-Étienne"});
  const Calendar alsace_moselle{rules};
  for (const char* day : {"2026-04-03", "2025-12-26", "2025-04-18"}) {
    EXPECT_TRUE(alsace_moselle.is_holiday(date(day))) << day;
    EXPECT_FALSE(metropolitan_france().is_holiday(date(day))) << day;
  }
  EXPECT_TRUE(alsace_moselle.is_holiday(date("2026-07-14")));
  EXPECT_FALSE(alsace_moselle == metropolitan_france());
  EXPECT_TRUE(Calendar{metropolitan_france().rules()} == metropolitan_france());
}

TEST(Calendar, RulesAtTheirEdges) {
  const Calendar odd{{{.month = 2, .day = 29, .name = "leap"},
                      {.month = 13, .day = 1, .name = "never"},
                      {.month = 6, .day = 10, .since_year = 2027, .name = "new"}}};
  EXPECT_TRUE(odd.is_holiday(date("2028-02-29")));
  EXPECT_FALSE(odd.is_holiday(date("2027-02-28")));
  EXPECT_FALSE(odd.is_holiday(date("2027-03-01")));
  EXPECT_FALSE(odd.is_holiday(date("2026-06-10")));
  EXPECT_TRUE(odd.is_holiday(date("2027-06-10")));
  EXPECT_FALSE(metropolitan_france().is_holiday(date("1981-05-08")));
  EXPECT_TRUE(metropolitan_france().is_holiday(date("1982-05-08")));
  EXPECT_FALSE(metropolitan_france().is_holiday(Date{kDateMax.days + 1}))
      << "1 January 2201 is out of range";
  for (const std::int32_t days :
       {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
    EXPECT_FALSE(metropolitan_france().is_holiday(Date{days})) << days;
  }
  EXPECT_FALSE(Calendar{{}}.is_holiday(date("2026-01-01")));
}

}  // namespace
}  // namespace guichet::base
