// What persons ask counts whatever the state: the gate says so from then on, in the transaction that asks it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "audit/erasure.h"
#include "shop.h"
#include "store/vault.h"
#include "support/vehicle_register.h"

namespace guichet::dossier {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

const std::string kAgencies = "agencies:\n" + support::vehicle_register();

constexpr const char* kAsking = R"(procedure: essai
version: 1
title: Essai
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, ville: {role: agency, title: Ville}, siv: {role: agency, agency: siv, title: SIV}, presse: {role: other, title: Presse}}
purposes:
  etude: {title: Étudier, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
  lettre: {title: Envoyer la lettre d'information, controller: ville, basis: consent, law: [choice], notice: "2026-01", consent-lasts: {delay: 6 months, source: choice}, retention: {delay: 12 months, since: closed, source: choice}}
data:
  plaque: {type: text, category: vehicle, for: [etude], title: Plaque}
  statut: {type: text, category: vehicle, for: [etude], title: Statut}
  courriel: {type: text, category: contact, for: [lettre], title: Courriel}
  nom: {type: text, category: identity, for: [lettre, etude], title: Nom}
events:
  deposer: {by: usager, carries: [plaque], may-carry: [courriel, nom], title: Demande}
  consentir: {by: usager, agrees: lettre, may-carry: [courriel], title: Accord}
  publier: {by: ville, title: Publication}
  juger: {by: ville, title: Décision}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: attente, consentir: {}}}
  attente: {actor: ville, activity: Attendre, when: {publier: {to: extrait, tell: [{to: presse, title: Annonce, carries: [plaque]}]}}}
  extrait:
    exchange: {by: ville, with: siv, api: extrait, send: [plaque], receive: [statut]}
    activity: Chercher
    when: {answered: regle, not-found: regle, refused: papier, failed: papier}
  regle: {decide: [{if: "has(statut) && statut == 'aucun'", to: accordee}, {to: rejetee}]}
  papier: {actor: ville, activity: Juger, when: {juger: refusee}}
  accordee: {outcome: granted}
  rejetee: {outcome: rejected, source: choice}
  refusee: {outcome: rejected, source: choice}
)";

class Rights : public testing::Test {
 protected:
  Shop shop{kAgencies, {kAsking}};
  std::int64_t id = shop.open("essai", "2026-03-02T09:00");

  void deposit(std::map<std::string, std::string> data = {{"plaque", "AA-001-AA"}}) {
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", std::move(data)), "");
  }
  std::vector<RightTaken> exercise(const char* purpose, RightAct act, const char* at) {
    const auto taken = shop.office().exercise(id, purpose, act, instant(at));
    EXPECT_TRUE(taken.ok());
    return *taken;
  }
  std::vector<std::string> held() {
    std::vector<std::string> names;
    const auto rows = shop.office().rows().data(id);
    for (const store::DatumRow& row : *rows) names.push_back(row.name);
    return names;
  }
};

TEST_F(Rights, EachRequestIsALine) {
  deposit({{"plaque", "AA-001-AA"}, {"nom", "DURAND"}});
  const std::size_t before = shop.lines(id).size();
  exercise("etude", RightAct::restrict_, "2026-03-02T10:00");
  exercise("etude", RightAct::lift, "2026-03-02T10:01");
  exercise("etude", RightAct::object, "2026-03-02T10:02");
  exercise("etude", RightAct::override_, "2026-03-02T10:03");
  exercise("lettre", RightAct::object, "2026-03-02T10:04");
  ASSERT_TRUE(shop.office().rectify(id, "plaque", "BB-002-BB", instant("2026-03-02T10:05")).ok());
  EXPECT_FALSE(shop.office().rectify(id, "courriel", "a@b.fr", instant("2026-03-02T10:06")).ok()) << "there is none";
  auto lines = shop.lines(id);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(before));
  EXPECT_THAT(lines, ElementsAre("processing-restricted", "restriction-lifted", "processing-objected", "objection-overridden",
                                 "processing-objected no-right-to-object", "datum-rectified"));
}

