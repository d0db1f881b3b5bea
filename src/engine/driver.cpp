#include "engine/driver.h"

#include <algorithm>
#include <utility>

#include "base/ensure.h"
#include "engine/door.h"
#include "engine/turn.h"

namespace guichet::engine {

using base::ensure;
using model::Trigger;

namespace {

// Does a child's state, any of them, listen to this?
bool is_for_children(const model::Procedure& procedure, const CaseState& state, model::TriggerId on) {
  if (!state.children_of) return false;
  const model::Machine& machine = procedure[*state.children_of];
  for (std::size_t i = 0; i < machine.states.size(); ++i) {
    if (machine.row({static_cast<std::uint16_t>(i)}, on).count > 0) return true;
  }
  return false;
}

// Where an act arrives. Nothing: it is for a child, and names none that is alive.
std::optional<Place> addressee(const model::Procedure& procedure, const CaseState& state, const Act& act,
                               model::TriggerId on) {
  if (!is_for_children(procedure, state, on)) return Place{};
  if (!act.member && procedure.main().row(state.main.state, on).count > 0) return Place{};
  for (std::size_t i = 0; i < state.children.size(); ++i) {
    const Child& child = state.children[i];
    if (act.member == child.member && !child.position.ended) return Place{static_cast<int>(i)};
  }
  return std::nullopt;
}

}  // namespace

Driver::Driver(const model::Procedure& procedure, std::vector<AnyStepper> steppers, const base::Calendar& calendar)
    : clocks_{procedure, calendar}, steppers_{std::move(steppers)} {
  ensure(steppers_.size() == procedure.machines.size(), "one stepper per machine");
}

CaseState Driver::open(base::Instant now, std::span<const expr::Value> attributes, Effects& effects) const {
  const model::Procedure& p = procedure();
  ensure(attributes.size() == p.attributes.size(), "one value per attribute");
  CaseState state;
  state.opened = state.now = now;
  state.texts = std::make_shared<expr::TextPool>();
  state.slots.resize(p.slots);
  state.milestones.resize(p.milestones.size());
  state.deadlines.resize(p.deadlines.size());
  state.consents.resize(p.purposes.size());

  Turn turn{clocks_, steppers_, state, now, effects};
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    state.slots[p.attributes[i].slot] = turn.kept(attributes[i]);
  }
  for (std::size_t i = 0; i < p.deadlines.size(); ++i) {
    if (p.deadlines[i].kind == model::Deadline::Kind::since_opened) turn.start({static_cast<std::uint16_t>(i)});
  }
  // Nobody is there to be refused: a case that opens on an undetermined rule stands before it, and says so.
  if (!turn.enter({}, {0})) turn.refuse({}, model::trigger(Trigger::decide));
  return state;
}

bool Driver::act(CaseState& state, const Act& act, base::Instant now, Effects& effects) const {
  ensure_on_time(state, now);
  Turn turn{clocks_, steppers_, state, now, effects};
  const model::Event& event = procedure()[act.event];
  const model::TriggerId on = procedure().trigger_of(act.event);
  if (event.consent == model::ConsentAct::none) return hear(turn, act, on);

  // What a person decides about her data counts as soon as it is known to be her, whatever the case makes of it.
  const auto refuse = [&](Refusal why) { turn.say(effect::Refused{act.member, on, why, {}, {}}); };
  if (!made_by_its_actor(procedure(), event, act)) return refuse(Refusal::wrong_actor), false;
  if (!identity_suffices(event, act.identity)) return refuse(Refusal::identity), false;
  const bool taken_back = turn.record({event.purpose, event.consent, event.notice});
  const bool heard = hear(turn, act, on);
  if (taken_back) turn.stop_exchanges(event.purpose);
  return heard;
}

// The tests stand in the order their refusals are told: who, where, then with what, then whether.
bool Driver::hear(Turn& turn, const Act& act, model::TriggerId on) const {
  const model::Event& event = procedure()[act.event];
  const CaseState& state = turn.state();
  const bool counts_anyway = event.consent != model::ConsentAct::none;
  const auto accept = [&](Member member) { turn.say(effect::Accepted{member, act.event}); };
  const auto refuse = [&](Refusal why, model::DatumId datum = {}) {
    turn.say(effect::Refused{act.member, on, why, datum, {}});
    return false;
  };

  if (state.main.ended) {
    if (!counts_anyway) return refuse(Refusal::closed);
    return accept({}), true;
  }
  if (!made_by_its_actor(procedure(), event, act)) return refuse(Refusal::wrong_actor);
  const auto place = addressee(procedure(), state, act, on);
  if (!place) return refuse(Refusal::no_member);
  if (!identity_suffices(event, act.identity)) return refuse(Refusal::identity);
  const Member member = turn.member(*place);
  if (const auto wrong = wrong_datum(procedure(), event, act.data, member)) return refuse(Refusal::bad_data, *wrong);

  const bool taken = turn.attempt([&] {
    model::TransitionId by;
    turn.write(act.data, member);
    if (!turn.choose(*place, on, by)) return false;
    accept(member);
    turn.keep(act.data, member);
    return turn.charge(*place, act.event, by) && turn.take(*place, by);
  });
  if (taken) return true;
  if (counts_anyway && turn.failure().kind == Step::Kind::not_expected) return accept(member), true;
  turn.refuse(member, on);
  return false;
}

bool Driver::answer(CaseState& state, const Answer& answer, base::Instant now, Effects& effects) const {
  ensure(answer.outcome <= Trigger::failed, "an exchange is answered, not found, refused or failed");
  ensure_on_time(state, now);
  Turn turn{clocks_, steppers_, state, now, effects};
  Place place;
  const auto awaits = [&](const Child& child) { return child.position.visit == answer.visit; };
  const auto child = std::ranges::find_if(state.children, awaits);
  if (child != state.children.end()) place.child = static_cast<int>(child - state.children.begin());
  const Position& here = turn.position(place);
  if (here.visit != answer.visit || !is_asking(here, turn.state_of(place))) {
    turn.say(effect::AnswerDropped{answer.member, answer.visit});
    return false;
  }

  const model::TriggerId on = model::trigger(answer.outcome);
  const Member member = turn.member(place);
  if (const auto wrong = wrong_datum(procedure(), *turn.state_of(place).exchange, answer.data, member)) {
    turn.say(effect::Refused{member, on, Refusal::bad_data, *wrong, {}});
    return false;
  }
  const bool taken = turn.attempt([&] {
    model::TransitionId by;
    turn.write(answer.data, member);
    if (!turn.choose(place, on, by)) return false;
    turn.keep(answer.data, member);
    turn.position(place).exchange_over = true;
    return turn.take(place, by);
  });
  if (!taken) turn.refuse(member, on);
  return taken;
}

void Driver::consent(CaseState& state, const ConsentChange& change, base::Instant now, Effects& effects) const {
  ensure_on_time(state, now);
  Turn turn{clocks_, steppers_, state, now, effects};
  if (turn.record(change)) turn.stop_exchanges(change.purpose);
}

expr::Value Driver::passed(const CaseState& state, model::DeadlineId deadline, base::Date today) const {
  return clocks_.passed(state, deadline, today);
}

std::optional<base::Instant> Driver::due(const CaseState& state, model::DeadlineId deadline) const {
  return clocks_.due(state, deadline, base::date_of(state.now));
}

expr::Frame Driver::frame(const CaseState& state, Member member, base::Date today) const {
  return clocks_.frame(state, member, today);
}

}  // namespace guichet::engine
