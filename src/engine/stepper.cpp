#include "engine/stepper.h"

namespace guichet::engine {

ReferenceStepper::ReferenceStepper(const model::Machine& machine) : rows_{machine.rows}, triggers_{machine.triggers} {
  for (const model::Transition& transition : machine.transitions) {
    guards_.push_back(transition.guard ? expr::Condition{*transition.guard} : expr::Condition{});
    written_.push_back(transition.guard.value_or(expr::Expression{}));
  }
}

Step ReferenceStepper::step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
  using enum Step::Kind;
  const auto [first, count] = rows_[state.index * triggers_ + on.index];
  for (std::uint16_t i = first; i < first + count; ++i) {
    const expr::Condition& guard = guards_[i];
    if (guard.is_always()) return {.kind = moved, .transition = {i}};
    switch (guard.ask(frame)) {
      case expr::Holds::yes: return {.kind = moved, .transition = {i}};
      case expr::Holds::no: break;
      // Absent data is never a silent false: the later branches were written for when this one is known to be false.
      case expr::Holds::undetermined: return without_value({i}, frame);
    }
  }
  return {.kind = count == 0 ? not_expected : no_branch};
}

Step ReferenceStepper::without_value(model::TransitionId branch, const expr::Frame& frame) const {
  const expr::Value why = written_[branch.index].evaluate(frame);
  return {.kind = Step::Kind::undetermined, .transition = branch, .fault = why.fault(), .slot = why.fault_slot()};
}

}  // namespace guichet::engine