TEST_F(Rights, ARestrictionStopsExchangesAndLettersUntilItIsLifted) {
  deposit();
  EXPECT_EQ(exercise("etude", RightAct::restrict_, "2026-03-02T10:00").front().reason, "");
  shop.restart();
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-02T11:00"), "");
  EXPECT_EQ(shop.state(id), "papier");
  EXPECT_THAT(shop.lines(id), Contains("letter-refused processing-restricted"));
  EXPECT_THAT(shop.lines(id), Contains("exchange-denied processing-restricted"));
  EXPECT_THAT(shop.lines(id), Not(Contains("exchange-sent")));
  EXPECT_TRUE(shop.office().rows().letters(id)->empty());
  EXPECT_THAT(held(), Contains("plaque")) << "art. 18(2): it is kept";

  id = shop.open("essai", "2026-03-03T09:00");
  ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-03T09:05", {{"plaque", "AA-001-AA"}}), "");
  exercise("etude", RightAct::restrict_, "2026-03-03T10:00");
  exercise("etude", RightAct::lift, "2026-03-03T11:00");
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-03T12:00"), "");
  EXPECT_THAT(shop.lines(id), Contains("exchange-sent"));
}

TEST_F(Rights, ARestrictionStopsWhatHasNotComeBack) {
  deposit();
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-02T11:00"), "");
  EXPECT_THAT(shop.lines(id), Contains("exchange-sent"));
  exercise("", RightAct::restrict_, "2026-03-02T12:00");
  ASSERT_TRUE(shop.office().advance(instant("2026-03-02T14:00")).ok());
  EXPECT_EQ(shop.state(id), "papier");
  EXPECT_THAT(shop.lines(id), Contains("exchange-denied processing-restricted unknown-whether-it-left"));
}

TEST_F(Rights, AnObjectionCountsWhereTheLawOpensIt) {
  deposit();
  const auto taken = exercise("", RightAct::object, "2026-03-02T10:00");
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].reason, "");
  EXPECT_EQ(taken[1].reason, "no-right-to-object") << "it rests on consent: withdrawing is the way";
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-02T11:00"), "");
  EXPECT_THAT(shop.lines(id), Contains("exchange-denied processing-objected"));

  id = shop.open("essai", "2026-03-03T09:00");
  ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-03T09:05", {{"plaque", "AA-001-AA"}}), "");
  exercise("etude", RightAct::object, "2026-03-03T10:00");
  exercise("etude", RightAct::override_, "2026-03-03T11:00");
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-03T12:00"), "");
  EXPECT_THAT(shop.lines(id), Contains("exchange-sent"));
}

TEST_F(Rights, NothingIsKeptForAPurposeNobodyConsentedTo) {
  deposit({{"plaque", "AA-001-AA"}, {"courriel", "a@example.org"}, {"nom", "Martin"}});
  EXPECT_THAT(shop.lines(id), Contains("datum-refused no-consent"));
  EXPECT_THAT(held(), Not(Contains("courriel")));
  EXPECT_THAT(held(), Contains("nom")) << "held for the other purpose";
  const auto record = shop.office().read(id);
  EXPECT_TRUE(record->state.slots[record->procedure()[*record->procedure().find_datum("courriel")].slot].is_absent());
}

TEST_F(Rights, AgreementIsAskedGivenAndThenItCounts) {
  EXPECT_THAT(shop.lines(id), Contains("agreement-asked"));
  ASSERT_EQ(shop.act(id, "usager", "consentir", "2026-03-02T09:02", {{"courriel", "a@example.org"}}), "");
  EXPECT_THAT(held(), Contains("courriel"));
  EXPECT_THAT(shop.lines(id), Not(Contains("datum-refused no-consent")));
}

TEST_F(Rights, WhatIsKeptForOnePurposeIsUnderItsOwnKey) {
  ASSERT_EQ(shop.act(id, "usager", "consentir", "2026-03-02T09:02", {{"courriel", "a@example.org"}}), "");
  deposit();
  std::vector<std::string> purposes;
  store::Vault& vault = shop.database().vault();
  for (const store::Vault::Key& key : vault.keys_of(vault.known_ref("p-0001"))) purposes.push_back(key.hold.purpose);
  std::ranges::sort(purposes);
  EXPECT_EQ(purposes, (std::vector<std::string>{"etude", "lettre"}));
  const auto erased =
      audit::erase(shop.database(), shop.office().log(),
                   {.subject = "p-0001", .dossier = id, .purpose = "lettre", .reason = "art-17", .at = 0}, {}, 1);
  ASSERT_TRUE(erased.ok());
  EXPECT_EQ(erased->keys.size(), 1u);
  EXPECT_EQ(held(), std::vector<std::string>{"plaque"});
}

