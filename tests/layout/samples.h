// Graphs for tests: the parking permit and thirty generated procedures (tests/golden/layout), and the reader of their
// JSON.
#pragma once

#include <string>
#include <vector>

#include "layout/graph.h"

namespace guichet::layout {

struct Sample {
  std::string name;
  Graph graph;
};

[[nodiscard]] Graph read_graph(const std::string& path);
// The parking permit first, then the generated ones.
[[nodiscard]] std::vector<Sample> all_samples();
[[nodiscard]] Graph parking();

// A small graph by hand: nodes named by their texts, in one lane each ("lane:text"), "a>b" links.
[[nodiscard]] Graph chain(int nodes, int lanes);

}  // namespace guichet::layout
