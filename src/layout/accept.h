// Whether a graph can be drawn at all: what it refers to exists, its texts can be measured, a page could show it.
#pragma once

#include "base/result.h"
#include "layout/graph.h"

namespace guichet::layout {

[[nodiscard]] base::Outcome accept(const Graph& graph, const Options& options);

}  // namespace guichet::layout
