// What the words of a scenario do to its case: acts and their refusals, time, faults, edits of registers, what is expected
// on the way and at the end. Each scenario here says what must come of it; none of them knows another.
#include "scenario/runner.h"

#include <gtest/gtest.h>

#include "base/calendar.h"
#include "load/load.h"
#include "support/vehicle_register.h"

namespace guichet::scenario {
namespace {

const std::string kAgencies = R"(agencies:
  ville:
    title: Ville
    attributes: {commune: {type: text}}
    places:
      paris-11: {title: Paris 11e, commune: Paris}
      lyon-3: {title: Lyon 3e, commune: Lyon}
)" + support::vehicle_register({.tells_commune = true, .behaviour = "latency: 2 hours, retries: 1, retry-after: 10 minutes"});

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
  etude: {title: Étudier, controller: ville, basis: consent, law: [choice], notice: "2026-01", retention: {delay: 12 months, since: closed, source: choice}}
data:
  plaque: {type: text, category: vehicle, for: [suivi, etude], title: Plaque}
  nom: {type: text, category: identity, origin: franceconnect, title: Nom}
  statut: {type: enum, values: [titulaire, cotitulaire, locataire], category: vehicle, for: [etude], title: Qualité}
events:
  deposer: {by: usager, identity: franceconnect, carries: [plaque, nom], title: Demande}
  renoncer: {by: usager}
  attester: {by: usager, identity: franceconnect-plus}
  situer: {by: usager}
  juger: {by: ville}
deadlines:
  reponse: {delay: 10 days, since: recue, in: [vu], to: close, source: choice, title: Réponse}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: {to: demande, marks: recue}, attester: vu, situer: {to: vu, set: {plaque: ville.commune}}}}
  demande:
    exchange: {by: ville, with: siv, api: extrait, purpose: etude, send: [plaque], receive: [statut]}
    activity: Demander l'extrait
    when: {answered: vu, not-found: inconnu, refused: refuse, failed: panne, renoncer: renonce}
  vu: {actor: ville, activity: Décider}
  close: {outcome: granted, tell: [{to: usager, title: Accord, carries: [plaque]}]}
  inconnu: {outcome: rejected, recourse: [gracieux]}
  refuse: {actor: ville, activity: Demander des pièces, when: {juger: [{if: "statut == 'titulaire'", to: vu}]}}
  panne: {outcome: failed}
  renonce: {outcome: withdrawn}
)";

constexpr const char* kAgree = "  - {usager: agrees, purpose: etude}\n";
constexpr const char* kDeposit = "  - {usager: deposer, data: {plaque: SS-001-AA}}\n";

struct Bench {
  World world;
  model::Procedure procedure;
  Agencies agencies;

  static Bench make() {
    base::Diagnostics diagnostics;
    World world{.root = GUICHET_SOURCE_DIR, .reference = {}, .calendar = base::metropolitan_france(), .machines = {}, .warnings = {}};
    world.reference.agencies = load::read_agencies({.path = "agencies.yaml", .text = kAgencies}, nullptr, {}, diagnostics);
    auto loaded = load::load_procedure({.path = "essai.yaml", .text = kTrial}, world.reference);
    auto agencies = Agencies::open(world);
    return {std::move(world), std::move(*loaded.procedure), std::move(*agencies)};
  }
  static Bench& one() {
    static Bench bench = make();
    return bench;
  }

  base::Result<RunReport> play(const std::string& text) {
    const base::Source source{.path = "essai.yaml",
                              .text = "scenario: essai\ntitle: Essai\nstart: 2026-03-02T09:00\ncitizen: p-0001\n" + text};
    auto [scenario, diagnostics] = load_scenario(source);
    if (scenario) diagnostics.append(check_against(*scenario, procedure));
    EXPECT_TRUE(diagnostics.empty()) << base::render(diagnostics, source, base::Lang::en);
    return run(*scenario, procedure, world, agencies, {});
  }
  // What did not hold, as one line; the sentence when it could not be run.
  std::string wrong(const std::string& text) {
    const auto report = play(text);
    if (!report.ok()) return report.failure().place + " " + base::tr(base::Lang::en, report.failure().sentence);
    std::string told;
    for (const Mismatch& mismatch : report->mismatches)
      told += (told.empty() ? "" : "; ") + base::tr(base::Lang::en, mismatch.what) + " " + mismatch.expected + " / " +
              mismatch.actual;
    return told;
  }
};

struct Mistake {
  const char* about;
  std::string text;
  std::string wrong;
};

