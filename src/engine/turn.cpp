#include "engine/turn.h"

#include <algorithm>
#include <utility>

#include "base/ensure.h"

namespace guichet::engine {

using base::ensure;
using model::StateKind;
using model::Trigger;

Turn::Turn(const Clocks& clocks, std::span<const AnyStepper> steppers, CaseState& state, base::Instant now,
           Effects& effects)
    : clocks_{&clocks}, steppers_{steppers}, state_{&state}, at_{std::max(now, state.now)}, effects_{&effects} {}

Position& Turn::position(Place place) const {
  return place.is_main() ? state_->main : state_->children[static_cast<std::size_t>(place.child)].position;
}

model::MachineId Turn::machine_id(Place place) const {
  return place.is_main() ? model::MachineId{0} : *state_->children_of;
}

const model::Machine& Turn::machine(Place place) const { return procedure()[machine_id(place)]; }

const model::State& Turn::state_of(Place place) const { return machine(place).states[position(place).state.index]; }

Member Turn::member(Place place) const {
  if (place.is_main()) return std::nullopt;
  return state_->children[static_cast<std::size_t>(place.child)].member;
}

Step Turn::step(Place place, model::TriggerId on) const {
  return steppers_[machine_id(place).index].step(position(place).state, on,
                                                 clocks_->frame(*state_, member(place), today()));
}

bool Turn::choose(Place place, model::TriggerId on, model::TransitionId& chosen) {
  const Step answer = step(place, on);
  chosen = answer.transition;
  if (answer.kind == Step::Kind::moved) return true;
  failure_ = answer;
  return false;
}

Refusal reason(const Step& step) {
  switch (step.kind) {
    case Step::Kind::not_expected: return Refusal::not_expected;
    case Step::Kind::no_branch: return Refusal::no_branch;
    case Step::Kind::moved:
    case Step::Kind::undetermined: break;
  }
  return Refusal::undetermined;
}

void Turn::refuse(Member who, model::TriggerId on) {
  model::DatumId missing;
  if (failure_.kind == Step::Kind::undetermined && failure_.fault == expr::Fault::absent_slot) {
    missing = procedure().datum_of_slot(failure_.slot).value_or(missing);
  }
  say(effect::Refused{who, on, reason(failure_), missing, failure_});
}

bool Turn::take(Place place, model::TransitionId by) {
  const model::Transition& transition = machine(place).transitions[by.index];
  say(effect::Moved{member(place), machine_id(place), by, position(place).state, transition.to});
  if (!assign(place, by)) return false;
  mark(transition.marks);
  tell(transition.tell, place);
  if (!transition.to) {
    wind();
    return true;
  }
  leave(place);
  return enter(place, *transition.to);
}

void Turn::leave(Place place) {
  stop(place);
  if (!place.is_main() || !state_->children_of) return;
  for (std::size_t i = 0; i < state_->children.size(); ++i) {
    const Child& child = state_->children[i];
    if (child.position.ended) continue;
    stop({static_cast<int>(i)});
    say(effect::ChildEnded{child.member, child.position.state, true});
  }
  state_->children.clear();
  state_->children_of.reset();
}

// What a state set going ends with it.
void Turn::stop(Place place) {
  const Position& here = position(place);
  const model::State& state = state_of(place);
  if (is_timing(here, state)) say(effect::ClockCancelled{std::nullopt, member(place)});
  if (is_asking(here, state)) say(effect::ExchangeStopped{member(place), here.visit, false});
}

bool Turn::enter(Place place, model::StateId to) {
  Position& here = position(place);
  here = {.state = to, .entered = at_, .visit = ++state_->visits};
  const model::State& state = state_of(place);
  say(effect::Entered{member(place), machine_id(place), to, here.visit});
  mark(state.marks);
  tell(state.tell, place);
  if (const auto due = clocks_->after_due(state, at_)) say(effect::ClockSet{std::nullopt, member(place), *due});
  wind();
  switch (state.kind) {
    case StateKind::actor: return true;
    case StateKind::exchange:
      say(effect::ExchangeWanted{member(place), machine_id(place), to, here.visit});
      return true;
    case StateKind::decide: {
      ensure(++chain_ <= kChainMax, "more than 16 rules in a row");
      model::TransitionId rule;
      if (choose(place, model::trigger(Trigger::decide), rule)) return take(place, rule);
      ensure(failure_.kind == Step::Kind::undetermined, "a rule without an else");
      return false;
    }
    case StateKind::each: return start_children();
    case StateKind::outcome: return reach_outcome(place);
  }
  return true;
}

bool Turn::start_children() {
  const model::Each& each = *state_of({}).each;
  const model::Datum& list = procedure()[each.members];
  const expr::Value chosen = state_->slots[list.slot];
  if (chosen.kind() != expr::Kind::list) {
    failure_ = {.kind = Step::Kind::undetermined, .fault = expr::Fault::absent_slot, .slot = list.slot};
    return false;
  }
  state_->children_of = each.children;
  for (std::uint16_t member = 0; member < 32; ++member) {
    if ((chosen.as_members() >> member & 1U) != 0) state_->children.push_back({member, {}});
  }
  const int chain = std::exchange(chain_, 0);
  starting_children_ = true;
  for (std::size_t i = 0; i < state_->children.size(); ++i) {
    say(effect::ChildStarted{state_->children[i].member});
    chain_ = 0;
    if (!enter({static_cast<int>(i)}, {0})) return false;
  }
  starting_children_ = false;
  chain_ = chain;
  return finish_children();
}

bool Turn::finish_children() {
  const auto ended = [](const Child& child) { return child.position.ended; };
  if (starting_children_ || !std::ranges::all_of(state_->children, ended)) return true;
  ensure(++chain_ <= kChainMax, "more than 16 rules in a row");
  model::TransitionId next;
  if (choose({}, model::trigger(Trigger::children_done), next)) return take({}, next);
  // Nobody awaits them, or no branch is for this result: the parent waits for something else.
  return failure_.kind != Step::Kind::undetermined;
}

bool Turn::reach_outcome(Place place) {
  position(place).ended = true;
  const model::StateId here = position(place).state;
  if (!place.is_main()) {
    say(effect::ChildEnded{*member(place), here, false});
    return finish_children();
  }
  state_->closed = at_;
  cancel_clocks();
  say(effect::Closed{here, state_of(place).outcome});
  return true;
}

void Turn::mark(std::span<const model::MilestoneId> milestones) {
  for (const model::MilestoneId milestone : milestones) {
    state_->milestones[milestone.index] = at_;
    say(effect::Marked{milestone});
    for (std::size_t i = 0; i < procedure().deadlines.size(); ++i) {
      const model::Deadline& deadline = procedure().deadlines[i];
      const bool since = deadline.kind == model::Deadline::Kind::since_milestone && deadline.milestone == milestone;
      if (since) start({static_cast<std::uint16_t>(i)});
    }
  }
}

void Turn::tell(std::span<const model::Letter> letters, Place place) {
  for (const model::Letter& letter : letters) say(effect::Told{member(place), &letter});
}

}  // namespace guichet::engine
