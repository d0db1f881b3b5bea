// Each pattern of `properties`, once where it holds and once where it does not; what does not is shown by a case that was
// played, to the day.
#include <gtest/gtest.h>

#include <algorithm>

#include "check/here.h"

namespace guichet::check {
namespace {

constexpr const char* kToy = R"yaml(procedure: toy
version: 1
title: Essai
properties:
  p: PROPERTY
actors:
  usager: {role: citizen, title: Usager}
  ville:  {role: agency, title: Ville}
purposes:
  dossier: {title: Traiter la demande, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  enfants: {type: number, category: request, title: Enfants}
  depot:   {type: date, category: request, title: Date du dépôt}
events:
  deposer:   {by: usager, carries: [enfants, depot], title: Demande}
  demander:  {by: ville, title: Demande de pièce}
  completer: {by: usager, title: Pièce}
  accepter:  {by: ville, title: Oui}
  refuser:   {by: ville, title: Non}
states:
  saisie:     {actor: usager, when: {deposer: [{if: "enfants > 3 && depot < today()", to: prioritaire}, {to: examen}]}, after: {delay: 1 month, to: abandon, source: choice}}
  prioritaire: {actor: ville, decide: examen}
  examen:     {actor: ville, when: {accepter: accordee, refuser: refusee, demander: complement}, after: {delay: 2 months, to: accordee, source: choice}}
  complement: {actor: usager, when: {completer: examen}, after: {delay: 15 days, to: abandon, source: choice}}
  accordee:   {outcome: granted}
  refusee:    {outcome: rejected, recourse: [gracieux]}
  abandon:    {outcome: withdrawn}
)yaml";

Answer::Kind answer(const std::string& property) {
  std::string text = kToy;
  text.replace(text.find("PROPERTY"), 8, property);
  const model::Procedure procedure = Here::instance().load(text);
  const Checked checked = check(procedure, "toy.yaml", Here::instance().world, nullptr, {});
  EXPECT_TRUE(checked.complete);
  const auto is_broken = [](const Finding& one) { return one.kind == Kind::property_broken; };
  EXPECT_EQ(std::ranges::any_of(checked.findings, is_broken), checked.properties.at(0).kind != Answer::Kind::holds);
  return checked.properties.at(0).kind;
}

TEST(Property, HoldsOrIsBrokenByACase) {
  using enum Answer::Kind;
  struct {
    const char* property;
    Answer::Kind want;
  } const cases[] = {
      {"never refusee", broken},
      {"never refusee if enfants > 3", broken},
      {"never prioritaire if enfants <= 3", holds},
      {"never prioritaire if enfants > 4", broken},
      {"never prioritaire if depot >= today()", holds},   // both ways for the explorer, not for the calendar
      {"never saisie if has(enfants)", holds},
      {"never deposer if enfants == 7", broken},
      {"always enfants >= 0", broken},                    // nothing is known in saisie
      {"always !has(enfants) || has(depot)", holds},
      {"in examen or complement always has(enfants)", holds},
      {"in examen always enfants < 3", broken},
      {"deposer before accordee", holds},
      {"accepter before accordee", broken},               // silence accepts
      {"accepter or examen before accordee", holds},
      {"examen leads to accordee", broken},
      {"examen leads to accordee or refusee or abandon", holds},
      {"saisie leads to examen or abandon within 1 month", holds},
      {"saisie leads to examen or abandon within 31 days", holds},
      {"saisie leads to examen or abandon within 30 days", broken},    // a month from 2 March has 31
      {"saisie leads to examen or abandon within 3 weeks", broken},
      {"examen leads to accordee or refusee or complement within 2 months", holds},
      {"examen leads to accordee or refusee or abandon within 12 months", broken},  // pieces are asked for again and again
      {"at most 1 time saisie", holds},
      {"at most 2 times examen", broken},
      {"at most 0 times refusee", broken},
  };
  for (const auto& c : cases) EXPECT_EQ(static_cast<int>(answer(c.property)), static_cast<int>(c.want)) << c.property;
}

// A member that ends last is gone from the case at once: what it held is looked at all the same.
TEST(Property, IsBrokenByTheLastMemberToEnd) {
  const model::Procedure procedure = Here::instance().load(R"yaml(procedure: essai
version: 1
title: Essai
properties:
  connue: never tue if !has(avis)
actors:
  usager: {role: citizen, title: Usager}
  ville:  {role: agency, title: Ville}
purposes:
  dossier: {title: Instruire, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  choix: {type: list, values: {a: A, b: B}, category: request, title: Choix}
  avis:  {type: text, category: decision, each: choix, title: Avis}
events:
  deposer:  {by: usager, carries: [choix], title: Demande}
  repondre: {by: ville, carries: [avis], title: Avis}
states:
  saisie: {actor: usager, when: {deposer: suivi}}
  suivi:
    each: choix
    as: service
    states:
      attente: {actor: ville, when: {repondre: tue}, after: {delay: 1 month, to: tue, source: choice}}
      tue:     {outcome: done}
    when: {done: fin}
  fin: {outcome: done}
)yaml");
  Options options;
  options.members_max = 1;
  const Checked checked = check(procedure, "toy.yaml", Here::instance().world, nullptr, options);
  EXPECT_EQ(static_cast<int>(checked.properties.at(0).kind), static_cast<int>(Answer::Kind::broken));
}

}  // namespace
}  // namespace guichet::check
