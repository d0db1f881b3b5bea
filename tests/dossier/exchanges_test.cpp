// Requests leave only by permission, asked again at the last moment; answers come back into a
// transaction of their own; what is late, excessive or unanswered is told as it is.
#include <gtest/gtest.h>

#include <algorithm>

#include "exchange_trial.h"
#include "shop.h"

namespace guichet::dossier {
namespace {

class Exchanges : public testing::Test {
 protected:
  Shop shop{kAgencies, {kTrial}};
  std::int64_t id = shop.open("essai", "2026-03-02T09:00");

  void agree() {
    ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::agrees, instant("2026-03-02T09:01")).ok());
  }
  void deposit(const std::string& plate = "SS-001-AA") {
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", plate}}), "");
  }
  void wait_until(const std::string& at) { ASSERT_TRUE(shop.office().advance(instant(at)).ok()); }
  std::size_t count(const std::string& line) {
    const auto lines = shop.lines(id);
    return static_cast<std::size_t>(std::ranges::count(lines, line));
  }
};

TEST_F(Exchanges, NothingLeavesWithoutConsentWhenItRestsOnConsent) {
  deposit();
  EXPECT_EQ(shop.state(id), "refuse");
  EXPECT_EQ(count("exchange-denied no-consent"), 1u);
  EXPECT_TRUE(shop.registers().calls()->empty());
}

TEST_F(Exchanges, AnAnswerComesAtItsTime) {
  agree();
  deposit();
  EXPECT_EQ(shop.state(id), "demande");
  wait_until("2026-03-02T11:04");
  EXPECT_EQ(shop.state(id), "demande");
  wait_until("2026-03-02T11:05");
  EXPECT_EQ(shop.state(id), "vu");
  EXPECT_EQ(shop.registers().calls()->size(), 1u);
}

TEST_F(Exchanges, AWithdrawalErasesWhatHadCome) {
  agree();
  deposit();
  wait_until("2026-03-03T09:00");
  ASSERT_EQ(shop.state(id), "vu");
  ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::withdraws, instant("2026-03-03T10:00")).ok());
  EXPECT_EQ(count("datum-erased"), 1u);
  const auto rows = shop.office().rows().data(id);
  for (const store::DatumRow& row : *rows) EXPECT_NE(row.name, "statut");
}

TEST_F(Exchanges, AWithdrawalEndsTheExchangeUnderWayAndErasesWhatItHeld) {
  agree();
  deposit();
  ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::withdraws, instant("2026-03-02T10:00")).ok());
  EXPECT_EQ(shop.state(id), "refuse");
  EXPECT_EQ(count("exchange-permitted"), 1u);
  EXPECT_EQ(count("exchange-stopped consent-withdrawn"), 1u);
  wait_until("2026-03-03T09:00");
  EXPECT_EQ(shop.state(id), "refuse");
  EXPECT_EQ(count("answer-dropped state-left"), 1u);
  EXPECT_EQ(count("exchange-answered"), 0u);
  const auto rows = shop.office().rows().data(id);
  for (const store::DatumRow& row : *rows) EXPECT_NE(row.name, "statut");
}

TEST_F(Exchanges, WhatOnlyAWithdrawnConsentHeldBecomesAbsent) {
  agree();
  deposit();
  wait_until("2026-03-02T12:00");
  ASSERT_EQ(shop.office().rows().data(id)->size(), 2u);
  ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::withdraws, instant("2026-03-02T13:00")).ok());
  EXPECT_EQ(shop.state(id), "vu") << "decisions already taken stand";
  const auto rows = shop.office().rows().data(id);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->front().name, "plaque") << "the public task still holds it";
}

TEST_F(Exchanges, ALateAnswerIsDroppedAndSaid) {
  agree();
  deposit();
  ASSERT_EQ(shop.act(id, "usager", "annuler", "2026-03-02T09:30"), "");
  wait_until("2026-03-02T12:00");
  EXPECT_EQ(shop.state(id), "annulee");
  EXPECT_EQ(shop.lines(id).back(), "answer-dropped state-left");
}

