#include "cli/page.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace guichet::cli {
namespace {

using base::Lang;

TEST(Style, FollowsTheEnvironment) {
  struct {
    const char* name;
    std::map<std::string, std::string, std::less<>> variables;
    bool terminal;
    int window;
    bool plain;
    bool colour, unicode;
    int width;
  } const cases[] = {
      {"terminal", {{"LANG", "fr_FR.UTF-8"}, {"TERM", "xterm"}}, true, 0, false, true, true, 80},
      {"pipe", {{"LANG", "fr_FR.UTF-8"}, {"COLUMNS", "50"}}, false, 0, false, false, true, 80},
      {"NO_COLOR", {{"LANG", "fr_FR.UTF-8"}, {"NO_COLOR", "1"}}, true, 0, false, false, true, 80},
      {"NO_COLOR empty is not set", {{"LANG", "fr_FR.utf8"}, {"NO_COLOR", ""}}, true, 0, false, true, true, 80},
      {"dumb", {{"TERM", "dumb"}}, true, 0, false, false, false, 80},
      {"plain", {{"LANG", "C.UTF-8"}}, true, 0, true, false, true, 80},
      {"COLUMNS", {{"COLUMNS", "60"}}, true, 120, false, true, false, 60},
      {"COLUMNS is no number", {{"COLUMNS", "6x"}}, true, 90, false, true, false, 90},
      {"narrow", {{"COLUMNS", "3"}}, true, 0, false, true, false, 40},
      {"window", {}, true, 300, false, true, false, 100},
      {"LC_ALL wins", {{"LC_ALL", "C"}, {"LANG", "fr_FR.UTF-8"}}, false, 0, false, false, false, 80},
      {"LC_CTYPE", {{"LC_CTYPE", "en_US.UTF-8"}, {"LANG", "C"}}, false, 0, false, false, true, 80},
  };
  for (const auto& c : cases) {
    const Environment environment{.variables = c.variables, .out_is_terminal = c.terminal, .window_columns = c.window};
    const Style style = style_of(environment, Lang::fr, c.plain);
    EXPECT_EQ(style.colour, c.colour) << c.name;
    EXPECT_EQ(style.unicode, c.unicode) << c.name;
    EXPECT_EQ(style.width, c.width) << c.name;
  }
}

TEST(Language, IsThatOfTheEnvironmentElseFrench) {
  struct {
    std::map<std::string, std::string, std::less<>> variables;
    Lang want;
  } const cases[] = {
      {{}, Lang::fr},
      {{{"LANG", "C"}}, Lang::fr},
      {{{"LANG", "POSIX"}}, Lang::fr},
      {{{"LANG", "C.UTF-8"}}, Lang::fr},
      {{{"LANG", "de_DE.UTF-8"}}, Lang::fr},
      {{{"LANG", "en_GB.UTF-8"}}, Lang::en},
      {{{"LANG", "en_GB.UTF-8"}, {"LC_MESSAGES", "fr_FR"}}, Lang::fr},
      {{{"LANG", "fr_FR"}, {"LC_ALL", "en_US"}}, Lang::en},
      {{{"LANG", "en_US"}, {"LC_ALL", ""}}, Lang::en},
      {{{"LANG", "fr_FR"}, {"LANGUAGE", "en"}}, Lang::fr},
  };
  for (const auto& c : cases) EXPECT_EQ(language({.variables = c.variables}), c.want);
}

TEST(Page, WrapsByCodePointsAndHangs) {
  const std::string text = Page{{.width = 40}}
                               .item("éééé éééé éééé éééé éééé éééé éééé éééé éééé")
                               .rows({{"œuf", "un deux trois quatre cinq six sept huit neuf dix"}, {"b", "c"}})
                               .text();
  EXPECT_EQ(text,
            "  • éééé éééé éééé éééé éééé éééé éééé\n"
            "    éééé éééé\n"
            "  œuf  un deux trois quatre cinq six\n"
            "       sept huit neuf dix\n"
            "  b    c\n");
}

TEST(Page, NoBreakSpaceHolds) {
  EXPECT_EQ(Page{{.width = 40}}.line("0123456789 0123456789 0123456789 012345\u00a0: 1").text(),
            "0123456789 0123456789 0123456789\n012345\u00a0: 1\n");
}

TEST(Page, WordLongerThanALineIsNotCut) {
  const std::string word(60, 'x');
  EXPECT_EQ(Page{{.width = 40}}.line("a " + word + " b").text(), "a\n" + word + "\nb\n");
}

// What a screen reader meets: no symbol, no escape, no run of spaces, nothing before the first letter.
TEST(Page, PlainIsLinear) {
  Page page{{.plain = true, .colour = false}};
  page.title("Titre")
      .heading("Partie")
      .item("un")
      .marked(Mark::good, "bon")
      .marked(Mark::bad, "faux")
      .rows({{"court", "x"}, {"un premier nom beaucoup plus long que la colonne", "y"}});
  page.line("a → b · c", 6);
  EXPECT_EQ(page.text(),
            "Titre\n\nPartie\nun\n" + labelled(Lang::fr, base::tr(Lang::fr, "passed"), "bon") + "\n" +
                labelled(Lang::fr, base::tr(Lang::fr, "FAILED"), "faux") +
                "\ncourt\u00a0: x\nun premier nom beaucoup plus long que la colonne\u00a0: y\na, puis b, c\n");
  for (const char* symbol : {"✓", "✗", "•", "·", "→", "\x1b", "  "})
    EXPECT_EQ(page.text().find(symbol), std::string::npos) << symbol;
}

TEST(Page, SymbolsBecomeAscii) {
  Page page{{.unicode = false}};
  page.marked(Mark::good, "réussi").marked(Mark::bad, "raté").item("a → b…").line("«\u00a0été\u00a0»\u00a0: 1 — 2");
  EXPECT_EQ(page.text(), "  ok réussi\n  KO raté\n  - a -> b...\n\"été\" : 1 - 2\n");
}

TEST(Page, ColoursNeverCountInTheWidth) {
  const Style coloured{.colour = true, .width = 40};
  const Style bare{.width = 40};
  const auto page = [](Style style) {
    return Page{style}
        .line("un deux trois quatre cinq six sept huit neuf dix onze", 2, Tone::bad)
        .marked(Mark::good, "x")
        .text();
  };
  std::string text = page(coloured);
  EXPECT_NE(text.find("\x1b[31m"), std::string::npos);
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b'))
    text.erase(at, text.find('m', at) - at + 1);
  EXPECT_EQ(text, page(bare));
}

TEST(Page, TitlesOfFilesCannotRewriteTheTerminal) {
  EXPECT_EQ(Page{{}}.line("a\x1b[2Jb\nc\u202ed").text(), "a\uFFFD[2Jb c\uFFFDd\n");
}

}  // namespace
}  // namespace guichet::cli
