// tests/golden/good: what each feature of the format becomes in the model.
#include "load/procedure.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "load/golden.h"

namespace guichet::load {
namespace {

using model::Trigger;

model::Procedure good(const std::string& name) {
  const base::Source source = golden_source(golden_path("good/" + name + ".yaml"));
  Loaded loaded = load_procedure(source, golden_reference());
  EXPECT_FALSE(loaded.diagnostics.has_errors()) << base::render(loaded.diagnostics, source, base::Lang::en);
  return loaded.procedure.value();
}

// "a -> b on event [if guard]", one line a transition, in the order of the model.
std::string transitions(const model::Procedure& procedure, const model::Machine& machine) {
  std::string out;
  for (const model::Transition& transition : machine.transitions) {
    out += machine.states[transition.from.index].name + " -> ";
    out += transition.to ? machine.states[transition.to->index].name : std::string{"(stays)"};
    out += " on " + std::string{procedure.trigger_name(transition.on)};
    if (transition.guard) out += " if " + transition.guard->text();
    for (const model::MilestoneId mark : transition.marks) out += " marks " + procedure.milestones[mark.index];
    out += transition.from_phase ? " (phase)\n" : "\n";
  }
  return out;
}

TEST(Procedure, ThePermitOfTheDesign) {
  const model::Procedure permit = good("carte");
  EXPECT_EQ(permit.id, "carte");
  EXPECT_EQ(permit.version, 1);
  EXPECT_EQ(permit.digest, base::sha256_hex(slurp(golden_path("good/carte.yaml"))));
  EXPECT_EQ(transitions(permit, permit.main()),
            "saisie -> titulaire on deposer\n"
            "saisie -> abandonnee on after\n"
            "titulaire -> paiement on answered if siv.statut in ['titulaire', 'cotitulaire'] && siv.commune == ville.commune\n"
            "titulaire -> pieces on answered\n"
            "titulaire -> pieces on not-found\n"
            "titulaire -> pieces on refused\n"
            "titulaire -> pieces on failed\n"
            "pieces -> instruction on completer\n"
            "instruction -> paiement on accepter\n"
            "instruction -> refusee on refuser\n"
            "paiement -> active on payer\n");
  const model::State& holder = permit.main().states[1];
  EXPECT_EQ(holder.kind, model::StateKind::exchange);
  EXPECT_EQ(permit[holder.exchange->with].name, "siv");
  EXPECT_EQ(holder.exchange->send.size(), 2U);
  EXPECT_EQ(permit.main().row({1}, model::trigger(Trigger::answered)).count, 2);
  EXPECT_EQ(permit.main().states[0].after->delay, (base::Delay{base::DelayUnit::days, 90}));
  EXPECT_EQ(permit.main().states[5].recourse, (std::vector<std::string>{"gracieux", "tribunal-administratif"}));
  EXPECT_EQ(permit.main().states[5].tell.front().title.text, "Lettre de refus");
  EXPECT_EQ(permit.main().transitions.back().set.size(), 1U);
  EXPECT_EQ(permit.purposes.front().retention->delay, (base::Delay{base::DelayUnit::months, 36}));
  EXPECT_EQ(permit.data[3].value_titles.at("locataire").text, "Locataire");
}

TEST(Procedure, SlotsFollowTheFileThenTheAttributes) {
  const model::Procedure permit = good("carte");
  std::string slots;
  for (std::uint16_t slot = 0; slot < permit.slots; ++slot) slots += std::string{permit.slot_name(slot)} + " ";
  EXPECT_EQ(slots,
            "fc.jeton demande.plaque demande.duree siv.statut siv.commune piece.domicile piece.bail decision.motif droit.fin "
            "ville.commune ville.taille ");
  const model::Procedure change = good("changement");
  EXPECT_EQ(change.data[1].width, 2);  // one identifier per member of the list
  EXPECT_EQ(change.data[2].slot, 3);
}

TEST(Procedure, SubCases) {
  const model::Procedure change = good("changement");
  ASSERT_EQ(change.machines.size(), 2U);
  EXPECT_EQ(change.machines[1].name, "diffusion");
  EXPECT_EQ(change.machines[1].owner, change.find_state({0}, "diffusion"));
  EXPECT_EQ(transitions(change, change.machines[1]),
            "envoi -> accueil on answered\n"
            "envoi -> injoignable on not-found\n"
            "envoi -> injoignable on refused\n"
            "envoi -> injoignable on failed\n"
            "accueil -> faite on confirmer\n"
            "accueil -> injoignable on renoncer\n"
            "accueil -> injoignable on after\n");
  const model::State& sending = change.machines[1].states[0];
  EXPECT_TRUE(sending.exchange->with_member);
  EXPECT_FALSE(sending.exchange->with.known());
  const model::State& waiting = change.machines[1].states[1];
  EXPECT_TRUE(waiting.actor_is_member);
  EXPECT_EQ(change[waiting.actor].name, "organisme");
  EXPECT_EQ(change[waiting.actor].member_of, change.find_datum("choix.organismes"));
  EXPECT_EQ(change.events[1].by, waiting.actor);
  EXPECT_EQ(change.main().states[3].each->alias, "organisme");
  EXPECT_EQ(change.main().row({3}, model::trigger(Trigger::children_done)).count, 2);
}

TEST(Procedure, ConsentAndChoice) {
  const model::Procedure change = good("changement");
  const model::Purpose& purpose = change.purposes.front();
  EXPECT_EQ(purpose.basis, model::Basis::consent);
  EXPECT_EQ(purpose.agreement, model::Agreement::choice);
  EXPECT_EQ(purpose.choice, change.find_datum("choix.organismes"));
  EXPECT_EQ(change.events[2].consent, model::ConsentAct::withdraws);
  EXPECT_EQ(change.events[2].notice, "2026-01");
  EXPECT_TRUE(purpose.retention->delay.roll);
  EXPECT_EQ(purpose.retention->since, model::Retention::Since::milestone);
}

TEST(Procedure, ARuleDoneByTheMachine) {
  const model::Procedure change = good("changement");
  EXPECT_EQ(change.main().states[1].kind, model::StateKind::decide);
  EXPECT_EQ(change.main().states[2].kind, model::StateKind::decide);
  EXPECT_EQ(change[change.main().states[2].actor].name, "dila");
}

TEST(Procedure, DeadlinesAndPhasesArePutIntoTheirStates) {
  const model::Procedure silence = good("silence");
  EXPECT_EQ(transitions(silence, silence.main()),
            "saisie -> examen on deposer marks recue\n"
            "saisie -> perdue on ouverte\n"
            "saisie -> perdue on campagne\n"
            "saisie -> perdue on abandonner (phase)\n"
            "examen -> complement on demander\n"
            "examen -> refus on decider if passed('vieux')\n"
            "examen -> accord on decider\n"
            "examen -> (stays) on abandonner marks regret\n"
            "examen -> refus on silence\n"
            "complement -> examen on completer\n"
            "complement -> perdue on ouverte\n"
            "complement -> perdue on abandonner (phase)\n");
  using Kind = model::Deadline::Kind;
  EXPECT_EQ(silence.deadlines[0].kind, Kind::since_milestone);
  EXPECT_EQ(silence.deadlines[1].kind, Kind::since_datum);
  EXPECT_EQ(silence.deadlines[2].kind, Kind::since_opened);
  EXPECT_EQ(silence.deadlines[3].kind, Kind::at);
  EXPECT_EQ(silence.deadlines[0].suspended_in, (std::vector{*silence.find_state({0}, "complement")}));
  EXPECT_TRUE(silence.deadlines[2].delay.roll);
  EXPECT_FALSE(silence.deadlines[1].to);
  const model::Property& property = silence.properties.front();
  EXPECT_EQ(property.text, "never refus if passed('ouverte')");
  EXPECT_EQ(property.pattern, model::Property::Pattern::never);
  EXPECT_EQ(property.first.front().state, *silence.find_state({0}, "refus"));
  EXPECT_EQ(property.condition->text(), "passed('ouverte')");
  EXPECT_EQ(silence.milestones, (std::vector<std::string>{"recue", "regret", "finie"}));
  EXPECT_TRUE(silence.data[2].special);
  EXPECT_EQ(silence.purposes[0].notice, "1");
  EXPECT_EQ(silence.data[1].purposes.size(), 2U);
}

TEST(Procedure, ACaseThatTellsAnother) {
  const model::Procedure fine = good("amende-contestation");
  const model::Actor& other = fine[*fine.find_actor("paiement")];
  EXPECT_EQ(other.role, model::Role::case_);
  EXPECT_EQ(other.procedure, "amende-paiement");
  EXPECT_EQ(other.key, fine.find_datum("avis.numero"));
  EXPECT_EQ(fine.main().states[3].tell.front().event, "suspendre");
  EXPECT_EQ(fine.purposes[0].regime, model::Regime::police_justice);
  EXPECT_EQ(fine.data[8].subject, "designe");
}

TEST(Procedure, EveryGoodFileLoads) {
  for (const std::string& path : golden_files("good", ".yaml"))
    if (!path.ends_with(".en.yaml")) (void)good(path.substr(path.rfind('/') + 1, path.rfind('.') - path.rfind('/') - 1));
}

// FIPS 180-4, the one-block example.
TEST(Procedure, TheDigestIsSha256) {
  EXPECT_EQ(base::sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Procedure, ACopyOutlivesTheOriginal) {
  std::optional<model::Procedure> first = good("changement");
  const model::Procedure copy = *first;
  first.reset();
  EXPECT_EQ(copy.data[0].type.values->front(), "caf");
  EXPECT_EQ(copy.main().transitions.front().on, copy.trigger_of(model::EventId{0}));
}

TEST(Procedure, TheFolderIsTheId) {
  base::Source source = golden_source(golden_path("good/silence.yaml"));
  source.path = "somewhere/procedures/autre/procedure.yaml";
  const Loaded loaded = load_procedure(source, golden_reference());
  ASSERT_TRUE(loaded.procedure);
  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].severity, base::Severity::warning);
  source.path = "somewhere/procedures/silence/procedure.yaml";
  EXPECT_TRUE(load_procedure(source, golden_reference()).diagnostics.empty());
}

}  // namespace
}  // namespace guichet::load
