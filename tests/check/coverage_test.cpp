// What scenarios exercise, the scenarios made for the rest, the faults they would notice, and where two versions differ:
// on one small procedure that has a guard, an end by time and a refusal.
#include <algorithm>

#include "check/coverage.h"
#include "check/difference.h"
#include "check/gentest.h"
#include "check/here.h"
#include "check/mutate.h"
#include "check/seen.h"
#include "check/versions.h"

namespace guichet::check {
namespace {

constexpr const char* kProcedure = R"yaml(procedure: toy
version: 1
title: Essai
actors:
  usager: {role: citizen, title: Usager}
  ville:  {role: agency, title: Ville}
purposes:
  dossier: {title: Traiter la demande, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  enfants: {type: number, category: request, title: Enfants}
  seul:    {type: boolean, category: request, title: Parent seul}
  motif:   {type: text, category: decision, title: Motif}
events:
  deposer:  {by: usager, carries: [enfants, seul], title: Demande}
  accepter: {by: ville, title: Oui}
  refuser:  {by: ville, carries: [motif], title: Non}
states:
  saisie:   {actor: usager, when: {deposer: [{if: "(seul && enfants > 0) || enfants > 2", to: examen}, {to: sans-objet}]}, after: {delay: 90 days, to: sans-objet, source: choice}}
  examen:   {actor: ville, when: {accepter: accordee, refuser: refusee}, after: {delay: 2 months, to: accordee, source: CRPA-L231-1}}
  accordee: {outcome: granted}
  refusee:  {outcome: rejected, tell: [{to: usager, title: Lettre de refus, carries: [motif]}], recourse: [gracieux]}
  sans-objet: {outcome: void}
)yaml";

scenario::Scenario scenario_of(const std::string& id, const std::string& steps_and_end) {
  const auto loaded = scenario::load_scenario(
      {id + ".yaml", "scenario: " + id + "\ntitle: Essai\nprocedure: toy\nstart: 2026-03-02T09:00\ncitizen: p-0001\n" + steps_and_end});
  EXPECT_TRUE(loaded.scenario);
  return loaded.scenario.value_or(scenario::Scenario{});
}

std::vector<std::string> exercised(const Coverage& coverage, const model::Procedure& procedure) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < coverage.items.size(); ++i) {
    const Item& item = coverage.items[i];
    if (coverage.by[i].empty()) continue;
    const std::string text = text_of(item, procedure);
    names.push_back(name_of(item, procedure) + (text.empty() ? "" : " " + text + (item.value ? " yes" : " no")));
  }
  return names;
}

TEST(Coverage, WhatOneScenarioExercisesAndWhatDecides) {
  Here& here = Here::instance();
  const model::Procedure procedure = here.load(kProcedure);
  const auto coverage =
      cover(procedure,
            {scenario_of("un", "steps:\n  - {usager: deposer, data: {enfants: 1, seul: true}}\n  - {ville: accepter}\n"
                               "expect:\n  state: accordee\n"),
             scenario_of("faux", "steps:\n  - {usager: deposer, data: {enfants: 9, seul: true}}\nexpect:\n  state: saisie\n")},
            here.world, here.agencies);
  ASSERT_TRUE(coverage.ok());
  EXPECT_EQ(coverage->failed, std::vector<std::string>{"faux"});
  // Parent of one child, alone: both terms of the first alternative decide, the second does not (were it true, nothing
  // would change), though it is false.
  EXPECT_EQ(exercised(*coverage, procedure),
            (std::vector<std::string>{"saisie", "examen", "accordee", "saisie/deposer/1", "examen/accepter/1",
                                      "saisie/deposer/1 seul yes", "saisie/deposer/1 enfants > 0 yes"}));
}

// The terms of `||` too: a datum that no guard had to ask takes the values that let another term decide alone.
TEST(Gentest, MakesWhatIsMissingAndNothingMore) {
  Here& here = Here::instance();
  const model::Procedure procedure = here.load(kProcedure);
  const auto none = cover(procedure, {}, here.world, here.agencies);
  const Generated made = generate(procedure, "toy", *none, here.world, here.agencies, {});
  EXPECT_TRUE(made.complete);
  EXPECT_EQ(made.exercised.size(), none->items.size());
  EXPECT_TRUE(made.missing.empty());
  EXPECT_TRUE(made.impossible.empty());
  std::vector<scenario::Scenario> scenarios;
  for (const Made& one : made.scenarios) scenarios.push_back(one.proven.scenario);
  const auto all = cover(procedure, scenarios, here.world, here.agencies);
  EXPECT_EQ(all->count().covered, all->count().all);
  EXPECT_TRUE(all->failed.empty());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {  // none can be left out
    auto fewer = scenarios;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const auto less = cover(procedure, fewer, here.world, here.agencies);
    EXPECT_LT(less->count().covered, all->count().covered) << scenarios[i].id;
  }
}

