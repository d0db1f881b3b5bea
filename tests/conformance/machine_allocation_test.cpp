// A compiled machine asks the system for nothing, whatever it is asked. A stepper that allocates on purpose is noticed.
#include <gtest/gtest.h>

#include <vector>

#include "conformance/subjects.h"
#include "conformance/values.h"
#include "support/counted_new.h"

namespace guichet::conformance {
namespace {

struct Wasteful {
  engine::Step step(model::StateId state, model::TriggerId /*on*/, const expr::Frame& /*frame*/) const {
    const std::vector<std::uint16_t> copy(1000, state.index);
    return {.transition = {copy.back()}};
  }
};

// How often memory was asked for while every state heard every trigger, with a value in each slot, then with none.
long allocations_of(const model::Procedure& procedure, std::size_t machine, const engine::AnyStepper& stepper) {
  const Values values{procedure};
  std::vector<expr::Value> rows[2];
  for (auto& row : rows) row.resize(procedure.slots + std::size_t{1});
  for (std::uint16_t slot = 0; slot < procedure.slots; ++slot) rows[1][slot] = values.of_slot(slot).back();
  expr::Frame frame;
  frame.today = base::make_date(2026, 3, 2).value();
  frame.calendar = &base::metropolitan_france();
  frame.passed = [](const void*, std::uint16_t) { return expr::Value::boolean(false); };
  const long before = test::allocations();
  for (const auto& row : rows) {
    frame.slots = row.data();
    for (std::uint16_t state = 0; state < procedure.machines[machine].states.size(); ++state) {
      for (std::uint16_t on = 0; on < procedure.machines[machine].triggers; ++on) (void)stepper.step({state}, {on}, frame);
    }
  }
  return test::allocations() - before;
}

TEST(MachineAllocation, IsNone) {
  for (const auto* subjects : {&toys(), &shipped()}) {
    for (const Subject& subject : *subjects) {
      const auto procedure = subject.load();
      for (std::size_t i = 0; i < subject.compiled->steppers.size(); ++i) {
        EXPECT_EQ(allocations_of(*procedure, i, subject.compiled->steppers[i]), 0) << subject.name;
      }
    }
  }
}

TEST(MachineAllocation, WouldBeSeen) {
  const Wasteful wasteful;
  EXPECT_GT(allocations_of(*toys()[0].load(), 0, engine::AnyStepper{wasteful}), 0);
}

}  // namespace
}  // namespace guichet::conformance
