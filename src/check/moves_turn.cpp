// What follows from a transition, until every place waits: the abstract image of engine/turn.cpp.
#include <algorithm>
#include <cstring>

#include "check/moves.h"
#include "check/recourse.h"

namespace guichet::check {

using model::StateKind;
using model::Trigger;

namespace {

// Giving up is no payment, though it leaves the state where one pays (engine/turn_slots.cpp).
bool is_given_up(const model::Machine& machine, const model::Transition& transition) {
  using enum model::OutcomeKind;
  if (transition.from_phase) return true;
  if (!transition.to) return false;
  const model::State& to = machine.states[transition.to->index];
  return to.kind == StateKind::outcome &&
         (to.outcome == withdrawn || to.outcome == expired || to.outcome == void_ || to.outcome == failed);
}

bool has_lookup(const expr::Node& node) {
  return node.op == expr::Op::lookup || std::ranges::any_of(node.children, has_lookup);
}

}  // namespace

bool Moves::fail(const Evaluator::Answer& answer, int child, model::TransitionId by) {
  turned_ = {Turned::Kind::undetermined, machine_id(child), by, answer.value.fault_slot(), answer.value.fault()};
  return false;
}

bool Moves::choose(int child, model::TriggerId on, model::TransitionId& chosen) {
  const model::MachineId id = machine_id(child);
  const model::Machine& machine = model_.procedure[id];
  Visited::Machine& covered = visited_->machines[id.index];
  const auto [first, count] = machine.row({state(child)}, on);
  for (std::uint16_t i = first; i < first + count; ++i) {
    covered.tried[i] = true;
    if (trail_ != nullptr) trail_->tried.push_back({id, {i}});
    const model::Transition& transition = machine.transitions[i];
    if (transition.guard) {
      const auto answer = evaluator_.condition(*transition.guard, child);
      if (answer.is_error()) return fail(answer, child, {i});
      if (!answer.is_true()) continue;
    }
    chosen = {i};
    if (!first_taken_) {
      first_taken_ = true;
      turned_.machine = id;
      turned_.by = chosen;
    }
    return true;
  }
  turned_ = {Turned::Kind::no_branch, id, {first}, 0, {}};
  return false;
}

bool Moves::take(int child, model::TransitionId by) {
  const model::MachineId id = machine_id(child);
  const model::Transition& transition = model_.procedure[id].transitions[by.index];
  visited_->machines[id.index].fired[by.index] = true;
  if (trail_ != nullptr) trail_->tried.push_back({id, by, true});
  if (!assign(child, transition)) return false;
  mark(transition.marks);
  tell(transition.tell);
  if (!transition.to) return true;
  leave(child);
  return enter(child, *transition.to);
}

bool Moves::assign(int child, const model::Transition& transition) {
  if (transition.set.empty()) return true;
  values_.clear();
  const auto by = static_cast<std::uint16_t>(&transition - machine(child).transitions.data());
  for (const model::Assignment& one : transition.set) {
    const bool asked = model_.shape.datum(one.datum) != Shape::npos &&
                       !model_.domains.samples(row_[Shape::kSituation], one.datum).empty();
    const auto answer = asked || has_lookup(one.value.root()) ? evaluator_.value(one.value, child)
                                                              : evaluator_.presence(one.value, child);
    if (answer.is_error()) return fail(answer, child, {by});
    const bool is_value = asked && answer.kind == Evaluator::Answer::Kind::value;
    values_.push_back(is_value ? model_.domains.byte_of(row_[Shape::kSituation], one.datum, answer.value) : kPresent);
  }
  for (std::size_t i = 0; i < transition.set.size(); ++i) {
    const model::DatumId datum = transition.set[i].datum;
    if (model_.shape.datum(datum) == Shape::npos) continue;
    evaluator_.byte(datum, child) = values_[i];
    for (std::uint16_t d = 0; d < model_.procedure.deadlines.size(); ++d) {
      const model::Deadline& deadline = model_.procedure.deadlines[d];
      const bool counts = deadline.datum == datum ||
                          (deadline.at && std::ranges::find(deadline.at->reads(), model_.procedure[datum].slot) !=
                                              deadline.at->reads().end());
      if (counts && model_.shape.clock({d}) != Shape::npos) row_[model_.shape.clock({d})] = kNotStarted;
    }
  }
  evaluator_.forget();
  return true;
}

bool Moves::charge(int child, const model::Event& event, model::TransitionId by) {
  const model::State& here = machine(child).states[state(child)];
  if (here.does != model::Does::pay || !here.fee || event.by != here.actor) return true;
  if (is_given_up(machine(child), machine(child).transitions[by.index])) return true;
  const auto amount = has_lookup(here.fee->amount.root()) ? evaluator_.value(here.fee->amount, child)
                                                          : evaluator_.presence(here.fee->amount, child);
  return amount.is_error() ? fail(amount, child, by) : true;
}

void Moves::mark(const std::vector<model::MilestoneId>& milestones) {
  for (const model::MilestoneId milestone : milestones) {
    if (model_.shape.milestone(milestone) != Shape::npos) row_[model_.shape.milestone(milestone)] = 1;
    for (std::uint16_t d = 0; d < model_.procedure.deadlines.size(); ++d) {
      const model::Deadline& deadline = model_.procedure.deadlines[d];
      const bool since = deadline.kind == model::Deadline::Kind::since_milestone && deadline.milestone == milestone;
      if (since && model_.shape.clock({d}) != Shape::npos) row_[model_.shape.clock({d})] = kRunning;
    }
  }
}

void Moves::tell(const std::vector<model::Letter>& letters) {
  if (!model_.shape.tracks_motive()) return;
  for (const model::Letter& letter : letters)
    if (tells_motive(model_.procedure, letter)) row_[Shape::kWay] |= kMotiveTold;
}

// The members go with their parent; what each held for itself is known or not.
void Moves::leave(int child) {
  const Shape& shape = model_.shape;
  if (child != kMainPlace || shape.children_max() == 0 || row_[shape.child(0)] == 0) return;
  for (std::uint16_t d = 0; d < model_.procedure.data.size(); ++d)
    if (shape.child_datum({d}) != Shape::npos) row_[shape.datum({d})] = kMaybe;
  std::fill(row_.begin() + static_cast<std::ptrdiff_t>(shape.child(0)), row_.end(), Byte{0});
}

bool Moves::enter(int child, model::StateId to) {
  const model::MachineId id = machine_id(child);
  const model::State& here = model_.procedure[id].states[to.index];
  state(child) = static_cast<Byte>(to.index);
  flags(child) = 0;
  visited_->machines[id.index].entered[to.index] = true;
  mark(here.marks);
  tell(here.tell);
  if (!model_.procedure.properties.empty()) meet(child, {.machine = id, .state = to});
  switch (here.kind) {
    case StateKind::actor:
    case StateKind::exchange:
      return true;
    case StateKind::decide: {
      base::ensure(++chain_ <= 16 * 4, "rules lead in a circle");
      model::TransitionId rule;
      return choose(child, model::trigger(Trigger::decide), rule) && take(child, rule);
    }
    case StateKind::each:
      return start_children();
    case StateKind::outcome:
      flags(child) |= kEnded;
      return child == kMainPlace || finish_children();
  }
  return true;
}

bool Moves::start_children() {
  const Shape& shape = model_.shape;
  const model::Each& each = *model_.procedure.main().states[row_[Shape::kState]].each;
  const expr::Value chosen = evaluator_.list(each.members);
  if (chosen.is_absent()) {
    return fail({Evaluator::Answer::Kind::error,
                 expr::Value::error(expr::Fault::absent_slot, model_.procedure[each.members].slot)},
                kMainPlace, turned_.by.known() ? turned_.by : model::TransitionId{0});
  }
  int count = 0;
  for (std::uint16_t member = 0; member < 32 && count < shape.children_max(); ++member) {
    if ((chosen.as_members() >> member & 1U) == 0) continue;
    Byte* block = row_.data() + shape.child(count++);
    std::memset(block, 0, shape.child_width());
    block[0] = static_cast<Byte>(model_.domains.class_of(each.members, member) + 1);
    for (std::uint16_t d = 0; d < model_.procedure.data.size(); ++d)
      if (shape.child_datum({d}) != Shape::npos) block[shape.child_datum({d})] = row_[shape.datum({d})];
  }
  starting_children_ = true;
  for (int i = 0; i < count; ++i) {
    chain_ = 0;
    if (!enter(i, {0})) return false;
  }
  starting_children_ = false;
  return finish_children();
}

bool Moves::finish_children() {
  const Shape& shape = model_.shape;
  if (starting_children_ || alone_) return true;
  for (int i = 0; i < shape.children_max() && row_[shape.child(i)] != 0; ++i)
    if ((flags(i) & kEnded) == 0) return true;
  const Turned kept = turned_;
  model::TransitionId next;
  if (choose(kMainPlace, model::trigger(Trigger::children_done), next)) return take(kMainPlace, next);
  if (turned_.kind == Turned::Kind::undetermined) return false;
  turned_ = kept;
  return true;
}

}  // namespace guichet::check
