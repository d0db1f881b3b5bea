// The graph as the search sees it: bodies that each hold one cell of the grid, arcs between bodies, which arcs return
// to what is already done. Directions are those of time (u) and of lanes (v); only sizes remember x and y.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "layout/drawing.h"
#include "layout/graph.h"

namespace guichet::layout {

// Directions of travel, and sides of a body: u+ 0, v+ 1, u- 2, v- 3.
inline constexpr std::array<int, 4> kStepU{1, 0, -1, 0};
inline constexpr std::array<int, 4> kStepV{0, 1, 0, -1};
constexpr int opposite(int direction) { return (direction + 2) % 4; }

// Text beside a node, or inside it.
struct NodeText {
  std::vector<std::string> lines;
  int width = 0, height = 0;  // px
};

// A node of the graph with its size; a body when it holds a cell (an attached timer does not).
struct Body {
  int node = 0;
  int lane = 0;
  Shape shape = Shape::task;
  int width = 0, height = 0;  // px, even
  int above = 0, below = 0;   // px between the line links run on and the top and bottom; height / 2 but for operations
  bool text_beside = false;
  NodeText text;
  std::vector<int> arcs_in, arcs_out;
  std::vector<int> timers;  // nodes attached to it
};

struct Arc {
  int link = 0;
  int from = 0, to = 0;  // bodies
  int timer = -1;        // node it leaves from, when that one stands on the border of `from`
  bool back = false;
  [[nodiscard]] bool boundary() const { return timer >= 0; }
};

struct Scheme {
  const Graph* graph = nullptr;
  Options options;
  int lanes = 1;
  std::vector<Body> bodies;
  std::vector<Arc> arcs;              // one per link, same order
  std::vector<int> body_of;           // by node; of an attached timer, its host's
  std::vector<NodeText> timer_texts;  // by node; of attached timers only
  std::vector<int> order;             // bodies, causes first
};

inline constexpr int kTimerSize = 24;  // px: a timer on a border

// px between a corner of a host and the middle of a timer on its left or right side: more where other sides have theirs.
[[nodiscard]] inline int timer_to_corner(const Body& host) { return host.timers.size() > 2 ? 27 : 15; }

// `graph` must have been accepted (accept.h) and outlive the scheme.
[[nodiscard]] Scheme scheme_of(const Graph& graph, const Options& options);

[[nodiscard]] inline bool is_diamond(Shape shape) { return shape == Shape::gateway || shape == Shape::parallel; }
[[nodiscard]] inline bool is_circle(Shape shape) {
  return shape == Shape::start || shape == Shape::end || shape == Shape::timer;
}

}  // namespace guichet::layout
