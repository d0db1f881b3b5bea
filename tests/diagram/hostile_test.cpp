// Procedures no page was meant for: drawn, or refused with a sentence. Never a broken file, never nothing.
#include <fmt/format.h>

#include "diagram/drawings.h"
#include "diagram/shipped.h"
#include "diagram/svg.h"

namespace guichet::diagram {
namespace {

// `states`: lines under `states:`; what surrounds them is the least a procedure needs.
model::Procedure procedure(const std::string& states, const std::string& events, int agencies = 1) {
  std::string actors = "  usager: {role: citizen, title: Usager}\n";
  for (int a = 0; a < agencies; ++a) actors += fmt::format("  a{0}: {{role: agency, title: Service {0}}}\n", a);
  return procedure_of("procedure: essai\nversion: 1\ntitle: Essai\nactors:\n" + actors +
                          "purposes:\n  suivre: {title: Suivre, controller: a0, basis: public-task, law: [F33963], "
                          "retention: {delay: 1 month, since: closed, source: choice}}\nevents:\n" +
                          events + "states:\n" + states,
                      shipped_world().reference);
}

base::Result<Picture> draw(const model::Procedure& subject) {
  return draw_process({{&subject}, shipped_world().reference}, {.effort = layout::Effort::fast});
}

std::string chain(int states, int actors, const std::string& activity = "Faire") {
  std::string lines;
  for (int s = 0; s < states; ++s)
    lines += fmt::format("  s{}: {{actor: a{}, activity: {} {}, when: {{aller: {}}}}}\n", s, s % actors, activity, s,
                         s + 1 < states ? fmt::format("s{}", s + 1) : "fin");
  return lines + "  fin: {title: Fin, outcome: done}\n";
}

const std::string kGo = "  aller: {by: usager, title: Suite}\n";

TEST(Hostile, FiveHundredStatesTakeManySheets) {
  const auto picture = draw(procedure(chain(499, 3), kGo, 3));
  ASSERT_TRUE(picture.ok()) << base::tr(base::Lang::en, picture.failure());
  EXPECT_GT(picture->sheets.size(), 40u);
  EXPECT_LT(picture->sheets.size(), 120u);
}

TEST(Hostile, ThirtyLanesAreDrawn) {
  const auto picture = draw(procedure(chain(30, 30), kGo, 30));
  ASSERT_TRUE(picture.ok()) << base::tr(base::Lang::en, picture.failure());
  for (const layout::Metrics& m : picture->metrics) EXPECT_EQ(m.outside_lane, 0);
}

TEST(Hostile, ALabelNobodyCouldReadIsRefused) {
  const auto picture = draw(procedure(chain(2, 1, std::string(4000, 'x')), kGo));
  ASSERT_FALSE(picture.ok());
  const std::string sentence = base::tr(base::Lang::en, picture.failure());
  EXPECT_NE(sentence.find("'s0': 4002 characters, at most 300"), std::string::npos) << sentence;
}

TEST(Hostile, LoopsAndLonelyStatesAreDrawn) {
  const std::string states =
      "  s0: {actor: a0, activity: Tourner, question: \"Encore ?\", when: {aller: s0, finir: fin}}\n"
      "  seul: {actor: a0, activity: Attendre, when: {aller: fin}}\n"
      "  fin: {title: Fin, outcome: done}\n";
  const auto picture = draw(procedure(states, kGo + "  finir: {by: a0, answer: Non}\n"));
  ASSERT_TRUE(picture.ok()) << base::tr(base::Lang::en, picture.failure());
  const std::string svg = svg_of(picture->sheets[0], Theme::colour);
  EXPECT_NE(svg.find("id=\"s0.aller..s0\""), std::string::npos) << "the loop";
  EXPECT_NE(svg.find("id=\"seul\""), std::string::npos) << "the state nobody reaches";
}

TEST(Hostile, MarkupInATitleStaysText) {
  const auto picture = draw(procedure(chain(1, 1, "Voir <script>x"), kGo));
  ASSERT_TRUE(picture.ok());
  const std::string svg = svg_of(picture->sheets[0], Theme::colour);
  EXPECT_EQ(svg.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace guichet::diagram
