// All the scenarios of one procedure: those of the folder `scenarios/` beside its file.
#pragma once

#include <vector>

#include "load/load.h"
#include "scenario/scenario.h"

namespace guichet::scenario {

struct Suite {
  std::vector<Scenario> scenarios;      // held against the procedure, without errors; by name of their file
  std::vector<load::FaultyFile> faulty;  // the others
};

// Files that cannot be read are left out, like those that are about another procedure.
[[nodiscard]] Suite load_suite(const model::Procedure& procedure);

}  // namespace guichet::scenario
