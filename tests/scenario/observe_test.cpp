// Each thing that can be expected: it fails when it is not so, and only then; and it points at its own words in the file.
#include "scenario/observe.h"

#include <gtest/gtest.h>

namespace guichet::scenario {
namespace {

constexpr const char* kHead = R"(scenario: essai
title: Essai
start: 2026-03-02T09:00
steps: [{usager: deposer}]
)";

Scenario load(const std::string& expect) {
  const base::Source source{.path = "essai.yaml", .text = kHead + expect};
  auto loaded = load_scenario(source);
  EXPECT_TRUE(loaded.scenario) << base::render(loaded.diagnostics, source, base::Lang::en);
  return loaded.scenario.value_or(Scenario{});
}

Observation seen() {
  return {.state = "refusee",
          .outcome = "rejected",
          .data = {{"demande.nom", "Lefèvre"}, {"identifiant[caf]", "12"}},
          .exchanges = {{.api = "siv/extrait", .outcome = "answered", .sent = {"plaque", "jeton"}, .received = {"statut"}},
                        {.api = "dgfip/foyer", .outcome = "", .sent = {}, .received = {}}},
          .letters = {"Accusé", "Refus"},
          .refused = {{"payer", "closed"}, {"accepter", "not-expected"}},
          .disclosed = {{"siv", {"plaque", "jeton"}}},
          .deadlines = {{"silence", "2026-05-12"}},
          .log = {"dossier-opened", "event-accepted", "exchange-sent", "dossier-closed"},
          .children = {{"caf", "faite"}},
          .story = {}};
}

struct Case {
  std::string expect;  // on the fifth line of the file
  std::string part;    // the words the mismatch points at; empty: all is as expected
  std::string actual;
};

TEST(Compare, PointsAtTheWordsThatDoNotHold) {
  const Case cases[] = {
      {"{state: refusee, outcome: rejected}", "", ""},
      {"{outcome: rejected, state: active}", "state", "refusee"},
      {"{state: refusee, outcome: granted}", "outcome", "rejected"},
      {"{data: {demande.nom: Lefèvre, 'identifiant[caf]': '12'}}", "", ""},
      {"{data: {demande.nom: Lefèvre, 'identifiant[caf]': '13'}}", "'identifiant[caf]'", "12"},
      {"{data: {demande.prenom: Camille}}", "demande.prenom", "—"},
      {"{absent: [demande.prenom]}", "", ""},
      {"{absent: [demande.prenom, demande.nom]}", "demande.nom", "Lefèvre"},
      {"{letters: [Accusé, Refus]}", "", ""},
      {"{letters: [Accusé, Accord]}", "Accord", "[Accusé, Refus]"},
      {"{letters: [Accusé]}", "letters", "[Accusé, Refus]"},
      {"{refused: [{event: payer}, {event: accepter, reason: not-expected}]}", "", ""},
      {"{refused: [{event: payer}, {event: accepter, reason: closed}]}", "{", "[payer, accepter: not-expected]"},
      {"{refused: []}", "refused", "[payer: closed, accepter: not-expected]"},
      {"{exchanges: [{api: siv/extrait}, {api: dgfip/foyer}]}", "", ""},
      {"{exchanges: [{api: siv/extrait, outcome: failed}, {api: dgfip/foyer}]}", "{",
       "[siv/extrait: answered, dgfip/foyer: ]"},
      {"{exchanges: [{api: siv/extrait}]}", "exchanges", "[siv/extrait: , dgfip/foyer: …]"},
      {"{exchanges: [{api: siv/extrait, sent: [jeton, plaque], received: [statut]}, {api: dgfip/foyer}]}", "", ""},
      {"{exchanges: [{api: siv/extrait, sent: [jeton]}, {api: dgfip/foyer}]}", "sent", "[jeton, plaque]"},
      {"{exchanges: [{api: siv/extrait, received: []}, {api: dgfip/foyer}]}", "received", "[statut]"},
      {"{disclosed: {siv: [jeton, plaque]}}", "", ""},
      {"{disclosed: {siv: [plaque]}}", "siv", "{siv: [jeton, plaque]}"},
      {"{disclosed: {}}", "disclosed", "{siv: [jeton, plaque]}"},
      {"{deadlines: {silence: 2026-05-12, contester: none}}", "", ""},
      {"{deadlines: {silence: none}}", "silence", "2026-05-12"},
      {"{deadlines: {contester: 2026-05-12}}", "contester", "none"},
      {"{log: [dossier-opened, exchange-sent]}", "", ""},
      {"{log: [event-accepted, dossier-opened]}", "dossier-opened",
       "[dossier-opened, event-accepted, exchange-sent, dossier-closed]"},
      {"{log: [event-accepted, event-accepted]}", "event-accepted",
       "[dossier-opened, event-accepted, exchange-sent, dossier-closed]"},
      {"{children: {caf: faite}}", "", ""},
      {"{children: {caf: injoignable}}", "caf", "faite"},
      {"{children: {cpam: faite}}", "cpam", "—"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.expect);
    const Scenario scenario = load("expect: " + c.expect + "\n");
    const auto mismatches = compare(*scenario.expect, seen());
    ASSERT_EQ(mismatches.size(), c.part.empty() ? 0u : 1u);
    if (c.part.empty()) continue;
    EXPECT_EQ(mismatches[0].actual, c.actual);
    const base::Span span = mismatches[0].span;
    EXPECT_EQ(span.line, 5u);
    // Lists compared whole point at their first wrong item, the last of the words here.
    std::string line = "expect: " + c.expect;
    for (std::size_t at; (at = line.find("è")) != std::string::npos || (at = line.find("é")) != std::string::npos;)
      line.replace(at, 2, "e");
    EXPECT_EQ(line.substr(span.column - 1, c.part.size()), c.part) << span.column;
  }
}

TEST(Compare, SaysEachThingThatIsNotSo) {
  const Scenario scenario = load("expect: {state: active, outcome: granted, absent: [demande.nom]}\n");
  EXPECT_EQ(compare(*scenario.expect, seen()).size(), 3u);
}

TEST(Expectation, WhatIsWrittenNowherePointsAtWhatItIsPartOf) {
  const Scenario scenario = load("expect: {state: active, exchanges: [{api: a/b}]}\n");
  EXPECT_EQ(scenario.expect->place("exchanges/1/sent"), scenario.expect->place("exchanges/1"));
  EXPECT_EQ(scenario.expect->place("exchanges/7"), scenario.expect->place("exchanges"));
  EXPECT_EQ(scenario.expect->place("letters"), scenario.expect->span);
  EXPECT_EQ(scenario.expect->place("state").column, 10u);
}

}  // namespace
}  // namespace guichet::scenario
