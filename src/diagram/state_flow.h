// A machine as it is, for the view `states`: its states are nodes, its transitions links in words, its phases lanes. Rules
// are gateways; what can be done anywhere in a phase leaves by an exit point of it; guards without an answer of their own
// are numbered and told apart. It knows no geometry.
#pragma once

#include <string>
#include <vector>

#include "diagram/flow.h"
#include "diagram/table.h"

namespace guichet::diagram {

struct GuardNote {
  std::string number;              // "1": written [1] where it applies
  std::string words;
  std::vector<std::string> links;  // ids
};

struct MachineFlow {
  Flow flow;  // an `answer` is all the words of a link; lanes of phases are called "phase.<name>"
  std::vector<GuardNote> notes;
};

[[nodiscard]] MachineFlow machine_flow(const model::Procedure& procedure, model::MachineId machine, base::Lang lang);

// "Ville → Finances publiques": who is awaited in a state; empty where nobody is.
[[nodiscard]] std::string awaited_in(const model::State& state, const model::Procedure& procedure, base::Lang lang);

// From which state, on what, under which condition, to which state: one row for each way, in the order of the file.
[[nodiscard]] Table transition_table(const model::Procedure& procedure, base::Lang lang, double width);

}  // namespace guichet::diagram
