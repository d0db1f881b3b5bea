// One transaction tells one story: what is committed is whole, what fails leaves nothing, cases that
// tell each other are committed together, and a case goes on with the text it started on.
#include "dossier/office.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "shop.h"

namespace guichet::dossier {
namespace {

constexpr const char* kNoAgencies = "agencies: {}\n";

constexpr const char* kLeave = R"(procedure: conge
version: 1
title: Congé
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, service: {role: agency, title: Service}}
purposes: {conge: {title: Instruire, controller: service, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data: {demande.motif: {type: text, category: request, title: Motif}}
events:
  deposer: {by: usager, carries: [demande.motif], title: Demande}
  accepter: {by: service, answer: Oui}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: examen}}
  examen: {actor: service, activity: Examiner, when: {accepter: accorde}, after: {delay: 15 days, to: refuse, source: choice}}
  accorde: {outcome: granted, tell: [{to: usager, title: "Accord", carries: [demande.motif]}]}
  refuse: {outcome: rejected, recourse: [gracieux]}
)";

TEST(Office, TellsAWholeStory) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"demande.motif", "vacances"}}), "");
  EXPECT_EQ(shop.act(id, "usager", "accepter", "2026-03-02T09:06"), "wrong-actor");
  EXPECT_EQ(shop.act(id, "service", "accepter", "2026-03-03T10:00"), "");
  EXPECT_EQ(shop.lines(id), (std::vector<std::string>{"dossier-opened", "state-entered", "event-accepted deposer",
                                                      "datum-stored", "transition saisie->examen", "state-entered",
                                                      "deadline-set", "event-refused accepter wrong-actor",
                                                      "event-accepted accepter", "transition examen->accorde",
                                                      "deadline-cancelled", "state-entered", "letter-told",
                                                      "dossier-closed granted"}));
  const auto letters = shop.office().rows().letters(id);
  ASSERT_EQ(letters->size(), 1u);
  EXPECT_EQ(letters->front().title, "Accord");
  EXPECT_EQ(letters->front().data, R"({"demande.motif":"vacances"})");
}

TEST(Office, TimeAloneMovesACaseAtItsOwnMoment) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"demande.motif", "vacances"}}), "");
  ASSERT_TRUE(shop.office().advance(instant("2026-03-17T23:59")).ok());
  EXPECT_EQ(shop.state(id), "examen");
  ASSERT_TRUE(shop.office().advance(instant("2026-06-01T08:00")).ok());
  EXPECT_EQ(shop.state(id), "refuse");
  EXPECT_EQ(shop.office().read(id)->row.closed, instant("2026-03-17T23:59").minutes) << "its last minute";
}

TEST(Office, NoLineNoAct) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  const auto before = shop.lines(id);
  shop.machine_clock = std::int64_t{1} << 60;  // a number no line can hold: the log refuses
  const auto taken = shop.office().act(id, {.event = "deposer",
                                            .by = "usager",
                                            .member = {},
                                            .data = {{"demande.motif", "vacances"}},
                                            .identity = {},
                                            .at = instant("2026-03-02T09:05")});
  EXPECT_FALSE(taken.ok());
  shop.machine_clock = 1'772'000'000;
  EXPECT_EQ(shop.state(id), "saisie");
  EXPECT_EQ(shop.lines(id), before);
  EXPECT_TRUE(shop.office().rows().data(id)->empty());
}

TEST(Office, ARefusedEventLeavesItsLineAndNoDatum) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05"), "bad-data");
  EXPECT_EQ(shop.lines(id).back(), "event-refused deposer bad-data");
  EXPECT_TRUE(shop.office().rows().data(id)->empty());
}

TEST(Office, ACaseGoesOnWithTheTextItStartedOn) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t old = shop.open("conge", "2026-03-02T09:00");
  shop.restart();
  shop.install(replaced(replaced(kLeave, "version: 1", "version: 2"), "deposer: examen", "deposer: accorde"));
  const std::int64_t young = shop.open("conge", "2026-03-02T09:10");
  EXPECT_EQ(shop.act(old, "usager", "deposer", "2026-03-02T09:11", {{"demande.motif", "a"}}), "");
  EXPECT_EQ(shop.act(young, "usager", "deposer", "2026-03-02T09:11", {{"demande.motif", "b"}}), "");
  EXPECT_EQ(shop.state(old), "examen");
  EXPECT_EQ(shop.state(young), "accorde");
}

TEST(Office, AChangedFileUnderTheSameVersionIsRefusedWhileCasesRun) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t old = shop.open("conge", "2026-03-02T09:00");
  shop.restart();
  shop.install(replaced(kLeave, "deposer: examen", "deposer: accorde"));
  EXPECT_FALSE(shop.office().open({.procedure = "conge", .citizen = "p-0001", .places = {}, .at = instant("2026-03-02T09:10")}).ok());
  EXPECT_EQ(shop.act(old, "usager", "deposer", "2026-03-02T09:11", {{"demande.motif", "a"}}), "");
  EXPECT_EQ(shop.state(old), "examen");
}

constexpr const char* kFine = R"(procedure: amende
version: 1
title: Amende
sources: [choice]
actors:
  usager: {role: citizen, title: Usager}
  antai: {role: agency, title: ANTAI}
  recours: {role: case, procedure: recours, key: avis.numero, title: Contestation}
