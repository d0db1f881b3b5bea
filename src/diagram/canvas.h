// A sheet as a plain list of drawn items, in the order they are painted and read. It knows no procedure and does no
// I/O: views fill it, writers (SVG, PDF, PNG) turn it into bytes. Lengths are px at 96 dpi, origin top left, y downwards.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/message.h"
#include "diagram/theme.h"
#include "layout/drawing.h"

namespace guichet::diagram {

using layout::Anchor;

struct Spot {
  double x = 0, y = 0;
};

struct Box {
  double x = 0, y = 0, w = 0, h = 0;
};

struct Stroke {
  Ink ink = Ink::none;
  double width = 1.3;
  std::vector<double> dash = {};  // lengths drawn and left out, in turn; empty: unbroken
};

struct Rectangle {
  Box box;
  double radius = 0;
  Ink fill = Ink::none;
  Stroke stroke = {};
};

struct Ellipse {
  Spot centre;
  double rx = 0, ry = 0;
  Ink fill = Ink::none;
  Stroke stroke = {};
};

struct Step {
  enum class Kind : std::uint8_t { move, line, curve, close } kind = Kind::move;
  Spot to;
  Spot first = {}, second = {};  // control points of a cubic curve
};

struct Path {
  std::vector<Step> steps;
  Ink fill = Ink::none;
  Stroke stroke = {};
};

struct Text {
  Spot at;  // on the baseline, where the anchor stands
  std::string text;
  double size = 12;
  Anchor anchor = Anchor::start;
  bool bold = false, italic = false;
  bool turned = false;  // read upwards: rotated by -90 degrees about `at`
  Ink ink = Ink::text;
};

// A dot that runs along a path between two moments, in seconds of an animation of `total`.
struct Traveller {
  std::vector<Spot> path;
  double radius = 5;
  Ink ink = Ink::text;
  double from = 0, to = 0, total = 0;
};

// Seconds of the sheet's animation during which a group is seen, apart from one another, in order. Where nothing moves, on
// paper, what is seen at the end of it is drawn.
struct Appearance {
  struct Span {
    double from = 0, to = 0;
  };
  std::vector<Span> spans;
};

struct Item;

// What belongs together. `id` is that of the model, unique on the sheet, empty when nothing will look for it. `role`
// is a word of ours for what it stands for: lane, node, link, label, legend, table.
struct Group {
  std::string id;
  std::string role;
  std::string title;  // what a screen reader says, and a pointer shows
  std::string desc;
  Spot shift = {};    // of its items
  double scale = 1;
  std::optional<Box> clip;  // in the coordinates of its items
  std::optional<Appearance> appears = {};
  std::vector<Item> items;
};

struct Item {
  std::variant<Rectangle, Ellipse, Path, Text, Traveller, Group> drawn;
};

// Where a sheet taller than the paper may be cut, and through how many frames.
struct Cut {
  double y = 0;
  int depth = 0;
};

struct Sheet {
  double width = 0, height = 0;
  base::Lang lang = base::Lang::fr;
  std::string title;
  std::string desc;  // the drawing in sentences
  double seconds = 0;               // of its animation; 0: nothing moves
  std::vector<double> moments = {};  // when its steps begin
  std::vector<Item> items = {};
  std::vector<Cut> cuts = {};        // from top to bottom
  std::vector<Item> repeated = {};   // at the head of each piece but the first, from (0, 0)
  double repeated_height = 0;
};

}  // namespace guichet::diagram
