#include "layout/layout.h"

#include <algorithm>

#include "layout/accept.h"
#include "layout/finish.h"
#include "layout/scheme.h"
#include "layout/search.h"

namespace guichet::layout {

namespace {

// Vertices the search may look at, drawings it finishes to compare, times labels may be placed in each.
struct Budget {
  std::int64_t effort;
  int solutions;
  int passes;
};

Budget budget_of(Effort effort, std::size_t nodes) {
  const auto n = static_cast<std::int64_t>(nodes);
  const bool large = nodes > 150;  // no page shows it: one drawing, not the best of several
  switch (effort) {
    case Effort::fast:
      return {30'000, 1, large ? 3 : 12};
    case Effort::normal:
      return {std::clamp<std::int64_t>(n * n * n * 60, 300'000, 6'000'000), large ? 1 : 3, large ? 12 : 100};
    case Effort::best:
      break;
  }
  return {large ? 9'000'000 : std::clamp<std::int64_t>(n * n * 30'000, 3'000'000, 30'000'000), large ? 1 : 6,
          large ? 12 : 300};
}

// What one gives for another: a hidden text for four crossings, a crossing for eighty bends.
std::int64_t displeasure_of(const Drawing& drawing) {
  const Metrics& m = drawing.metrics;
  return static_cast<std::int64_t>(m.hard()) * 100'000 + m.crossings * 1000 + m.bends * 12 + m.length / 40 +
         static_cast<std::int64_t>(90 - m.size_pt) * 28;
}

}  // namespace

base::Result<Drawing> lay_out(const Graph& graph, const Options& options) {
  if (const base::Outcome accepted = accept(graph, options); !accepted) return accepted.failure();
  const Scheme scheme = scheme_of(graph, options);
  const Budget budget = budget_of(options.effort, graph.nodes.size());
  const Found found = search(scheme, {}, budget.effort, budget.solutions);
  Drawing best;
  bool first = true;
  for (const Solution& solution : found.solutions) {
    Drawing drawing = finish(scheme, solution, budget.passes);
    if (!first && displeasure_of(drawing) >= displeasure_of(best)) continue;
    best = std::move(drawing);
    first = false;
  }
  best.evaluations = found.evaluations;
  return best;
}

base::Result<Drawing> lay_out_best(const Graph& graph, const Options& options) {
  Drawing best;
  bool first = true;
  for (const bool vertical : {false, true}) {
    for (const bool turned : {false, true}) {
      Options tried = options;
      tried.vertical = vertical;
      if (turned) std::swap(tried.page_width, tried.page_height);
      base::Result<Drawing> drawing = lay_out(graph, tried);
      if (!drawing) return drawing;
      if (!first && displeasure_of(*drawing) >= displeasure_of(best)) continue;
      best = std::move(*drawing);
      first = false;
    }
  }
  return best;
}

}  // namespace guichet::layout