TEST_F(Exchanges, AProcessThatDiesAsksAgainUnderTheSameKey) {
  agree();
  deposit();
  shop.restart();
  shop.install(kTrial);
  wait_until("2026-03-02T12:00");
  EXPECT_EQ(shop.state(id), "vu");
  EXPECT_EQ(shop.registers().calls()->size(), 1u) << "the provider knew the key";
}

TEST_F(Exchanges, TransientErrorsAreRetriedEachLaterThanTheLast) {
  agree();
  shop.transport().set_behaviour("siv", "", {.latency_minutes = 0, .error = "502"});
  deposit();
  EXPECT_EQ(count("exchange-retried 502"), 1u);
  wait_until("2026-03-02T09:14");
  EXPECT_EQ(count("exchange-retried 502"), 1u);
  wait_until("2026-03-02T09:15");  // 10 minutes after the first
  EXPECT_EQ(count("exchange-retried 502"), 2u);
  wait_until("2026-03-02T09:34");
  EXPECT_EQ(shop.state(id), "demande");
  wait_until("2026-03-02T09:35");  // 20 minutes after the second
  EXPECT_EQ(shop.state(id), "panne");
  EXPECT_EQ(count("exchange-failed 502"), 1u);
}

TEST_F(Exchanges, NotFoundIsNeverRetried) {
  agree();
  deposit("SS-999-ZZ");
  wait_until("2026-03-02T12:00");
  EXPECT_EQ(shop.state(id), "inconnu");
  EXPECT_EQ(count("exchange-not-found 42003"), 1u);
}

TEST_F(Exchanges, MoreThanAskedIsNamedAndDropped) {
  agree();
  shop.transport().set_behaviour("siv", "", {.discloses_all = true});
  deposit();
  wait_until("2026-03-02T12:00");
  EXPECT_EQ(count("over-disclosure"), 1u);
  const auto told = shop.office().log().of_dossier(id);
  const auto excess = std::ranges::find(*told, audit::Kind::over_disclosure, [](const auto& t) { return t.line.kind; });
  EXPECT_EQ(excess->line.fields, std::vector<std::string>{"commune"});
  EXPECT_TRUE(excess->line.payload.empty());
}

// What the agency grants today to the purpose `essai` had yesterday: nothing.
std::string nothing_granted() { return replaced(kAgencies, "procedure: essai", "procedure: autre"); }

TEST_F(Exchanges, ARetryIsARequestOfItsOwn) {
  agree();
  shop.transport().set_behaviour("siv", "", {.latency_minutes = 0, .error = "502"});
  deposit();
  shop.transport().set_behaviour("siv", "", {.error = ""});
  wait_until("2026-03-02T09:15");
  EXPECT_EQ(shop.state(id), "vu") << "under the key of the first, the register would say 502 again";
  EXPECT_EQ(shop.registers().calls()->size(), 2u);
}

TEST_F(Exchanges, TheGateIsAskedAgainBeforeAnythingLeaves) {
  agree();
  shop.transport().set_behaviour("siv", "", {.latency_minutes = 0, .error = "502"});
  deposit();
  ASSERT_EQ(count("exchange-retried 502"), 1u);
  shop.restart(nothing_granted());
  shop.install(kTrial);
  wait_until("2026-03-02T09:15");
  EXPECT_EQ(shop.state(id), "refuse");
  EXPECT_EQ(shop.registers().calls()->size(), 1u);
  const auto told = shop.office().log().of_dossier(id);
  const auto denied = std::ranges::find(*told, audit::Kind::exchange_denied, [](const auto& t) { return t.line.kind; });
  ASSERT_NE(denied, told->end());
  EXPECT_EQ(denied->line.code, "") << "nothing had left";
}

TEST_F(Exchanges, WhatHadLeftWhenPermissionEndedIsSaidToBeUnknown) {
  agree();
  deposit();
  shop.restart(nothing_granted());
  shop.install(kTrial);
  wait_until("2026-03-02T12:00");
  EXPECT_EQ(shop.state(id), "refuse");
  const auto told = shop.office().log().of_dossier(id);
  const auto denied = std::ranges::find(*told, audit::Kind::exchange_denied, [](const auto& t) { return t.line.kind; });
  ASSERT_NE(denied, told->end());
  EXPECT_EQ(denied->line.code, "unknown-whether-it-left");
}

