#include <map>

#include "diagram/drawings.h"
#include "diagram/shipped.h"
#include "diagram/svg.h"

namespace guichet::diagram {
namespace {

std::string yaml(const std::string& activity, const std::string& middle) {
  return "procedure: essai\nversion: 1\ntitle: Essai\nactors:\n  usager: {role: citizen, title: Usager}\n"
         "  ville: {role: agency, title: Ville}\npurposes:\n  suivre: {title: Suivre, controller: ville, basis: "
         "public-task, law: [F33963], retention: {delay: 1 month, since: closed, source: choice}}\nevents:\n"
         "  aller: {by: usager, title: Suite}\nstates:\n  depart: {actor: usager, activity: " +
         activity + ", when: {aller: " + middle + "}}\n  " + middle +
         ": {actor: ville, activity: Traiter, when: {aller: fin}}\n  fin: {title: Fin, outcome: done}\n";
}

std::string compared(const std::string& before, const std::string& after) {
  const model::Procedure old = procedure_of(before, shipped_world().reference),
                         young = procedure_of(after, shipped_world().reference);
  const Picture picture =
      draw_compare({{&old, &young}, shipped_world().reference}, {.lang = base::Lang::en}).value();
  std::string all;
  for (const Sheet& sheet : picture.sheets) all += svg_of(sheet, Theme::colour);
  return all;
}

TEST(Compare, SaysWhatCameWhatWentAndWhatChanged) {
  const std::string all = compared(yaml("Demander", "etude"), yaml("Redemander", "examen"));
  EXPECT_NE(all.find(">Redemander (Usager)<"), std::string::npos);
  for (const char* sign : {">+<", ">−<", ">≠<"}) EXPECT_NE(all.find(sign), std::string::npos) << sign;
}

// Where a node stands: the rectangle of each group of that role, by its title.
std::map<std::string, std::pair<double, double>> places(const std::vector<Item>& items) {
  std::map<std::string, std::pair<double, double>> found;
  for (const Item& item : items) {
    const auto* group = std::get_if<Group>(&item.drawn);
    if (group == nullptr) continue;
    if (group->role == "node")
      if (const auto* box = std::get_if<Rectangle>(&group->items.front().drawn)) found[group->title] = {box->box.x, box->box.y};
    found.merge(places(group->items));
  }
  return found;
}

// Both have the same geometry: what is not there leaves its place empty.
TEST(Compare, SideBySideNothingElseMoves) {
  const model::Procedure old = procedure_of(yaml("Demander", "etude"), shipped_world().reference),
                         young = procedure_of(yaml("Redemander plus tard", "examen"), shipped_world().reference);
  const Picture picture = draw_compare({{&old, &young}, shipped_world().reference}, {.lang = base::Lang::en}).value();
  const Sheet& sheet = picture.sheets.back();
  std::map<std::string, std::pair<double, double>> before, after;
  for (const Item& item : sheet.items)
    if (const auto* group = std::get_if<Group>(&item.drawn)) (group->id == "before" ? before : after).merge(places(group->items));
  ASSERT_TRUE(before.contains("Demander"));
  ASSERT_TRUE(after.contains("Redemander plus tard"));
  EXPECT_FALSE(after.contains("Demander"));
  EXPECT_EQ(before.at("Demander"), after.at("Redemander plus tard"));
  // The task of the state that was renamed went and came: two places.
  ASSERT_TRUE(before.contains("Traiter") && after.contains("Traiter"));
  EXPECT_NE(before.at("Traiter"), after.at("Traiter"));
}

TEST(Compare, FindsNothingBetweenAProcedureAndItself) {
  const std::string all = compared(yaml("Demander", "etude"), yaml("Demander", "etude"));
  EXPECT_NE(all.find("0 changes"), std::string::npos);
  for (const char* sign : {">+<", ">−<", ">≠<"}) EXPECT_EQ(all.find(sign), std::string::npos) << sign;
}

}  // namespace
}  // namespace guichet::diagram
