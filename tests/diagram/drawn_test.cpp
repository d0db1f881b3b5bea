// What a class would see of every procedure that is shipped: nothing hidden, nothing crossing,
// links that bend little, text that is read once printed. The table is printed so that a change shows its price.
#include <fmt/format.h>

#include <iostream>
#include <string_view>

#include "diagram/drawings.h"
#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

struct Drawn {
  std::string procedure;
  const char* view;
  Picture picture;
};

const std::vector<Drawn>& all_drawn() {
  static const std::vector<Drawn> all = [] {
    std::vector<Drawn> made;
    for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
      for (const char* view : {"process", "columns", "states"}) {
        const Subject subject{{&shipped(id)}, shipped_world().reference};
        made.push_back({id, view, find_view(view)->draw(subject, {}).value()});
        int sheet = 0;
        for (const layout::Metrics& m : made.back().picture.metrics)
          std::cout << fmt::format("{:20} {:8} {:2}: hard {} crossings {} bends {:2} links {:2} body {:.1f} pt\n", id, view,
                                   ++sheet, m.hard(), m.crossings, m.bends, m.links, m.size_pt / 10.0);
      }
    }
    return made;
  }();
  return all;
}

template <class Check>
void each_sheet(Check&& check) {
  ASSERT_FALSE(all_drawn().empty());
  for (const Drawn& drawn : all_drawn()) {
    ASSERT_EQ(drawn.picture.metrics.size(), drawn.picture.sheets.size());
    for (std::size_t s = 0; s < drawn.picture.metrics.size(); ++s)
      check(drawn.picture.metrics[s], fmt::format("{} {}, sheet {}", drawn.procedure, drawn.view, s + 1));
  }
}

TEST(Drawn, NothingIsHidden) {
  each_sheet([](const layout::Metrics& m, const std::string& where) {
    EXPECT_EQ(m.hard(), 0) << where << ": through " << m.through << " tight " << m.tight << " overlaps " << m.overlaps
                           << " nodes " << m.node_overlaps << " label-label " << m.label_label << " label-node "
                           << m.label_node << " label-link " << m.label_link << " struck " << m.struck << " lane "
                           << m.outside_lane << " text " << m.outside_text;
    EXPECT_EQ(m.cover, 100) << where;
  });
}

TEST(Drawn, TextIsReadOnOnePage) {
  each_sheet([](const layout::Metrics& m, const std::string& where) {
    EXPECT_GE(m.size_pt, 90) << where;
    EXPECT_GE(m.smallest_pt, 825) << where;
  });
}

TEST(Drawn, NothingCrosses) {
  each_sheet([](const layout::Metrics& m, const std::string& where) {
    EXPECT_EQ(m.crossings, 0) << where;
  });
}

// Each procedure where links stand for who does what; all of them together where they stand for what moves a case.
TEST(Drawn, LinksBendLittle) {
  int all_bends = 0, all_links = 0;
  for (const Drawn& drawn : all_drawn()) {
    int bends = 0, links = 0;
    for (const layout::Metrics& m : drawn.picture.metrics) {
      bends += m.bends;
      links += m.links;
    }
    const bool states = drawn.view == std::string_view{"states"};
    if (!states) {
      EXPECT_LE(bends * 10, links * 6) << drawn.procedure << " " << drawn.view << ": " << bends << " bends for " << links << " links";
    }
    all_bends += states ? bends : 0;
    all_links += states ? links : 0;
  }
  EXPECT_GT(all_links, 100);
  EXPECT_LE(all_bends * 100, all_links * 65) << all_bends << " bends for " << all_links << " links";
}

}  // namespace
}  // namespace guichet::diagram
