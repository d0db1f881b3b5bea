// The last sheets of an error hunt: a table to fill, or filled. What was seeded, and why it is wrong, is given.
#pragma once

#include <string>
#include <vector>

#include "diagram/canvas.h"
#include "diagram/views.h"

namespace guichet::diagram {

struct Mistake {
  std::string what;  // was seeded
  std::string why;   // it is wrong
  std::string rule;
};

// `answers`: the key.
[[nodiscard]] std::vector<Sheet> hunt_sheets(const std::vector<Mistake>& mistakes, bool answers, const model::Procedure& procedure,
                                             const Settings& settings);

}  // namespace guichet::diagram
