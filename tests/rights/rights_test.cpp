// The rights of a person and the duties of a controller, on cases that really ran.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "dossier/shop.h"
#include "rights/breach.h"
#include "rights/consents.h"
#include "rights/erasing.h"
#include "rights/forms.h"
#include "rights/portability.h"
#include "rights/review.h"
#include "rights/who_saw.h"
#include "store/vault.h"
#include "support/vehicle_register.h"

namespace guichet::rights {
namespace {

using dossier::instant;
using dossier::Shop;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const std::string kAgencies = "agencies:\n" + support::vehicle_register({.behaviour = ""});

constexpr const char* kTrial = R"yaml(procedure: essai
version: 1
title: Essai
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, ville: {role: agency, title: Ville}, siv: {role: agency, agency: siv, title: SIV}}
purposes:
  etude: {title: Étudier, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
  lettre: {title: Lettre d'information, controller: ville, basis: consent, law: [choice], notice: "2026-01", consent-lasts: {delay: 6 months, source: choice}, retention: {delay: 24 months, since: closed, source: choice}}
data:
  plaque: {type: text, category: vehicle, for: [etude], title: Plaque}
  statut: {type: text, category: vehicle, for: [etude], title: Statut}
  courriel: {type: text, category: contact, for: [lettre], title: Courriel}
  nom: {type: text, category: identity, for: [lettre, etude], title: Nom}
events:
  consentir: {by: usager, agrees: lettre, carries: [courriel], title: Accord}
  deposer: {by: usager, carries: [plaque], may-carry: [nom], title: Demande}
  juger: {by: ville, title: Décision}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: extrait, consentir: {}}}
  extrait:
    exchange: {by: ville, with: siv, api: extrait, send: [plaque], receive: [statut]}
    activity: Chercher
    when: {answered: regle, not-found: regle, refused: papier, failed: papier}
  regle: {decide: [{if: "has(statut)", to: papier}, {to: rejetee}]}
  papier: {actor: ville, activity: Juger, when: {juger: accordee}}
  accordee: {outcome: granted}
  rejetee: {outcome: rejected, source: choice}
)yaml";

class RightsTest : public testing::Test {
 protected:
  Shop shop{kAgencies, {kTrial}};
  std::int64_t id = 0;

  // Deposited on 2 March 2026 with consent; unknown plate: refused by the rule alone.
  void play() {
    id = shop.open("essai", "2026-03-02T09:00");
    ASSERT_EQ(shop.act(id, "usager", "consentir", "2026-03-02T09:01", {{"courriel", "a@example.org"}}), "");
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", "ZZ-999-ZZ"}, {"nom", "Martin"}}), "");
    ASSERT_TRUE(shop.office().advance(instant("2026-03-02T18:00")).ok());
    ASSERT_EQ(shop.state(id), "rejetee");
  }
  Desk desk(const char* at) {
    return {.database = shop.database(),
            .office = shop.office(),
            .reference = shop.reference(),
            .at = instant(at),
            .recorded = 1};
  }
  std::vector<dossier::CaseRecord> cases(Desk& at) {
    auto found = cases_of(at, "p-0001");
    EXPECT_TRUE(found.ok());
    return std::move(*found);
  }
  std::vector<std::string> held() {
    std::vector<std::string> names;
    const auto rows = shop.office().rows().data(id);
    for (const store::DatumRow& row : *rows) names.push_back(row.name);
    return names;
  }
};

std::vector<std::string> told(const std::vector<Sight>& sights) {
  std::vector<std::string> all;
  for (const Sight& sight : sights) {
    std::string text = std::to_string(static_cast<int>(sight.way)) + " " + sight.who;
    for (const std::string& field : sight.fields) text += " " + field;
    all.push_back(text + (sight.reason.empty() ? "" : " " + sight.reason));
  }
  return all;
}

TEST_F(RightsTest, WhoSawIsExactlyWhoReceivedOrHandled) {
  play();
  Desk at = desk("2026-03-03T09:00");
  const auto sights = who_saw(at, cases(at));
  ASSERT_TRUE(sights.ok());
  EXPECT_THAT(told(*sights), ElementsAre("0 siv plaque"))
      << "an unknown plate: nothing came back, and nobody else looked";
  EXPECT_EQ(sights->front().purpose, "etude");
  EXPECT_EQ(sights->front().basis, "eu-gdpr:A6-1-e");
  EXPECT_FALSE(cases_of(at, "p-9999").ok());
}

TEST_F(RightsTest, ARefusedExchangeIsSeenAsRefused) {
  id = shop.open("essai", "2026-03-02T09:00");
  ASSERT_TRUE(shop.office().exercise(id, "etude", dossier::RightAct::restrict_, instant("2026-03-02T09:01")).ok());
  ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", "ZZ-999-ZZ"}}), "");
  ASSERT_EQ(shop.act(id, "ville", "juger", "2026-03-02T09:06"), "");
  Desk at = desk("2026-03-03T09:00");
  EXPECT_THAT(told(*who_saw(at, cases(at))), ElementsAre("4 siv processing-restricted", "3 ville"));
}

