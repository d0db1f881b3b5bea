// Widths against numbers read in the font, and where lines break.
#include "layout/text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace guichet::layout {
namespace {

TEST(Text, WidthsAreThoseOfLiberationSans) {
  struct {
    const char* text;
    int size;
    bool bold;
    int px;
  } const cases[] = {
      {"", 120, false, 0},         {"a", 20480, false, 1139},  // 2048 px: the advance itself
      {"a", 20480, true, 1139},    {"é", 20480, false, 1139}, {"i", 20480, false, 455},   {"i", 20480, true, 569},
      {"€", 20480, false, 1139},   {"Ж", 20480, false, 1891}, {"漢", 20480, false, 2048},  // not in the font: a whole
                                                                                           // em
      {"Demande", 120, false, 53},
  };
  for (const auto& c : cases) EXPECT_EQ(text_width(c.text, c.size, c.bold), c.px) << c.text << c.size << c.bold;
}

TEST(Text, LinesAreFewThenEven) {
  using Lines = std::vector<std::string>;
  struct {
    const char* text;
    int width;
    Lines lines;
  } const cases[] = {
      {"", 90, {}},
      {"Payer", 90, {"Payer"}},
      {"Enregistrer et accuser réception", 90, {"Enregistrer", "et accuser", "réception"}},
      {"Dossier complet ?", 74, {"Dossier", "complet\u00a0?"}},
      {"un « deux » trois", 60, {"un", "«\u00a0deux\u00a0»", "trois"}},
      {"ligne\npuis\tautre", 200, {"ligne puis autre"}},
      {"anticonstitutionnellement", 90, {"anticonstitution-", "nellement"}},
      {"administrativement", 90, {"administrative-", "ment"}},
      {"enregistrement", 70, {"enregistre-", "ment"}},
      {"hypothèque", 50, {"hypothè-", "que"}},
  };
  for (const auto& c : cases) EXPECT_EQ(wrap(c.text, kBodySize, false, c.width), c.lines) << c.text;
}

TEST(Text, NoLineIsTooWide) {
  for (const char* text :
       {"anticonstitutionnellement", "WWWWWWWWWWWWWWWWWWWWWWWWWW", "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v"}) {
    for (int width = 30; width < 130; width += 7) {
      for (const std::string& line : wrap(text, kBodySize, true, width))
        EXPECT_LE(text_width(line, kBodySize, true), width) << line;
    }
  }
}

TEST(Text, KnowsRightToLeft) {
  EXPECT_TRUE(has_right_to_left(U"مرحبا"));
  EXPECT_TRUE(has_right_to_left(U"שלום"));
  EXPECT_FALSE(has_right_to_left(U"Préfecture Ελλάδα Київ 漢字"));
}

}  // namespace
}  // namespace guichet::layout
