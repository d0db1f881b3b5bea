#include "engine/stepper.h"

namespace guichet::engine {

ReferenceStepper::ReferenceStepper(const model::Machine& machine) : rows_{machine.rows}, triggers_{machine.triggers} {
  branches_.reserve(machine.transitions.size());
  for (const model::Transition& transition : machine.transitions) {
    branches_.push_back({transition.guard.value_or(expr::Expression{}), transition.guard.has_value()});
  }
}

Step ReferenceStepper::step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
  using enum Step::Kind;
  const auto [first, count] = rows_[state.index * triggers_ + on.index];
  for (std::uint16_t i = first; i < first + count; ++i) {
    const Branch& branch = branches_[i];
    if (!branch.is_guarded) return {.kind = moved, .transition = {i}};
    const expr::Value value = branch.guard.evaluate(frame);
    if (value.is_true()) return {.kind = moved, .transition = {i}};
    // Absent data is never a silent false: the later branches were written for when this one is known to be false.
    if (value.is_error()) {
      return {.kind = undetermined, .transition = {i}, .fault = value.fault(), .slot = value.fault_slot()};
    }
  }
  return {.kind = count == 0 ? not_expected : no_branch};
}

}  // namespace guichet::engine
