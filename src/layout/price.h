// What a drawing costs before it has coordinates: room on the page, and order in time. Routed links are priced by
// Router and Meetings.
#pragma once

#include <cstdint>

#include "layout/grid.h"

namespace guichet::layout {

// px the placement will fill along time and across lanes; an estimate, channels counted at their usual width.
struct Extent {
  int along = 0, across = 0;
};
[[nodiscard]] Extent estimate_extent(const Scheme& scheme, const Placement& placement, const Grid& grid);

// Hundredths of a step (see Prices).
[[nodiscard]] std::int64_t price_of_placement(const Scheme& scheme, const Placement& placement, const Grid& grid);

}  // namespace guichet::layout
