// Links that share a line of the grid are set side by side: each straight piece gets its offset from the line, in an
// order that makes no crossing the routes did not have. Beside a body the offset is also where the link is tied to it.
#pragma once

#include <vector>

#include "layout/grid.h"
#include "layout/router.h"
#include "layout/search.h"

namespace guichet::layout {

inline constexpr int kGap = 10;      // px between neighbours in a channel
inline constexpr int kPortGap = 12;  // px between neighbours on a column or a row

// A maximal straight piece of a link, on one line of the grid.
struct Stroke {
  int arc = 0;
  bool along = false;  // along time: on a line v, from u = low to high; else on a line u
  int line = 0, low = 0, high = 0;
  int first = 0, last = 0;            // vertices of the path
  int offset = 0;                     // px, towards greater v (u)
  bool starts = false, ends = false;  // touches the source, the target
};

struct Tracks {
  std::vector<Stroke> strokes;
  std::vector<std::vector<int>> of_arc;             // strokes, from source to target
  std::vector<int> side_by_side_u, side_by_side_v;  // by line: how many tracks at most
};

[[nodiscard]] Tracks lay_tracks(const Scheme& scheme, const Grid& grid, const std::vector<Path>& paths);

}  // namespace guichet::layout
