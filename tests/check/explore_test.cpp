// The explorer beside a slow and obvious one: every move of every state made again, rows kept in a set. What a member can
// do is found out once by the first, and nowhere by the second; they must reach the same rows.
#include <gtest/gtest.h>

#include <deque>
#include <set>

#include "check/here.h"
#include "check/seen.h"

namespace guichet::check {
namespace {

// Members that hold something of their own, read and write what the case holds, and end in three ways.
constexpr const char* kDispatch = R"yaml(procedure: toy
version: 1
title: Essai
actors:
  usager:  {role: citizen, title: Usager}
  ville:   {role: agency, title: Ville}
purposes:
  dossier: {title: Traiter la demande, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  choix:   {type: list, category: request, values: {a: A, b: B, c: C}, title: Services}
  urgent:  {type: boolean, category: request, title: Urgent}
  vu:      {type: boolean, category: request, title: Vu}
  numero:  {type: text, category: identifier, each: choix, title: Numéro}
events:
  deposer:  {by: usager, carries: [choix], may-carry: [urgent, numero], title: Demande}
  traiter:  {by: ville, title: Traité}
  numeroter: {by: usager, carries: [numero], title: Numéro donné}
  presser:  {by: usager, carries: [urgent], title: Urgence}
  retirer:  {by: usager, title: Retrait}
states:
  saisie: {actor: usager, when: {deposer: [{if: "size(choix) > 0", to: suivi}, {to: fin}]}, after: {delay: 90 days, to: fin, source: choice}}
  suivi:
    each: choix
    as: service
    when:
      done: [{if: "children.all('faite')", to: tout}, {if: "children.any('faite')", to: partie}, {to: fin}]
      presser: {}
      retirer: fin
    states:
      tri: {actor: ville, decide: [{if: "!has(numero)", to: attente}, {if: "service == 'a'", to: examen}, {to: etude}]}
      attente: {actor: usager, when: {numeroter: tri}, after: {delay: 1 month, to: perdue, source: choice}}
      examen: {actor: ville, when: {traiter: [{if: "has(urgent) && urgent", to: faite, set: {vu: "true"}}, {to: etude}]}, after: {delay: 1 month, to: perdue, source: choice}}
      etude: {actor: ville, when: {traiter: [{if: "has(vu) && vu", to: refusee}, {to: faite}]}, after: {delay: 2 months, to: perdue, source: choice}}
      faite:   {outcome: done}
      refusee: {outcome: rejected, tell: [{to: usager, title: Lettre de refus}], recourse: [gracieux]}
      perdue:  {outcome: expired}
  tout:   {outcome: done}
  partie: {outcome: done}
  fin:    {outcome: void}
)yaml";

using Row = std::vector<Byte>;

std::set<Row> all_rows(const Model& model) {
  Visited visited{model.procedure};
  Moves moves{model, visited};
  std::set<Row> known;
  std::deque<Row> open;
  const auto meet = [&](const Byte* row) {
    Row copy(row, row + model.shape.width());
    if (known.insert(copy).second) open.push_back(std::move(copy));
  };
  moves.open([&](const Turned&, const Byte* row) { meet(row); });
  for (; !open.empty(); open.pop_front())
    moves.each(open.front().data(), Moves::Part::all, [&](const Move&, const Turned&, const Byte* row) { meet(row); });
  return known;
}

TEST(Explore, WhatAMemberDoesFoundOnceComesToTheSame) {
  Here& here = Here::instance();
  const model::Procedure procedure = here.load(kDispatch);
  struct {
    std::uint8_t members;
    bool interleave, symmetry;
  } const cases[] = {{1, false, true}, {2, false, true}, {3, false, true}, {2, true, true}, {3, true, true}, {2, true, false}, {3, true, false}};
  std::size_t alike[4] = {};  // by members: rows when those that hold the same change places
  for (const auto& c : cases) {
    SCOPED_TRACE(std::to_string(c.members) + (c.interleave ? " interleaved" : "") + (c.symmetry ? " alike" : ""));
    Options options = with_members({}, c.members);
    options.interleave = c.interleave;
    options.symmetry = c.symmetry;
    const Seen seen{procedure, here.world, options};
    ASSERT_TRUE(seen.explored.complete);
    std::set<Row> rows;
    for (std::uint32_t i = 0; i < seen.explored.states.size(); ++i)
      rows.emplace(seen.explored.states[i], seen.explored.states[i] + seen.shape.width());
    EXPECT_EQ(rows.size(), seen.explored.states.size()) << "each row once";
    EXPECT_EQ(rows, all_rows(seen.model));
    EXPECT_GT(rows.size(), 10U);
    if (c.interleave && c.symmetry) alike[c.members] = rows.size();
    if (c.interleave && !c.symmetry) {
      EXPECT_GT(rows.size(), alike[c.members]);
    }
  }
}

}  // namespace
}  // namespace guichet::check
