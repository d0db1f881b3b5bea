// Drawings larger than the paper: nothing lost, nothing cut but between two pieces, no page larger than the paper.
#include "diagram/paper.h"

#include <gtest/gtest.h>

#include "diagram/shipped.h"
#include "diagram/views.h"

namespace guichet::diagram {
namespace {

// Rows of 40 px that say their number; the frame around rows 20 to 40 is to be cut rather not.
Sheet tall(int rows, double width) {
  Sheet sheet{.width = width, .height = rows * 40.0, .title = "rows"};
  for (int r = 0; r < rows; ++r) {
    sheet.items.push_back({Group{.id = "row." + std::to_string(r), .items = {{Rectangle{{0, r * 40.0 + 1, width, 38}, 0, Ink::paper, {}}}}}});
    sheet.cuts.push_back({(r + 1) * 40.0, r >= 20 && r < 40 ? 1 : 0});
  }
  sheet.repeated.push_back({Text{{0, 12}, "head"}});
  sheet.repeated_height = 20;
  return sheet;
}

std::size_t rows_in(const Items& items) {
  std::size_t rows = 0;
  for (const Item& item : items) {
    if (std::get_if<Rectangle>(&item.drawn) != nullptr) ++rows;
    if (const auto* group = std::get_if<Group>(&item.drawn)) rows += rows_in(group->items);
  }
  return rows;
}

TEST(Paper, EachRowIsOnOnePage) {
  const std::vector<Sheet> pages = on_paper({tall(80, 700)}, Paper::a4);
  ASSERT_GT(pages.size(), 2u);
  std::size_t rows = 0;
  for (const Sheet& page : pages) {
    EXPECT_EQ(page.width, 794);
    EXPECT_EQ(page.height, 1123);
    rows += rows_in(page.items);
  }
  EXPECT_EQ(rows, 80u);
}

TEST(Paper, WhatFitsStaysAsItIs) {
  const std::vector<Sheet> pages = on_paper({tall(10, 700)}, Paper::a4);
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].width, 700);
  EXPECT_EQ(pages[0].height, 400);
}

TEST(Paper, WhatCannotBeCutIsMadeSmaller) {
  Sheet wide = tall(10, 5000);
  wide.cuts.clear();
  const std::vector<Sheet> pages = on_paper({wide}, Paper::a3);
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].width, 1587);
  EXPECT_EQ(std::get<Group>(pages[0].items.front().drawn).scale, 1587.0 / 5000);
}

TEST(Paper, AFrameIsCutOnlyWhenItMust) {
  // 1123 px hold 28 rows; a cut in the frame at row 28 costs more than one at row 27 gains nothing, but one at 20 is far.
  Sheet sheet = tall(60, 700);
  const std::vector<Piece> pieces = pieces_of(sheet, 794, 1123);
  EXPECT_EQ(pieces.front().height, 28 * 40);
  for (Cut& cut : sheet.cuts) cut.depth = cut.y == 27 * 40 ? 0 : 1;
  EXPECT_EQ(pieces_of(sheet, 794, 1123).front().height, 27 * 40);
}

TEST(Paper, TheSequenceOfWhatShipsFitsThePaper) {
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
    const model::Procedure& procedure = shipped(id);
    const Picture picture = draw_exchanges({{&procedure}, shipped_world().reference}, {}).value();
    for (const Sheet& page : on_paper(picture.sheets, Paper::a4)) {
      EXPECT_LE(std::min(page.width, page.height), 794) << id;
      EXPECT_LE(std::max(page.width, page.height), 1123) << id;
    }
  }
}

}  // namespace
}  // namespace guichet::diagram
