// Conditions as C++: what is generated is what a careful person would have written.
#include "codegen/expression_text.h"

#include <gtest/gtest.h>

#include "support/walk.h"

namespace guichet::codegen {
namespace {

const std::string kBefore = R"yaml(procedure: texte
version: 1
title: Texte
actors: {usager: {role: citizen}}
purposes: {dossier: {controller: usager, basis: public-task, law: [choice], retention: {delay: 1 year, since: closed, source: choice}}}
data:
  n:       {type: number, category: request}
  du:      {type: money, category: payment}
  jour:    {type: date, category: request}
  duree:   {type: duration, category: request}
  nom:     {type: text, category: identity}
  qualite: {type: enum, values: [titulaire, co-titulaire], category: request}
  autre:   {type: enum, values: [titulaire, co-titulaire], category: request}
  oui:     {type: boolean, category: request}
  choix:   {type: list, values: [caf, cpam], category: request}
events: {aller: {by: usager, may-carry: [n, du, jour, duree, nom, qualite, autre, oui, choix]}}
deadlines: {limite: {delay: 10 days, since: jour, source: choice}}
states:
  ici: {actor: usager, when: {aller: [{if: ")yaml";

TEST(ExpressionText, ReadsAsWrittenByHand) {
  const struct {
    const char* written;
    const char* cpp;
  } cases[] = {
      {"oui", "f.oui()"},
      {"!oui && n > 3", "!f.oui() && f.n() > 3"},
      {"n == 1 && (n > 2 || oui)", "f.n() == 1 && (f.n() > 2 || f.oui())"},
      {"oui == (n > 2)", "f.oui() == (f.n() > 2)"},
      {"2 - 1 - 1 == 0", "(Number{2} - 1 - 1) == 0"},
      {"n - (n - 1) > -n", "(f.n() - (f.n() - 1)) > (-f.n())"},
      {"du >= money('135.50') - money('0.05')", "f.du() >= (Money{Cents{135'50}} - Cents{5})"},
      {"du < money('-135.05')", "f.du() < Cents{-135'05}"},
      {"jour + duree <= today()", "f.later(f.jour(), f.duree()) <= f.today()"},
      {"jour - duration('2 months') == date('2026-03-02')", "earlier(f.jour(), length(2, base::DelayUnit::months)) == day(2026, 3, 2)"},
      {"nom == 'l\\'été \"x\"'", "f.nom() == \"l'été \\\"x\\\"\"sv"},
      {"qualite == 'co-titulaire' || qualite != autre", "f.qualite() == Qualite::co_titulaire || f.qualite() != f.autre()"},
      {"qualite in ['titulaire']", "in(f.qualite(), {Qualite::titulaire})"},
      {"3 in [1, 2]", "in(Number{3}, {1, 2})"},
      {"'caf' in choix && size(choix) > 1", "in(Choix::caf, f.choix()) && size(f.choix()) > 1"},
      {"has(nom) && size(nom) < 9", "has(f.nom()) && size(f.nom()) < 9"},
      {"passed('limite')", "f.passed(Deadline::limite)"},
      {"lookup('bareme', nom, n) > money('1')", "table::bareme(f.today(), f.nom(), f.n()) > Cents{1'00}"},
      {"lookup('bareme', qualite, n, jour) > money('1')",
       "table::bareme(f.jour(), word_of(f.qualite()), f.n()) > Cents{1'00}"},
  };
  for (const auto& c : cases) {
    std::string yaml_text;
    for (const char* p = c.written; *p != '\0'; ++p) yaml_text += *p == '\\' || *p == '"' ? std::string{'\\', *p} : std::string{*p};
    const auto procedure = support::toy(kBefore + yaml_text + "\"}]}}\n");
    const Naming naming = name_all(*procedure);
    const ExpressionWriter writer{*procedure, naming, {0}, {}};
    EXPECT_EQ(writer.write(procedure->main().transitions.at(0).guard->root(), 11), c.cpp) << c.written;
  }
}

TEST(ExpressionText, QuotesWhatACompilerWouldTakeApart) {
  EXPECT_EQ(quoted("a\"b\\c\nd"), "\"a\\\"b\\\\c\\012d\"");
}

}  // namespace
}  // namespace guichet::codegen
