// Where texts stand that are not inside a node: questions beside gateways, answers near their source, messages along
// links. Each takes the free place nearest to where a reader looks for it, and makes way for one that has no other;
// those that find none say which channel was too narrow.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layout/frame.h"

namespace guichet::layout {

inline constexpr int kBadge = 14, kBadgeRoom = 17;  // px: the disc of a number, and with the space after it

// A text in one of its shapes.
struct Setting {
  std::vector<std::string> lines;
  int width = 0, height = 0;  // px
  int displeasure = 0;        // tenths of a point
};

// What is to be placed, set once: links and nodes move, texts do not change.
struct LabelTexts {
  std::vector<std::vector<Setting>> beside;             // by node
  std::vector<std::vector<Setting>> answers, messages;  // by link
};

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

[[nodiscard]] LabelTexts set_labels(const Scheme& scheme);
[[nodiscard]] Labels place_labels(const Scheme& scheme, const LabelTexts& texts, const Frame& frame);

}  // namespace guichet::layout
