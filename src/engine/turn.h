// One thing handled to completion: an event, an answer, a clock. A Turn works on the case in place and says
// effects in the order things happen; an attempt that cannot be done is given back whole. It is the driver's
// inside: who may act is for door.h, when clocks are due for clocks.h, what to try for driver.cpp.
#pragma once

#include <cstddef>
#include <span>

#include "engine/driver.h"

namespace guichet::engine {

// The case's own position, or one child's.
struct Place {
  static constexpr int kMain = -1;
  int child = kMain;  // index in CaseState::children
  [[nodiscard]] bool is_main() const { return child == kMain; }
};

// What a step that took no transition is called when it refuses.
[[nodiscard]] Refusal reason(const Step& step);

inline constexpr int kChainMax = 16;  // rules in a row; the loader refuses cycles, so more is our mistake

class Turn {
 public:
  // At `now`, or at the time of the last thing handled when that is later.
  Turn(const Clocks& clocks, std::span<const AnyStepper> steppers, CaseState& state, base::Instant now,
       Effects& effects);

  template <class What>
  void say(const What& what) {
    effects_->push_back({at_, what});
  }

  // Runs `work`; when it answers false, case and effects are as before, and `failure()` says what was undetermined.
  template <class Work>
  [[nodiscard]] bool attempt(Work work) {
    const std::size_t said = effects_->size();
    chain_ = 0;
    starting_children_ = false;
    remember(*state_);
    if (work()) {
      state_->now = at_;
      return true;
    }
    give_back(*state_);
    effects_->erase(effects_->begin() + static_cast<std::ptrdiff_t>(said), effects_->end());
    return false;
  }

  // ---- moving (turn.cpp): false when something on the way is undetermined ---------------------------
  [[nodiscard]] Step step(Place place, model::TriggerId on) const;
  // Asks the stepper; anything but `moved` is a failure.
  [[nodiscard]] bool choose(Place place, model::TriggerId on, model::TransitionId& chosen);
  // Says that it was refused, and for what `failure()` tells.
  void refuse(Member member, model::TriggerId on);
  // Takes a transition and all that follows from it, until every position waits.
  [[nodiscard]] bool take(Place place, model::TransitionId by);
  [[nodiscard]] bool enter(Place place, model::StateId to);

  // ---- data (turn_slots.cpp) ------------------------------------------------------------------------
  // Guards see what is written before anybody knows whether it is accepted; then it is kept, and said.
  void write(std::span<const Given> given, Member member);
  void keep(std::span<const Given> given, Member member);
  // The same value, its text moved to the case's own.
  [[nodiscard]] expr::Value kept(const expr::Value& value);
  // The fee of the state this event pays, if it is one that pays.
  [[nodiscard]] bool charge(Place place, model::EventId event, model::TransitionId by);

  // ---- clocks (turn_clocks.cpp) ---------------------------------------------------------------------
  void start(model::DeadlineId id);
  // Brings every clock up to date with the data and the state of the case.
  void wind();

  // ---- consents (turn_consents.cpp) -----------------------------------------------------------------
  // Writes down what the person decided and erases what only that justified. True when she took back an agreement.
  bool record(const ConsentChange& change);
  // Exchanges of this purpose still under way end as `refused`.
  void stop_exchanges(model::PurposeId purpose);

  // ---- where things are -----------------------------------------------------------------------------
  [[nodiscard]] const model::Procedure& procedure() const { return clocks_->procedure(); }
  [[nodiscard]] CaseState& state() { return *state_; }
  [[nodiscard]] Position& position(Place place) const;
  [[nodiscard]] const model::Machine& machine(Place place) const;
  [[nodiscard]] model::MachineId machine_id(Place place) const;
  [[nodiscard]] const model::State& state_of(Place place) const;
  [[nodiscard]] Member member(Place place) const;
  [[nodiscard]] base::Instant at() const { return at_; }
  [[nodiscard]] base::Date today() const { return base::date_of(at_); }
  [[nodiscard]] const Step& failure() const { return failure_; }

 private:
  [[nodiscard]] bool evaluate(const expr::Expression& expression, Place place, model::TransitionId by,
                              expr::Value& value);
  [[nodiscard]] bool assign(Place place, model::TransitionId by);
  expr::Value& slot(model::DatumId datum, Member member);
  void mark(std::span<const model::MilestoneId> milestones);
  void tell(std::span<const model::Letter> letters, Place place);
  void leave(Place place);
  void stop(Place place);
  [[nodiscard]] bool start_children();
  [[nodiscard]] bool finish_children();
  [[nodiscard]] bool reach_outcome(Place place);
  void cancel_clocks();

  const Clocks* clocks_;
  std::span<const AnyStepper> steppers_;
  CaseState* state_;
  base::Instant at_;
  Effects* effects_;
  int chain_ = 0;                  // rules followed in a row
  bool starting_children_ = false; // all start before any can end the parent
  Step failure_;
};

}  // namespace guichet::engine
