// A case once warm is driven without asking the system for memory: a million of them must not queue for it.
#include <gtest/gtest.h>


#include "support/walk.h"
#include "support/counted_new.h"

namespace guichet {
namespace {

constexpr const char* kToy = R"yaml(procedure: tournant
version: 1
title: Tournant
actors:
  usager: {role: citizen, title: Usager}
  ville:  {role: agency, title: Ville}
  siv:    {role: agency, title: Fichier des véhicules}
purposes:
  dossier: {title: Attribuer, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  plaque: {type: text, category: vehicle}
  statut: {type: text, category: vehicle}
  choix:  {type: list, values: [caf, cpam, impots], category: request}
  recu:   {type: text, category: identifier, each: choix}
  fin:    {type: date, category: decision}
events:
  deposer:  {by: usager, carries: [plaque, choix]}
  accepter: {by: organisme, carries: [recu]}
  demander: {by: ville}
  revenir:  {by: usager}
deadlines:
  silence: {delay: 2 months, since: recue, in: [examen], suspended-in: [complement], to: saisie, source: choice}
  limite:  {delay: 10 days, since: fin, source: choice}
states:
  saisie:
    actor: usager
    when: {deposer: {to: titulaire, marks: recue, set: {fin: "today() + duration('3 months')"}}}
    after: {delay: 90 days, to: examen, source: choice}
  titulaire:
    exchange: {by: ville, with: siv, api: extrait, send: [plaque], receive: [statut]}
    when: {answered: tri, not-found: examen, refused: examen, failed: examen}
  tri:    {decide: [{if: "statut == 'titulaire' && !passed('limite')", to: diffusion}, {to: examen}]}
  examen: {actor: ville, when: {demander: complement}}
  complement: {actor: usager, when: {revenir: saisie}}
  diffusion:
    each: choix
    as: organisme
    states:
      envoi: {actor: organisme, when: {accepter: faite}, after: {delay: 3 days, to: faite, source: choice}}
      faite: {outcome: done}
    when: {done: [{if: "children.all('faite')", to: examen}, {to: examen}]}
)yaml";

// One round: a refusal, an exchange, a rule, three children of whom one is ended by time, a suspension.
void round(const support::Walk& walk, engine::CaseState& state, engine::Effects& effects, base::Instant& now) {
  const model::Procedure& p = walk.procedure();
  const auto event = [&](const char* name) { return *p.find_event(name); };
  const auto actor = [&](const char* name) { return *p.find_actor(name); };
  const engine::Given deposit[] = {{*p.find_datum("plaque"), expr::Value::text("AB-123-CD-WITH-A-LONG-TAIL")},
                                   {*p.find_datum("choix"), expr::Value::list(7)}};
  const engine::Given status[] = {{*p.find_datum("statut"), expr::Value::text("titulaire")}};
  const engine::Given receipt[] = {{*p.find_datum("recu"), expr::Value::text("a receipt longer than a short string")}};
  const engine::Driver& driver = walk.driver();
  effects.clear();
  EXPECT_FALSE(driver.act(state, {.event = event("revenir"), .by = actor("usager")}, now, effects));
  EXPECT_TRUE(driver.act(state, {.event = event("deposer"), .by = actor("usager"), .data = deposit}, now, effects));
  EXPECT_TRUE(driver.answer(state, {.visit = state.main.visit, .data = status}, now, effects));
  for (std::uint16_t member = 0; member < 2; ++member) {
    EXPECT_TRUE(driver.act(state, {.event = event("accepter"), .by = actor("organisme"), .member = member, .data = receipt},
                           now, effects));
  }
  now.minutes += 5 * base::kMinutesPerDay;
  EXPECT_TRUE(driver.fire_next(state, now, effects));
  EXPECT_TRUE(driver.act(state, {.event = event("demander"), .by = actor("ville")}, now, effects));
  now.minutes += base::kMinutesPerDay;
  EXPECT_TRUE(driver.act(state, {.event = event("revenir"), .by = actor("usager")}, now, effects));
}

TEST(Allocation, NoneOnAWarmCase) {
  support::Walk walk{kToy, "1950-01-02T09:00"};
  engine::CaseState& state = walk.standing();
  engine::Effects effects;
  base::Instant now = walk.now();
  for (int i = 0; i < 3; ++i) round(walk, state, effects, now);
  const long before = test::allocations();
  constexpr int kRounds = 12'500;  // of eight things each; the calendar ends in 2200
  const base::Instant first = now;
  for (int i = 0; i < kRounds; ++i) {
    if (i % 10'000 == 9'999) now = first, state.now = first;
    round(walk, state, effects, now);
  }
  EXPECT_EQ(test::allocations() - before, 0);
  EXPECT_FALSE(testing::Test::HasFailure());
}

TEST(Allocation, CountsWhatItShould) {
  const long before = test::allocations();
  const std::string text(100, 'x');
  EXPECT_GT(test::allocations(), before) << text;
}

}  // namespace
}  // namespace guichet
