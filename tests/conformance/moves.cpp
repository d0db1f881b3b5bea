// What may happen to a case: drawn by chance, or listed.
#include <algorithm>

#include "conformance/twins.h"

namespace guichet::conformance {

using expr::Value;
using model::StateKind;

namespace {

const model::State& state_of(const model::Procedure& procedure, const engine::CaseState& state, int child) {
  if (child < 0) return procedure.main().states[state.main.state.index];
  const engine::Position& here = state.children[static_cast<std::size_t>(child)].position;
  return procedure[*state.children_of].states[here.state.index];
}

bool listens(const model::Procedure& procedure, const engine::CaseState& state, model::TriggerId on) {
  if (procedure.main().row(state.main.state, on).count > 0) return true;
  return std::ranges::any_of(state.children, [&](const engine::Child& child) {
    return procedure[*state.children_of].row(child.position.state, on).count > 0;
  });
}

constexpr std::int64_t kDay = base::kMinutesPerDay;

}  // namespace

Value Chance::value(model::DatumId datum) {
  const auto all = values_.of(procedure_[datum].type);
  const std::uint64_t place = alike_ ? place_of(all.back().kind(), theme_) : chance_();
  return all[1 + place % (all.size() - 1)];
}

std::vector<Value> Chance::attributes() {
  theme_ = chance_();
  alike_ = below(4) != 0;
  std::vector<Value> all;
  for (const model::Attribute& attribute : procedure_.attributes) {
    const auto pool = values_.of(attribute.type);
    all.push_back(pool[below(8) == 0 ? 0 : 1 + (alike_ ? place_of(pool.back().kind(), theme_) : chance_()) % (pool.size() - 1)]);
  }
  return all;
}

engine::Member Chance::some_member(const engine::CaseState& state) {
  if (state.children.empty() || below(12) == 0) return std::nullopt;
  if (below(16) == 0) return static_cast<std::uint16_t>(below(4));
  return state.children[below(state.children.size())].member;
}

Move Chance::act(const engine::CaseState& state) {
  std::vector<model::EventId> events;
  const bool any = below(8) == 0;
  for (std::uint16_t i = 0; i < procedure_.events.size(); ++i) {
    if (any || listens(procedure_, state, procedure_.trigger_of(model::EventId{i}))) events.push_back({i});
  }
  if (events.empty()) return {.minutes = kDay};
  Move move{.kind = Move::Kind::act, .event = events[below(events.size())]};
  const model::Event& event = procedure_[move.event];
  move.by = below(24) == 0 ? model::ActorId{static_cast<std::uint16_t>(below(procedure_.actors.size()))} : event.by;
  move.by_member = procedure_[event.by].member_of.known();
  move.member = some_member(state);
  move.identity = below(16) == 0 ? "" : "franceconnect-plus";
  for (const model::DatumId datum : event.carries) {
    if (below(24) != 0) move.data.push_back({datum, value(datum)});
  }
  for (const model::DatumId datum : event.may_carry) {
    if (below(2) == 0) move.data.push_back({datum, value(datum)});
  }
  if (!event.identity.empty()) {
    for (std::uint16_t i = 0; i < procedure_.data.size(); ++i) {
      if (procedure_.data[i].origin == "franceconnect") move.data.push_back({{i}, value({i})});
    }
  }
  return move;
}

Move Chance::answer(const engine::CaseState& state) {
  Move move{.kind = Move::Kind::answer};
  std::vector<int> asking;
  for (int child = -1; child < static_cast<int>(state.children.size()); ++child) {
    if (state_of(procedure_, state, child).kind == StateKind::exchange) asking.push_back(child);
  }
  if (asking.empty()) return act(state);
  move.child = asking[below(asking.size())];
  if (move.child >= 0) move.member = state.children[static_cast<std::size_t>(move.child)].member;
  move.late = below(16) == 0 ? 1 : 0;
  move.outcome = below(3) != 0 ? model::Trigger::answered : static_cast<model::Trigger>(below(4));
  if (move.outcome == model::Trigger::answered) {
    for (const model::DatumId datum : state_of(procedure_, state, move.child).exchange->receive) {
      if (below(8) != 0) move.data.push_back({datum, value(datum)});
    }
  }
  return move;
}

Move Chance::next(const engine::CaseState& state) {
  alike_ = below(4) != 0;
  if (below(20) == 0) theme_ = chance_();
  const std::uint64_t what = below(20);
  const std::int64_t minutes = below(4) == 0 ? static_cast<std::int64_t>(below(30)) * kDay : static_cast<std::int64_t>(below(600));
  Move move;
  if (what == 0) {
    move = {.kind = Move::Kind::wait};
  } else if (what == 1) {
    move = {.kind = Move::Kind::consent,
            .purpose = {static_cast<std::uint16_t>(below(procedure_.purposes.size()))},
            .consent = static_cast<model::ConsentAct>(1 + below(3))};
  } else {
    move = answer(state);
  }
  move.minutes = minutes;
  return move;
}

std::vector<Move> alphabet(const model::Procedure& procedure, const Values& values) {
  std::vector<Move> all;
  const auto data = [&](const std::vector<model::DatumId>& ids, std::size_t which, std::vector<engine::Given>& given) {
    for (const model::DatumId id : ids) {
      const auto pool = values.of(procedure[id].type);
      given.push_back({id, pool[1 + which % (pool.size() - 1)]});
    }
  };
  for (std::uint16_t i = 0; i < procedure.events.size(); ++i) {
    const model::Event& event = procedure.events[i];
    Move move{.kind = Move::Kind::act, .event = {i}, .by = event.by};
    move.by_member = procedure[event.by].member_of.known();
    if (move.by_member) move.member = 0;
    move.identity = "franceconnect-plus";
    const bool has_data = !event.carries.empty() || !event.may_carry.empty();
    for (const std::size_t which : {std::size_t{0}, std::size_t{3}, std::size_t{7}}) {
      Move one = move;
      data(event.carries, which, one.data);
      if (which > 0) data(event.may_carry, which + 1, one.data);
      all.push_back(one);
      if (!has_data) break;
    }
  }
  for (const model::Trigger outcome : {model::Trigger::answered, model::Trigger::refused}) {
    all.push_back({.kind = Move::Kind::answer, .outcome = outcome});
    if (procedure.machines.size() > 1) all.push_back({.kind = Move::Kind::answer, .member = 0, .outcome = outcome, .child = 0});
  }
  all.push_back({.kind = Move::Kind::wait, .minutes = 10 * kDay});
  all.push_back({.kind = Move::Kind::wait, .minutes = 100 * kDay});
  return all;
}

}  // namespace guichet::conformance
