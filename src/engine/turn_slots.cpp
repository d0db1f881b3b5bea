// What a turn does to the data: what was given, what a `set` computes, what a fee comes to.
#include <algorithm>

#include "engine/turn.h"

namespace guichet::engine {
namespace {

// Giving up is no payment, though it leaves the state where one pays.
bool gives_up(const model::Machine& machine, const model::Transition& transition) {
  using enum model::OutcomeKind;
  if (transition.from_phase) return true;
  if (!transition.to) return false;
  const model::State& to = machine.states[transition.to->index];
  return to.kind == model::StateKind::outcome &&
         (to.outcome == withdrawn || to.outcome == expired || to.outcome == void_ || to.outcome == failed);
}

}  // namespace

expr::Value& Turn::slot(model::DatumId id, Member member) {
  const model::Datum& datum = procedure()[id];
  const std::uint16_t offset = datum.width > 1 ? member.value_or(0) : std::uint16_t{0};
  return state_->slots[std::size_t{datum.slot} + offset];
}

expr::Value Turn::kept(const expr::Value& value) {
  if (value.kind() == expr::Kind::text) return expr::Value::text(state_->texts->keep(value.as_text()));
  if (value.kind() == expr::Kind::file) return expr::Value::file(state_->texts->keep(value.as_text()));
  return value;
}

void Turn::write(std::span<const Given> given, Member member) {
  for (const Given& one : given) slot(one.datum, one.member ? one.member : member) = one.value;
}

void Turn::keep(std::span<const Given> given, Member member) {
  for (const Given& one : given) {
    const Member whose = procedure()[one.datum].width > 1 && one.member ? one.member : member;
    expr::Value& place = slot(one.datum, whose);
    place = kept(place);
    say(effect::Stored{whose, one.datum, false, place});
  }
}

bool Turn::evaluate(const expr::Expression& expression, Place place, model::TransitionId by, expr::Value& value) {
  value = expression.evaluate(clocks_->frame(*state_, member(place), today()));
  if (!value.is_error() && !value.is_absent()) return true;
  failure_ = {.kind = Step::Kind::undetermined,
              .transition = by,
              .fault = value.is_error() ? value.fault() : expr::Fault::no_row,
              .slot = value.is_error() ? value.fault_slot() : std::uint16_t{0}};
  return false;
}

// All from the old values, then all at once.
bool Turn::assign(Place place, model::TransitionId by) {
  const auto& set = machine(place).transitions[by.index].set;
  auto& values = state_->scratch.values;
  values.resize(set.size());
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!evaluate(set[i].value, place, by, values[i])) return false;
  }
  for (std::size_t i = 0; i < set.size(); ++i) {
    expr::Value& value = slot(set[i].datum, member(place));
    value = kept(values[i]);
    say(effect::Stored{member(place), set[i].datum, true, value});
  }
  return true;
}

bool Turn::charge(Place place, model::EventId id, model::TransitionId by) {
  const model::State& state = state_of(place);
  const model::Event& event = procedure()[id];
  if (state.does != model::Does::pay || !state.fee || event.by != state.actor) return true;
  if (gives_up(machine(place), machine(place).transitions[by.index])) return true;
  expr::Value amount;
  if (!evaluate(state.fee->amount, place, by, amount)) return false;
  say(effect::Charged{member(place), position(place).state, amount.as_integer()});
  return true;
}

}  // namespace guichet::engine
