// A scenario made from a way that was played: run for real on the procedure it is about, its expectations taken from what
// was then seen, written, read back and run again. What does not pass is no scenario.
#pragma once

#include <optional>
#include <string>

#include "scenario/runner.h"

namespace guichet::check {

struct Proven {
  scenario::Scenario scenario;
  std::string text;             // the file
  scenario::RunReport report;   // of the second run
};

// `told`: its steps; what it expects, and why acts are refused, is replaced. `options`: of the second run.
[[nodiscard]] std::optional<Proven> prove(scenario::Scenario told, const model::Procedure& procedure,
                                          const scenario::World& world, scenario::Agencies& agencies,
                                          const scenario::RunOptions& options = {});

}  // namespace guichet::check
