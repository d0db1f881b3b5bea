#include "check/moves.h"

#include <algorithm>
#include <cstring>

namespace guichet::check {

using model::StateKind;
using model::Trigger;

Visited::Visited(const model::Procedure& procedure) {
  for (const model::Machine& machine : procedure.machines)
    machines.push_back({std::vector<bool>(machine.states.size()), std::vector<bool>(machine.transitions.size()),
                        std::vector<bool>(machine.transitions.size())});
}

Moves::Moves(const Model& model, Visited& visited)
    : model_{model}, visited_{&visited}, evaluator_{model}, row_(model.shape.width()), before_(model.shape.width()) {
  for (std::uint16_t d = 0; d < model.procedure.data.size(); ++d)
    if (model.procedure.data[d].origin == "franceconnect") of_identity_.push_back({d});
}

bool Moves::leaves(const Byte* from, const Move& move) const {
  const model::Procedure& p = model_.procedure;
  model::TriggerId on;
  switch (move.kind) {
    case Move::Kind::act:
      if (p.events[move.what].consent == model::ConsentAct::withdraws) return false;
      on = p.trigger_of(model::EventId{move.what});
      break;
    case Move::Kind::after:
      on = model::trigger(Trigger::after);
      break;
    case Move::Kind::deadline:
      on = p.trigger_of(model::DeadlineId{move.what});
      break;
    case Move::Kind::answer:
    case Move::Kind::withdraw:
      return false;
  }
  const auto [first, count] = p.main().row({from[Shape::kState]}, on);
  return std::all_of(p.main().transitions.begin() + first, p.main().transitions.begin() + first + count,
                     [](const model::Transition& t) { return t.to.has_value(); });
}

model::MachineId Moves::machine_id(int child) const {
  if (child == kMainPlace) return {0};
  return model_.procedure.main().states[row_[Shape::kState]].each->children;
}
const model::Machine& Moves::machine(int child) const { return model_.procedure[machine_id(child)]; }
Byte& Moves::state(int child) {
  return row_[child == kMainPlace ? Shape::kState : model_.shape.child(child) + Shape::kChildState];
}
Byte& Moves::flags(int child) {
  return row_[child == kMainPlace ? Shape::kFlags : model_.shape.child(child) + Shape::kChildFlags];
}

void Moves::list_of(const Byte* from, int child) {
  const Shape& shape = model_.shape;
  const model::Procedure& p = model_.procedure;
  const std::size_t at = child == kMainPlace ? Shape::kState : shape.child(child) + Shape::kChildState;
  const Byte flags = from[at + 1];
  if ((flags & kEnded) != 0) return;
  const model::MachineId id =
      child == kMainPlace ? model::MachineId{0} : p.main().states[from[Shape::kState]].each->children;
  const model::State& here = p[id].states[from[at]];
  const auto& listeners = shape.listeners(id, {from[at]});
  const auto add = [&](Move::Kind kind, std::uint16_t what) {
    moves_.push_back({kind, static_cast<std::int8_t>(child), what});
  };
  for (const model::EventId event : listeners.events) add(Move::Kind::act, event.index);
  if (here.kind == StateKind::exchange && (flags & kExchangeOver) == 0)
    for (std::uint16_t outcome = 0; outcome <= static_cast<std::uint16_t>(Trigger::failed); ++outcome)
      add(Move::Kind::answer, outcome);
  if (here.after && (flags & kAfterOver) == 0) add(Move::Kind::after, 0);
  if (child != kMainPlace) return;
  for (const model::DeadlineId deadline : listeners.deadlines) {
    const Byte clock = from[shape.clock(deadline)];
    const bool counts_from_data =
        p[deadline].kind == model::Deadline::Kind::since_datum || p[deadline].kind == model::Deadline::Kind::at;
    if (clock == kRunning || (counts_from_data && clock != kFired)) add(Move::Kind::deadline, deadline.index);
  }
  for (const model::PurposeId purpose : shape.asking()) add(Move::Kind::withdraw, purpose.index);
}

const std::vector<Move>& Moves::list(const Byte* from) {
  moves_.clear();
  list_of(from, kMainPlace);
  for (int i = 0; i < model_.shape.children_max() && from[model_.shape.child(i)] != 0; ++i) list_of(from, i);
  return moves_;
}

Turned Moves::open_once(Byte situation, Choices& choices) {
  row_[Shape::kSituation] = situation;
  trail_ = nullptr;
  evaluator_.begin(row_.data(), choices, nullptr);
  turned_ = {.kind = Turned::Kind::no_branch};
  first_taken_ = true;
  chain_ = 0;
  starting_children_ = false;
  for (std::uint16_t d = 0; d < model_.procedure.deadlines.size(); ++d)
    if (model_.procedure.deadlines[d].kind == model::Deadline::Kind::since_opened &&
        model_.shape.clock({d}) != Shape::npos)
      row_[model_.shape.clock({d})] = kRunning;
  if (enter(kMainPlace, {0})) turned_.kind = Turned::Kind::taken;
  hold_conditions();
  model_.shape.forget(row_.data());
  model_.shape.arrange(row_.data());
  return turned_;
}

void Moves::give(model::DatumId datum, int child, bool optional, Trail* trail) {
  if (trail != nullptr) trail->gifts.push_back({datum, child, optional});
  if (model_.shape.datum(datum) == Shape::npos) return;
  Byte& held = evaluator_.byte(datum, child);
  held = !optional || held != kAbsent ? (optional && held == kMaybe ? kMaybe : kPresent) : kMaybe;
  for (std::uint16_t d = 0; d < model_.procedure.deadlines.size(); ++d)  // a computed date may have moved
    if (model_.procedure.deadlines[d].datum == datum && model_.shape.clock({d}) != Shape::npos)
      row_[model_.shape.clock({d})] = kNotStarted;
}

Turned Moves::once(const Move& move, Choices& choices, Trail* trail) {
  trail_ = trail;
  evaluator_.begin(row_.data(), choices, trail == nullptr ? nullptr : &trail->settled);
  turned_ = {.kind = Turned::Kind::no_branch};
  first_taken_ = false;
  chain_ = 0;
  starting_children_ = false;
  const int child = move.child;
  const model::Procedure& p = model_.procedure;
  std::memcpy(before_.data(), row_.data(), row_.size());
  model::TransitionId by;
  bool done = false;
  switch (move.kind) {
    case Move::Kind::act: {
      const model::Event& event = p.events[move.what];
      for (const model::DatumId datum : event.carries) give(datum, child, false, trail);
      for (const model::DatumId datum : event.may_carry) give(datum, child, true, trail);
      if (!event.identity.empty())
        for (const model::DatumId datum : of_identity_) give(datum, child, false, trail);
      done = choose(child, p.trigger_of(model::EventId{move.what}), by) && charge(child, event, by);
      const bool decides = event.by.known() && p[event.by].role != model::Role::citizen && model_.shape.tracks_human();
      if (done && decides) row_[Shape::kWay] |= kHumanActed;
      if (done && !p.properties.empty()) meet(child, {.kind = model::Moment::Kind::event, .event = {move.what}});
      done = done && take(child, by);
      if (event.consent == model::ConsentAct::withdraws) {
        if (!done) row_ = before_;
        withdraw(event.purpose);
        done = true;
      }
      break;
    }
    case Move::Kind::answer: {
      const auto& exchange = *machine(child).states[state(child)].exchange;
      if (move.what == static_cast<std::uint16_t>(Trigger::answered))
        for (const model::DatumId datum : exchange.receive) give(datum, child, true, trail);
      done = choose(child, model::trigger(static_cast<Trigger>(move.what)), by);
      if (done) flags(child) |= kExchangeOver;
      done = done && take(child, by);
      break;
    }
    case Move::Kind::after:
      flags(child) |= kAfterOver;
      done = choose(child, model::trigger(Trigger::after), by) && take(child, by);
      break;
    case Move::Kind::deadline: {
      const model::Deadline& deadline = p.deadlines[move.what];
      if (deadline.datum.known() && !evaluator_.is_there(deadline.datum, kMainPlace)) break;
      if (deadline.at && evaluator_.presence(*deadline.at, kMainPlace).is_error()) break;
      row_[model_.shape.clock({move.what})] = kFired;
      done = choose(child, p.trigger_of(model::DeadlineId{move.what}), by) && take(child, by);
      break;
    }
    case Move::Kind::withdraw:
      withdraw({move.what});
      done = true;
      break;
  }
  if (!done) {
    row_ = before_;
    // An answer that cannot be handled does not come again; a clock fires once.
    if (move.kind == Move::Kind::answer) flags(child) |= kExchangeOver;
    if (move.kind == Move::Kind::after) flags(child) |= kAfterOver;
  } else {
    turned_.kind = Turned::Kind::taken;
    hold_conditions();
  }
  model_.shape.forget(row_.data());
  if (!alone_) model_.shape.arrange(row_.data());
  return turned_;
}

// GDPR art. 7(3). What only this purpose held is erased; an exchange under way for it ends as refused.
void Moves::withdraw(model::PurposeId purpose) {
  const model::Procedure& p = model_.procedure;
  const auto asks = [&](model::PurposeId id) {
    return p[id].basis == model::Basis::consent || p[id].agreement != model::Agreement::none;
  };
  for (std::uint16_t d = 0; d < p.data.size(); ++d) {
    const auto& purposes = p.data[d].purposes;
    if (model_.shape.datum({d}) == Shape::npos || std::ranges::find(purposes, purpose) == purposes.end()) continue;
    if (!std::ranges::all_of(purposes, asks)) continue;
    const Byte erased = purposes.size() == 1 ? kAbsent : kMaybe;  // unless she agreed to another
    Byte& held = row_[model_.shape.datum({d})];
    if (held != kAbsent) held = erased;
    for (int i = 0; i < model_.shape.children_max() && row_[model_.shape.child(i)] != 0; ++i)
      if (model_.shape.child_datum({d}) != Shape::npos) evaluator_.byte({d}, i) = kAbsent;
  }
  if ((row_[Shape::kFlags] & kEnded) != 0) return;
  const auto stop = [&](int child) {
    const model::State& here = machine(child).states[state(child)];
    const bool asking = here.kind == StateKind::exchange && (flags(child) & (kExchangeOver | kEnded)) == 0;
    if (!asking || here.exchange->purpose != purpose) return;
    flags(child) |= kExchangeOver;
    const std::vector<Byte> kept = row_;
    model::TransitionId by;
    chain_ = 0;
    if (!(choose(child, model::trigger(Trigger::refused), by) && take(child, by))) row_ = kept;
  };
  stop(kMainPlace);
  for (int i = 0; i < model_.shape.children_max() && row_[model_.shape.child(i)] != 0; ++i) stop(i);
}

}  // namespace guichet::check
