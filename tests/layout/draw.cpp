// layout_draw <graph.json> [h|v|b] [fast|normal|best] [landscape|portrait] > drawing.svg    metrics on standard error;
// b: the better orientation; "all" for the graph: a line for each sample.
// To look at what the engine does; built by hand: ninja layout_draw.
#include <fmt/format.h>

#include <iostream>

#include "layout/samples.h"
#include "layout/svg.h"

namespace {

using namespace guichet;

std::string line_of(const layout::Drawing& drawing) {
  const layout::Metrics& m = drawing.metrics;
  return fmt::format(
      "{}x{} hard {} (through {} tight {} overlaps {} nodes {} ll {} ln {} lk {} struck {} lane {} text {}) crossings "
      "{} bends {}/{} "
      "back {} pt {:.1f} evaluations {}",
      drawing.width, drawing.height, m.hard(), m.through, m.tight, m.overlaps, m.node_overlaps, m.label_label,
      m.label_node, m.label_link, m.struck, m.outside_lane, m.outside_text, m.crossings, m.bends, m.links, m.backwards,
      m.size_pt / 10.0, drawing.evaluations);
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  const auto word = [&](int k) { return count > k ? std::string{words[k]} : std::string{}; };
  layout::Options options;
  options.vertical = word(2) == "v";
  options.effort = word(3) == "fast"   ? layout::Effort::fast
                   : word(3) == "best" ? layout::Effort::best
                                       : layout::Effort::normal;
  if (word(4) == "portrait") std::swap(options.page_width, options.page_height);
  const auto drawn = [&](const layout::Graph& graph) {
    return word(2) == "b" ? layout::lay_out_best(graph, options) : layout::lay_out(graph, options);
  };
  if (word(1) == "all") {
    int hard = 0, crossings = 0, bends = 0, links = 0, large = 0;
    for (const layout::Sample& sample : layout::all_samples()) {
      const layout::Drawing drawing = drawn(sample.graph).value();
      std::cout << fmt::format("{:13} {:2} ", sample.name, sample.graph.nodes.size()) << line_of(drawing) << std::endl;
      hard += drawing.metrics.hard();
      crossings += drawing.metrics.crossings;
      bends += drawing.metrics.bends;
      links += drawing.metrics.links;
      large += drawing.metrics.size_pt >= 90 ? 1 : 0;
    }
    std::cout << fmt::format("hard {} crossings {} bends/link {:.2f} at 9 pt {}\n", hard, crossings,
                             1.0 * bends / links, large);
    return 0;
  }
  const layout::Graph graph = layout::read_graph(words[1]);
  const base::Result<layout::Drawing> drawing = drawn(graph);
  if (!drawing) {
    std::cerr << base::tr(base::Lang::en, drawing.failure()) << '\n';
    return 1;
  }
  std::cerr << line_of(*drawing) << '\n';
  std::cout << layout::svg_of(*drawing, graph);
  return 0;
}
