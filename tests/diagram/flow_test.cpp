// The mapping of docs/diagrams.md, one rule after the other, on the procedures that are shipped.
#include "diagram/flow.h"

#include "diagram/drawings.h"
#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

Flow parking() { return map_procedure(shipped("carte-stationnement"), shipped_world().reference, base::Lang::fr).flows[0]; }

const FlowExchange& first(const Flow& flow, const FlowLink* link) {
  EXPECT_NE(link, nullptr);
  EXPECT_FALSE(link->exchanges.empty());
  return flow.exchanges[static_cast<std::size_t>(link->exchanges.front())];
}

std::string lane(const Flow& flow, const FlowNode& node) { return flow.lanes[static_cast<std::size_t>(node.lane)].id; }

TEST(Flow, ActorStatesAreTasksInTheirLane) {
  const Flow flow = parking();
  const FlowNode& task = node(flow, "saisie");
  EXPECT_EQ(task.kind, NodeKind::task);
  EXPECT_EQ(task.text, "Remplir la demande en ligne");
  EXPECT_EQ(lane(flow, task), "usager");
  EXPECT_EQ(lane(flow, node(flow, "instruction")), "ville");
}

TEST(Flow, AnExchangeIsTwoTasksAndTwoMessages) {
  const Flow flow = parking();
  EXPECT_EQ(lane(flow, node(flow, "titulaire")), "ville");
  EXPECT_EQ(lane(flow, node(flow, "titulaire.siv")), "siv");
  EXPECT_EQ(node(flow, "titulaire.siv").text, "Rechercher le véhicule et son titulaire");
  const FlowExchange& request = first(flow, link(flow, "titulaire", "titulaire.siv"));
  EXPECT_EQ(request.title, "Demande d'extrait");
  EXPECT_EQ(request.data.size(), 2u);
  EXPECT_EQ(request.identity, "franceconnect");
  const FlowExchange& reply = first(flow, link(flow, "titulaire.siv", "titulaire.question"));
  EXPECT_EQ(reply.title, "Extrait");
  EXPECT_EQ(reply.data.size(), 9u);
  EXPECT_EQ(shipped("carte-stationnement")[reply.purpose].name, "attribution");
}

TEST(Flow, BranchesAreAGatewayWithItsQuestion) {
  const Flow flow = parking();
  const FlowNode& gateway = node(flow, "titulaire.question");
  EXPECT_EQ(gateway.kind, NodeKind::gateway);
  EXPECT_EQ(gateway.text, "Habite la zone ?");
  // Two branches to the same state are one link.
  EXPECT_EQ(link(flow, "titulaire.question", "pieces")->answer, "Autre identité ou Non");
  EXPECT_EQ(node(flow, "quota").kind, NodeKind::gateway) << "a rule without actor is its gateway alone";
  EXPECT_EQ(node(flow, "ouverture").kind, NodeKind::task) << "both branches lead to the same state: nothing to decide";
}

TEST(Flow, DelaysAndFailuresStandOnTheBorder) {
  const Flow flow = parking();
  const FlowNode& timer = node(flow, "pieces.after");
  EXPECT_EQ(timer.kind, NodeKind::timer);
  EXPECT_EQ(timer.text, "1 mois");
  EXPECT_EQ(flow.nodes[static_cast<std::size_t>(timer.attached_to)].id, "pieces");
  EXPECT_EQ(node(flow, "titulaire.failed").text, "Pas de réponse utile sous 1 jour");
  EXPECT_EQ(node(flow, "active.expiration").kind, NodeKind::timer);
  EXPECT_EQ(node(flow, "active.envisager-abrogation").text, "Projet d'abrogation (Ville)");
}

TEST(Flow, OutcomesAreEndsAndTheirLettersMessages) {
  const Flow flow = parking();
  EXPECT_EQ(node(flow, "refusee").kind, NodeKind::end);
  EXPECT_EQ(first(flow, link(flow, "suite-refus", "refusee")).title, "Lettre de refus");
  // Told to somebody else too: it arrives there.
  EXPECT_EQ(first(flow, link(flow, "abrogee", "abrogee.droits")).title, "Fin de droit");
}

TEST(Flow, PhasesAreGroupsAndWhatTheyListenToIsDrawnOnce) {
  const Flow flow = parking();
  ASSERT_EQ(flow.groups.size(), 4u);
  EXPECT_EQ(flow.groups[0].title, "Vérification par échange");
  EXPECT_EQ(node(flow, "retirer..suite-abandon.phase").kind, NodeKind::phase);
  EXPECT_EQ(link(flow, "paiement", "suite-abandon"), nullptr);
}

TEST(Flow, ExchangesAreNumberedOnceInTheOrderOfTheFile) {
  const Flow flow = parking();
  EXPECT_EQ(first(flow, link(flow, "saisie.question", "titulaire")).number, "1");
  const FlowLink* second = link(flow, "saisie.question", "pieces");
  ASSERT_GE(second->exchanges.size(), 2u);
  EXPECT_EQ(flow.exchanges[static_cast<std::size_t>(second->exchanges[1])].number, "2 bis");
  // One letter on several links has one number.
  EXPECT_EQ(first(flow, link(flow, "titulaire.question", "pieces")).number,
            first(flow, link(flow, "titulaire.failed", "pieces")).number);
  std::set<std::string> numbers;
  for (const FlowExchange& exchange : flow.exchanges) {
    EXPECT_FALSE(exchange.number.empty()) << exchange.title;
    EXPECT_TRUE(numbers.insert(exchange.number).second) << exchange.number;
  }
}

TEST(Flow, EachIsAFlowOfItsOwn) {
  const Mapping mapping =
      map_procedure(shipped("changement-adresse"), shipped_world().reference, base::Lang::fr);
  ASSERT_EQ(mapping.flows.size(), 2u);
  EXPECT_EQ(node(mapping.flows[0], "diffusion").kind, NodeKind::subprocess);
  EXPECT_EQ(lane(mapping.flows[1], node(mapping.flows[1], "diffusion.envoi-adresse.organisme")), "organisme");
  const FlowExchange& request =
      first(mapping.flows[1], link(mapping.flows[1], "diffusion.envoi-adresse", "diffusion.envoi-adresse.organisme"));
  EXPECT_TRUE(request.needs_agreement) << "nobody is told whom the person did not choose";
}

TEST(Flow, AGatewayWithoutQuestionIsASentence) {
  const Mapping mapping =
      map_procedure(shipped("carte-stationnement"), shipped_world().reference, base::Lang::en);
  std::string told;
  for (const base::Message& finding : mapping.findings) told += base::tr(base::Lang::en, finding) + "\n";
  EXPECT_NE(told.find("state 'saisie': several ways out and no `question`"), std::string::npos) << told;
  EXPECT_EQ(told.find("'instruction'"), std::string::npos) << told;
}

}  // namespace
}  // namespace guichet::diagram
