// What the deadlines of a case say on a day: when each is due, suspension included, whether it is passed.
// Only counts: it starts no clock, fires none and says no effect. docs/semantics.md, "Clocks".
#pragma once

#include <optional>

#include "base/calendar.h"
#include "engine/case_state.h"
#include "engine/effect.h"
#include "expr/expression.h"
#include "model/procedure.h"

namespace guichet::engine {

class Clocks {
 public:
  // Both must outlive it.
  Clocks(const model::Procedure& procedure, const base::Calendar& calendar)
      : procedure_{&procedure}, calendar_{&calendar} {}

  // Due without any suspension: 24:00 of the last day, or the very minute for hours and minutes. Nothing when
  // it has not started, or when the date it counts from is absent.
  [[nodiscard]] std::optional<base::Instant> natural_due(const CaseState& state, model::DeadlineId id,
                                                         base::Date today) const;
  // The same with the days of past suspensions, and of the one still running as of `today`.
  [[nodiscard]] std::optional<base::Instant> due(const CaseState& state, model::DeadlineId id, base::Date today) const;

  // Is `today` after the last day? False when a milestone was never marked; an error value naming the slot when
  // the date it counts from is absent.
  [[nodiscard]] expr::Value passed(const CaseState& state, model::DeadlineId id, base::Date today) const;

  // When the `after` of this state, entered then, is due; nothing when it has none.
  [[nodiscard]] std::optional<base::Instant> after_due(const model::State& state, base::Instant entered) const;

  // The first instant at which what is held for this purpose is held no more; nothing while its retention has not begun
  // to run, or when the file gives none.
  [[nodiscard]] std::optional<base::Instant> retained_until(const CaseState& state, model::PurposeId id) const;
  // The first instant at which the person's agreement counts no more; nothing when it does not expire, or was not given.
  [[nodiscard]] std::optional<base::Instant> agreed_until(const CaseState& state, model::PurposeId id) const;

  // What an expression may read of a case that day. Points into the case: good until it changes or moves.
  [[nodiscard]] expr::Frame frame(const CaseState& state, Member member, base::Date today) const;

  [[nodiscard]] const model::Procedure& procedure() const { return *procedure_; }

 private:
  [[nodiscard]] expr::Value at_value(const CaseState& state, const model::Deadline& deadline, base::Date today) const;

  const model::Procedure* procedure_;
  const base::Calendar* calendar_;
};

// CRPA L114-5: the days of suspension are added to the end.
[[nodiscard]] constexpr base::Instant later_by_days(base::Instant due, std::int32_t days) {
  return {due.minutes + days * base::kMinutesPerDay};
}

// An event of the last day comes first, so a clock due at 24:00 acts at 23:59: on its own date, after all the rest.
[[nodiscard]] inline base::Instant acts_at(base::Instant due) {
  return base::date_of(due) == base::last_day(due) ? due : base::Instant{due.minutes - 1};
}

}  // namespace guichet::engine
