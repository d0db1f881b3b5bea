// Circles and diamonds stay small: a link on a line that would miss one turns to it in the room that was kept for it.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "layout/tracks.h"

namespace guichet::layout {

// By arc, and whether at its target: where along the shape's side the link enters, px from its middle.
using Turns = std::map<std::pair<int, bool>, int>;

struct Shifts {
  const std::vector<int>&u, &v;  // by body: from where its lines meet, px
};

// Makes small again those of `bodies` that grew for the links tied to them, as long as nothing else enters where links turn.
[[nodiscard]] Turns shrink_bodies(const Scheme& scheme, const Grid& grid, const Tracks& tracks, const Shifts& shifts,
                                  std::vector<Body>& bodies);

}  // namespace guichet::layout