purposes: {paiement: {title: Recouvrer, controller: antai, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data: {avis.numero: {type: text, category: identifier, title: Avis}}
events:
  notifier: {by: antai, carries: [avis.numero], title: Avis}
  suspendre: {by: recours, title: Suspension}
states:
  attente: {actor: antai, activity: Notifier, when: {notifier: a-payer}}
  a-payer: {actor: usager, activity: Payer, when: {suspendre: suspendue}}
  suspendue: {actor: antai, does: wait, activity: Attendre}
)";

constexpr const char* kAppeal = R"(procedure: recours
version: 1
title: Recours
sources: [choice]
actors:
  usager: {role: citizen, title: Usager}
  antai: {role: agency, title: ANTAI}
  paiement: {role: case, procedure: amende, key: avis.numero, title: Amende}
purposes: {contestation: {title: Instruire, controller: antai, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data: {avis.numero: {type: text, category: identifier, title: Avis}}
events: {deposer: {by: usager, carries: [avis.numero], title: Requête}}
states:
  saisie: {actor: usager, activity: Contester, when: {deposer: deposee}}
  deposee: {actor: antai, activity: Examiner, tell: [{to: paiement, event: suspendre}]}
)";

TEST(Office, ACaseTellsAnotherFoundByTheSameKey) {
  Shop shop{kNoAgencies, {kFine, kAppeal}};
  const std::int64_t fine = shop.open("amende", "2026-03-02T09:00");
  const std::int64_t other = shop.open("amende", "2026-03-02T09:00");
  ASSERT_EQ(shop.act(fine, "antai", "notifier", "2026-03-02T09:01", {{"avis.numero", "A1"}}), "");
  ASSERT_EQ(shop.act(other, "antai", "notifier", "2026-03-02T09:01", {{"avis.numero", "A2"}}), "");
  const std::int64_t appeal = shop.open("recours", "2026-03-02T10:00");
  ASSERT_EQ(shop.act(appeal, "usager", "deposer", "2026-03-02T10:01", {{"avis.numero", "A1"}}), "");
  EXPECT_EQ(shop.state(fine), "suspendue");
  EXPECT_EQ(shop.state(other), "a-payer");
  const auto lines = shop.lines(fine);
  EXPECT_NE(std::ranges::find(lines, "event-accepted suspendre"), lines.end());
  const auto telling = shop.lines(appeal);
  EXPECT_NE(std::ranges::find(telling, "case-told"), telling.end());
}

TEST(Office, WhatNobodyOpenHearsIsRefusedInTheSendersStory) {
  Shop shop{kNoAgencies, {kFine, kAppeal}};
  const std::int64_t appeal = shop.open("recours", "2026-03-02T10:00");
  ASSERT_EQ(shop.act(appeal, "usager", "deposer", "2026-03-02T10:01", {{"avis.numero", "A9"}}), "");
  EXPECT_EQ(shop.lines(appeal).back(), "event-refused suspendre not-expected");
  EXPECT_EQ(shop.office().rows().all()->size(), 1u) << "no case was opened for it";
}

TEST(Office, ACaseThatStartsOnWhatItIsToldIsOpened) {
  Shop shop{kNoAgencies, {replaced(replaced(kFine, "when: {notifier: a-payer}", "when: {notifier: a-payer, suspendre: suspendue}"),
                                   "suspendre: {by: recours,", "suspendre: {by: recours, carries: [avis.numero],"),
                          replaced(kAppeal, "event: suspendre}", "event: suspendre, carries: [avis.numero]}")}};
  const std::int64_t appeal = shop.open("recours", "2026-03-02T10:00");
  ASSERT_EQ(shop.act(appeal, "usager", "deposer", "2026-03-02T10:01", {{"avis.numero", "A9"}}), "");
  const auto all = shop.office().rows().all();
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ(all->back().procedure, "amende");
  EXPECT_EQ(all->back().citizen, "p-0001") << "the same person's";
  EXPECT_EQ(shop.state(all->back().id), "suspendue");
}

TEST(Office, WhoSheIsIsKeptOnlyWithAnActThatCounts) {
  Shop shop{kNoAgencies, {replaced(kLeave, "deposer: {by: usager,", "deposer: {by: usager, identity: franceconnect,")}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {}, "franceconnect"), "bad-data");
  EXPECT_EQ(shop.office().read(id)->row.identity, "");
  EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:06", {{"demande.motif", "vacances"}}, "franceconnect"), "");
  EXPECT_EQ(shop.office().read(id)->row.identity, "franceconnect");
}

TEST(Office, AValueIsHeldAgainstItsPatternAtTheDoor) {
  Shop shop{kNoAgencies, {replaced(kLeave, "category: request, title: Motif", "category: request, pattern: '[a-z]+', example: repos, title: Motif")}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"demande.motif", "24 jours"}}), "bad-data");
  EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"demande.motif", "vacances"}}), "");
}

TEST(Office, MistakesOfTheCallerAreSentences) {
  Shop shop{kNoAgencies, {kLeave}};
  const std::int64_t id = shop.open("conge", "2026-03-02T09:00");
  const auto sentence = [&](Act act) {
    act.at = instant("2026-03-02T09:05");
    const auto taken = shop.office().act(id, act);
    return taken.ok() ? "accepted" : base::tr(base::Lang::en, taken.failure());
  };
  EXPECT_EQ(sentence({.event = "deposr", .by = "usager", .member = {}, .data = {}, .identity = {}}), "unknown event 'deposr'");
  EXPECT_EQ(sentence({.event = "deposer", .by = "mairie", .member = {}, .data = {}, .identity = {}}), "unknown actor 'mairie'");
  EXPECT_EQ(sentence({.event = "deposer", .by = "usager", .member = {}, .data = {{"nom", "x"}}, .identity = {}}), "unknown datum 'nom'");
  EXPECT_FALSE(shop.office().read(99).ok());
}

}  // namespace
}  // namespace guichet::dossier