TEST(Mutate, EveryFaultIsNoticedOrGivesTheScenarioThatNoticesIt) {
  Here& here = Here::instance();
  const model::Procedure procedure = here.load(kProcedure);
  const base::Source source{"procedure.yaml", kProcedure};
  const auto run = [&](const std::vector<scenario::Scenario>& scenarios) {
    const auto coverage = cover(procedure, scenarios, here.world, here.agencies);
    return *mutate(procedure, source, "toy", scenarios, *coverage, here.world, here.agencies, {});
  };
  const Mutation bare = run({});
  EXPECT_GT(bare.count(Judged::Rest::survived), 5U);
  EXPECT_EQ(bare.count(Judged::Rest::undecided), 0U);
  std::vector<scenario::Scenario> scenarios;
  for (const Judged& one : bare.mutants) {
    EXPECT_TRUE(one.rest != Judged::Rest::survived || one.scenario) << base::tr(base::Lang::en, one.mutant.what);
    if (!one.scenario) continue;
    auto loaded = scenario::load_scenario({"s.yaml", *one.scenario});
    loaded.scenario->id += "-" + std::to_string(scenarios.size());
    scenarios.push_back(std::move(*loaded.scenario));
  }
  const Mutation guarded = run(scenarios);
  EXPECT_EQ(guarded.mutants.size(), bare.mutants.size());
  EXPECT_EQ(guarded.count(Judged::Rest::survived), 0U);
}

TEST(Mutate, WhatMakesNoDifferenceIsNoFault) {
  Here& here = Here::instance();
  std::string text = kProcedure;  // conditions of which one at most is true: their order tells nothing
  text.replace(text.find("{to: sans-objet}]"), 17, "{if: \"enfants == 0\", to: sans-objet}, {if: \"enfants == 1\", to: sans-objet}, {to: sans-objet}]");
  const model::Procedure procedure = here.load(text);
  const base::Source source{"procedure.yaml", text};
  const auto coverage = cover(procedure, {}, here.world, here.agencies);
  const auto mutation = mutate(procedure, source, "toy", {}, *coverage, here.world, here.agencies, {});
  const auto swapped = [](const Judged& one) { return one.mutant.kind == FaultKind::branches_swapped; };
  EXPECT_TRUE(std::ranges::any_of(mutation->mutants, [&](const Judged& one) {
    return swapped(one) && one.rest == Judged::Rest::equivalent;
  }));
}

TEST(Diff, WhatIsWrittenOtherwiseAndTheShortestCaseThatShowsIt) {
  Here& here = Here::instance();
  struct {
    const char *from, *to;
    Change::Section section;
    std::size_t acts;  // of the case
  } const cases[] = {
      {"enfants > 2", "enfants > 3", Change::Section::transitions, 1},
      {"{delay: 2 months,", "{delay: 3 months,", Change::Section::delays, 1},
      {"recourse: [gracieux]", "recourse: [hierarchique]", Change::Section::states, 2},
      {"carries: [motif]}]", "carries: [motif, enfants]}]", Change::Section::letters, 2},
      {"refuser: refusee}", "refuser: accordee}", Change::Section::transitions, 2},
  };
  const model::Procedure before = here.load(kProcedure);
  const Seen first{before, here.world, {}};
  const Edges edges = edges_of(first.model, first.explored);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.to);
    std::string text = kProcedure;
    text.replace(text.find(c.from), std::string{c.from}.size(), c.to);
    const model::Procedure after = here.load(text);
    const auto changed = changes(before, after);
    ASSERT_FALSE(changed.empty());
    EXPECT_EQ(static_cast<int>(changed.front().section), static_cast<int>(c.section));
    const Seen second{after, here.world, {}};
    const Compared compared = compare(first, edges, second);
    ASSERT_TRUE(compared.difference);
    EXPECT_EQ(compared.difference->played.acts.size(), c.acts);
    EXPECT_NE(compared.difference->first, compared.difference->second);
  }
  const Compared same = compare(first, edges, first);
  EXPECT_FALSE(same.difference);
  EXPECT_TRUE(same.complete);
  EXPECT_GT(same.ways, 20U);
  EXPECT_TRUE(changes(before, before).empty());
}

}  // namespace
}  // namespace guichet::check
