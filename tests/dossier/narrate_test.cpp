// The sentences of the log, in French and in English: titles instead of names, values as people write them, no code that
// only machines read, nothing announced that is not there.
#include "dossier/narrate.h"

#include <gtest/gtest.h>

#include "load/load.h"
#include "support/vehicle_register.h"

namespace guichet::dossier {
namespace {

using audit::Kind;
using audit::Line;

const std::string kAgencies =
    "agencies:\n" + support::vehicle_register({.behaviour = "latency: 2 hours, retries: 2, retry-after: 10 minutes", .granted = false});

constexpr const char* kTrial = R"(procedure: essai
version: 1
title: Essai
sources: [choice]
actors:
  usager: {role: citizen, title: Usager}
  ville: {role: agency, title: Ville}
  siv: {role: agency, agency: siv, title: SIV}
purposes:
  suivi: {title: Suivre, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  plaque: {type: text, category: vehicle, title: Plaque}
  debut: {type: date, category: request, title: Début}
events:
  deposer: {by: usager, carries: [plaque, debut], title: Demande}
states:
  saisie: {actor: usager, activity: Demander, title: Saisie, when: {deposer: examen}}
  examen: {actor: ville, activity: Décider, tell: [{to: usager, title: Accusé, carries: [plaque]}]}
)";

class Narrated : public testing::Test {
 protected:
  static model::Reference reference() {
    base::Diagnostics diagnostics;
    model::Reference reference;
    reference.agencies = load::read_agencies({.path = "agencies.yaml", .text = kAgencies}, nullptr, {}, diagnostics);
    return reference;
  }
  model::Reference world = reference();
  model::Procedure procedure = *load::load_procedure({.path = "essai.yaml", .text = kTrial}, world).procedure;

  std::string told(const Line& line, base::Lang lang) { return Narrator{procedure, world, lang}.sentence(line); }
};

Line exchange(Kind kind, std::map<std::string, std::string> payload = {}) {
  Line line;
  line.kind = kind;
  line.recipient = "siv";
  line.api = "extrait";
  line.purpose = "suivi";
  line.basis = "eu-gdpr:A6-1-e";
  for (const auto& [datum, value] : payload) line.fields.push_back(datum);
  line.payload = std::move(payload);
  return line;
}

Line letter(std::map<std::string, std::string> payload = {}) {
  Line line = exchange(Kind::letter_told, std::move(payload));
  line.recipient = "usager";
  line.rule = "Accusé";
  return line;
}

TEST_F(Narrated, InFrench) {
  Line asked = exchange(Kind::exchange_permitted);
  asked.fields = {"plaque", "debut"};
  const std::pair<Line, std::string> cases[] = {
      {asked, "autorisé : demander à Fichier des véhicules (Demande d'extrait), en envoyant Plaque, Début, pour "
              "« Suivre » ; base légale : mission d'intérêt public (RGPD, art. 6(1)(e))"},
      {exchange(Kind::exchange_permitted), "autorisé : demander à Fichier des véhicules (Demande d'extrait), pour "
                                           "« Suivre » ; base légale : mission d'intérêt public (RGPD, art. 6(1)(e))"},
      {exchange(Kind::exchange_sent, {{"plaque", "SS-001-AA"}}),
       "vers Fichier des véhicules, Demande d'extrait : Plaque = SS-001-AA"},
      {exchange(Kind::exchange_sent), "vers Fichier des véhicules : Demande d'extrait"},
      {exchange(Kind::exchange_answered, {{"debut", "2026-03-01"}}),
       "de Fichier des véhicules, Extrait : Début = 1er mars 2026"},
      {exchange(Kind::exchange_answered), "de Fichier des véhicules : Extrait"},
      {letter({{"plaque", "SS-001-AA"}}), "courrier à Usager : Accusé, avec Plaque = SS-001-AA"},
      {letter(), "courrier à Usager : Accusé"},
  };
  for (const auto& [line, want] : cases) {
    std::string plain = told(line, base::Lang::fr);
    for (std::size_t at; (at = plain.find("\u00a0")) != std::string::npos;) plain.replace(at, 2, " ");
    EXPECT_EQ(plain, want);
  }
}

TEST_F(Narrated, InEnglish) {
  const std::pair<Line, std::string> cases[] = {
      {exchange(Kind::exchange_permitted), "allowed: ask Fichier des véhicules (Demande d'extrait), for “Suivre”; legal "
                                           "basis: public task (art. 6(1)(e) GDPR)"},
      {exchange(Kind::exchange_sent), "to Fichier des véhicules: Demande d'extrait"},
      {exchange(Kind::exchange_answered), "from Fichier des véhicules: Extrait"},
      {letter({{"plaque", "SS-001-AA"}}), "letter to Usager: Accusé, with Plaque = SS-001-AA"},
  };
  for (const auto& [line, want] : cases) EXPECT_EQ(told(line, base::Lang::en), want);
}

TEST_F(Narrated, WhatWasErasedIsStillNamed) {
  Line kept = letter();
  kept.fields = {"plaque"};
  EXPECT_EQ(told(kept, base::Lang::en), "letter to Usager: Accusé, with Plaque");
}

TEST_F(Narrated, TheMemberConcernedStandsFirst) {
  Line line = exchange(Kind::exchange_answered);
  line.member = "siv";
  EXPECT_EQ(told(line, base::Lang::en), "[Fichier des véhicules] from Fichier des véhicules: Extrait");
}

}  // namespace
}  // namespace guichet::dossier
