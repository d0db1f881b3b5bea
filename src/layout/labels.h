// Where texts stand that are not inside a node: questions beside gateways, answers near their source, messages along
// links. Each takes the free place nearest to where a reader looks for it; those that find none say which channel was
// too narrow.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/frame.h"

namespace guichet::layout {

// A text that hides something, or is hidden.
struct Cramped {
  int node = -1;  // its node, or
  int link = -1;  // its link, and where it would have liked to stand:
  bool answer = false;
  int piece = 0;  // of the polyline
  bool horizontal = false;
  int side = 0;   // -1 above or left, +1 below or right
  int lacks = 0;  // px by which the piece is shorter than the text
  std::int64_t harm = 0;
};

struct Labels {
  std::vector<PlacedLabel> placed;
  std::vector<Cramped> cramped;
  [[nodiscard]] std::int64_t harm() const {
    std::int64_t sum = 0;
    for (const Cramped& one : cramped) sum += one.harm;
    return sum;
  }
};

[[nodiscard]] Labels place_labels(const Scheme& scheme, const Frame& frame);

}  // namespace guichet::layout
