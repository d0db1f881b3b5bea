// Time alone can move a case: which clock comes next, and what it does ("silence vaut accord", CRPA L231-1).
#include <algorithm>

#include "base/ensure.h"
#include "engine/driver.h"
#include "engine/turn.h"

namespace guichet::engine {
namespace {

using base::ensure;
using model::Trigger;

// A clock that can fire: the `after` of a place, or a deadline.
struct Next {
  base::Instant due{};
  base::Span span;  // file order among clocks due together
  Place place;
  model::DeadlineId deadline;  // unknown: `after`
};

class Earliest {
 public:
  void offer(const Next& next) {
    if (!best_ || next.due < best_->due || (next.due == best_->due && next.span < best_->span)) best_ = next;
  }
  [[nodiscard]] const std::optional<Next>& get() const { return best_; }

 private:
  std::optional<Next> best_;
};

std::optional<Next> next_clock(const Clocks& clocks, const CaseState& state) {
  const model::Procedure& procedure = clocks.procedure();
  if (state.main.ended) return std::nullopt;
  Earliest earliest;
  const auto offer_after = [&](Place place, const Position& here, const model::Machine& machine) {
    const model::State& stands_in = machine.states[here.state.index];
    if (!is_timing(here, stands_in)) return;
    if (const auto due = clocks.after_due(stands_in, here.entered)) {
      earliest.offer({*due, stands_in.after->span, place, {}});
    }
  };
  offer_after({}, state.main, procedure.main());
  for (std::size_t i = 0; i < state.children.size(); ++i) {
    offer_after({static_cast<int>(i)}, state.children[i].position, procedure[*state.children_of]);
  }
  for (std::size_t i = 0; i < procedure.deadlines.size(); ++i) {
    const model::Deadline& deadline = procedure.deadlines[i];
    const DeadlineClock& clock = state.deadlines[i];
    const bool can_fire = deadline.to && clock.due && !clock.fired && !clock.suspended_since &&
                          std::ranges::find(deadline.in, state.main.state) != deadline.in.end();
    if (can_fire) earliest.offer({*clock.due, deadline.span, {}, {static_cast<std::uint16_t>(i)}});
  }
  return earliest.get();
}

}  // namespace

std::optional<base::Instant> Driver::next_due(const CaseState& state) const {
  const auto next = next_clock(clocks_, state);
  return next ? std::optional{next->due} : std::nullopt;
}

void Driver::ensure_on_time(const CaseState& state, base::Instant now) const {
  const auto next = next_clock(clocks_, state);
  ensure(!next || next->due >= now, "a clock due earlier was not fired");
}

bool Driver::fire_next(CaseState& state, base::Instant now, Effects& effects) const {
  const auto next = next_clock(clocks_, state);
  if (!next || next->due > now) return false;

  Turn turn{clocks_, steppers_, state, acts_at(next->due), effects};
  const bool is_after = !next->deadline.known();
  const Member member = turn.member(next->place);
  if (is_after) {
    turn.position(next->place).after_over = true;
  } else {
    state.deadlines[next->deadline.index].fired = true;
  }
  state.now = turn.at();
  turn.say(effect::ClockFired{is_after ? std::nullopt : std::optional{next->deadline}, member, next->due});

  const model::TriggerId on = is_after ? model::trigger(Trigger::after) : procedure().trigger_of(next->deadline);
  model::TransitionId by;
  const bool moved = turn.attempt([&] { return turn.choose(next->place, on, by) && turn.take(next->place, by); });
  if (!moved) {
    ensure(turn.failure().kind == Step::Kind::undetermined, "a clock leads to a state, with no guard");
    turn.refuse(member, on);
  }
  return true;
}

}  // namespace guichet::engine