TEST_F(Rights, WhomAMachineAloneRefusedIsOfferedAReview) {
  deposit();  // `publier` is an act of the city: not solely automated
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-02T11:00"), "");
  ASSERT_TRUE(shop.office().advance(instant("2026-03-02T14:00")).ok());
  EXPECT_EQ(shop.state(id), "rejetee");
  EXPECT_THAT(shop.lines(id), Not(Contains("review-offered")));
}

TEST_F(Rights, ACorrectionIsKeptLoggedAndToldToWhoHadIt) {
  deposit();
  EXPECT_EQ(shop.act(id, "ville", "publier", "2026-03-02T11:00"), "");
  ASSERT_TRUE(shop.office().advance(instant("2026-03-02T14:00")).ok());
  const auto rectified = shop.office().rectify(id, "plaque", "AA-002-AA", instant("2026-03-03T09:00"));
  ASSERT_TRUE(rectified.ok());
  EXPECT_EQ(rectified->reason, "");
  EXPECT_EQ(rectified->told, std::vector<std::string>{"siv"});
  const auto rows = shop.office().rows().data(id);
  EXPECT_EQ(std::ranges::find(*rows, "plaque", &store::DatumRow::name)->value, "AA-002-AA");
  EXPECT_THAT(shop.lines(id), Contains("recipient-notified"));
  EXPECT_FALSE(shop.office().rectify(id, "courriel", "b@example.org", instant("2026-03-03T09:10")).ok())
      << "nothing to correct";
  EXPECT_FALSE(shop.office().rectify(id, "inconnu", "x", instant("2026-03-03T09:10")).ok());
}

constexpr const char* kAlone = R"(procedure: seul
version: 1
title: Seul
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, ville: {role: agency, title: Ville}}
purposes: {etude: {title: Étudier, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data: {age: {type: number, category: request, title: Âge}}
events:
  deposer: {by: usager, carries: [age], title: Demande}
  juger: {by: ville, answer: Non, title: Décision}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: regle}, after: {delay: 10 days, to: caduque, source: choice}}
  regle: {decide: [{if: "age < 18", to: rejetee}, {to: examen}]}
  examen: {actor: ville, activity: Juger, when: {juger: regle-bis}, after: {delay: 10 days, to: silence, source: choice}}
  regle-bis: {decide: [{if: "age > 90", to: examen}, {to: rejetee}]}
  silence: {outcome: rejected, source: choice}
  caduque: {outcome: rejected, source: choice}
  rejetee: {outcome: rejected, source: choice}
)";

TEST(Review, IsOfferedBeforeACaseThatOnlyAMachineRefusedCloses) {
  struct Case {
    const char* what;
    std::function<void(Shop&, std::int64_t)> play;
    bool offered;
  };
  const std::vector<Case> cases{
      {"a rule on what she wrote",
       [](Shop& shop, std::int64_t id) {
         shop.act(id, "usager", "deposer", "2026-03-02T10:00", {{"age", "12"}});
       },
       true},
      {"a person judged",
       [](Shop& shop, std::int64_t id) {
         shop.act(id, "usager", "deposer", "2026-03-02T10:00", {{"age", "40"}});
         shop.act(id, "ville", "juger", "2026-03-02T11:00");
       },
       false},
      {"silence rejects",
       [](Shop& shop, std::int64_t id) {
         shop.act(id, "usager", "deposer", "2026-03-02T10:00", {{"age", "40"}});
         EXPECT_TRUE(shop.office().advance(instant("2026-04-02T10:00")).ok());
       },
       false},
  };
  for (const Case& c : cases) {
    Shop shop{"agencies: {}\n", {kAlone}};
    const std::int64_t id = shop.open("seul", "2026-03-02T09:00");
    c.play(shop, id);
    const auto lines = shop.lines(id);
    const auto offered = std::ranges::find(lines, "review-offered");
    const auto closed = std::ranges::find(lines, "dossier-closed rejected");
    ASSERT_NE(closed, lines.end()) << c.what;
    EXPECT_EQ(offered != lines.end(), c.offered) << c.what;
    if (c.offered) {
      EXPECT_LT(offered - lines.begin(), closed - lines.begin());
    }
  }
}

}  // namespace
}  // namespace guichet::dossier
