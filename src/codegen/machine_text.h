// The Boost.MSM machine of one flat machine of a procedure, and the stepper over it.
#pragma once

#include <string>

#include "codegen/generate.h"
#include "codegen/naming.h"

namespace guichet::codegen {

// Events, states, conditions, the transition table, `Steps`. Conditions read `Facts`.
[[nodiscard]] std::string machine_text(const model::Procedure& procedure, const Naming& naming, model::MachineId machine,
                                       const Sabotage& sabotage);

// The name that starts the stepper's section, and all other such lines.
[[nodiscard]] std::string section(std::string_view title);

// The machine of the children that this transition's expressions may ask about; unknown when it has none.
[[nodiscard]] model::MachineId children_of(const model::Machine& machine, const model::Transition& transition);

// "// " and the words, unless they say nothing.
[[nodiscard]] std::string comment(std::string_view words);

}  // namespace guichet::codegen