TEST(Runner, DoesWhatIsWritten) {
  const std::string asked = std::string{kAgree} + kDeposit;
  const Mistake mistakes[] = {
      {"an answer takes its time",
       "steps:\n" + asked + "  - expect: {state: demande, data: {nom: Lefèvre}}\n  - wait: 2 hours\n"
       "expect: {state: vu, data: {statut: titulaire}, disclosed: {siv: [plaque]}, deadlines: {reponse: 2026-03-12}}\n", ""},
      {"what is expected on the way is held then, not at the end",
       "steps:\n" + asked + "  - expect: {state: vu}\n  - wait: 2 hours\nexpect: {state: vu}\n", "state vu / demande"},
      {"what is expected at the end is held then",
       "steps:\n" + asked + "  - expect: {state: demande}\n  - wait: 2 hours\nexpect: {state: demande}\n", "state demande / vu"},
      {"an act that must be refused and is", "steps: [{ville: deposer, data: {plaque: A}, refused: wrong-actor}]\n", ""},
      {"an act that must be refused and is not",
       "steps: [{usager: deposer, data: {plaque: A}, refused: wrong-actor}]\n", "usager: deposer wrong-actor / accepted"},
      {"an act refused for another reason",
       "steps: [{usager: renoncer, refused: wrong-actor}]\n", "usager: renoncer wrong-actor / not-expected"},
      {"an act that must not be refused", "steps: [{usager: deposer}]\n", "usager: deposer accepted / bad-data: plaque"},
      {"without the identity it asks for",
       "steps: [{usager: deposer, data: {plaque: A}, identity: none, refused: identity}]\nexpect: {state: saisie, absent: [nom]}\n", ""},
      {"an act nothing decides is refused, and seen",
       "steps:\n" + std::string{kDeposit} + "  - {ville: juger, refused: undetermined}\nexpect: {refused: [{event: juger, reason: undetermined}]}\n", ""},
      {"the identity that is asked for is the one of the person",
       "steps: [{usager: attester}]\nexpect: {state: vu}\n", ""},
      {"an agency is the first of its places",
       "steps: [{usager: situer}]\nexpect: {data: {plaque: Paris}}\n", ""},
      {"or the one that is named",
       "places: {ville: lyon-3}\nsteps: [{usager: situer}]\nexpect: {data: {plaque: Lyon}}\n", ""},
      {"without consent the gate says no",
       "steps:\n" + std::string{kDeposit} + "expect: {state: refuse, disclosed: {}, exchanges: [{api: siv/extrait, outcome: refused}]}\n", ""},
      {"declined, the gate says no",
       "steps:\n  - {usager: declines, purpose: etude}\n" + std::string{kDeposit} + "expect: {state: refuse}\n", ""},
      {"withdrawn under way: the exchange ends refused",
       "steps:\n" + asked + "  - {usager: withdraws, purpose: etude}\n"
       "expect: {state: refuse, exchanges: [{api: siv/extrait, outcome: refused}], log: [exchange-sent, exchange-stopped]}\n", ""},
      {"days pass at the same time of day",
       "steps:\n" + asked + "  - wait: 1 day\n  - until: 2026-03-12T23:59\n  - expect: {state: vu}\n  - wait: 1 minute\n"
       "expect: {state: close, outcome: granted, letters: [Accord], deadlines: {reponse: none}}\n", ""},
      {"time does not go back",
       "steps:\n  - until: 2026-03-01T09:00\n", "essai.yaml:6 time does not go back: it is 2026-03-02T09:00"},
      {"agencies are as the head says",
       "agencies: {siv: {latency: 0 minutes}}\nsteps:\n" + asked + "expect: {state: vu}\n", ""},
      {"one API of an agency alone",
       "agencies: {siv: {extrait: {latency: 0 minutes}}}\nsteps:\n" + asked + "expect: {state: vu}\n", ""},
      {"another API than the one asked",
       "agencies: {siv: {autre: {latency: 0 minutes}}}\nsteps:\n" + asked + "expect: {state: demande}\n", ""},
      {"a fault from now on, with as many retries as it says",
       "steps:\n  - fault: {agency: siv, availability: down, latency: 0 minutes, retries: 2, retry-after: 1 minute}\n" + asked +
       "  - wait: 3 minutes\nexpect: {state: panne, log: [exchange-retried, exchange-retried, exchange-failed]}\n", ""},
      {"a fault that ends",
       "agencies: {siv: {latency: 0 minutes, availability: down}}\nsteps:\n" + asked +
       "  - fault: {agency: siv, api: extrait, availability: up}\n  - wait: 10 minutes\nexpect: {state: vu}\n", ""},
      {"an error that ends",
       "agencies: {siv: {latency: 0 minutes, error: \"502\", retries: 3}}\nsteps:\n" + asked +
       "  - expect: {log: [exchange-retried]}\n  - fault: {agency: siv, error: none}\n  - wait: 10 minutes\nexpect: {state: vu}\n", ""},
      {"more than was asked is told",
       "agencies: {siv: {discloses-all: true}}\nsteps:\n" + asked + "  - wait: 2 hours\nexpect: {log: [over-disclosure]}\n", ""},
      {"a row that changes",
       "registers: {vehicules: [{set: {table: titulaires, where: {plaque: SS-001-AA}, to: {statut: locataire}}}]}\n"
       "steps:\n" + asked + "  - wait: 2 hours\nexpect: {data: {statut: locataire}}\n", ""},
      {"the next scenario finds registers as new",
       "steps:\n" + asked + "  - wait: 2 hours\nexpect: {data: {statut: titulaire}}\n", ""},
      {"a row that goes",
       "registers: {vehicules: [{delete: {table: titulaires, where: {plaque: SS-001-AA}}}]}\n"
       "steps:\n" + asked + "  - wait: 2 hours\nexpect: {state: inconnu, outcome: rejected, exchanges: [{api: siv/extrait, outcome: not-found}]}\n", ""},
      {"the state left, the exchange is neither answered nor refused",
       "steps:\n" + asked + "  - {usager: renoncer}\n  - wait: 1 day\n"
       "expect: {outcome: withdrawn, absent: [statut], log: [exchange-stopped, answer-dropped], exchanges: [{api: siv/extrait, outcome: answered}]}\n",
       "exchanges [siv/extrait: answered] / [siv/extrait: stopped]"},
      {"no clock runs once the case is closed",
       "steps:\n" + asked + "  - {usager: renoncer}\nexpect: {outcome: withdrawn, deadlines: {reponse: none}}\n", ""},
      {"an exchange whose state was left is stopped",
       "steps:\n" + asked + "  - {usager: renoncer}\n  - wait: 1 day\nexpect: {exchanges: [{api: siv/extrait, outcome: stopped}]}\n", ""},
  };
  for (const Mistake& c : mistakes) EXPECT_EQ(Bench::one().wrong(c.text), c.wrong) << c.about;
}

