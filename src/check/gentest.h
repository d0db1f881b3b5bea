// Scenarios for what no scenario exercises: each made from the shortest way to it, run, and kept only when it passes and
// exercises something the others leave out.
#pragma once

#include <string>
#include <vector>

#include "check/coverage.h"
#include "check/options.h"
#include "check/proven.h"
#include "check/replay.h"

namespace guichet::check {

struct Made {
  Proven proven;
  Played played;
  std::vector<std::size_t> items;  // of the coverage, that no scenario exercised before
};

struct Generated {
  std::vector<Made> scenarios;        // none can be left out
  std::vector<std::size_t> exercised;  // items that are, with them
  std::vector<std::size_t> impossible;  // that no case can exercise: every state was seen
  std::vector<std::size_t> missing;     // that no scenario was found for
  bool complete = false;                // every state was seen
};

// `named`: the procedure as the scenarios name it. `have`: what is exercised already.
[[nodiscard]] Generated generate(const model::Procedure& procedure, const std::string& named, const Coverage& have,
                                 const scenario::World& world, scenario::Agencies& agencies, const Options& options);

}  // namespace guichet::check
