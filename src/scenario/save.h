// A scenario as the file one would write by hand: what load_scenario() reads back to the same steps and the same
// expectations. Comments of a file it was read from are lost. It opens no file.
#pragma once

#include <string>

#include "scenario/observe.h"
#include "scenario/scenario.h"

namespace guichet::scenario {

// `procedure` tells which values are lists.
[[nodiscard]] std::string write_scenario(const Scenario& scenario, const model::Procedure& procedure);

// What was seen, as something to expect: state, outcome once closed, letters, refusals and disclosures exactly, the
// state of each child. The values of the data are left out: many come from registers.
[[nodiscard]] Expectation expect_again(const Observation& seen);

}  // namespace guichet::scenario
