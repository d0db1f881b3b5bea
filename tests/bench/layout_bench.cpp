// What a picture costs, by effort: at most 5 ms in a hurry and 100 ms normally up to 20 nodes, 1 s at 40.
#include <benchmark/benchmark.h>

#include "layout/layout.h"
#include "layout/samples.h"

namespace guichet::layout {
namespace {

const Sample& sample(const char* name) {
  static const std::vector<Sample> all = all_samples();
  for (const Sample& one : all) {
    if (one.name == name) return one;
  }
  return all.front();
}

void lay(benchmark::State& state, const char* name, Effort effort, bool vertical) {
  const Graph& graph = sample(name).graph;
  std::int64_t evaluations = 0;
  for (auto _ : state) evaluations = lay_out(graph, {.vertical = vertical, .effort = effort}).value().evaluations;
  state.counters["nodes"] = static_cast<double>(graph.nodes.size());
  state.counters["evaluations"] = static_cast<double>(evaluations);
}

BENCHMARK_CAPTURE(lay, parking_fast, "parking", Effort::fast, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay, parking_fast_down, "parking", Effort::fast, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay, parking, "parking", Effort::normal, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay, parking_down, "parking", Effort::normal, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay, nodes_28, "generated_02", Effort::normal, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay, nodes_39, "generated_19", Effort::normal, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lay, nodes_38, "generated_27", Effort::normal, false)->Unit(benchmark::kMillisecond);

void cut_pages(benchmark::State& state) {
  const Drawing drawing = lay_out(sample("generated_19").graph, {.effort = Effort::fast}).value();
  for (auto _ : state) benchmark::DoNotOptimize(split(drawing, 1047, 718));
}
BENCHMARK(cut_pages)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace guichet::layout

BENCHMARK_MAIN();
