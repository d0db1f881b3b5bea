// The legend of a sheet: only what is drawn on it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "diagram/figure.h"
#include "diagram/shapes.h"

namespace guichet::diagram {

struct LegendLook {
  const model::Procedure& procedure;
  base::Lang lang;
  Look look;
  double width;
};

struct LegendEntry {
  std::string words;
  std::function<void(Items&, Spot)> draw;  // centred on a spot, 30 px wide at most
};

// Adds it at (x, y), in as many lines as it takes; gives back its height. `draw` false: the height alone.
double add_legend(Items& items, const Flow& flow, const LegendLook& look, double x, double y, bool draw = true);
double add_legend(Items& items, const std::vector<LegendEntry>& entries, base::Lang lang, double width, double x, double y);

}  // namespace guichet::diagram
