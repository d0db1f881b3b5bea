// From routed links to a drawing: the channels as wide as the page allows, wider where a label found no room, no wider
// than needed.
#pragma once

#include "layout/drawing.h"
#include "layout/search.h"

namespace guichet::layout {

// `passes`: how many times labels may be placed again. The metrics of the drawing are those of its geometry.
[[nodiscard]] Drawing finish(const Scheme& scheme, const Solution& solution, int passes);

}  // namespace guichet::layout
