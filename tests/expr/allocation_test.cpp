// Evaluating allocates nothing: every operator new of this program is counted.
#include <gtest/gtest.h>

#include "support/counted_new.h"
#include "toy.h"

namespace guichet::expr {
namespace {

TEST(Allocation, EvaluatingTakesNone) {
  const char* const texts[] = {
      "siv.statut in ['titulaire', 'cotitulaire'] && siv.commune == ville.commune",
      "demande.autre == 1 || !has(piece.bail) && children.any('faite')",
      "lookup('tarif', siv.commune, demande.duree) + money('1.00') > avis.montant",
      "lookup('tarif', organisme, demande.duree, avis.date) > avis.montant || passed('contester')",
      "avis.date + duration('10 working days') < today() - duration('2 months')",
      "size(siv.commune) + size(choix.organismes) in [1, 2, 7] && organisme in choix.organismes",
      "(avis.payee == (avis.automatise || passed('silence'))) == (siv.commune < 'zzz')",
  };
  const Scope scope = toy::scope();
  toy::Case c;
  toy::fill(c);
  const Frame frame = c.frame();
  for (const char* const text : texts) {
    base::Diagnostics diagnostics;
    const auto expression = compile(text, {}, scope, {.kind = Kind::boolean}, diagnostics);
    ASSERT_TRUE(expression) << render(diagnostics, {"", text}, base::Lang::en);
    const long before = test::allocations();
    for (int i = 0; i < 100; ++i) ASSERT_FALSE(expression->evaluate(frame).is_absent());
    EXPECT_EQ(test::allocations() - before, 0) << text;
  }
}

// The count counts: joining texts, which guards never do, keeps the result somewhere.
TEST(Allocation, JoiningTextsTakesSome) {
  toy::Case c;
  toy::fill(c);
  base::Diagnostics diagnostics;
  const auto joined =
      compile("siv.commune + ' une commune assez longue'", {}, toy::scope(), {.kind = Kind::text}, diagnostics);
  ASSERT_TRUE(joined);
  const long before = test::allocations();
  ASSERT_EQ(joined->evaluate(c.frame()).as_text(), "75056 une commune assez longue");
  EXPECT_GT(test::allocations() - before, 0);
}

}  // namespace
}  // namespace guichet::expr
