#include "codegen/identifiers.h"

#include <gtest/gtest.h>

namespace guichet::codegen {
namespace {

TEST(Identifiers, LoseTheirAccents) {
  const struct {
    const char* word;
    const char* plain;
  } cases[] = {{"déposer", "deposer"},   {"Œuvre d'été", "OEuvre_d_ete"}, {"ÀÉÎÕÜ", "AEIOU"}, {"a--b..c", "a_b_c"},
               {"  « x » ", "x"},        {"100 %", "100"},                {"東京", "unnamed"}, {"", "unnamed"},
               {"demande.plaque", "demande_plaque"}};
  for (const auto& c : cases) EXPECT_EQ(transliterate(c.word), c.plain) << c.word;
}

TEST(Identifiers, TakeTheShapeOfTheirKind) {
  NameScope scope;
  EXPECT_EQ(scope.snake("Demande.Durée"), "demande_duree");
  EXPECT_EQ(scope.pascal("deposer-sur-pieces"), "DeposerSurPieces");
  EXPECT_EQ(scope.pascal("m01"), "M01");
  EXPECT_EQ(scope.snake("1er"), "_1er");
  EXPECT_EQ(scope.snake("double"), "double_") << "a keyword";
}

TEST(Identifiers, AreNeverTwiceTheSame) {
  NameScope scope{{"state"}};
  EXPECT_EQ(scope.snake("déjà"), "deja");
  EXPECT_EQ(scope.snake("deja"), "deja_2");
  EXPECT_EQ(scope.snake("dejà"), "deja_3");
  EXPECT_EQ(scope.snake("deja_2"), "deja_2_2");
  EXPECT_EQ(scope.snake("state"), "state_2") << "taken by what surrounds it";
}

TEST(Identifiers, TellWhetherTheOriginalIsWorthAComment) {
  EXPECT_TRUE(is_plain("demande.plaque-2_b"));
  EXPECT_FALSE(is_plain("déposer"));
  EXPECT_FALSE(is_plain("à 100 %"));
}

}  // namespace
}  // namespace guichet::codegen
