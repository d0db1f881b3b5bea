#include "agency/in_process.h"

#include <gmock/gmock.h>

#include "agency/world.h"

namespace guichet::agency {
namespace {

using test::World;
using testing::IsEmpty;
using Kind = Reply::Kind;

TEST(InProcess, FindsTheHolderOfAPlate) {
  World world;
  const Reply reply = world.extract("fc-0001", "SS-001-AA");
  EXPECT_EQ(reply.kind, Kind::answered);
  EXPECT_EQ(reply.code, "");
  EXPECT_EQ(reply.fields,
            (Fields{{"statut", "titulaire"}, {"commune", "Paris"}, {"adresse", "12 rue de l'Exemple, 75011 Paris"}}));
}

// What the personas of data/citizens/README.md meet.
TEST(InProcess, TellsThePersonasApart) {
  struct {
    const char *token, *plate;
    Kind kind;
    const char* code;
  } const cases[] = {
      {"fc-0001", "SS-001-AA", Kind::answered, ""},
      {"fc-0001", "SS-999-AA", Kind::not_found, "42003"},  // nobody's plate
      {"fc-0001", "SS-002-AA", Kind::not_found, "42003"},  // someone else's: the same answer
      {"fc-0003", "SS-003-AA", Kind::not_found, "42003"},  // a company's
      {"fc-0004", "SS-004-AA", Kind::answered, ""},        // leased
      {"fc-0006", "SS-005-AA", Kind::answered, ""},        // the other holder
      {"fc-0011", "SS-010-AA", Kind::not_found, "42003"},  // the husband's wife's
      {"fc-0012", "SS-012-AA", Kind::refused, "010015"},
      {"fc-0013", "SS-013-AA", Kind::refused, "010006"},
      {"fc-0015", "SS-015-AA", Kind::refused, "010008"},
      {"fc-nobody", "SS-001-AA", Kind::refused, "00101"},
  };
  World world;
  int key = 0;
  for (const auto& c : cases) {
    const Reply reply = world.extract(c.token, c.plate, std::to_string(++key));
    EXPECT_EQ(reply.kind, c.kind) << c.token << ' ' << c.plate;
    EXPECT_EQ(reply.code, c.code) << c.token << ' ' << c.plate;
  }
  EXPECT_EQ(world.extract("fc-0004", "SS-004-AA", "lease").fields.at("statut"), "locataire");
}

TEST(InProcess, RegistersDisagreeAboutWhoMoved) {
  World world;
  const Reply tax = world.ask("dgfip", "situation", {{"jeton", "fc-0002"}}, "a");
  EXPECT_EQ(tax.fields.at("adresse"), "27 rue des Automates, 75011 Paris");
  EXPECT_EQ(tax.fields.at("rfr"), "19800");
  EXPECT_EQ(world.extract("fc-0002", "SS-002-AA", "b").fields.at("adresse"), "8 impasse du Brouillon, 93100 Montreuil");
  EXPECT_EQ(world.ask("dgfip", "situation", {{"jeton", "fc-0008"}}, "c").kind, Kind::not_found);
  EXPECT_EQ(world.ask("dgfip", "situation", {{"jeton", "fc-0008"}}, "d").code, "404");
}

TEST(InProcess, ReturnsNothingForHomonyms) {
  World world;
  const Reply reply = world.ask("mairie", "nom", {{"nom", "Martin"}, {"prenoms", "Marie"}});
  EXPECT_EQ(reply.kind, Kind::refused);
  EXPECT_EQ(reply.code, "00391");
  EXPECT_THAT(reply.fields, IsEmpty());
}

TEST(InProcess, AnAgencySeesOnlyItsOwnRowsOfASharedRegister) {
  World world;
  const Fields of_edf{{"identifiant", "0000000001"}, {"nouvelle", "1 rue du Modèle, 44000 Nantes"}};
  EXPECT_EQ(world.ask("cpam", "adresse", of_edf, "a").kind, Kind::not_found);
  EXPECT_EQ(world.ask("edf", "adresse", of_edf, "b").kind, Kind::answered);
}

TEST(InProcess, ADepositChangesTheRegisterOnce) {
  World world;
  const Fields first{{"identifiant", "0000000001"}, {"nouvelle", "1 rue du Modèle, 44000 Nantes"}};
  const Fields second{{"identifiant", "0000000001"}, {"nouvelle", "2 rue du Modèle, 44000 Nantes"}};
  EXPECT_EQ(world.ask("edf", "adresse", first, "a").fields.at("adresse"), first.at("nouvelle"));
  EXPECT_EQ(world.ask("edf", "adresse", second, "b").fields.at("adresse"), second.at("nouvelle"));
  // The first message again, late: answered as it was, without undoing the second.
  EXPECT_EQ(world.ask("edf", "adresse", first, "a").fields.at("adresse"), first.at("nouvelle"));
  ASSERT_TRUE(
      world.registers
          .edit("adresses",
                {.table = "affiliations", .where = {{"adresse", second.at("nouvelle")}}, .to = {{"telephone", "-"}}})
          .ok());
  EXPECT_EQ(world.registers.calls()->size(), 2U);
}

TEST(InProcess, TheSameKeyGetsTheSameReply) {
  World world;
  const Reply before = world.extract("fc-0001", "SS-001-AA", "a");
  ASSERT_TRUE(
      world.registers
          .edit("vehicules", {.table = "titulaires", .where = {{"plaque", "SS-001-AA"}}, .to = {{"commune", "Lyon"}}})
          .ok());
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA", "a").fields, before.fields);
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA", "b").fields.at("commune"), "Lyon");
}

TEST(InProcess, GivesWhatThePermitAsksUnlessItDisclosesTooMuch) {
  World world;
  const Fields fields{{"jeton", "fc-0001"}, {"immatriculation", "SS-001-AA"}};
  EXPECT_EQ(world.ask("siv", "extrait", fields, "a", {{"commune"}}).fields, (Fields{{"commune", "Paris"}}));
  world.transport.set_behaviour("siv", "", {.discloses_all = true});
  EXPECT_EQ(world.ask("siv", "extrait", fields, "b", {{"commune"}}).fields.size(), 3U);
}

TEST(InProcess, ADownServiceReceivesNothing) {
  World world;
  world.transport.set_behaviour("siv", "extrait", {.availability = model::Behaviour::Availability::down});
  const Reply reply = world.extract("fc-0001", "SS-001-AA", "a");
  EXPECT_EQ(reply.kind, Kind::unavailable);
  EXPECT_EQ(reply.code, "00501");
  EXPECT_THAT(world.registers.calls().value(), IsEmpty());
  world.transport.set_behaviour("siv", "extrait", {.availability = model::Behaviour::Availability::up});
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA", "a").kind, Kind::answered);
}

TEST(InProcess, AnErrorIsAnsweredInsteadOfServing) {
  World world;
  struct {
    const char* error;
    Kind kind;
    const char* code;
  } const cases[] = {{"502", Kind::unavailable, "502"},     {"429", Kind::unavailable, "429"},
                     {"403", Kind::refused, "403"},         {"404", Kind::not_found, "42003"},
                     {"00429", Kind::unavailable, "00429"}, {"42999", Kind::unavailable, "42999"}};
  for (const auto& c : cases) {
    world.transport.set_behaviour("siv", "", {.error = c.error});
    const Reply reply = world.extract("fc-0001", "SS-001-AA", c.error);
    EXPECT_EQ(reply.kind, c.kind) << c.error;
    EXPECT_EQ(reply.code, c.code) << c.error;
    EXPECT_THAT(reply.fields, IsEmpty());
  }
}

TEST(InProcess, BehaviourIsTheFilesUnlessChanged) {
  World world;
  EXPECT_EQ(world.transport.behaviour("siv", "extrait").retries, 2);
  world.transport.set_behaviour("siv", "extrait", {.latency_minutes = 120});
  world.transport.set_behaviour("siv", "", {.latency_minutes = 60, .retries = 0});
  const model::Behaviour now = world.transport.behaviour("siv", "extrait");
  EXPECT_EQ(now.latency_minutes, 120) << "the service's own change wins over its agency's";
  EXPECT_EQ(now.retries, 0);
  EXPECT_EQ(now.retry_minutes, 5);
}

TEST(InProcess, TheProviderKeepsAJournalWithoutValues) {
  World world;
  (void)world.extract("fc-0001", "SS-001-AA", "case-1/3/1");
  const auto calls = world.registers.calls().value();
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0], (ReceivedCall{"case-1/3/1", "siv", "extrait", "ville", "eu-gdpr:A6-1-e", "2026-03-02T09:00",
                                    "immatriculation jeton", "trace-case-1/3/1", "answered", ""}));
}

