// Where mistakes are told, how many at once, and that hostile texts end (ctest stops what takes 30 s).
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"
#include "toy.h"

namespace guichet::expr {
namespace {

const Type kCondition{.kind = Kind::boolean};

std::string refusals(const std::string& line, base::Span at, const Type& expected, const Scope& scope = toy::scope()) {
  const std::string text = line.substr(base::encode(base::decode(line).substr(0, at.column - 1)).size());
  base::Diagnostics diagnostics;
  EXPECT_FALSE(compile(text, at, scope, expected, diagnostics));
  return render(diagnostics, {"p.yaml", line}, base::Lang::en);
}

TEST(Place, IsThatOfTheFileInCodePoints) {
  EXPECT_EQ(refusals("  été: 'é' == siv.comune", {.line = 1, .column = 8}, kCondition),
            "p.yaml:1:15: error: unknown name 'siv.comune'\n"
            " 1 |   été: 'é' == siv.comune\n"
            "   |               ^^^^^^^^^^ did you mean 'siv.commune'?\n");
  base::Diagnostics diagnostics;
  EXPECT_FALSE(compile("true && 3", {.line = 7, .column = 20, .length = 9}, toy::scope(), kCondition, diagnostics));
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].span, (base::Span{.line = 7, .column = 28, .length = 1}));
}

TEST(Mistakes, AreAllToldAtOnce) {
  EXPECT_EQ(refusals("siv.statut == 'x' && (demande.nombre < 'a' || foo(1)) && passed('silenc')", {}, kCondition),
            "p.yaml:1:15: error: 'x' is none of the words known here\n"
            " 1 | siv.statut == 'x' && (demande.nombre < 'a' || foo(1)) && passed('silenc')\n"
            "   |               ^^^ expected one of: titulaire, cotitulaire, locataire\n"
            "p.yaml:1:38: error: '<' can't compare number with text\n"
            " 1 | siv.statut == 'x' && (demande.nombre < 'a' || foo(1)) && passed('silenc')\n"
            "   |                                      ^\n"
            "p.yaml:1:47: error: unknown function 'foo'\n"
            " 1 | siv.statut == 'x' && (demande.nombre < 'a' || foo(1)) && passed('silenc')\n"
            "   |                                               ^^^ expected one of: has, size, date, duration, money, "
            "today, passed, lookup, children.all, children.any, children.count\n"
            "p.yaml:1:65: error: unknown deadline 'silenc'\n"
            " 1 | siv.statut == 'x' && (demande.nombre < 'a' || foo(1)) && passed('silenc')\n"
            "   |                                                                 ^^^^^^^^ did you mean 'silence'?\n");
}

TEST(Expected, TypesTheWholeExpression) {
  const Type status{Kind::enumeration, &toy::kStatus};
  base::Diagnostics diagnostics;
  const auto word = compile("'locataire'", {}, toy::scope(), status, diagnostics);
  ASSERT_TRUE(word);
  EXPECT_EQ(word->evaluate({}), Value::enumeration(2));
  EXPECT_TRUE(same_type(word->type(), status));
  EXPECT_NE(word->type().values, status.values) << "an expression outlives the model that declared the words";
  EXPECT_NE(refusals("'caf'", {}, status).find("'caf' is none of the words"), std::string::npos);
  EXPECT_NE(refusals("demande.organisme", {}, status).find("has other words than"), std::string::npos);
  EXPECT_NE(refusals("12", {}, {Kind::money}).find("a value of type money is wanted here, this is number"),
            std::string::npos);
}

TEST(Scope, MayKnowNothing) {
  EXPECT_EQ(refusals("children.all('faite') || passed('x') || lookup('t') == a", {}, kCondition, Scope{}),
            "p.yaml:1:1: error: there are no children here: only a state with 'each' has some\n"
            " 1 | children.all('faite') || passed('x') || lookup('t') == a\n"
            "   | ^^^^^^^^^^^^^^^^^^^^^\n"
            "p.yaml:1:33: error: there are no deadlines here\n"
            " 1 | children.all('faite') || passed('x') || lookup('t') == a\n"
            "   |                                 ^^^\n"
            "p.yaml:1:48: error: unknown table 't'\n"
            " 1 | children.all('faite') || passed('x') || lookup('t') == a\n"
            "   |                                                ^^^\n"
            "p.yaml:1:56: error: unknown name 'a'\n"
            " 1 | children.all('faite') || passed('x') || lookup('t') == a\n"
            "   |                                                        ^\n");
}

TEST(Reads, AreTheSlotsInsideAndOutsideHas) {
  base::Diagnostics diagnostics;
  const auto e = compile("has(piece.bail) && identifiant == siv.commune || size(siv.commune) in [1]", {}, toy::scope(),
                         kCondition, diagnostics);
  ASSERT_TRUE(e);
  EXPECT_EQ((std::vector<std::uint16_t>{e->reads().begin(), e->reads().end()}),
            (std::vector<std::uint16_t>{1, 10, 11}));
  EXPECT_EQ((std::vector<std::uint16_t>{e->needs().begin(), e->needs().end()}), (std::vector<std::uint16_t>{1, 11}));
  EXPECT_EQ(e->text(), "has(piece.bail) && identifiant == siv.commune || size(siv.commune) in [1]");
}