TEST_F(RightsTest, ErasureTakesWhatRestsOnConsentAndKeepsWhatTheLawKeeps) {
  play();
  Desk at = desk("2026-03-03T09:00");
  const auto erasing = erase(at, cases(at), "", "art-17");
  ASSERT_TRUE(erasing.ok());
  ASSERT_EQ(erasing->parts.size(), 2u);
  EXPECT_EQ(erasing->parts[0].purpose + " " + erasing->parts[0].reason, "etude public-task");
  EXPECT_EQ(erasing->parts[1].purpose + " " + erasing->parts[1].reason, "lettre ");
  EXPECT_EQ(erasing->keys.size(), 1u);
  EXPECT_EQ(erasing->told, std::vector<std::string>{"siv"});
  EXPECT_EQ(erasing->checkpoint, "") << "the log of this test is in memory";
  EXPECT_THAT(held(), ElementsAre("nom", "plaque")) << "nom is for both: sealed again under the purpose that stays";
  const auto lines = shop.lines(id);
  EXPECT_THAT(lines, Contains("erasure-held public-task"));
  EXPECT_THAT(lines, Contains("erasure-requested art-17"));
  for (const std::int64_t key : erasing->keys) EXPECT_FALSE(shop.database().vault().has_key(key));
}

TEST_F(RightsTest, WhoHadItRestrictedKeepsIt) {
  play();
  ASSERT_TRUE(shop.office().exercise(id, "", dossier::RightAct::restrict_, instant("2026-03-02T19:00")).ok());
  Desk at = desk("2036-03-03T09:00");
  const auto erasing = erase(at, cases(at), "", "art-17");
  for (const auto& part : erasing->parts) EXPECT_EQ(part.reason, "processing-restricted") << part.purpose;
  EXPECT_THAT(erasing->keys, IsEmpty());
}

TEST_F(RightsTest, RetentionEndsAtItsInstantAndNotBefore) {
  play();  // closed on 2 March 2026: 12 months end on 2 March 2027 at 24:00
  Desk early = desk("2027-03-02T23:59");
  auto plan = retention_plan(early);
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(plan->size(), 2u);
  EXPECT_FALSE((*plan)[0].goes);
  EXPECT_EQ((*plan)[0].reason, "not-over");
  Desk late = desk("2027-03-03T00:00");
  plan = retention_plan(late);
  EXPECT_TRUE((*plan)[0].goes);
  EXPECT_FALSE((*plan)[1].goes) << "24 months for the other";
  const auto run = retention_run(late, *plan);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->keys.size(), 1u);
  EXPECT_THAT(held(), ElementsAre("courriel", "nom"));
  plan = retention_plan(late);
  EXPECT_EQ(plan->size(), 1u) << "what is gone is not planned again";
}

TEST_F(RightsTest, RetentionOfAnOpenCaseHasNotBegun) {
  id = shop.open("essai", "2026-03-02T09:00");
  ASSERT_EQ(shop.act(id, "usager", "consentir", "2026-03-02T09:01", {{"courriel", "a@example.org"}}), "");
  Desk at = desk("2099-01-01T00:00");
  const auto plan = retention_plan(at);
  ASSERT_EQ(plan->size(), 1u);
  EXPECT_EQ((*plan)[0].reason, "case-open");
}

TEST_F(RightsTest, AConsentLivesAndItsPastStays) {
  play();
  ASSERT_TRUE(shop.office().consent(id, "lettre", model::ConsentAct::agrees, instant("2026-04-01T09:00")).ok());
  Desk soon = desk("2026-10-01T09:00");
  Desk late = desk("2026-10-02T00:00");
  const auto words = [&](Desk& at) {
    std::vector<int> states;
    const auto lives = consent_lives(at, cases(at));
    for (const ConsentMoment& moment : lives->front().moments) states.push_back(static_cast<int>(moment.state));
    return states;
  };
  using State = ConsentMoment::State;
  const auto is = [](State state) { return static_cast<int>(state); };
  EXPECT_THAT(words(soon), ElementsAre(is(State::asked), is(State::given), is(State::renewed)));
  EXPECT_THAT(words(late), ElementsAre(is(State::asked), is(State::given), is(State::renewed), is(State::expired)));
  ASSERT_TRUE(shop.office().consent(id, "lettre", model::ConsentAct::withdraws, instant("2026-05-01T09:00")).ok());
  EXPECT_THAT(words(late), ElementsAre(is(State::asked), is(State::given), is(State::renewed), is(State::withdrawn)));
}

