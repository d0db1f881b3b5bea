#include "check/explore.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "check/expressions.h"

namespace guichet::check {

namespace {

// Does an event or a clock of the case itself look at its members, or at what each holds?
bool reads_children(const model::Procedure& procedure) {
  const auto looks = [&](const expr::Expression& expression) {
    bool found = std::ranges::any_of(expression.reads(), [&](std::uint16_t slot) {
      const auto datum = procedure.datum_of_slot(slot);
      return datum && procedure[*datum].each.known();
    });
    const auto visit = [&](const expr::Node& node) { found = found || node.op >= expr::Op::children_all; };
    each_node(expression.root(), visit);
    return found;
  };
  return std::ranges::any_of(procedure.main().transitions, [&](const model::Transition& t) {
    return t.on != model::trigger(model::Trigger::children_done) && t.guard && looks(*t.guard);
  });
}

}  // namespace

Exploration explore(const Model& model) {
  Exploration found{model.shape.width(), model.procedure};
  Moves moves{model, found.visited};
  const auto note = [&](std::uint32_t from, const Move& move, const Turned& turned) {
    if (turned.kind == Turned::Kind::undetermined)
      found.undetermined.try_emplace({turned.machine.index, turned.by.index, turned.slot},
                                     Undetermined{from, move, turned});
  };
  moves.open([&](const Turned& turned, const Byte* row) {
    const auto [number, is_new] = found.states.add(row);
    if (is_new) found.parent.push_back(number);
    note(number, {.kind = Move::Kind::act, .what = 0xFFFF}, turned);
  });
  const bool asks_children = reads_children(model.procedure);
  std::unordered_map<std::string, std::vector<std::uint32_t>> left;  // by what the case itself holds: edges that leave
  for (std::uint32_t from = 0; from < found.states.size(); ++from) {
    if (found.states.size() >= model.options.states_max || found.rounds >= model.options.rounds_max) return found;
    found.first_edge.push_back(found.edges.size());
    const Byte* row = found.states[from];
    const auto meet = [&](const Move& move, const Turned& turned, const Byte* next) {
      ++found.rounds;
      note(from, move, turned);
      const bool changed = turned.kind == Turned::Kind::taken || std::memcmp(next, row, model.shape.width()) != 0;
      if (!changed) return;
      ++found.transitions;
      const auto [to, is_new] = found.states.add(next);
      if (is_new) found.parent.push_back(from);
      if (move.kind != Move::Kind::withdraw) found.edges.push_back(by_somebody(move) ? to : to | Exploration::kNobody);
    };
    const bool dispatches = model.shape.children_max() > 0 && row[model.shape.child(0)] != 0;
    if (!dispatches || asks_children) {
      moves.each(row, Moves::Part::all, meet);
      continue;
    }
    const auto [known, is_new] = left.try_emplace(std::string{row, row + model.shape.child(0)});
    if (is_new) {
      const std::size_t before = found.edges.size();
      moves.each(row, Moves::Part::leaving, meet);
      known->second.assign(found.edges.begin() + static_cast<std::ptrdiff_t>(before), found.edges.end());
    } else {
      found.edges.insert(found.edges.end(), known->second.begin(), known->second.end());
    }
    moves.each(row, Moves::Part::staying, meet);
  }
  found.first_edge.push_back(found.edges.size());
  found.complete = true;
  return found;
}

std::vector<std::uint32_t> Exploration::way_to(std::uint32_t state) const {
  std::vector<std::uint32_t> way{state};
  while (parent[way.back()] != way.back()) way.push_back(parent[way.back()]);
  std::ranges::reverse(way);
  return way;
}

}  // namespace guichet::check
