#include "interop/rows.h"

#include <algorithm>

namespace guichet::interop {

using expr::Node;
using expr::Op;

namespace {

// Giving up where one pays is no payment: the rule of engine::Turn::charge.
bool gives_up(const model::Machine& machine, const model::Transition& transition) {
  using enum model::OutcomeKind;
  if (transition.from_phase) return true;
  if (!transition.to) return false;
  const model::State& to = machine.states[transition.to->index];
  return to.kind == model::StateKind::outcome &&
         (to.outcome == withdrawn || to.outcome == expired || to.outcome == void_ || to.outcome == failed);
}

bool is_event(const model::Procedure& procedure, model::TriggerId on) {
  return on.index >= model::kFixedTriggers && std::size_t{on.index} - model::kFixedTriggers < procedure.events.size();
}

const model::Event& event_of(const model::Procedure& procedure, model::TriggerId on) {
  return procedure.events[on.index - std::size_t{model::kFixedTriggers}];
}

bool pays(const model::Procedure& procedure, const model::State& state, model::TriggerId on) {
  return state.does == model::Does::pay && state.fee && is_event(procedure, on) &&
         event_of(procedure, on).by == state.actor;
}

}  // namespace

bool may_be_undetermined(const Node& node) {
  switch (node.op) {
    case Op::slot:
    case Op::passed:
    case Op::lookup:
    case Op::add:
    case Op::subtract:
    case Op::negate: return true;
    default: return std::ranges::any_of(node.children, may_be_undetermined);
  }
}

std::vector<Row> rows(const model::Procedure& procedure, model::MachineId machine, model::StateId state,
                      model::TriggerId on, bool any_order) {
  const model::Machine& flat = procedure[machine];
  const model::State& from = flat.states[state.index];
  const auto [first, count] = flat.row(state, on);
  std::vector<Row> all;
  std::vector<const Node*> earlier;
  for (std::uint16_t i = first; i < first + count; ++i) {
    const model::Transition& transition = flat.transitions[i];
    Row row{.transition = &transition,
            .earlier = earlier,
            .guard = transition.guard ? &transition.guard->root() : nullptr,
            .needs = {}};
    for (const model::Assignment& one : transition.set) row.needs.push_back(&one.value.root());
    if (pays(procedure, from, on) && !gives_up(flat, transition)) row.needs.push_back(&from.fee->amount.root());
    if (row.guard != nullptr && (any_order || may_be_undetermined(*row.guard) || !row.needs.empty()))
      earlier.push_back(row.guard);
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<model::TriggerId> triggers(const model::Machine& machine, model::StateId state) {
  std::vector<model::TriggerId> all;
  for (std::uint16_t t = 0; t < machine.triggers; ++t)
    if (machine.row(state, {t}).count > 0) all.push_back({t});
  std::ranges::sort(all, {}, [&](model::TriggerId on) { return machine.row(state, on).first; });
  return all;
}

bool children_listen(const model::Procedure& procedure, const model::State& state, model::TriggerId on) {
  if (!state.each) return false;
  const model::Machine& machine = procedure[state.each->children];
  for (std::uint16_t s = 0; s < machine.states.size(); ++s)
    if (machine.row({s}, on).count > 0) return true;
  return false;
}

Brought brought(const model::Procedure& procedure, const model::State& state, model::TriggerId on) {
  Brought all;
  if (is_event(procedure, on)) {
    const model::Event& event = event_of(procedure, on);
    for (const model::DatumId id : event.carries) (procedure[id].width == 1 ? all.surely : all.perhaps).push_back(id);
    all.perhaps.insert(all.perhaps.end(), event.may_carry.begin(), event.may_carry.end());
    for (std::uint16_t i = 0; !event.identity.empty() && i < procedure.data.size(); ++i)
      if (procedure.data[i].origin == "franceconnect") all.perhaps.push_back({i});
  } else if (on == model::trigger(model::Trigger::answered) && state.exchange) {
    all.perhaps = state.exchange->receive;
  }
  return all;
}

std::string slot_path(const model::Procedure& procedure, std::uint16_t slot) {
  const auto id = procedure.datum_of_slot(slot);
  if (!id || procedure[*id].width == 1) return std::string{procedure.slot_name(slot)};
  const model::Datum& datum = procedure[*id];
  return datum.name + "/" + (*procedure[datum.each].values)[static_cast<std::size_t>(slot - datum.slot)];
}

const std::vector<std::string>& members(const model::Procedure& procedure, const model::State& each) {
  return *procedure[each.each->members].values;
}

}  // namespace guichet::interop
