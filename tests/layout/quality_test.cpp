// What a teacher would see, on the parking permit and thirty generated procedures: nothing hidden, nothing crossing, text
// that can be read once printed. The table is printed so that a change shows its price.
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
  Drawing across, down;  // time to the right on a landscape page, time downwards on a portrait one
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> made;
    for (const Sample& sample : all_samples()) {
      Options options;
      Row row{sample.name, static_cast<int>(sample.graph.nodes.size()), {}, {}};
      row.across = lay_out(sample.graph, options).value();
      options.vertical = true;
      std::swap(options.page_width, options.page_height);
      row.down = lay_out(sample.graph, options).value();
      made.push_back(std::move(row));
    }
    std::cout << "name          nodes links | across: size, hard, crossings, bends, pt | down\n";
    const auto cell = [](const Drawing& d) {
      return fmt::format(" | {:4}x{:<4} h{} x{} b{:<2} {:.1f}pt", d.width, d.height, d.metrics.hard(), d.metrics.crossings, d.metrics.bends,
                         d.metrics.size_pt / 10.0);
    };
    for (const Row& row : made) {
      std::cout << fmt::format("{:13} {:5} {:5}", row.name, row.nodes, row.across.metrics.links) << cell(row.across) << cell(row.down) << '\n';
    }
    return made;
  }();
  return all;
}

TEST(Quality, NothingIsHidden) {
  for (const Row& row : rows()) {
    for (const Drawing* drawing : {&row.across, &row.down}) {
      const Metrics& m = drawing->metrics;
      EXPECT_EQ(m.hard(), 0) << row.name << (drawing->vertical ? " down" : " across") << ": through " << m.through << " tight " << m.tight
                             << " overlaps " << m.overlaps << " nodes " << m.node_overlaps << " label-label " << m.label_label
                             << " label-node " << m.label_node << " label-link " << m.label_link << " struck " << m.struck << " lane "
                             << m.outside_lane << " text " << m.outside_text;
      EXPECT_EQ(m.cover, 100) << row.name;
      EXPECT_GE(m.smallest_pt, 825) << row.name;
    }
  }
}

TEST(Quality, NothingCrosses) {
  int across = 0;
  for (const Row& row : rows()) {
    if (row.nodes <= 20) {
      EXPECT_EQ(row.across.metrics.crossings, 0) << row.name;
    }
    across += row.across.metrics.crossings;
  }
  EXPECT_LE(across, 5);
}

TEST(Quality, LinksBendLittle) {
  int bends = 0, links = 0;
  for (const Row& row : rows()) {
    bends += row.across.metrics.bends;
    links += row.across.metrics.links;
  }
  EXPECT_LE(bends * 10, links * 6) << bends << " bends for " << links << " links";
}

TEST(Quality, TextIsReadOnOnePage) {
  for (const Row& row : rows()) {
    if (row.nodes <= 25) {
      EXPECT_GE(std::max(row.across.metrics.size_pt, row.down.metrics.size_pt), 90) << row.name;
    }
  }
}

}  // namespace
}  // namespace guichet::layout
