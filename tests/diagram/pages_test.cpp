// Sheets for the class: what a worksheet hides its key shows, at the same place; the same command gives the same bytes.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "diagram/drawings.h"
#include "diagram/parts.h"
#include "diagram/shipped.h"
#include "diagram/svg.h"
#include "diagram/worksheet.h"

namespace guichet::diagram {
namespace {

Picture draw(PageKind page, std::uint32_t seed = 7, int level = 2) {
  Settings settings{.effort = layout::Effort::fast, .seed = seed, .page = page, .level = level};
  const model::Procedure& procedure = shipped("changement-adresse");
  return draw_process({{&procedure}, shipped_world().reference}, settings).value();
}

void collect(const std::vector<Item>& items, const std::string& role, std::vector<const Group*>& found) {
  for (const Item& item : items) {
    const auto* group = std::get_if<Group>(&item.drawn);
    if (group == nullptr) continue;
    if (group->role == role) found.push_back(group);
    collect(group->items, role, found);
  }
}

std::vector<const Group*> groups(const Picture& picture, const std::string& role) {
  std::vector<const Group*> found;
  for (const Sheet& sheet : picture.sheets) collect(sheet.items, role, found);
  return found;
}

bool says(const std::vector<Item>& items, const std::string& words) {
  for (const Item& item : items) {
    if (const auto* text = std::get_if<Text>(&item.drawn); text != nullptr && text->text == words) return true;
    if (const auto* group = std::get_if<Group>(&item.drawn); group != nullptr && says(group->items, words)) return true;
  }
  return false;
}

TEST(Pages, AWorksheetAndItsKeyHaveTheSameGeometry) {
  const Picture pupil = draw(PageKind::pupil), key = draw(PageKind::key);
  ASSERT_EQ(pupil.sheets.size(), key.sheets.size());
  EXPECT_EQ(pupil.metrics, key.metrics);
  const auto blanks = groups(pupil, "blank"), answers = groups(key, "blank");
  ASSERT_EQ(blanks.size(), answers.size());
  ASSERT_GT(blanks.size(), 5u);
  for (std::size_t b = 0; b < blanks.size(); ++b) {
    // The black square of the letter, the last but one of each.
    const auto& at = std::get<Rectangle>(blanks[b]->items[blanks[b]->items.size() - 2].drawn).box;
    const auto& same = std::get<Rectangle>(answers[b]->items[answers[b]->items.size() - 2].drawn).box;
    EXPECT_EQ(at.x, same.x);
    EXPECT_EQ(at.y, same.y);
    EXPECT_EQ(blanks[b]->title, answers[b]->title);
  }
}

TEST(Pages, BlanksAreChosenBySeedAndLevel) {
  EXPECT_EQ(svg_of(draw(PageKind::pupil).sheets[0], Theme::colour), svg_of(draw(PageKind::pupil).sheets[0], Theme::colour));
  EXPECT_NE(svg_of(draw(PageKind::pupil, 7).sheets[0], Theme::colour),
            svg_of(draw(PageKind::pupil, 8).sheets[0], Theme::colour));
  EXPECT_TRUE(says(draw(PageKind::key).sheets[0].items, "Corrigé (graine 7, niveau 2)"));
  EXPECT_FALSE(says(draw(PageKind::pupil).sheets[0].items, "Corrigé (graine 7, niveau 2)"));
}

// What one must find is printed on the other's sheet; together they hide everything, up to twelve a sheet.
TEST(Pages, VariantsHideDifferentWords) {
  const Mapping mapping = map_procedure(shipped("changement-adresse"), shipped_world().reference, base::Lang::fr);
  const auto hidden = [&](Settings::Variant variant) {
    std::set<std::tuple<std::size_t, Hole::Kind, int>> holes;
    const std::vector<Flow> parts = parts_of(mapping.flows.front(), base::Lang::fr, 1);
    int next = 0;
    for (std::size_t p = 0; p < parts.size(); ++p)
      for (const Hole& hole : choose_holes(parts[p], {.level = 3, .variant = variant}, static_cast<int>(p), next))
        holes.insert({p, hole.kind, hole.index});
    return holes;
  };
  const auto a = hidden(Settings::Variant::a), b = hidden(Settings::Variant::b);
  EXPECT_GT(a.size(), 5u);
  EXPECT_GT(b.size(), 5u);
  for (const auto& hole : a) EXPECT_FALSE(b.contains(hole)) << std::get<0>(hole) << " " << std::get<2>(hole);
  EXPECT_EQ(hidden(Settings::Variant::none), a);
}

TEST(Pages, TheTeachersSheetsHoldEveryMessage) {
  const Picture picture = draw(PageKind::teacher);
  for (const Flow& flow :
       map_procedure(shipped("changement-adresse"), shipped_world().reference, base::Lang::fr).flows) {
    for (const FlowExchange& exchange : flow.exchanges) {
      bool found = false;
      for (const Group* table : groups(picture, "table")) found = found || says(table->items, exchange.number);
      EXPECT_TRUE(found) << exchange.number << " " << exchange.title;
    }
  }
}

// Texts of a sheet, as they are read.
void collect_texts(const std::vector<Item>& items, std::vector<std::string>& texts) {
  for (const Item& item : items) {
    if (const auto* text = std::get_if<Text>(&item.drawn)) texts.push_back(text->text);
    if (const auto* group = std::get_if<Group>(&item.drawn)) collect_texts(group->items, texts);
  }
}

// Every view of one procedure is a page of the paper when one is asked for, and says once which of how many it is.
TEST(Pages, EveryViewIsOnPaper) {
  const model::Procedure& procedure = shipped("changement-adresse");
  for (const View& view : views()) {
    if (view.takes != View::Takes::one) continue;
    const Picture picture =
        view.draw({{&procedure}, shipped_world().reference}, {.effort = layout::Effort::fast, .page = PageKind::teacher}).value();
    for (std::size_t s = 0; s < picture.sheets.size(); ++s) {
      const Sheet& sheet = picture.sheets[s];
      const bool lies = sheet.width == 1123 && sheet.height == 794, upright = sheet.width == 794 && sheet.height == 1123;
      EXPECT_TRUE(lies || upright) << view.name << ": " << sheet.width << " x " << sheet.height;
      std::vector<std::string> texts;
      collect_texts(sheet.items, texts);
      const std::string number = std::to_string(s + 1), foot = " · " + number + "/" + std::to_string(picture.sheets.size());
      EXPECT_TRUE(std::ranges::any_of(texts, [&](const std::string& t) { return t.ends_with(foot); })) << view.name << foot;
      for (const std::string& text : texts) {
        EXPECT_EQ(text.find(" sur " + std::to_string(picture.sheets.size() - 1) + " : "), std::string::npos) << text;
        const std::size_t page = text.find(", page ");
        if (page != std::string::npos) {
          EXPECT_EQ(text.substr(page + 7, number.size() + 3), number + " : ") << view.name;
        }
      }
    }
  }
}

TEST(Pages, IdsAreUniqueOnASheet) {
  const auto ids = [](auto self, const std::vector<Item>& items, std::set<std::string>& seen) -> void {
    for (const Item& item : items) {
      const auto* group = std::get_if<Group>(&item.drawn);
      if (group == nullptr) continue;
      if (!group->id.empty()) {
        EXPECT_TRUE(seen.insert(group->id).second) << group->id;
      }
      self(self, group->items, seen);
    }
  };
  for (const Sheet& sheet : draw(PageKind::teacher).sheets) {
    std::set<std::string> seen;
    ids(ids, sheet.items, seen);
    if (sheet.desc != sheet.title) {
      EXPECT_GT(seen.size(), 10u);  // else a sheet of tables
    }
  }
}

}  // namespace
}  // namespace guichet::diagram
