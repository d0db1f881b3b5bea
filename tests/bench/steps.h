// What one step costs, against what a person would write by hand: the ten-state procedure of tests/conformance/toys/
// stationnement.yaml as a `switch`, evaluating the same guards on the same slots. It knows no machine but those it is
// given.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::bench {

[[nodiscard]] std::shared_ptr<const model::Procedure> ten_states();

// What is asked of a stepper: the events of cases walked to their end, each with its own data, one case after another.
struct Question {
  model::StateId state;
  model::TriggerId on;
  const expr::Value* slots;
};
struct Cases {
  std::vector<std::vector<expr::Value>> rows;
  std::vector<Question> questions;
};

// `kinds` different people in turn. One kind is what a branch predictor learns by heart; many are what an office meets.
[[nodiscard]] Cases walk_cases(const model::Machine& machine, std::size_t kinds);

// Nanoseconds of one question to a stepper one indirect call away, as the driver asks it; smallest of many rounds.
[[nodiscard]] double cost(const Cases& cases, const engine::AnyStepper& stepper);

// Prints nanoseconds and ratios of the reference and of `other`, which is only known at run time. Aim: 2, limit: 3.
// Gives main's result: a failure when answers differ.
[[nodiscard]] int compare_steps(const model::Procedure& procedure, std::string_view name,
                                const engine::AnyStepper& other);

}  // namespace guichet::bench
