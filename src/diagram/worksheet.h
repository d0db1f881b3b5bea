// Worksheets: which words are left out for pupils to write, chosen before anything is placed so that the worksheet and
// its key have the same geometry.
#pragma once

#include <string>
#include <vector>

#include "diagram/figure.h"
#include "diagram/shapes.h"

namespace guichet::diagram {

// About half of what the level allows, at most twelve a sheet, by seed; variant b takes the other half. `next`: the first letter's rank, moved on.
[[nodiscard]] std::vector<Hole> choose_holes(const Flow& flow, const Settings& settings, int sheet, int& next);

// Dotted lines in the box, its letter before it; on the key, what was to be written.
void add_hole(Items& items, const layout::Rect& box, const Hole& hole, bool with_answers);

// The words to place, in alphabetical order, then an open question; gives back the height.
double add_bank(Items& items, const Flow& flow, const std::vector<Hole>& holes, const Settings& settings, double x,
                double y, double width);
// The answers by letter, and the seed.
double add_answers(Items& items, const std::vector<Hole>& holes, const Settings& settings, double x, double y,
                   double width);

}  // namespace guichet::diagram
