#include "diagram/parts.h"

#include <map>
#include <set>

#include "diagram/drawings.h"
#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

TEST(Parts, NothingIsLostNorDrawnTwiceButEnds) {
  for (const char* id : {"carte-stationnement", "changement-adresse", "acte-naissance"}) {
    for (const Flow& flow : map_procedure(shipped(id), shipped_world().reference, base::Lang::fr).flows) {
      const std::vector<Flow> parts = parts_of(flow, base::Lang::fr, 1);
      std::map<std::string, int> drawn;
      std::size_t links = 0;
      for (const Flow& part : parts) {
        for (const FlowNode& n : part.nodes)
          if (n.kind != NodeKind::off_page && n.kind != NodeKind::end) ++drawn[n.id];
        for (const FlowLink& l : part.links) links += l.id.ends_with(".in") ? 0 : 1;
      }
      for (const FlowNode& n : flow.nodes) {
        if (n.kind == NodeKind::end || n.kind == NodeKind::receipt) continue;
        EXPECT_EQ(drawn[n.id], 1) << id << ": " << n.id;
      }
      EXPECT_GE(links, flow.links.size()) << id;
    }
  }
}

TEST(Parts, TheSameLetterStandsOnBothSheets) {
  const Flow flow = map_procedure(shipped("acte-naissance"), shipped_world().reference, base::Lang::fr).flows[0];
  const std::vector<Flow> parts = parts_of(flow, base::Lang::fr, 1);
  ASSERT_GT(parts.size(), 2u);
  std::map<std::string, std::size_t> entered;  // letter -> sheet, first is 1
  for (std::size_t p = 0; p < parts.size(); ++p)
    for (const FlowNode& n : parts[p].nodes)
      if (n.kind == NodeKind::off_page && n.id.ends_with(".from")) {
        EXPECT_TRUE(entered.try_emplace(n.letter, p + 1).second) << n.letter;
      }
  std::set<std::string> left;
  for (const Flow& part : parts)
    for (const FlowNode& n : part.nodes)
      if (n.kind == NodeKind::off_page && !n.id.ends_with(".from")) {
        ASSERT_TRUE(entered.contains(n.letter)) << n.letter;
        EXPECT_NE(n.text.find("(page " + std::to_string(entered[n.letter]) + ")"), std::string::npos) << n.text;
        left.insert(n.letter);
      }
  EXPECT_EQ(left.size(), entered.size());
}

TEST(Parts, WhatASheetDoesNotShowIsDividedAgain) {
  const Flow flow = map_procedure(shipped("carte-stationnement"), shipped_world().reference, base::Lang::fr).flows[0];
  const std::size_t counted = parts_of(flow, base::Lang::fr, 1).size();
  const auto nodes_at_most = [](std::size_t most, bool only_closely) {
    return [=](const Flow& part, bool at_a_glance) { return (at_a_glance && only_closely) || part.nodes.size() <= most; };
  };
  EXPECT_EQ(parts_of(flow, base::Lang::fr, 1, nodes_at_most(1000, false)).size(), counted);
  for (const bool only_closely : {false, true}) {
    const std::vector<Flow> parts = parts_of(flow, base::Lang::fr, 1, nodes_at_most(18, only_closely));
    EXPECT_GT(parts.size(), counted);
    for (const Flow& part : parts) EXPECT_LE(part.nodes.size(), 18u);
  }
  // A state is never cut, however little a sheet shows.
  std::set<model::StateId> states;
  for (const FlowNode& n : flow.nodes)
    if (n.state && n.kind != NodeKind::end && n.kind != NodeKind::receipt) states.insert(*n.state);
  EXPECT_EQ(parts_of(flow, base::Lang::fr, 1, nodes_at_most(0, true)).size(), states.size());
}

TEST(Parts, ASmallProcedureStaysWhole) {
  const Flow flow = map_procedure(shipped("changement-adresse"), shipped_world().reference, base::Lang::fr).flows[0];
  EXPECT_EQ(parts_of(flow, base::Lang::fr, 1).size(), 1u);
}

}  // namespace
}  // namespace guichet::diagram
