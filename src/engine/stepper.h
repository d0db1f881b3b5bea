// One flat machine, one question: in this state, on this trigger, with these data, on this day, which
// transition? A stepper answers and changes nothing. The reference interprets the model; a compiled
// machine answers the same question in its own way; conformance tests hold them together. Children,
// phases, deadlines and chains of rules are not its business: see driver.h.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "expr/condition.h"
#include "expr/expression.h"
#include "model/procedure.h"

namespace guichet::engine {

struct Step {
  enum class Kind : std::uint8_t {
    moved,         // `transition` fires; it may stay in the same state
    not_expected,  // nothing in this state listens to this trigger
    no_branch,     // something listens, no guard is true
    undetermined,  // a guard has no value: `fault` and `slot` say why; no later branch was tried
  };
  Kind kind = Kind::not_expected;
  model::TransitionId transition;  // moved; undetermined: the branch whose guard has no value
  expr::Fault fault = expr::Fault::absent_slot;
  std::uint16_t slot = 0;
  bool operator==(const Step&) const = default;
};

template <class S>
concept Stepper = requires(const S stepper, model::StateId state, model::TriggerId on,
                           const expr::Frame& frame) {
  { stepper.step(state, on, frame) } -> std::same_as<Step>;
};

// A stepper whose kind is chosen at run time (reference or compiled machine), one call per step and
// no ownership: whoever made the stepper keeps it alive.
class AnyStepper {
 public:
  template <Stepper S>
  explicit AnyStepper(const S& stepper)
      : self_{&stepper}, step_{[](const void* self, model::StateId state, model::TriggerId on,
                                  const expr::Frame& frame) {
          return static_cast<const S*>(self)->step(state, on, frame);
        }} {}
  [[nodiscard]] Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
    return step_(self_, state, on, frame);
  }

 private:
  const void* self_;
  Step (*step_)(const void*, model::StateId, model::TriggerId, const expr::Frame&);
};

// The reference: branches in file order, the first true guard wins. A step never allocates.
class ReferenceStepper {
 public:
  explicit ReferenceStepper(const model::Machine& machine);
  [[nodiscard]] Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const;

 private:
  [[nodiscard]] Step without_value(model::TransitionId branch, const expr::Frame& frame) const;

  // The guards of the machine's transitions, side by side: a transition itself is long.
  std::vector<expr::Condition> guards_;
  std::vector<expr::Expression> written_;  // the same, as written: asked again why one has no value
  std::vector<model::Machine::Row> rows_;
  std::size_t triggers_;
};
static_assert(Stepper<ReferenceStepper>);

}  // namespace guichet::engine
