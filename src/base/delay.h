#pragma once

// Delays as French law writes them, and the day they end. Knows units, holidays and civil dates;
// knows no procedure, no clock that runs, and no words for people (language is elsewhere). Nothing
// here allocates but to_text(). docs/legal_time.md: each unit with its rule, its source and
// examples.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.h"
#include "base/civil.h"

namespace guichet::base {

enum class DelayUnit : std::uint8_t {
  minutes,
  hours,          // every hour counts, week-ends and holidays too
  working_hours,  // the 24 hours of each working day, none of other days
  days,
  weeks,
  working_days,   // jours ouvrés, Monday to Friday
  business_days,  // jours ouvrables, Monday to Saturday
  clear_days,     // jours francs: neither the day it starts nor the day it ends counts
  months,
  clear_months,  // mois francs: CJA R421-1
  years,
};

struct Delay {
  DelayUnit unit = DelayUnit::days;
  std::int32_t count = 0;  // 0 or more
  // A last day that is a Saturday, a Sunday or a holiday moves to the next working day (CPC 642, EU
  // regulation 1182/71). Clear delays always do. No effect on minutes, hours, working hours,
  // working days: roll_matters() says so.
  bool roll = false;

  // As written. To compare lengths, compare normalised() delays.
  bool operator==(const Delay&) const = default;
};

inline constexpr std::int32_t kDelayCountMax = 1'000'000;

// True when the same delay with and without `roll` may end on different days.
[[nodiscard]] bool roll_matters(DelayUnit unit);
// True for minutes, hours and working hours: they end at a minute, not at 24:00 of a day, so only
// due_instant() knows them.
[[nodiscard]] bool ends_within_day(DelayUnit unit);

// "2 months", "1 month", "10 working days": a count without sign nor leading zero, up to
// kDelayCountMax, one space, the unit in singular or plural. `roll` is false: it is a key of its
// own in the files. nullopt for all else.
[[nodiscard]] std::optional<Delay> parse_delay(std::string_view text);
// As the files write it; 1 takes the singular. parse_delay(to_text(d)) is d without `roll`.
[[nodiscard]] std::string to_text(Delay delay);
// Same length, one spelling: years as months, weeks as days, hours as minutes, `roll` as it acts.
// 12 months and 1 year become equal; 30 days and 1 month do not.
[[nodiscard]] Delay normalised(Delay delay);

// The last day of a delay that starts on `start`; it runs to 24:00 of that day. The day it starts
// never counts. nullopt: a negative count, an end beyond the range of dates, or a unit that ends
// within the day.
[[nodiscard]] std::optional<Date> due_date(Date start, Delay delay, const Calendar& calendar);

// The first instant after the delay: end_of(due_date()) for units of days and more, counted from
// the day of `start`; the very minute for the others. An event at or after it comes too late. Who
// counts from a deadline that has just fired, at 24:00, wants due_date(last_day(fired), ...):
// date_of(fired) is already the next day.
[[nodiscard]] std::optional<Instant> due_instant(Instant start, Delay delay,
                                                 const Calendar& calendar);

// CRPA L114-5: missing pieces suspend the delay after which silence rejects; the days of suspension
// are added to the end (how exactly to add them is Guichet's reading of the article). Nothing
// happens for 0 days or fewer.
[[nodiscard]] Date suspended_due(Date due, std::int32_t suspended_days);

}  // namespace guichet::base
