// The legend of a sheet: only what is drawn on it.
#pragma once

#include "diagram/figure.h"
#include "diagram/shapes.h"

namespace guichet::diagram {

struct LegendLook {
  const model::Procedure& procedure;
  base::Lang lang;
  Look look;
  double width;
};

// Adds it at (x, y), in as many lines as it takes; gives back its height. `draw` false: the height alone.
double add_legend(Items& items, const Flow& flow, const LegendLook& look, double x, double y, bool draw = true);

}  // namespace guichet::diagram
