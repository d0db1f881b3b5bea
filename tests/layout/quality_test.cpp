// What a teacher would see, on the parking permit and thirty generated procedures drawn to the right: nothing hidden,
// nothing crossing, text that can be read once printed. The table is printed so that a change shows its price.
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
  Metrics m;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> made;
    std::cout << "name          nodes links      size hard crossings bends   pt\n";
    for (const Sample& sample : all_samples()) {
      const Drawing drawing = lay_out(sample.graph, {}).value();
      made.push_back({sample.name, static_cast<int>(sample.graph.nodes.size()), drawing.metrics});
      const Row& row = made.back();
      std::cout << fmt::format("{:13} {:5} {:5} {:4}x{:<4} {:4} {:9} {:5} {:4.1f}\n", row.name, row.nodes, row.m.links,
                               drawing.width, drawing.height, row.m.hard(), row.m.crossings, row.m.bends,
                               row.m.size_pt / 10.0);
    }
    return made;
  }();
  return all;
}

TEST(Quality, NothingIsHidden) {
  for (const Row& row : rows()) {
    const Metrics& m = row.m;
    EXPECT_EQ(m.hard(), 0) << row.name << ": through " << m.through << " tight " << m.tight << " overlaps "
                           << m.overlaps << " nodes " << m.node_overlaps << " label-label " << m.label_label
                           << " label-node " << m.label_node << " label-link " << m.label_link << " struck " << m.struck
                           << " lane " << m.outside_lane << " text " << m.outside_text;
    EXPECT_EQ(m.cover, 100) << row.name;
    EXPECT_GE(m.smallest_pt, 825) << row.name;
  }
}

TEST(Quality, NothingCrosses) {
  int crossings = 0;
  for (const Row& row : rows()) {
    if (row.nodes <= 20) {
      EXPECT_EQ(row.m.crossings, 0) << row.name;
    }
    crossings += row.m.crossings;
  }
  EXPECT_LE(crossings, 5);
}

TEST(Quality, LinksBendLittle) {
  int bends = 0, links = 0;
  for (const Row& row : rows()) {
    bends += row.m.bends;
    links += row.m.links;
  }
  EXPECT_LE(bends * 10, links * 6) << bends << " bends for " << links << " links";
}

TEST(Quality, TextIsReadOnOnePage) {
  for (const Row& row : rows()) {
    if (row.nodes <= 25) {
      EXPECT_GE(row.m.size_pt, 90) << row.name;
    }
  }
}

}  // namespace
}  // namespace guichet::layout
