// Where routed links run together, on which side of one another, and where they must cross. Two links that share a run
// of the grid cross exactly when the side on which one joins the other differs from the side on which it leaves.
#pragma once

#include <vector>

#include "layout/grid.h"
#include "layout/router.h"

namespace guichet::layout {

// A maximal run shared by links a and b: vertices path_a[a_first..a_last] are path_b[b_first + step * k].
struct Run {
  int a = 0, b = 0;
  int a_first = 0, a_last = 0, b_first = 0;
  int step = 0;  // +1 same direction, -1 opposite, 0 a single vertex
  int side = 0;  // +1: a keeps to the side of positive cross products along a's travel; 0: a single vertex
};

class Meetings {
 public:
  // Crossings between these paths; the runs in `runs` when it is not null, in an order that depends on the paths alone.
  int count(const Grid& grid, const std::vector<Path>& paths, std::vector<Run>* runs = nullptr);
 private:
  struct Pass {
    int link, index, next;
  };
  std::vector<int> first_;  // by vertex, into passes_
  std::vector<Pass> passes_;
};

}  // namespace guichet::layout
