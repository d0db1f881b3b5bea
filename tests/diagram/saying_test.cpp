#include "diagram/saying.h"

#include <gtest/gtest.h>

#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

const model::Transition& branch(const model::Procedure& procedure, const char* state, const char* event, std::size_t number) {
  const auto from = procedure.find_state({0}, state);
  const auto on = procedure.find_event(event);
  EXPECT_TRUE(from && on) << state << " " << event;
  return procedure.main().transitions[procedure.main().row(*from, procedure.trigger_of(*on)).first + number];
}

TEST(Saying, GuardsInWords) {
  const model::Procedure& permit = shipped("carte-stationnement");
  const auto words = [&](const model::Transition& t, base::Lang lang) { return guard_words(*t.guard, permit, permit.main(), lang); };
  EXPECT_EQ(words(branch(permit, "compte-foyer", "compter", 0), base::Lang::fr),
            "Droits déjà ouverts dans le foyer < ville.quota_foyer");
  const model::Transition& price = branch(permit, "tarif-a-fixer", "classer", 0);
  EXPECT_EQ(words(price, base::Lang::fr), "Tarif parmi Réduit, Majoré et Genre du véhicule = Voiture");
  const model::Transition& fixed = branch(permit, "tarif-a-fixer", "classer", 1);
  EXPECT_EQ(words(fixed, base::Lang::fr), "avec Montant fixé par la ville");
}

TEST(Saying, NoGuardOfWhatIsShippedIsLeftWithoutWords) {
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
    const model::Procedure& procedure = shipped(id);
    for (const model::Machine& machine : procedure.machines)
      for (const model::Transition& t : machine.transitions)
        if (t.guard)
          for (const base::Lang lang : {base::Lang::fr, base::Lang::en}) {
            const std::string said = guard_words(*t.guard, procedure, machine, lang);
            EXPECT_FALSE(said.empty()) << id << ": " << t.guard->text();
            EXPECT_EQ(said.find("  "), std::string::npos) << said;
            EXPECT_EQ(said.find("&&"), std::string::npos) << said;
          }
  }
}

TEST(Saying, TriggersByTheirTitles) {
  const model::Procedure& permit = shipped("carte-stationnement");
  const model::Machine& machine = permit.main();
  const auto state = permit.find_state({0}, "pieces");
  const auto after = machine.row(*state, model::trigger(model::Trigger::after));
  EXPECT_EQ(trigger_words(permit, machine, machine.transitions[after.first], base::Lang::fr), "1 mois");
  EXPECT_EQ(trigger_words(permit, machine, branch(permit, "paiement", "payer", 0), base::Lang::fr), "Paiement");
}

}  // namespace
}  // namespace guichet::diagram
