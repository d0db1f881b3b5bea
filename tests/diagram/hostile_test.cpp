// Procedures no page was meant for: drawn, or refused with a sentence. Never a broken file, never nothing.
#include <fmt/format.h>
#include <sys/resource.h>

#include <string_view>

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

// Every view of every strange procedure: drawn, each sheet of a size, each link with its ends, or refused with a sentence.
// No view needs half a gigabyte.
TEST(Hostile, EveryViewDrawsOrSaysWhyNot) {
  const std::string two_ways =
      "  s0: {actor: a0, activity: Choisir, question: \"Quoi ?\", when: {aller: s1, venir: s1, finir: s1}}\n"
      "  s1: {actor: a0, activity: Rester, question: \"Encore ?\", when: {aller: s1, venir: s0, finir: fin}}\n"
      "  fin: {title: Fin, outcome: done}\n";
  const std::string nobody = "  regle: {decide: fin}\n  fin: {title: Fin, outcome: done}\n";
  const std::string lonely =
      "  s0: {actor: a0, activity: Faire, when: {aller: fin}}\n  seul: {actor: a0, activity: Attendre, when: {aller: seul}}\n"
      "  fin: {title: Fin, outcome: done}\n";
  const std::string more = kGo + "  venir: {by: a0, answer: Oui}\n  finir: {by: a0, answer: Non}\n";
  // Each state to the next and to two far away.
  std::string woven;
  for (int s = 0; s < 499; ++s)
    woven += fmt::format("  s{0}: {{actor: a{1}, activity: Faire {0}, question: \"Quoi ?\", when: {{aller: {2}, venir: s{3}, finir: s{4}}}}}\n",
                         s, s % 3, s < 498 ? fmt::format("s{}", s + 1) : "fin", s * 37 % 499, s * 101 % 499);
  woven += "  fin: {title: Fin, outcome: done}\n";
  model::Procedure wordy = procedure(chain(2, 1), kGo);
  wordy.machines[0].states[0].activity.text = std::string(10'000, 'x');
  struct {
    const char* what;
    model::Procedure subject;
    bool refused;  // by the view "process"
    const char* only = nullptr;  // a view, where each takes seconds
  } const cases[] = {{"500 states", procedure(chain(499, 3), kGo, 3), false},
                     {"500 states, 1500 ways", procedure(woven, more, 3), false, "process"},
                     {"10,000 characters", wordy, true},
                     {"nobody does anything", procedure(nobody, kGo), false},
                     {"one lane", procedure(chain(20, 1), kGo), false},
                     {"30 lanes", procedure(chain(30, 30), kGo, 30), false},
                     {"parallel links and loops", procedure(two_ways, more), false},
                     {"a state nobody reaches", procedure(lonely, kGo), false}};
  for (const auto& c : cases) {
    bool refused = false;
    int drawn = 0;
    for (const View& view : views()) {
      if (view.takes == View::Takes::story || view.takes == View::Takes::two) continue;
      if (c.only != nullptr && std::string_view{view.name} != c.only) continue;
      const auto picture = view.draw({{&c.subject}, shipped_world().reference}, {.effort = layout::Effort::fast});
      if (!picture.ok()) {
        EXPECT_GT(base::tr(base::Lang::fr, picture.failure()).size(), 20u) << c.what << " " << view.name;
        refused = refused || std::string_view{view.name} == "process";
        continue;
      }
      ++drawn;
      ASSERT_FALSE(picture->sheets.empty()) << c.what << " " << view.name;
      for (const Sheet& sheet : picture->sheets) {
        EXPECT_TRUE(sheet.width > 0 && sheet.height > 0 && sheet.width < 20'000) << c.what << " " << view.name << ": " << sheet.width << " x " << sheet.height;
        const std::string svg = svg_of(sheet, Theme::colour);
        EXPECT_TRUE(svg.ends_with("</svg>\n")) << c.what << " " << view.name;
        EXPECT_EQ(svg.find("nan"), std::string::npos) << c.what << " " << view.name;
      }
      for (const layout::Metrics& m : picture->metrics) EXPECT_EQ(m.outside_lane + m.node_overlaps, 0) << c.what << " " << view.name;
    }
    EXPECT_EQ(refused, c.refused) << c.what;
    EXPECT_GT(drawn, 0) << c.what;
  }
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(used.ru_maxrss, 500 * 1024) << "KiB";
#endif
}

TEST(Hostile, MarkupInATitleStaysText) {
  const auto picture = draw(procedure(chain(1, 1, "Voir <script>x"), kGo));
  ASSERT_TRUE(picture.ok());
  const std::string svg = svg_of(picture->sheets[0], Theme::colour);
  EXPECT_EQ(svg.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace guichet::diagram
