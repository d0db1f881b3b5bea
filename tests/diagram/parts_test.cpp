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

TEST(Parts, ASmallProcedureStaysWhole) {
  const Flow flow = map_procedure(shipped("changement-adresse"), shipped_world().reference, base::Lang::fr).flows[0];
  EXPECT_EQ(parts_of(flow, base::Lang::fr, 1).size(), 1u);
}

}  // namespace
}  // namespace guichet::diagram
