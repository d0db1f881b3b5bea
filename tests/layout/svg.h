// A plain SVG of a drawing, to look at it. Not what people are given: that is the diagram layer's.
#pragma once

#include <string>

#include "layout/layout.h"

namespace guichet::layout {

[[nodiscard]] std::string svg_of(const Drawing& drawing, const Graph& graph);

}  // namespace guichet::layout
