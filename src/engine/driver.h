// The one driver above any stepper: it runs a case. It handles an event to completion (data, `set`
// on old values, marks, letters, chains of rules), keeps the children of an `each`, the clocks of
// the law, the consents, and says everything it did as effects. It performs nothing itself: no
// exchange, no letter, no line of the log; time comes in with each call. docs/semantics.md gives
// each rule with an example.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/calendar.h"
#include "engine/case_state.h"
#include "engine/clocks.h"
#include "engine/effect.h"
#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::engine {

struct Given {
  model::DatumId datum;
  expr::Value value;                 // of the datum's type; texts are kept by the driver when accepted
  Member member = std::nullopt;      // whose value, for a datum of `each`; else the member who acts or answers
};

// Somebody acts. Data were parsed to their declared types at the door (a value that could not be is
// passed as an error value and refused here as bad data).
struct Act {
  model::EventId event;
  model::ActorId by;
  bool by_member = false;            // by the member itself: then `by` need not be known
  Member member;
  std::span<const Given> data;
  std::string_view identity;         // level presented: empty, franceconnect, franceconnect-plus
};

// How an exchange ended. Data: what came back, already cut to what the state receives.
struct Answer {
  std::uint32_t visit = 0;           // of the state that asked
  Member member;
  model::Trigger outcome = model::Trigger::answered;  // answered | not_found | refused | failed
  std::span<const Given> data;
};

// A consent act outside any event, or a right: always counted (semantics 2).
struct ConsentChange {
  model::PurposeId purpose;
  model::ConsentAct act = model::ConsentAct::none;
  std::string_view notice;
};

class Driver {
 public:
  // `steppers`: one per machine of the procedure, in order. All must outlive the driver.
  Driver(const model::Procedure& procedure, std::vector<AnyStepper> steppers,
         const base::Calendar& calendar);

  // A new case at the start state. `attributes`: the values of Procedure::attributes, in order.
  [[nodiscard]] CaseState open(base::Instant now, std::span<const expr::Value> attributes,
                               Effects& effects) const;

  // Each of these handles one thing at `now` to completion (at `state.now` when `now` is earlier: the wall
  // clock steps back an hour in autumn). Precondition: what was due by then was fired, before and after the
  // last call: `while (driver.fire_next(state, now, effects)) ...`. Effects are appended.
  // Returns false when it was refused (the Refused effect says why); the state is then unchanged
  // except for consents, which always count.
  bool act(CaseState& state, const Act& act, base::Instant now, Effects& effects) const;
  bool answer(CaseState& state, const Answer& answer, base::Instant now, Effects& effects) const;
  void consent(CaseState& state, const ConsentChange& change, base::Instant now, Effects& effects) const;

  // When the earliest clock that can fire where the case stands is due: in the past when the case just entered
  // a state where a passed deadline bites. Nothing when none is running.
  [[nodiscard]] std::optional<base::Instant> next_due(const CaseState& state) const;
  // Fires the one earliest clock due at or before `now` (file order among equals). What it does is dated 23:59 of
  // its last day, or the last thing handled when that is later; today() is that day. False when no clock was due.
  bool fire_next(CaseState& state, base::Instant now, Effects& effects) const;

  // passed('deadline') on this day: an error value when the date it counts from is absent.
  [[nodiscard]] expr::Value passed(const CaseState& state, model::DeadlineId deadline, base::Date today) const;
  // The due instant as the data and clocks stand, suspension included; nothing when not started.
  [[nodiscard]] std::optional<base::Instant> due(const CaseState& state, model::DeadlineId deadline) const;

  // Until when what is held for a purpose may be held, and an agreement counts: see Clocks.
  [[nodiscard]] std::optional<base::Instant> retained_until(const CaseState& state, model::PurposeId purpose) const {
    return clocks_.retained_until(state, purpose);
  }
  [[nodiscard]] std::optional<base::Instant> agreed_until(const CaseState& state, model::PurposeId purpose) const {
    return clocks_.agreed_until(state, purpose);
  }

  // A frame over a case, for whoever evaluates an expression of its procedure (a fee, an assignment).
  [[nodiscard]] expr::Frame frame(const CaseState& state, Member member, base::Date today) const;

  [[nodiscard]] const model::Procedure& procedure() const { return clocks_.procedure(); }

 private:
  bool hear(class Turn& turn, const Act& act, model::TriggerId on) const;
  void ensure_on_time(const CaseState& state, base::Instant now) const;

  Clocks clocks_;
  std::vector<AnyStepper> steppers_;
};

}  // namespace guichet::engine
