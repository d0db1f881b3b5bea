// What is to be drawn: nodes standing in lanes, links between them, and how much effort the drawing is worth. It knows
// no administration and no procedure; whoever calls says what is a task, an event or an operation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guichet::layout {

enum class Shape : std::uint8_t {
  task,       // rounded rectangle, text inside
  gateway,    // diamond of an exclusive choice, text beside
  parallel,   // diamond of parallel branches, text beside
  start,      // thin circle, text beside
  end,        // thick circle, text beside
  timer,      // clock in a double circle; attached to a task it stands on its border, text beside
  event,      // ellipse of an événement or a résultat (SER), text inside
  operation,  // three bands (SER): synchronisation, text, one cell per distinct answer of the links that leave
  box,        // rectangle, text inside
};

// A text whose place is kept empty to be written by hand: at least this many px. Both 0: no blank.
struct Blank {
  int width = 0, height = 0;
  [[nodiscard]] bool any() const { return width > 0 && height > 0; }
  bool operator==(const Blank&) const = default;
};

struct Lane {
  std::string id;
  std::string title;
  bool operator==(const Lane&) const = default;
};

struct Node {
  std::string id;
  int lane = 0;  // index in Graph::lanes; 0 when there are none
  Shape shape = Shape::task;
  std::string text;
  int width = 0, height = 0;  // px; 0: measured from the text. Never made smaller than the text
  int attached_to = -1;       // a timer on the border of this node (index), or -1
  std::string sync = {};      // operation: "ET", "OU", "(a ET b)"; empty: no trapezoid
  Blank blank = {};           // replaces the text
  bool operator==(const Node&) const = default;
};

struct Link {
  std::string id;
  int from = 0, to = 0;      // indices in Graph::nodes
  std::string answer = {};   // near the source ("oui"); of an operation, its cell
  std::string message = {};  // along the link
  std::string badge = {};    // "1": the number of an exchange, before the message
  bool dashed = false;       // how it is drawn; changes no geometry
  Blank blank = {};          // replaces the message
  bool operator==(const Link&) const = default;
};

// Order matters where it is declared: lanes stand in their order, and the order of nodes and links says which of two
// equal drawings is kept. Two links of the same ends are two links.
struct Graph {
  std::vector<Lane> lanes;
  std::vector<Node> nodes;
  std::vector<Link> links;
  bool operator==(const Graph&) const = default;
};

enum class Effort : std::uint8_t { fast, normal, best };

struct Options {
  bool vertical = false;                     // false: time to the right, lanes are bands; true: downwards, columns
  int page_width = 1047, page_height = 718;  // px at 96 dpi that the drawing should fit; A4 landscape, margins of 10 mm
  Effort effort = Effort::normal;
  std::uint32_t seed = 7;  // of the search; same seed, same bytes
  int task_width = 104;    // px
  bool operator==(const Options&) const = default;
};

// Beyond these a graph is refused with a sentence: no page could show it.
inline constexpr int kNodesMax = 500;
inline constexpr int kLinksMax = 1500;
inline constexpr int kLanesMax = 40;
inline constexpr int kTextMax = 300;  // code points of any one text

}  // namespace guichet::layout
