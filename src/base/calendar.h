#pragma once

// Which days are worked: a value made from holiday rules, some at a fixed date, some counted from
// Easter. Metropolitan France is built in, because legal time cannot be told without it; other
// calendars (Alsace-Moselle, overseas) are data, data/holidays.yaml. Knows nothing of delays, files
// or a service's own opening days.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"

namespace guichet::base {

struct HolidayRule {
  enum class Kind : std::uint8_t { fixed, easter };
  Kind kind = Kind::fixed;
  int month = 0;  // fixed only, 1..12; a date that does not exist in a year is no holiday that year
  int day = 0;    // fixed only, 1..31
  int offset = 0;      // easter only: days after Easter Sunday, negative before
  int since_year = 0;  // first year it is a holiday; 0: every year
  std::string name;    // as people say it, French for what we ship
  bool operator==(const HolidayRule&) const = default;
};

class Calendar {
 public:
  // The bitmap of all holidays from 1900 to 2200 is drawn here, once; the questions below cost a
  // bit test.
  explicit Calendar(std::vector<HolidayRule> rules);

  [[nodiscard]] bool is_holiday(Date date) const;
  // Jour ouvré: Monday to Friday, not a holiday.
  [[nodiscard]] bool is_working_day(Date date) const;
  // Jour ouvrable: Monday to Saturday, not a holiday.
  [[nodiscard]] bool is_business_day(Date date) const;
  // The date itself when it is worked. May leave the range of dates: the caller asks in_range().
  [[nodiscard]] Date first_working_day_from(Date date) const;

  // Empty when the day is none. Walks the rules: for people, not for the hot path.
  [[nodiscard]] std::string_view holiday_name(Date date) const;
  [[nodiscard]] const std::vector<HolidayRule>& rules() const { return rules_; }

  bool operator==(const Calendar& other) const { return rules_ == other.rules_; }
 private:
  std::vector<HolidayRule> rules_;
  std::vector<std::uint64_t> holidays_;  // one bit per day from kDateMin
};

// The eleven holidays of code du travail L3133-1 (à vérifier: listed from general knowledge, not
// re-read).
[[nodiscard]] const Calendar& metropolitan_france();

// Meeus, Jones and Butcher's computus, Gregorian (J. Meeus, Astronomical Algorithms, chapter 8).
// Years beyond the range are read as the nearest one inside.
[[nodiscard]] Date easter_sunday(int year);

}  // namespace guichet::base