TEST(Tree, JoinsAChainInOneNode) {
  base::Diagnostics diagnostics;
  const auto e = compile("true && avis.payee && false || true", {}, toy::scope(), kCondition, diagnostics);
  ASSERT_TRUE(e);
  EXPECT_EQ(e->root().op, Op::logical_or);
  EXPECT_EQ(e->root().children.at(0).op, Op::logical_and);
  EXPECT_EQ(e->root().children.at(0).children.size(), 3u);
}

std::string repeated(const std::string& piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(Limits, ChainsAreLongAndNestingIsNot) {
  struct {
    std::string text;
    bool taken;
  } const cases[] = {
      {"true" + repeated(" && true", 500), true},
      {"demande.nombre in [1" + repeated(",1", 2000) + "]", true},
      {repeated("(", 64) + "true" + repeated(")", 64), true},
      {repeated("(", 65) + "true" + repeated(")", 65), false},
      {repeated("!", 63) + "true", true},
      {repeated("!", 64) + "true", false},
      {"1" + repeated(" + 1", 62) + " > 0", true},
      {"1" + repeated(" + 1", 64) + " > 0", false},
      {repeated("true == (", 60) + "true" + repeated(")", 60), true},
      {repeated("(true || false && ", 30) + "true" + repeated(")", 30), true},
  };
  for (const auto& c : cases) {
    base::Diagnostics diagnostics;
    const auto expression = compile(c.text, {}, toy::scope(), kCondition, diagnostics);
    EXPECT_EQ(expression.has_value(), c.taken) << c.text << "\n" << render(diagnostics, {"", c.text}, base::Lang::en);
    if (!c.taken) {
      EXPECT_EQ(tr(base::Lang::en, diagnostics.all().front().message), "nested more than 64 deep") << c.text;
    }
    if (!expression) continue;
    toy::Case filled;
    toy::fill(filled);
    EXPECT_FALSE(expression->evaluate(filled.frame()).is_absent()) << c.text;
  }
}

TEST(Hostile, TextsEndInDiagnosticsAtOnce) {
  std::vector<std::string> texts;
  for (const char* piece :
       {"(",  "[",    "!",      "-",           "- ",     "size(",  "a.",       "'",  "\"", "\\", "1+",        "1 &&",
        "1<", "has(", "x in [", "lookup('a',", "((((1)", "1 in [", "\xC3\xA9", "0x", "..", "''", "'\\u00e9'+"})
    for (const std::size_t bytes : {40u, 4000u, 4095u, 400'000u})
      texts.push_back(repeated(piece, bytes / 1 + 1).substr(0, bytes));
  texts.insert(texts.end(), {"", " ", "\n", std::string(1, '\0'), "\xFF", "a\xC3", "'\\ud800' == ''",
                             "'\\U00110000' == ''", "'\\x4' == ''", "'\\400' == ''", "'a\nb' == ''", "\xE2\x80\xAE",
                             "a\xC2\xA0== b", "in", "in in in", "true.x", "has(true)", "has(organisme)"});
  for (const std::string& text : texts) {
    base::Diagnostics diagnostics;
    EXPECT_FALSE(compile(text, {}, toy::scope(), kCondition, diagnostics)) << text.substr(0, 40);
    EXPECT_TRUE(diagnostics.has_errors()) << text.substr(0, 40);
    EXPECT_FALSE(render(diagnostics, {"", text}, base::Lang::en).empty());
  }
}

// Words of the language in random order: never a crash, and a diagnostic whenever there is no expression.
TEST(Hostile, RandomWordsEndInAValueOrADiagnostic) {
  static const std::vector<std::string> kPieces{"(",
                                                ")",
                                                "[",
                                                "]",
                                                ",",
                                                "&&",
                                                "||",
                                                "!",
                                                "-",
                                                "+",
                                                "==",
                                                "<",
                                                ">=",
                                                " in ",
                                                "true",
                                                "1",
                                                "'a'",
                                                "'",
                                                "\\",
                                                "has(",
                                                "siv.statut",
                                                "avis.date",
                                                "choix.organismes",
                                                "duration('1 month')",
                                                "date('x')",
                                                "size(",
                                                "lookup('tarif',",
                                                "organisme",
                                                "'caf'",
                                                "today()",
                                                ".",
                                                " ",
                                                "?",
                                                "\xC3",
                                                "é",
                                                "passed(",
                                                "money('1')",
                                                "identifiant"};
  std::mt19937_64 random{7};
  int taken = 0;
  for (int n = 0; n < 20'000; ++n) {
    std::string text;
    for (std::uint64_t words = 1 + random() % 9; words > 0; --words) text += kPieces[random() % kPieces.size()];
    base::Diagnostics diagnostics;
    const auto expression = compile(text, {}, toy::scope(), {}, diagnostics);
    ASSERT_NE(expression.has_value(), diagnostics.has_errors()) << text;
    if (!expression) continue;
    ++taken;
    toy::Case c;
    ASSERT_FALSE(expression->evaluate(c.frame()).is_absent()) << text;
  }
  EXPECT_GT(taken, 100);
}

}  // namespace
}  // namespace guichet::expr
