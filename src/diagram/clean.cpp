#include "diagram/clean.h"

#include <tuple>
#include <utility>

namespace guichet::diagram {

bool is_clean(const layout::Drawing& drawing) {
  const layout::Metrics& m = drawing.metrics;
  constexpr int kSmall = 20;  // nodes
  return m.hard() == 0 && m.size_pt >= 90 && (m.nodes > kSmall || m.crossings == 0);
}

bool is_promising(const layout::Drawing& hasty) {
  return hasty.metrics.size_pt >= 75 && hasty.metrics.crossings * 3 <= hasty.metrics.nodes;
}

base::Result<layout::Drawing> Drawings::lay_out_clean(const layout::Graph& graph, layout::Options options) {
  for (const Known& known : known_) {
    if (known.options == options && known.graph == graph) return known.drawing;
  }
  const layout::Options asked = options;
  base::Result<layout::Drawing> best = layout::lay_out(graph, options);
  if (!best) return best;
  const auto faults = [](const layout::Drawing& d) {
    return std::tuple{d.metrics.hard(), -d.metrics.size_pt, d.metrics.crossings};
  };
  const int seeds = options.effort == layout::Effort::fast ? 2 : graph.nodes.size() > 60 ? 1 : 4;
  for (int k = 1; k < seeds && !is_clean(*best); ++k) {
    ++options.seed;
    base::Result<layout::Drawing> other = layout::lay_out(graph, options);
    if (other && faults(*other) < faults(*best)) best = std::move(other);
  }
  known_.push_back({graph, asked, *best});
  return best;
}

}  // namespace guichet::diagram
