// Drawings of other tools become procedures that load; what is hostile becomes a diagnostic.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "interop/bpmn.h"
#include "interop/bpmn_import.h"
#include "interop/subjects.h"
#include "load/load.h"

namespace guichet::interop {
namespace {

const std::string kSource = GUICHET_SOURCE_DIR;

const load::LoadedReference& reference() {
  static const auto loaded = load::load_reference(kSource + "/data");
  return *loaded;
}

Imported import_text(const std::string& text) { return import_bpmn({"dessin.bpmn", text}); }

// The procedure the import wrote, once loaded; the test fails with the diagnostics otherwise.
std::optional<model::Procedure> loaded(const Imported& imported) {
  const base::Source source{"procedure.yaml", imported.yaml};
  auto result = load::load_procedure(source, reference().reference);
  EXPECT_TRUE(result.procedure.has_value()) << base::render(result.diagnostics, source, base::Lang::en) << imported.yaml;
  return std::move(result.procedure);
}

std::string told(const std::vector<base::Message>& messages) {
  std::string text;
  for (const base::Message& one : messages) text += base::tr(base::Lang::en, one) + "\n";
  return text;
}

// "etudier -> refusee (Non)" for each transition, in order.
std::vector<std::string> moves(const model::Procedure& procedure) {
  std::vector<std::string> all;
  for (const model::Transition& one : procedure.main().transitions) {
    std::string answer;
    const std::size_t event = one.on.index - std::size_t{model::kFixedTriggers};
    if (one.on.index >= model::kFixedTriggers && event < procedure.events.size()) answer = procedure.events[event].answer.text;
    const auto& states = procedure.main().states;
    all.push_back(fmt::format("{} -> {}{}", states[one.from.index].name, states[one.to->index].name, answer.empty() ? "" : " (" + answer + ")"));
  }
  std::ranges::sort(all);
  return all;
}

TEST(Import, BpmnIo) {
  const Imported imported = import_text(read_file(kSource + "/tests/interop/drawings/bpmn_io.bpmn"));
  EXPECT_EQ(imported.id, "inscription-a-la-creche");
  const auto procedure = loaded(imported);
  ASSERT_TRUE(procedure);
  EXPECT_EQ(procedure->title.text, "Inscription à la crèche");
  EXPECT_EQ(procedure->main().states.front().name, "deposer-le-dossier") << "where the start leads";
  EXPECT_EQ(procedure->actors[0].role, model::Role::citizen);
  EXPECT_EQ(procedure->actors[1].role, model::Role::agency);
  EXPECT_EQ(moves(*procedure),
            (std::vector<std::string>{"completer-le-dossier -> demande-abandonnee", "completer-le-dossier -> etudier-le-dossier-revenus-places",
                                      "deposer-le-dossier -> etudier-le-dossier-revenus-places",
                                      "etudier-le-dossier-revenus-places -> completer-le-dossier (Incomplet)",
                                      "etudier-le-dossier-revenus-places -> demande-refusee (Non)",
                                      "etudier-le-dossier-revenus-places -> enfant-inscrit (Oui)"}));
  const auto& states = procedure->main().states;
  const auto completer = std::ranges::find(states, "completer-le-dossier", &model::State::name);
  ASSERT_TRUE(completer->after);
  EXPECT_EQ(base::to_text(completer->after->delay), "1 month");
  const auto refused = std::ranges::find(states, "demande-refusee", &model::State::name);
  EXPECT_EQ(refused->outcome, model::OutcomeKind::rejected);
  EXPECT_EQ(told(imported.lost), "“Voir le règlement”: a note or a document of the drawing\n");
  EXPECT_NE(told(imported.missing).find("legal basis"), std::string::npos);
}

TEST(Import, CamundaModeler) {
  const Imported imported = import_text(read_file(kSource + "/tests/interop/drawings/camunda.bpmn"));
  const auto procedure = loaded(imported);
  ASSERT_TRUE(procedure);
  EXPECT_EQ(procedure->main().states.front().name, "verifier-les-ressources");
  EXPECT_EQ(told(imported.lost),
            "what is inside the sub-process “Décider”\nthe repetition of “Décider”\n"
            "“Avis d'imposition”: a note or a document of the drawing\n"
            "the parallel branch that begins with “Vérifier le domicile”: a case is in one state at a time\n");
  EXPECT_NE(told(imported.missing).find("the delay of “15 jours ouvrés”: 30 days are written"), std::string::npos);
}

TEST(Import, Signavio) {
  const Imported imported = import_text(read_file(kSource + "/tests/interop/drawings/signavio.bpmn"));
  const auto procedure = loaded(imported);
  ASSERT_TRUE(procedure);
  std::vector<std::string> actors;
  for (const model::Actor& one : procedure->actors) actors.push_back(one.title.text);
  EXPECT_EQ(actors, (std::vector<std::string>{"Accueil", "Instruction"})) << "the innermost lanes";
  EXPECT_EQ(moves(*procedure),
            (std::vector<std::string>{"enregistrer-la-demande -> instruire", "instruire -> permis-accorde (favorable)", "instruire -> permis-refuse (défavorable)"}));
  EXPECT_EQ(told(imported.lost),
            "several branches at once after “Avis ?”: one is taken\nthe pool “Géomètre”: one process is imported\n"
            "1 message flows: write them as events, letters or exchanges\n");
}

TEST(Import, HostileFilesAreDiagnosed) {
  std::string deep, many;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 600; ++i) many += fmt::format("<task id=\"t{}\"/>", i);
  const struct {
    std::string text;
    const char* want;
  } cases[] = {
      {"", "well-formed"},
      {"not xml", "well-formed"},
      {"<definitions><process>", "well-formed"},
      {"<html/>", "its first element is <html>"},
      {"<definitions/>", "no process is drawn"},
      {"<definitions><process id='p'/></definitions>", "no process is drawn"},
      {"<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions><process name='&x;'><task id='t'/></process></definitions>", "document type is refused"},
      {"<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><definitions/>", "document type is refused"},
      {"<definitions><process id='p'>" + deep, "elements inside one another"},
      {"<definitions><process id='p'>" + many + "</process></definitions>", "more than 500 tasks"},
      {std::string(kBpmnBytesMax + 1, ' '), "too large"},
  };
  for (const auto& one : cases) {
    const Imported imported = import_text(one.text);
    ASSERT_TRUE(imported.diagnostics.has_errors()) << one.text.substr(0, 80);
    EXPECT_TRUE(imported.yaml.empty());
    EXPECT_NE(base::tr(base::Lang::en, imported.diagnostics.all()[0].message).find(one.want), std::string::npos)
        << one.text.substr(0, 80) << "\n" << base::tr(base::Lang::en, imported.diagnostics.all()[0].message);
  }
}

// Odd, but drawings: each still becomes a procedure that loads.
TEST(Import, OddDrawingsLoad) {
  const char* const cases[] = {
      "<task id='a'/>",
      "<startEvent id='s'/><task id='a' name='42'/><sequenceFlow sourceRef='s' targetRef='a'/>",
      "<startEvent id='s'/><exclusiveGateway id='g'/><exclusiveGateway id='h'/><sequenceFlow sourceRef='s' targetRef='g'/>"
      "<sequenceFlow sourceRef='g' targetRef='h'/><sequenceFlow sourceRef='h' targetRef='g'/><task id='t' name='- : {} # &quot;\\'/>"
      "<sequenceFlow sourceRef='h' targetRef='t'/><sequenceFlow sourceRef='t' targetRef='t'/>",
      "<task id='a' name='true'/><task id='b' name='true'/><task id='c' name='null'/><sequenceFlow sourceRef='a' targetRef='nowhere'/>",
      "<endEvent id='e'/><startEvent id='s'/><sequenceFlow sourceRef='s' targetRef='e'/>",
      "<boundaryEvent id='b' attachedToRef='none'/><task id='a'/><boundaryEvent id='c' attachedToRef='a'><errorEventDefinition/></boundaryEvent>",
  };
  for (const char* inside : cases)
    EXPECT_TRUE(loaded(import_text(fmt::format("<definitions><process id='p' name='Essai'>{}</process></definitions>", inside)))) << inside;
}

// ---- our own export, read back -----------------------------------------------------------------------------------------

std::set<std::string> rules_of(const model::Procedure& procedure) {
  std::set<std::string> names;
  for (const model::State& state : procedure.main().states)
    if (state.kind == model::StateKind::decide) names.insert(state.name);
  return names;
}

// Pairs of resting states with a way from one to the other, rules gone through: what a drawing can say of a machine.
std::set<std::string> pairs(const model::Procedure& procedure, const std::set<std::string>& rules) {
  const auto& states = procedure.main().states;
  std::set<std::string> all;
  for (std::uint16_t s = 0; s < states.size(); ++s) {
    if (rules.contains(states[s].name)) continue;
    std::vector<std::uint16_t> at{s};
    std::set<std::uint16_t> seen;
    while (!at.empty()) {
      const std::uint16_t here = at.back();
      at.pop_back();
      for (const model::Transition& one : procedure.main().transitions) {
        if (one.from.index != here || !one.to || one.from_phase) continue;
        if (!rules.contains(states[one.to->index].name)) all.insert(states[s].name + " -> " + states[one.to->index].name);
        else if (seen.insert(one.to->index).second) at.push_back(one.to->index);
      }
    }
  }
  return all;
}

TEST(RoundTrip, KeepsStatesAndWays) {
  for (const std::string& id : shipped_ids()) {
    const auto procedure = shipped(id);
    const auto drawn = to_bpmn(*procedure, reference().reference, base::Lang::fr, layout::Effort::fast);
    ASSERT_TRUE(drawn.ok()) << id;
    const Imported imported = import_text(*drawn);
    ASSERT_FALSE(imported.diagnostics.has_errors()) << id;
    const auto back = loaded(imported);
    ASSERT_TRUE(back) << id;
    EXPECT_EQ(back->title.text, procedure->title.text);
    EXPECT_EQ(back->main().states.front().name, procedure->main().states.front().name);
    for (const model::State& state : procedure->main().states) {
      if (state.kind == model::StateKind::decide) continue;
      const auto found = std::ranges::find(back->main().states, state.name, &model::State::name);
      ASSERT_NE(found, back->main().states.end()) << id << ": " << state.name;
      EXPECT_EQ(found->kind == model::StateKind::outcome, state.kind == model::StateKind::outcome);
      EXPECT_EQ(found->outcome, state.outcome) << state.name;
      const auto delay = [](const model::State& one) { return one.after ? base::to_text(one.after->delay) : ""; };
      // A deadline of the case comes back as the delay of each state it fires in.
      if (state.after) {
        EXPECT_EQ(delay(*found), delay(state)) << state.name;
      }
    }
    const auto drawn_pairs = pairs(*back, rules_of(*procedure)), written = pairs(*procedure, rules_of(*procedure));
    std::vector<std::string> differences;
    std::ranges::set_symmetric_difference(drawn_pairs, written, std::back_inserter(differences));
    // A state has one delay: the import says which it leaves out.
    std::erase_if(differences, [&](const std::string& pair) {
      return std::ranges::any_of(procedure->main().states, [&](const model::State& state) {
        return state.after && pair.starts_with(state.name + " -> ") && told(imported.lost).find("a second delay on one task") != std::string::npos &&
               std::ranges::any_of(procedure->deadlines, [&](const model::Deadline& one) {
                 return std::ranges::any_of(one.in, [&](model::StateId in) { return &procedure->main().states[in.index] == &state; });
               });
      });
    });
    EXPECT_THAT(differences, testing::IsEmpty()) << id;
  }
}

}  // namespace
}  // namespace guichet::interop
