// Every shipped scenario, written again by us and read back, runs as it did; and whatever a text holds, YAML gives it
// back.
#include "scenario/save.h"

#include <gtest/gtest.h>

#include "load/yaml.h"
#include "scenario/runner.h"
#include "scenario/save_yaml.h"

namespace guichet::scenario {
namespace {

namespace fs = std::filesystem;

struct Shipped {
  World world;
  Agencies agencies;

  static Shipped& here() {
    static Shipped shipped = [] {
      std::vector<load::FaultyFile> faulty;
      auto world = open_world(GUICHET_SOURCE_DIR, faulty);
      auto agencies = Agencies::open(*world);
      return Shipped{std::move(*world), std::move(*agencies)};
    }();
    return shipped;
  }
  [[nodiscard]] model::Procedure procedure(const std::string& id) const {
    auto file = open_procedure(world, id);
    return std::move(*file->loaded.procedure);
  }
};

Scenario load(const base::Source& source) {
  auto loaded = load_scenario(source);
  EXPECT_FALSE(loaded.diagnostics.has_errors())
      << base::render(loaded.diagnostics, source, base::Lang::en) << source.text;
  return loaded.scenario.value_or(Scenario{});
}

std::string told(const RunReport& report) {
  std::string text = report.state + " " + report.outcome + " " + base::to_iso(report.end) + "\n";
  for (const Mismatch& mismatch : report.mismatches)
    text += base::tr(base::Lang::en, mismatch.what) + ": " + mismatch.actual + "\n";
  for (const auto& [datum, value] : report.data) text += datum + "=" + value + "\n";
  for (const Told& line : report.story) {
    text += std::string{audit::name(line.line.kind)} + " " + line.line.rule + " " + line.line.reason;
    for (const auto& [datum, value] : line.line.payload) text += " " + datum + "=" + value;
    text += "\n";
  }
  return text;
}

TEST(Save, EveryShippedScenarioRunsAsBefore) {
  Shipped& shipped = Shipped::here();
  int count = 0;
  for (const std::string& id : procedure_ids(shipped.world.root)) {
    const model::Procedure procedure = shipped.procedure(id);
    for (const fs::path& file : scenario_files(shipped.world.root / "procedures" / id)) {
      SCOPED_TRACE(file.filename().string());
      const Scenario written = load(*load::read_file(file.string()));
      const std::string text = write_scenario(written, procedure);
      const Scenario again = load({.path = "again", .text = text});
      EXPECT_EQ(write_scenario(again, procedure), text);
      const auto before = run(written, procedure, shipped.world, shipped.agencies, {});
      const auto after = run(again, procedure, shipped.world, shipped.agencies, {});
      ASSERT_TRUE(before.ok() && after.ok());
      EXPECT_EQ(told(*after), told(*before)) << text;
      ++count;
    }
  }
  EXPECT_GT(count, 60);
}

// An expectation that was lost on the way would hold whatever happens.
TEST(Save, EveryExpectationIsKept) {
  const std::string text = R"(scenario: tout
title: "Tout : ce qu'un scénario peut dire"
english: Everything a scenario can say
procedure: carte-stationnement
start: 2026-03-02T09:00
citizen: p-0001
places: {ville: paris-11}
agencies: {siv: {latency: 2 hours, availability: down, extrait-immatriculation: {error: "502", retries: 0}}}
registers:
  vehicules:
    - set: {table: titulaires, where: {plaque: SS-001-AA}, to: {numero: ""}}
    - insert: {table: titulaires, row: {plaque: SS-999-AA}}
    - delete: {table: titulaires, where: {plaque: SS-002-AA}}
steps:
  - {usager: deposer, member: caf, data: {demande.plaque: SS-001-AA}, identity: none, refused: identity}
  - {usager: agrees, purpose: etude}
  - {usager: declines, purpose: etude}
  - {usager: withdraws, purpose: etude}
  - wait: 10 working days
  - until: 2026-04-01T10:00
  - fault: {agency: siv, api: extrait-immatriculation, retry-after: 1 minute, discloses-all: true}
  - fault: {agency: siv, error: none}
  - expect:
      state: saisie
expect:
  state: active
  outcome: granted
  data: {droit.fin: 2027-03-02, "identifiant[caf]": "12"}
  absent: [decision.motif]
  exchanges:
    - api: siv/extrait-immatriculation
      outcome: answered
      sent: [fc.jeton]
      received: [siv.statut, siv.nom, siv.prenoms, siv.categorie, siv.num_voie, siv.type_voie, siv.commune]
    - {api: dgfip/foyer, outcome: stopped}
  letters: [Lettre de refus, "Accusé : reçu"]
  refused: [{event: accepter, reason: not-expected}, {event: payer}]
  disclosed: {dgfip: [], siv: [fc.jeton]}
  deadlines: {silence: 2026-05-12}
  log: [event-accepted]
  children: {caf: acceptee}
)";
  const model::Procedure procedure = Shipped::here().procedure("carte-stationnement");
  EXPECT_EQ(write_scenario(load({.path = "tout", .text = text}), procedure), text);
}

TEST(Save, WhatWasSeenIsExpected) {
  const Observation seen{.state = "refusee",
                         .outcome = "rejected",
                         .data = {{"demande.nom", "Lefèvre"}},
                         .letters = {"Lettre"},
                         .refused = {{"payer", "closed"}},
                         .disclosed = {{"siv", {"fc.jeton"}}},
                         .children = {{"caf", "faite"}}};
  const Expectation expected = expect_again(seen);
  EXPECT_TRUE(expected.data.empty());
  EXPECT_TRUE(compare(expected, seen).empty());
  const auto differs = [&](auto change) {
    Observation other = seen;
    change(other);
    return !compare(expected, other).empty();
  };
  EXPECT_TRUE(differs([](Observation& o) { o.state = "active"; }));
  EXPECT_TRUE(differs([](Observation& o) { o.outcome = "granted"; }));
  EXPECT_TRUE(differs([](Observation& o) { o.letters.emplace_back("Autre"); }));
  EXPECT_TRUE(differs([](Observation& o) { o.refused.clear(); }));
  EXPECT_TRUE(differs([](Observation& o) { o.disclosed["dgfip"] = {"fc.jeton"}; }));
  EXPECT_TRUE(differs([](Observation& o) { o.children["caf"] = "injoignable"; }));
}

TEST(SaveYaml, QuotesOnlyWhatNeedsIt) {
  const std::pair<const char*, const char*> cases[] = {
      {"Camille Lefèvre", "Camille Lefèvre"},
      {"Accusé d'envoi", "Accusé d'envoi"},
      {"Élodie", "Élodie"},
      {"2026-03-02T09:00", "2026-03-02T09:00"},
      {"1 year", "1 year"},
      {"", "\"\""},
      {"true", "\"true\""},
      {"45.00", "\"45.00\""},
      {"a: b", "\"a: b\""},
      {"a #b", "\"a #b\""},
      {"- a", "\"- a\""},
      {" a", "\" a\""},
      {"a\nb", "\"a\\u000Ab\""},
      {"dit \"oui\"", "\"dit \\\"oui\\\"\""},
      {"a, b", "\"a, b\""},
      {"'a", "\"'a\""},
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(yaml_scalar(text), want) << text;
}

TEST(SaveYaml, AnyTextComesBack) {
  static const char* kPieces[] = {"a",  "é", ":", " ", "#", "-", "'", "\"", "\\", ",",  "[",      "]",
                                  "{",  "}", "&", "*", "!", "|", ">", "%",  "@",  "\n", "\t",     "0",
                                  "\r", "~", "?", ".", "_", "=", "<", "`",  "$",  "…",  "\u2028", "\u00a0"};
  std::uint64_t seed = 7;
  const auto pick = [&](std::uint64_t many) {
    return (seed = seed * 6364136223846793005u + 1442695040888963407u, seed >> 33u) % many;
  };
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::uint64_t left = pick(6); left > 0; --left) text += kPieces[pick(std::size(kPieces))];
    const bool in_flow = pick(2) == 0;
    YamlText inner = YamlText::map({{"k", text}, {"l", YamlText::list({text, "z"})}});
    YamlText tree = YamlText::map({{"m", in_flow ? std::move(inner) : std::move(inner).in_block()}});
    const base::Source source{.path = "a", .text = tree.document()};
    const auto parsed = load::parse_yaml(source);
    ASSERT_TRUE(parsed.node && !parsed.diagnostics.has_errors())
        << source.text << base::render(parsed.diagnostics, source, base::Lang::en);
    const load::Node* map = parsed.node->find("m");
    ASSERT_TRUE(map != nullptr && map->find("k") != nullptr && map->find("l")->items.size() == 2) << source.text;
    EXPECT_EQ(map->find("k")->text, text) << source.text;
    EXPECT_EQ(map->find("l")->items[0].text, text) << source.text;
  }
}

}  // namespace
}  // namespace guichet::scenario
