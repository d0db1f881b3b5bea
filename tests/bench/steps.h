// What one step costs, against what a person would write by hand: the ten-state procedure of tests/conformance/toys/
// stationnement.yaml as a `switch`, evaluating the same guards on the same slots. It knows no machine but those it is
// given.
#pragma once

#include <memory>
#include <string_view>

#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::bench {

[[nodiscard]] std::shared_ptr<const model::Procedure> ten_states();

// Prints nanoseconds and ratios of the reference and of `other`, which is only known at run time, one indirect call away,
// as the driver asks it: smallest of many rounds. Aim: 2, limit: 3. Gives main's result: a failure when answers differ.
[[nodiscard]] int compare_steps(const model::Procedure& procedure, std::string_view name,
                                const engine::AnyStepper& other);

}  // namespace guichet::bench
