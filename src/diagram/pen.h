// What views that place things themselves write and draw with: lines of text, straight lines, numbers in pills. Sizes
// are px; marks and arrows are in shapes.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagram/canvas.h"
#include "diagram/shapes.h"

namespace guichet::diagram {

struct Lettering {
  double size = 12;
  Anchor anchor = Anchor::start;
  bool bold = false, italic = false;
  Ink ink = Ink::text;
};

void write_text(Items& items, Spot at, std::string text, const Lettering& lettering = {});
// One line under the other from the baseline `first`.
void write_lines(Items& items, Spot first, double leading, const std::vector<std::string>& lines,
                 const Lettering& lettering = {});

void draw_line(Items& items, Spot from, Spot to, const Stroke& stroke);

// The number of an exchange in a disc whose left is at `left`, or in a pill when it is long ("12 bis").
[[nodiscard]] double badge_width(std::string_view number);
void draw_badge(Items& items, Spot left, std::string_view number, Ink ink);

// Width of a text, rounded up.
[[nodiscard]] double width_of(std::string_view text, double size, bool bold = false);
// Lines of at most `width`.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text, double size, bool bold, double width);

}  // namespace guichet::diagram
