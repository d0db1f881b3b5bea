#include "diagram/sequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

// Every node that can be reached, by links and by the border of what is reached.
std::set<int> reached(const Flow& flow) {
  std::set<int> nodes;
  for (std::size_t k = 0; k < flow.nodes.size(); ++k)
    if (flow.nodes[k].kind == NodeKind::start || flow.nodes[k].kind == NodeKind::phase) nodes.insert(static_cast<int>(k));
  for (std::size_t before = 0; before != nodes.size();) {
    before = nodes.size();
    for (const FlowLink& link : flow.links)
      if (nodes.contains(link.from)) nodes.insert(link.to);
    for (std::size_t k = 0; k < flow.nodes.size(); ++k)
      if (flow.nodes[k].attached_to >= 0 && nodes.contains(flow.nodes[k].attached_to)) nodes.insert(static_cast<int>(k));
  }
  return nodes;
}

TEST(Sequence, TellsEachDeedOnceAndEveryExchange) {
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
    const Mapping mapping = map_procedure(shipped(id), shipped_world().reference, base::Lang::fr);
    for (const Flow& flow : mapping.flows) {
      std::map<int, int> deeds;
      std::set<int> said;
      for (const SequencePart& part : tell_in_sequence(flow, base::Lang::fr))
        for (const SequenceItem& item : part.items) {
          if (const auto* deed = std::get_if<Deed>(&item)) ++deeds[deed->node];
          if (const auto* told = std::get_if<Said>(&item)) said.insert(told->exchange);
        }
      const std::set<int> nodes = reached(flow);
      for (const int node : nodes) {
        const FlowNode& at = flow.nodes[static_cast<std::size_t>(node)];
        if (at.kind == NodeKind::task || at.kind == NodeKind::subprocess) {
          EXPECT_EQ(deeds[node], 1) << id << ": " << at.id;
        }
      }
      for (const FlowLink& link : flow.links)
        if (nodes.contains(link.from)) {
          for (const int exchange : link.exchanges)
            EXPECT_TRUE(said.contains(exchange)) << id << ": " << flow.exchanges[static_cast<std::size_t>(exchange)].title;
        }
    }
  }
}

TEST(Sequence, FramesCloseAndLettersLead) {
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
    const Mapping mapping = map_procedure(shipped(id), shipped_world().reference, base::Lang::fr);
    for (const Flow& flow : mapping.flows) {
      const auto parts = tell_in_sequence(flow, base::Lang::fr);
      for (const SequencePart& part : parts) {
        int open = 0;
        for (const SequenceItem& item : part.items) {
          if (std::holds_alternative<Opened>(item)) ++open;
          if (std::holds_alternative<Closed>(item)) --open;
          EXPECT_GE(open, 0);
          if (const auto* on = std::get_if<GoesOn>(&item); on != nullptr && !on->letter.empty()) {
            EXPECT_EQ(std::ranges::count(parts, on->letter, &SequencePart::letter), 1) << id << " " << on->letter;
          }
        }
        EXPECT_EQ(open, 0) << id << " " << part.title;
      }
    }
  }
}

TEST(Sequence, TheUsualCourseOfThePermitAsksBothRegistersAndGrants) {
  const Mapping mapping = map_procedure(shipped("carte-stationnement"), shipped_world().reference, base::Lang::fr);
  const Flow& flow = mapping.flows.front();
  std::vector<std::string> course;
  int depth = 0;
  const auto parts = tell_in_sequence(flow, base::Lang::fr);
  for (const SequenceItem& item : parts.front().items) {
    if (std::holds_alternative<Opened>(item)) ++depth;
    if (std::holds_alternative<Closed>(item)) --depth;
    if (const auto* deed = std::get_if<Deed>(&item); deed != nullptr && depth == 0)
      course.push_back(flow.nodes[static_cast<std::size_t>(deed->node)].id);
  }
  const auto place = [&](const char* id) { return std::ranges::find(course, id) - course.begin(); };
  EXPECT_LT(place("saisie"), place("titulaire"));
  EXPECT_LT(place("titulaire"), place("titulaire.siv"));
  EXPECT_LT(place("titulaire.siv"), place("adresse-fiscale.dgfip"));
  EXPECT_LT(place("adresse-fiscale.dgfip"), place("inscription"));
  EXPECT_LT(place("inscription"), place("active"));
  EXPECT_EQ(std::ranges::count(course, "pieces"), 0) << "papers are asked only when the registers do not agree";
}

TEST(Sequence, LettersGoOnAfterZ) {
  EXPECT_EQ(letter_of(0), "A");
  EXPECT_EQ(letter_of(25), "Z");
  EXPECT_EQ(letter_of(26), "AA");
  EXPECT_EQ(letter_of(701), "ZZ");
  EXPECT_EQ(letter_of(702), "AAA");
}

}  // namespace
}  // namespace guichet::diagram
