// The same pictures as quality_test, downwards on a portrait page and the better of four: what takes too long for every
// run.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "layout/layout.h"
#include "layout/samples.h"

namespace guichet::layout {
namespace {

struct Row {
  std::string name;
  int nodes;
  Metrics down, best;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> made;
    const auto cell = [](const Drawing& d) {
      return fmt::format(" | {:4}x{:<4} hard {} crossings {} bends {:2} {:.1f} pt", d.width, d.height, d.metrics.hard(),
                         d.metrics.crossings, d.metrics.bends, d.metrics.size_pt / 10.0);
    };
    std::cout << "name          nodes | downwards, portrait | the better\n";
    for (const Sample& sample : all_samples()) {
      const Drawing down = lay_out(sample.graph, {.vertical = true, .page_width = 718, .page_height = 1047}).value();
      const Drawing best = lay_out_best(sample.graph, {}).value();
      made.push_back({sample.name, static_cast<int>(sample.graph.nodes.size()), down.metrics, best.metrics});
      std::cout << fmt::format("{:13} {:5}", sample.name, made.back().nodes) << cell(down) << cell(best) << '\n';
    }
    return made;
  }();
  return all;
}

TEST(BothWays, NothingIsHidden) {
  for (const Row& row : rows()) {
    EXPECT_EQ(row.down.hard(), 0) << row.name;
    EXPECT_EQ(row.best.hard(), 0) << row.name;
  }
}

TEST(BothWays, NothingCrosses) {
  int down = 0;
  for (const Row& row : rows()) {
    if (row.nodes <= 20) {
      EXPECT_EQ(row.best.crossings, 0) << row.name;
    }
    down += row.down.crossings;
  }
  EXPECT_LE(down, 5);
}

TEST(BothWays, TextIsReadOnOnePage) {
  int large = 0;
  for (const Row& row : rows()) {
    if (row.nodes <= 25) {
      EXPECT_EQ(row.best.size_pt, 90) << row.name;
    }
    large += row.best.size_pt == 90 ? 1 : 0;
  }
  EXPECT_GE(large, 22);
}

}  // namespace
}  // namespace guichet::layout