TEST_F(RightsTest, AFormHoldsWhatItsShapeDemands) {
  play();
  Desk at = desk("2026-03-03T09:00");
  const auto found = cases(at);
  const auto lives = consent_lives(at, found);
  const auto record = consent_form(ConsentForm::record, found.front(), lives->front(), "0123", at.at);
  const auto receipt = consent_form(ConsentForm::receipt, found.front(), lives->front(), "0123", at.at);
  EXPECT_EQ(record.at("@type"), "dpv:ConsentRecord");
  EXPECT_EQ(record.at("dpv:hasConsentStatus").at("@id"), "dpv:ConsentGiven");
  EXPECT_EQ(record.at("dpv:hasProcess").at("dpv:hasLegalBasis").at("@id"), "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a");
  // Each path the shape wants at least once, of the node the shape is for.
  std::ifstream file{std::string{GUICHET_SOURCE_DIR} + "/data/shapes/consent-record.ttl"};
  std::stringstream shapes;
  shapes << file.rdbuf();
  const std::string text = shapes.str();
  const auto demands = [&](const std::string& shape, const nlohmann::ordered_json& node) {
    const std::size_t from = text.find("\nshape:" + shape + "\n");
    ASSERT_NE(from, std::string::npos) << shape;
    const std::string block = text.substr(from, text.find(" .\n", from) - from);
    const std::regex path{R"(sh:path (\S+) ;\s*sh:minCount 1)"};
    int count = 0;
    for (std::sregex_iterator at{block.begin(), block.end(), path}, end; at != end; ++at, ++count)
      EXPECT_TRUE(node.contains((*at)[1].str())) << shape << " " << (*at)[1];
    EXPECT_GT(count, 0) << shape;
  };
  demands("Header", record);
  demands("Header", receipt);
  demands("ConsentReceipt", receipt);
  demands("Process", record.at("dpv:hasProcess"));
  ASSERT_EQ(record.at("dct:hasPart").size(), 2u);
  for (const auto& event : record.at("dct:hasPart")) demands("Event", event);
}

TEST_F(RightsTest, ABreachIsWhatBruteForceFinds) {
  play();
  const std::int64_t second = shop.open("essai", "2026-04-01T09:00");
  ASSERT_EQ(shop.act(second, "usager", "deposer", "2026-04-01T09:05", {{"plaque", "YY-888-YY"}}), "");
  Desk at = desk("2026-04-02T09:00");
  for (const char* since : {"2026-01-01T00:00", "2026-03-15T00:00", "2026-05-01T00:00"}) {
    std::set<std::int64_t> expected;
    std::set<std::string> data;
    for (const std::int64_t one : {id, second}) {
      const auto lines = shop.office().log().of_dossier(one);
      for (const auto& line : *lines)
        if (line.line.at >= instant(since).minutes && line.line.recipient == "siv" &&
            line.line.kind == audit::Kind::exchange_sent) {
          expected.insert(one);
          data.insert(line.line.fields.begin(), line.line.fields.end());
        }
    }
    const auto found = breach(at, "siv", instant(since));
    ASSERT_TRUE(found.ok());
    const auto person = found->persons.find("p-0001");
    EXPECT_EQ(person == found->persons.end() ? std::set<std::int64_t>{} : person->second.cases, expected) << since;
    if (person != found->persons.end()) {
      EXPECT_EQ(person->second.data, data);
    }
  }
  EXPECT_TRUE(breach(at, "dgfip", instant("2026-01-01T00:00"))->persons.empty());
  const auto city = breach(at, "ville", instant("2026-01-01T00:00"));
  EXPECT_EQ(city->recipients.count("siv"), 1u) << "the asker touched it too";
}

TEST_F(RightsTest, WhatRestsOnConsentIsPortableAndComesBack) {
  play();
  Desk at = desk("2026-03-03T09:00");
  const auto copy = portable_copy(at, "p-0001", cases(at));
  ASSERT_TRUE(copy.ok());
  ASSERT_EQ(copy->at("cases").size(), 1u);
  EXPECT_EQ(copy->at("cases")[0].at("data").at("courriel").at("value"), "a@example.org");
  EXPECT_TRUE(copy->at("cases")[0].at("data").contains("nom")) << "one of its purposes is consent";
  EXPECT_FALSE(copy->at("cases")[0].at("data").contains("plaque"));
  std::vector<std::string> withheld;
  for (const auto& one : copy->at("withheld"))
    withheld.push_back(one.at("datum").get<std::string>() + " " + one.at("reason").get<std::string>());
  EXPECT_THAT(withheld, ElementsAre("plaque public-task"));

  const auto taken = take_in(at, copy->dump());
  ASSERT_TRUE(taken.ok());
  ASSERT_EQ(taken->size(), 1u);
  EXPECT_EQ(taken->front().event, "consentir");
  EXPECT_EQ(taken->front().refused, "");
  id = taken->front().dossier;
  EXPECT_THAT(held(), ElementsAre("courriel"));
  EXPECT_FALSE(take_in(at, "{}").ok());
  EXPECT_FALSE(take_in(at, "no JSON").ok());
}

TEST_F(RightsTest, AReviewIsOpenToWhomAMachineAloneRefused) {
  play();
  Desk at = desk("2026-03-03T09:00");
  const auto review = review_offered(at, cases(at).front());
  ASSERT_TRUE(review.ok());
  EXPECT_GE(review->offered, 0);
  EXPECT_EQ(review->outcome_state, "rejetee");
  EXPECT_THAT(automated_refusals(cases(at).front().procedure()), ElementsAre("regle"));
}

}  // namespace
}  // namespace guichet::rights