TEST(InProcess, AnAgencyWithoutRegisterAnswersAndIsJournalled) {
  World world;
  EXPECT_EQ(world.ask("banque", "avis", {{"montant", "45.00"}}).kind, Kind::answered);
  EXPECT_EQ(world.registers.calls()->size(), 1U);
}

TEST(InProcessDeathTest, RefusesToCarryOtherFieldsThanThePermits) {
  World world;
  model::Api* api = &world.described.all[0].apis[0];
  model::Procedure procedure;
  procedure.id = "essai";
  procedure.actors.resize(2);
  procedure.actors[0].name = "ville";
  procedure.actors[1].name = "siv";
  procedure.purposes.resize(1);
  procedure.purposes[0].name = "attribution";
  procedure.purposes[0].basis = model::Basis::public_task;
  procedure.data.resize(1);
  procedure.data[0].name = "jeton";
  const model::Exchange exchange{.by = {0}, .with = {1}, .api = api->name, .purpose = {0}, .send = {{0}}};
  const bool present[] = {true};
  const privacy::Decision decision;
  const privacy::Limits limits;
  const auto permit = std::get<privacy::Permit>(privacy::decide(
      {.exchange = &exchange, .consumer = "ville", .provider = "siv", .send = exchange.send},
      {.procedure = &procedure, .agencies = &world.described, .decisions = {&decision, 1}, .limits = {&limits, 1}, .present = present}));
  const Call call{"k", {{"jeton", "fc-0001"}, {"immatriculation", "SS-001-AA"}}, ""};
  EXPECT_DEATH((void)world.transport.ask(permit, call, test::kNow), "no more, no less");
}

}  // namespace
}  // namespace guichet::agency
