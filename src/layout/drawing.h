// Where everything stands, in whole px: rectangles, polylines, lines of text. A drawer adds strokes and colours and
// decides nothing. Indices are those of the graph. Origin top left, y downwards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guichet::layout {

struct Point {
  int x = 0, y = 0;
  auto operator<=>(const Point&) const = default;
};

struct Rect {
  int x = 0, y = 0, w = 0, h = 0;
  bool operator==(const Rect&) const = default;
  [[nodiscard]] int right() const { return x + w; }
  [[nodiscard]] int bottom() const { return y + h; }
};

enum class Anchor : std::uint8_t { start, middle, end };

struct TextLine {
  std::string text;
  Point origin;  // on the baseline, where the anchor stands
  bool operator==(const TextLine&) const = default;
};

// Its lines and the rectangle they fill. Turned: read upwards, every line rotated by -90 degrees about its origin.
struct TextBox {
  Rect box;
  Anchor anchor = Anchor::middle;
  int size = 120;  // tenths of px
  bool bold = false;
  bool turned = false;
  bool blank = false;  // to be written by hand: a box and no line
  std::vector<TextLine> lines;
  bool operator==(const TextBox&) const = default;
};

struct PlacedLane {
  Rect box;   // the whole band, head included
  Rect head;  // where its title stands
  TextBox title;
  bool operator==(const PlacedLane&) const = default;
};

struct Cell {
  Rect box;
  TextBox text;
  bool operator==(const Cell&) const = default;
};

// An operation's parts; empty for other shapes. The trapezoid's long side is the top of its rectangle.
struct Bands {
  std::optional<Cell> sync;
  Rect body;
  std::vector<Cell> rules;
  bool operator==(const Bands&) const = default;
};

struct PlacedNode {
  Rect box;
  TextBox text;  // inside; without lines when the text stands beside (see Drawing::labels)
  Bands bands;
  bool operator==(const PlacedNode&) const = default;
};

struct PlacedLink {
  std::vector<Point> points;  // at least two, on the outlines of its nodes; each piece horizontal or vertical
  bool back = false;          // returns to something already done
  bool operator==(const PlacedLink&) const = default;
};

struct PlacedLabel {
  enum class Kind : std::uint8_t { node, answer, message };
  Kind kind = Kind::node;
  int owner = 0;  // index of a node (kind node) or of a link
  TextBox text;
  std::optional<Rect> badge;  // circle of the exchange's number, inside text.box
  bool operator==(const PlacedLabel&) const = default;
};

// The quality of a drawing, measured on its geometry alone. The first block must be zero in a good drawing.
struct Metrics {
  int through = 0;        // links through a node that is not theirs
  int tight = 0;          // links closer than 4 px to such a node
  int overlaps = 0;       // pairs of links running over one another for more than 4 px
  int node_overlaps = 0;  // pairs of nodes
  int label_label = 0, label_node = 0, label_link = 0;
  int struck = 0;        // labels struck by their own link
  int outside_lane = 0;  // nodes
  int outside_text = 0;  // texts that leave their box, or labels that leave the drawing

  int crossings = 0;
  int bends = 0;
  int nodes = 0;
  int links = 0;        // drawn
  int length = 0;       // px, all links
  int backwards = 0;    // links against time that are not returns
  int cover = 0;        // hundredths: mean length of a lane over the drawing's
  int size_pt = 0;      // tenths of pt: body text once shrunk to the page (never enlarged)
  int smallest_pt = 0;  // hundredths of pt at 100 %: the smallest text
  [[nodiscard]] int hard() const {
    return through + tight + overlaps + node_overlaps + label_label + label_node + label_link + struck + outside_lane +
           outside_text;
  }
  bool operator==(const Metrics&) const = default;
};

struct Drawing {
  int width = 0, height = 0;
  bool vertical = false;
  int page_width = 0, page_height = 0;  // what it was made for
  int corner = 5;                       // px: radius for the corners of links
  std::vector<PlacedLane> lanes;
  std::vector<PlacedNode> nodes;
  std::vector<PlacedLink> links;
  std::vector<PlacedLabel> labels;
  Metrics metrics;
  int evaluations = 0;  // what the search spent
  bool operator==(const Drawing&) const = default;
};

}  // namespace guichet::layout
