// From the grid to px: how wide each line is, where bodies, timers and links stand. Labels are not its business, except
// that whoever places them may ask for wider channels.
#pragma once

#include <vector>

#include "layout/drawing.h"
#include "layout/tracks.h"

namespace guichet::layout {

// Least width of channels along time and across lanes, px, and what is added to single ones.
struct Channels {
  int along = 26, across = 18;
  std::vector<int> extra_u, extra_v;  // by line; only channels
};

struct Frame {
  int width = 0, height = 0;
  int head = 0;                               // px, along time: where lane titles stand
  std::vector<int> u, v;                      // by line: its coordinate
  std::vector<PlacedLane> lanes;              // none when the graph has none
  std::vector<Rect> boxes;                    // by node, attached timers included
  std::vector<std::vector<Point>> polylines;  // by link, cut at the outlines
};

[[nodiscard]] Frame frame_of(const Scheme& scheme, const Grid& grid, const Tracks& tracks, const Channels& channels);

}  // namespace guichet::layout
