#include "base/diagnostic.h"

#include <gtest/gtest.h>

namespace guichet::base {
namespace {

const Source kSource{.path = "permis.yaml", .text = "states:\n  été: {to: instruite}\n"};

TEST(Diagnostic, ShowsThePlaceTheLineAndTheNearestWord) {
  Diagnostics diagnostics;
  const std::vector<std::string> known{"saisie", "instruction"};
  diagnostics.error({.line = 2, .column = 13, .length = 9}, {.id = "unknown state '{name}'", .args = {{"name", "instruite"}}},
                    expected_one_of("instruite", known));
  EXPECT_EQ(render(diagnostics, kSource, Lang::en),
            "permis.yaml:2:13: error: unknown state 'instruite'\n"
            " 2 |   été: {to: instruite}\n"
            "   |             ^^^^^^^^^ did you mean 'instruction'?\n");
}

TEST(Diagnostic, SpeaksFrench) {
  Diagnostics diagnostics;
  diagnostics.warning({.line = 2, .column = 3, .length = 3}, {.id = "unknown state '{name}'", .args = {{"name", "été"}}});
  EXPECT_EQ(render(diagnostics, kSource, Lang::fr),
            "permis.yaml:2:3: avertissement\u00a0: état inconnu «\u00a0été\u00a0»\n"
            " 2 |   été: {to: instruite}\n"
            "   |   ^^^\n");
}

TEST(Diagnostic, CaretsStayInsideTheLine) {
  Diagnostics diagnostics;
  diagnostics.error({.line = 1, .column = 6, .length = 500}, {.id = "error"});
  EXPECT_EQ(render(diagnostics, kSource, Lang::en), "permis.yaml:1:6: error: error\n 1 | states:\n   |      ^^\n");
}

TEST(Diagnostic, APlaceBeyondTheTextHasNoExcerpt) {
  Diagnostics diagnostics;
  diagnostics.error({.line = 99, .column = 1}, {.id = "error"}, Message{.id = "expected one of: {words}", .args = {{"words", "a"}}});
  EXPECT_EQ(render(diagnostics, kSource, Lang::en), "permis.yaml:99:1: error: error\n    = expected one of: a\n");
}

TEST(Diagnostic, ALongLineIsShownAroundItsCaret) {
  const Source source{.path = "x", .text = std::string(1000, 'a') + "b" + std::string(1000, 'c')};
  Diagnostics diagnostics;
  diagnostics.error({.line = 1, .column = 1001}, {.id = "error"});
  const std::string shown = render(diagnostics, source, Lang::en);
  EXPECT_LT(shown.size(), 400u);
  const std::size_t excerpt = shown.find(" | ") + 3;
  const std::size_t caret = shown.find('^') - (shown.rfind(" | ") + 3);
  EXPECT_EQ(shown[excerpt + caret], 'b');
}

TEST(Diagnostic, SortsByPlace) {
  Diagnostics diagnostics;
  diagnostics.error({.line = 3, .column = 1}, {.id = "c"});
  diagnostics.error({.line = 1, .column = 9}, {.id = "b"});
  diagnostics.error({.line = 1, .column = 2}, {.id = "a"});
  diagnostics.sort();
  EXPECT_STREQ(diagnostics.all()[0].message.id, "a");
  EXPECT_STREQ(diagnostics.all()[1].message.id, "b");
  EXPECT_STREQ(diagnostics.all()[2].message.id, "c");
}

TEST(Diagnostic, NearestCountsSwapsAndAccentsOnce) {
  const std::vector<std::string> known{"accepter", "refuser", "compléter"};
  struct Case {
    const char* word;
    const char* want;
  } const cases[] = {{"acecpter", "accepter"}, {"refusr", "refuser"}, {"completer", "compléter"}, {"payer", ""}, {"", ""}};
  for (const Case& c : cases) EXPECT_EQ(nearest(c.word, known), c.want) << c.word;
}

}  // namespace
}  // namespace guichet::base
