// Where the bodies stand: a local search whose price is the price of the drawing really routed. A move re-routes only
// the links it disturbs; the others follow the lines of the grid they are on. Effort is a number of vertices looked at,
// so that the outcome does not depend on the machine.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/grid.h"
#include "layout/meetings.h"
#include "layout/router.h"

namespace guichet::layout {

// A placement and its routed links.
struct Solution {
  Placement placement;
  std::vector<Path> paths;  // by arc
  std::int64_t price = 0;
  int crossings = 0;
};

struct Found {
  std::vector<Solution> solutions;  // the best first, all different
  int evaluations = 0;
};

// `wanted`: how many different solutions are kept at most.
[[nodiscard]] Found search(const Scheme& scheme, const Prices& prices, std::int64_t effort, int wanted);

}  // namespace guichet::layout
