#include "check/member_moves.h"

#include <algorithm>

#include "check/expressions.h"

namespace guichet::check {

namespace {

// Does it say anything of a member, or of them all?
bool asks_members(const model::Procedure& procedure, const expr::Expression& expression) {
  bool found = std::ranges::any_of(expression.reads(), [&](std::uint16_t slot) {
    const auto datum = procedure.datum_of_slot(slot);
    return datum && procedure[*datum].each.known();
  });
  const auto visit = [&](const expr::Node& node) {
    found = found || node.op == expr::Op::member || node.op >= expr::Op::children_all;
  };
  each_node(expression.root(), visit);
  return found;
}

bool asks_all(const expr::Expression& expression) {
  bool found = false;
  const auto visit = [&](const expr::Node& node) { found = found || node.op >= expr::Op::children_all; };
  each_node(expression.root(), visit);
  return found;
}

}  // namespace

bool members_stand_alone(const Model& model) {
  const model::Procedure& p = model.procedure;
  for (const model::Property& property : p.properties) {
    if (!property.condition) continue;
    const bool of_members = std::ranges::any_of(property.first, [](const model::Moment& one) {
      return one.kind == model::Moment::Kind::state && one.machine.index != 0;
    });
    if (of_members || asks_members(p, *property.condition)) return false;
  }
  for (std::size_t m = 1; m < p.machines.size(); ++m)
    for (const model::Transition& transition : p.machines[m].transitions) {
      if (transition.guard && asks_all(*transition.guard)) return false;
      const std::size_t event = transition.on.index - std::size_t{model::kFixedTriggers};
      if (transition.on.index >= model::kFixedTriggers && event < p.events.size() &&
          p.events[event].consent == model::ConsentAct::withdraws)
        return false;
    }
  return true;
}

MemberMoves::MemberMoves(const Model& model, Moves& moves)
    : model_{model},
      moves_{moves},
      pairs_{sizeof(std::uint32_t) + model.shape.child_width()},
      key_(sizeof(std::uint32_t) + model.shape.child_width()) {}

void MemberMoves::keep(const Byte* row, int child, const Move& move, const Turned& turned, const Byte* next,
                       Turns& turns) {
  const Shape& shape = model_.shape;
  const std::size_t block = shape.child(child);
  const bool moves_case = std::memcmp(next, row, shape.child(0)) != 0;
  const bool changes = moves_case || std::memcmp(next + block, row + block, shape.child_width()) != 0;
  if (!changes && turned.kind != Turned::Kind::taken) return;
  turns.changes = turns.changes || changes;
  turns_.push_back({.move = move,
                    .at = bytes_.size(),
                    .changes = changes,
                    .moves_case = moves_case,
                    .ends = (next[block + Shape::kChildFlags] & kEnded) != 0});
  bytes_.insert(bytes_.end(), next, next + shape.child(0));
  bytes_.insert(bytes_.end(), next + block, next + block + shape.child_width());
}

}  // namespace guichet::check
