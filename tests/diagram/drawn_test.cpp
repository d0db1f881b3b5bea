// What a class would see, on the parking permit: nothing hidden, few crossings, text that can be read. The
// table is printed so that a change shows its price.
#include <fmt/format.h>

#include <iostream>

#include "diagram/drawings.h"
#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

class Gate : public testing::TestWithParam<const char*> {};

TEST_P(Gate, NothingIsHiddenAndTextIsRead) {
  const model::Procedure& procedure = shipped(GetParam());
  int crossings = 0, bends = 0, links = 0;
  const Picture picture =
      draw_process({{&procedure}, shipped_world().reference}, {.page = PageKind::teacher}).value();
  for (std::size_t s = 0; s < picture.metrics.size(); ++s) {
    const layout::Metrics& m = picture.metrics[s];
    std::cout << fmt::format("{} {}: hard {} crossings {} bends {} links {} body {:.1f} pt\n", GetParam(), s + 1, m.hard(),
                             m.crossings, m.bends, m.links, m.size_pt / 10.0);
    EXPECT_EQ(m.hard(), 0) << "sheet " << s + 1;
    EXPECT_EQ(m.cover, 100) << "sheet " << s + 1;
    EXPECT_GE(m.smallest_pt, 825) << "sheet " << s + 1;
    crossings += m.crossings;
    bends += m.bends;
    links += m.links;
  }
  EXPECT_LE(crossings * 10, links) << "at most one for ten links";
  EXPECT_LE(bends * 10, links * 9);
}

INSTANTIATE_TEST_SUITE_P(Shipped, Gate, testing::Values("carte-stationnement"));

}  // namespace
}  // namespace guichet::diagram