TEST(Runner, FranceConnectIsNotFranceConnectPlus) {
  auto [scenario, diagnostics] = load_scenario(
      {.path = "essai.yaml",
       .text = "scenario: essai\ntitle: Essai\nstart: 2026-03-02T09:00\ncitizen: p-0002\nsteps: [{usager: attester, refused: identity}]\n"});
  Bench& bench = Bench::one();
  const auto report = run(*scenario, bench.procedure, bench.world, bench.agencies, {});
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->passed()) << report->mismatches.front().actual;
}

TEST(Runner, TellsWhereTheCaseStands) {
  const auto report = Bench::one().play("steps:\n" + std::string{kAgree} + kDeposit + "  - wait: 20 days\n");
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->passed());
  EXPECT_EQ(report->state + " " + report->outcome, "close granted");
  EXPECT_EQ(base::to_iso(report->end), "2026-03-22T09:00");
  EXPECT_EQ(report->data.at("plaque"), "SS-001-AA");
  ASSERT_EQ(report->letters.size(), 1u);
  EXPECT_EQ(base::to_iso(base::Instant{report->letters[0].at}), "2026-03-12T23:59");
  EXPECT_EQ(report->story.front().line.kind, audit::Kind::dossier_opened);
  EXPECT_EQ(report->story.back().line.kind, audit::Kind::dossier_closed);
}

TEST(Runner, KeepsTheCaseInADatabaseThatIsGiven) {
  auto database = store::Database::in_memory();
  Bench& bench = Bench::one();
  auto [scenario, diagnostics] = load_scenario(
      {.path = "essai.yaml", .text = "scenario: essai\ntitle: Essai\nstart: 2026-03-02T09:00\ncitizen: p-0001\nsteps: [{usager: renoncer, refused: not-expected}]\n"});
  const RunOptions options{.database = &*database, .machine_clock = [] { return std::int64_t{42}; }};
  for (const std::int64_t number : {1, 2})
    EXPECT_EQ(run(*scenario, bench.procedure, bench.world, bench.agencies, options)->dossier, number);
  audit::Log log{*database};
  EXPECT_EQ(log.of_dossier(2)->front().recorded, 42);
}

}  // namespace
}  // namespace guichet::scenario
