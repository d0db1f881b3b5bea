// What the log and the rows say of one act that changes a datum twice: each thing as it was at its own moment.
#include "dossier/story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "shop.h"

namespace guichet::dossier {
namespace {

// A request is told back, then corrected by a rule, then told back again: all in the act of depositing it.
constexpr const char* kTwice = R"(procedure: deux-fois
version: 1
title: Deux fois
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, service: {role: agency, title: Service}}
purposes: {suivi: {title: Suivre, controller: service, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data:
  demande.motif: {type: text, category: request, title: Motif}
  demande.suite: {type: text, category: request, title: Suite}
events: {deposer: {by: usager, carries: [demande.motif], title: Demande}}
states:
  saisie:
    actor: usager
    activity: Demander
    when: {deposer: {to: relecture, tell: [{to: usager, title: Avant, carries: [demande.suite, demande.motif]}]}}
  relecture: {decide: [{to: relue, set: {demande.motif: "'relu'", demande.suite: "'suivie'"}}]}
  relue: {outcome: granted, tell: [{to: usager, title: Après, carries: [demande.suite, demande.motif]}]}
)";

// A clock that stops and goes on, a fee, a rule without its number, members that each answer, an agreement declined.
constexpr const char* kLong = R"yaml(procedure: longue
version: 1
title: Longue
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, service: {role: agency, title: Service}}
purposes:
  suivi: {title: Suivre, controller: service, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
  etude: {title: Étudier, controller: service, basis: consent, law: [choice], notice: "2026-01", retention: {delay: 12 months, since: closed, source: choice}}
data:
  choix.organismes: {type: list, values: [caf, edf], category: request, title: Organismes}
  suivi.nombre: {type: number, category: request, title: Nombre}
events:
  deposer: {by: usager, carries: [choix.organismes], title: Demande}
  demander: {by: service, title: Demande de pièces}
  payer: {by: usager, title: Paiement}
  decliner: {by: usager, declines: etude}
  compter: {by: service, may-carry: [suivi.nombre], title: Compte}
  repondre: {by: organisme}
deadlines:
  silence: {delay: 1 month, since: recue, in: [examen], suspended-in: [complement], to: refus, source: choice, title: Un mois}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: {to: examen, marks: recue}}}
  examen: {actor: service, activity: Examiner, when: {demander: complement, decliner: {}, compter: calcul}}
  complement: {actor: usager, does: pay, fee: {amount: "money('12.50')", source: choice}, when: {payer: examen}}
  calcul: {decide: [{if: "suivi.nombre > 3", to: refus}, {to: envoi}], actor: service}
  envoi:
    each: choix.organismes
    as: organisme
    states:
      attente: {actor: organisme, activity: Répondre, when: {repondre: faite}}
      faite: {outcome: done}
    when: {done: accord}
  accord: {outcome: granted}
  refus: {outcome: rejected, recourse: [gracieux]}
)yaml";

class Story : public testing::Test {
 protected:
  Shop shop{"agencies: {}\n", {kTwice}};
  std::int64_t id = shop.open("deux-fois", "2026-03-02T09:00");

  void SetUp() override {
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"demande.motif", "brouillon"}}), "");
    ASSERT_EQ(shop.state(id), "relue");
  }
  std::vector<audit::Line> lines(audit::Kind kind) {
    std::vector<audit::Line> found;
    const auto told = shop.office().log().of_dossier(id);
    for (const auto& one : *told)
      if (one.line.kind == kind) found.push_back(one.line);
    return found;
  }
};
using Values = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

TEST_F(Story, AValueIsToldAsItWasWhenKept) {
  const auto kept = lines(audit::Kind::datum_stored);
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[0].payload, (Values{{"demande.motif", "brouillon"}}));
  EXPECT_EQ(kept[1].payload, (Values{{"demande.motif", "relu"}}));
  EXPECT_EQ(kept[2].payload, (Values{{"demande.suite", "suivie"}}));
}