TEST_F(Exchanges, NothingWaitsForAStateThatWasLeft) {
  agree();
  shop.transport().set_behaviour("siv", "", {.latency_minutes = 0, .error = "502"});
  deposit();
  ASSERT_EQ(shop.office().rows().open_outbox(id)->size(), 1u);
  ASSERT_EQ(shop.act(id, "usager", "annuler", "2026-03-02T09:06"), "");
  EXPECT_TRUE(shop.office().rows().open_outbox(id)->empty());
  EXPECT_EQ(shop.office().read(id)->row.next_due, std::nullopt);
}

TEST(Exchange, ADatumThatIsNotThereIsNotSent) {
  Shop shop{replaced(kAgencies, "purpose: etude", "purpose: suivi"),
            {replaced(replaced(kTrial, "carries: [plaque]", "may-carry: [plaque]"), "api: extrait, purpose: etude, send: [plaque], receive: [statut]",
                      "api: extrait, purpose: suivi, send: [plaque], receive: []")}};
  const std::int64_t id = shop.open("essai", "2026-03-02T09:00");
  ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05"), "");
  EXPECT_EQ(shop.state(id), "refuse");
  EXPECT_TRUE(shop.registers().calls()->empty());
}

TEST(Exchange, AnAnswerThatIsNotWhatItsServiceSaysIsKeptInNoPart) {
  const auto both = [](const std::string& text, const std::string& from) { return replaced(text, from, "gives: {commune: commune, statut: statut}}\n"); };
  std::string trial = replaced(kTrial, "receive: [statut]", "receive: [commune, statut]");
  trial = replaced(trial, "events:\n", "  commune: {type: text, category: address, for: [etude], title: Commune}\nevents:\n");
  Shop shop{both(kAgencies, "gives: {statut: statut}}\n"), {trial}};
  ASSERT_TRUE(shop.registers()
                  .edit("vehicules", {.table = "titulaires", .where = {{"plaque", "SS-001-AA"}}, .to = {{"statut", "inconnu-au-bataillon"}}})
                  .ok());
  const std::int64_t id = shop.open("essai", "2026-03-02T09:00");
  ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::agrees, instant("2026-03-02T09:01")).ok());
  ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", "SS-001-AA"}}), "");
  ASSERT_TRUE(shop.office().advance(instant("2026-03-02T12:00")).ok());
  EXPECT_EQ(shop.state(id), "panne");
  const auto told = shop.office().log().of_dossier(id);
  const auto failed = std::ranges::find(*told, audit::Kind::exchange_failed, [](const auto& t) { return t.line.kind; });
  ASSERT_NE(failed, told->end());
  EXPECT_EQ(failed->line.code, "502");
  EXPECT_TRUE(failed->line.fields.empty() && failed->line.payload.empty());
}

// One organisation of two was ticked: the other learns nothing, whoever asks.
TEST(Exchange, OnlyWhoWasChosenIsAsked) {
  const std::string agencies = replaced(kAgencies, "purpose: etude", "purpose: choix");
  std::string trial = replaced(kTrial, "data:\n", "  choix: {title: Choisir, controller: ville, basis: public-task, law: [choice], agreement: {choice: organismes}, "
                                                  "retention: {delay: 12 months, since: closed, source: choice}}\ndata:\n"
                                                  "  organismes: {type: list, values: [siv, caf], category: choice, for: [suivi, choix], title: Organismes}\n");
  trial = replaced(trial, "for: [suivi, etude]", "for: [suivi, choix]");
  trial = replaced(trial, "for: [etude]", "for: [choix]");
  trial = replaced(trial, "carries: [plaque]", "carries: [plaque, organismes]");
  trial = replaced(trial, "api: extrait, purpose: etude", "api: extrait, purpose: choix");
  const std::pair<const char*, const char*> cases[] = {{"caf", "refuse"}, {"siv", "demande"}, {"siv,caf", "demande"}};
  for (const auto& [ticked, state] : cases) {
    Shop shop{agencies, {trial}};
    const std::int64_t id = shop.open("essai", "2026-03-02T09:00");
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", "SS-001-AA"}, {"organismes", ticked}}), "");
    EXPECT_EQ(shop.state(id), state) << ticked;
  }
}

}  // namespace
}  // namespace guichet::dossier
