// The names of a scenario that its procedure does not know: each is told where it stands, with the nearest known word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "load/load.h"
#include "scenario/scenario.h"

namespace guichet::scenario {
namespace {

using testing::HasSubstr;

constexpr const char* kEssay = R"(procedure: essai
version: 1
title: Essai
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, ville: {role: agency, title: Ville}}
purposes: {suivi: {title: Suivre, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data:
  plaque: {type: text, category: vehicle, title: Plaque}
  organismes: {type: list, values: [caf, cpam], category: choice, title: Organismes}
events: {deposer: {by: usager, carries: [plaque, organismes], title: Demande}, accepter: {by: ville}}
deadlines: {reponse: {delay: 10 days, since: recue, in: [examen], to: close, source: choice, title: Réponse}}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: {to: envois, marks: recue}}}
  envois:
    each: organismes
    as: organisme
    states:
      envoi: {actor: ville, activity: Envoyer, when: {accepter: recu}}
      recu: {outcome: done}
    when: {done: examen}
  examen: {actor: ville, activity: Examiner}
  close: {outcome: granted}
)";

model::Procedure trial() {
  const base::Source source{.path = "essai.yaml", .text = kEssay};
  load::Loaded loaded = load::load_procedure(source, {});
  EXPECT_TRUE(loaded.procedure) << base::render(loaded.diagnostics, source, base::Lang::en);
  return std::move(*loaded.procedure);
}

// The mistakes of one line, after a head of four.
std::string mistakes(const model::Procedure& procedure, const std::string& line) {
  const base::Source source{.path = "s.yaml", .text = "scenario: s\ntitle: S\nstart: 2026-03-02T09:00\nsteps: [" + line + "]\n"};
  const auto loaded = load_scenario(source);
  EXPECT_TRUE(loaded.scenario) << base::render(loaded.diagnostics, source, base::Lang::en);
  return loaded.scenario ? base::render(check_against(*loaded.scenario, procedure), source, base::Lang::en) : "";
}

TEST(Against, KnowsTheNamesOfTheProcedure) {
  const model::Procedure procedure = trial();
  for (const char* fine :
       {"{usager: deposer, data: {plaque: A, organismes: [caf]}}", "{ville: accepter, member: caf}",
        "{usager: agrees, purpose: suivi}", "{wait: 1 day}", "{fault: {agency: siv, availability: down}}",
        "{expect: {state: examen, data: {plaque: A}, absent: [organismes], deadlines: {reponse: none}, children: {caf: envoi}, "
        "refused: [{event: deposer}, {event: answered}]}}"})
    EXPECT_EQ(mistakes(procedure, fine), "") << fine;
}

TEST(Against, TellsEachNameItDoesNotKnow) {
  const model::Procedure procedure = trial();
  const struct {
    const char* line;
    const char* says;
    const char* near;
  } cases[] = {
      {"{usger: deposer}", "unknown actor 'usger'", "usager"},
      {"{usager: deposr}", "unknown event 'deposr'", "deposer"},
      {"{ville: accepter, member: cef}", "unknown member 'cef'", "caf"},
      {"{usager: deposer, data: {plaqe: A}}", "unknown datum 'plaqe'", "plaque"},
      {"{usger: agrees, purpose: suivi}", "unknown actor 'usger'", "usager"},
      {"{usager: agrees, purpose: suivy}", "unknown purpose 'suivy'", "suivi"},
      {"{expect: {state: examn}}", "unknown state 'examn'", "examen"},
      {"{expect: {data: {plaqe: A}}}", "unknown datum 'plaqe'", "plaque"},
      {"{expect: {absent: [plaqe]}}", "unknown datum 'plaqe'", "plaque"},
      {"{expect: {deadlines: {repons: none}}}", "unknown deadline 'repons'", "reponse"},
      {"{expect: {children: {cef: envoi}}}", "unknown member 'cef'", "caf"},
      {"{expect: {children: {caf: envoy}}}", "unknown state 'envoy'", "envoi"},
      {"{expect: {refused: [{event: deposr}]}}", "unknown event 'deposr'", "deposer"},
  };
  for (const auto& c : cases) {
    const std::string told = mistakes(procedure, c.line);
    EXPECT_THAT(told, HasSubstr(std::string{"s.yaml:4:"})) << c.line;
    EXPECT_THAT(told, HasSubstr(c.says)) << c.line;
    EXPECT_THAT(told, HasSubstr(c.near)) << c.line;
  }
}

}  // namespace
}  // namespace guichet::scenario