TEST_F(Story, ALetterCarriesWhatWasThereWhenItLeft) {
  const auto letters = lines(audit::Kind::letter_told);
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_EQ(letters[0].payload, (Values{{"demande.motif", "brouillon"}}));
  EXPECT_EQ(letters[0].fields, Names{"demande.motif"}) << "the other was absent";
  EXPECT_EQ(letters[1].payload, (Values{{"demande.motif", "relu"}, {"demande.suite", "suivie"}}));
  EXPECT_EQ(letters[1].fields, (Names{"demande.suite", "demande.motif"})) << "as the file orders them";
  const auto rows = shop.office().rows().letters(id);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].data, R"({"demande.motif":"brouillon"})");
}

TEST_F(Story, TheCaseHoldsTheLastValues) {
  const auto rows = shop.office().rows().data(id);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].value, "relu");
  EXPECT_EQ((*rows)[1].value, "suivie");
}

class LongStory : public testing::Test {
 protected:
  Shop shop{"agencies: {}\n", {kLong}};
  std::int64_t id = shop.open("longue", "2026-03-02T09:00");
  using Lines = std::vector<std::string>;

  void SetUp() override {
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"choix.organismes", "caf,edf"}}), "");
    said_ = shop.lines(id).size();
  }
  // What was said since the last time.
  Lines said() {
    const Lines all = shop.lines(id);
    const auto from = std::exchange(said_, all.size());
    return {all.begin() + static_cast<std::ptrdiff_t>(from), all.end()};
  }
 private:
  std::size_t said_ = 0;
};

TEST_F(LongStory, AClockThatStopsAndGoesOnIsSaid) {
  EXPECT_EQ(shop.lines(id), (Lines{"dossier-opened", "state-entered", "event-accepted deposer", "datum-stored",
                                    "transition saisie->examen", "milestone-marked", "state-entered", "deadline-set"}));
  ASSERT_EQ(shop.act(id, "service", "demander", "2026-03-03T09:00", {}), "");
  EXPECT_EQ(said(), (Lines{"event-accepted demander", "transition examen->complement", "state-entered", "deadline-suspended"}));
  ASSERT_EQ(shop.act(id, "usager", "payer", "2026-03-04T09:00", {}), "");
  EXPECT_EQ(said(), (Lines{"event-accepted payer", "fee-charged", "transition complement->examen", "state-entered", "deadline-resumed"}));
  ASSERT_TRUE(shop.office().advance(instant("2026-06-01T08:00")).ok());
  EXPECT_EQ(said(), (Lines{"deadline-fired", "transition examen->refus", "state-entered", "dossier-closed rejected"}));
  const auto told = shop.office().log().of_dossier(id);
  const auto charged = std::ranges::find(*told, audit::Kind::fee_charged, [](const auto& one) { return one.line.kind; });
  ASSERT_NE(charged, told->end());
  EXPECT_EQ(charged->line.payload, (Values{{"amount", "12.50"}}));
}

TEST_F(LongStory, ARuleWithoutItsNumberIsSaid) {
  EXPECT_EQ(shop.act(id, "service", "compter", "2026-03-03T09:00", {}), "undetermined");
  EXPECT_EQ(said(), (Lines{"rule-undetermined undetermined"}));
}

TEST_F(LongStory, AnAgreementDeclinedIsSaid) {
  EXPECT_EQ(shop.act(id, "usager", "decliner", "2026-03-03T09:00", {}), "");
  EXPECT_EQ(said(), (Lines{"agreement-declined", "event-accepted decliner", "transition examen->"}));
}

TEST_F(LongStory, EachMemberIsSaid) {
  EXPECT_EQ(shop.act(id, "service", "compter", "2026-03-03T09:00", {{"suivi.nombre", "2"}}), "");
  EXPECT_EQ(said(), (Lines{"event-accepted compter", "datum-stored", "transition examen->calcul", "state-entered", "transition calcul->envoi",
                           "state-entered", "child-started", "state-entered", "child-started", "state-entered"}));
  const Act act{.event = "repondre", .by = "caf", .member = "caf", .data = {}, .identity = {}, .at = instant("2026-03-04T09:00")};
  ASSERT_TRUE(shop.office().act(id, act).ok());
  EXPECT_EQ(said(), (Lines{"event-accepted repondre", "transition attente->faite", "state-entered", "child-ended"}));
}

}  // namespace
}  // namespace guichet::dossier
