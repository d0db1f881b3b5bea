// What holds of every drawing, whatever the graph; bad input; the contract of the interface.
#include "layout/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "layout/samples.h"

namespace guichet::layout {
namespace {

Options fast(bool vertical = false) { return {.vertical = vertical, .effort = Effort::fast}; }

void expect_sound(const Drawing& drawing, const Graph& graph, const std::string& what) {
  ASSERT_EQ(drawing.nodes.size(), graph.nodes.size()) << what;
  ASSERT_EQ(drawing.links.size(), graph.links.size()) << what;
  ASSERT_EQ(drawing.lanes.size(), graph.lanes.size()) << what;
  EXPECT_EQ(drawing.metrics.through, 0) << what;
  EXPECT_EQ(drawing.metrics.node_overlaps, 0) << what;
  EXPECT_EQ(drawing.metrics.outside_lane, 0) << what;
  EXPECT_EQ(drawing.metrics, measure(drawing, graph)) << what;
  for (const PlacedLink& link : drawing.links) {
    ASSERT_GE(link.points.size(), 2u) << what;
    for (std::size_t k = 0; k + 1 < link.points.size(); ++k) {
      const Point a = link.points[k], b = link.points[k + 1];
      EXPECT_TRUE((a.x == b.x) != (a.y == b.y)) << what << ": a piece neither horizontal nor vertical, or empty";
    }
  }
  for (std::size_t l = 0; l + 1 < drawing.lanes.size(); ++l) {
    const Rect &lane = drawing.lanes[l].box, &next = drawing.lanes[l + 1].box;
    EXPECT_EQ(drawing.vertical ? lane.right() : lane.bottom(), drawing.vertical ? next.x : next.y)
        << what << ": lanes in order";
  }
}

TEST(Layout, EverySampleIsSoundEvenInAHurry) {
  for (const Sample& sample : all_samples()) {
    for (const bool vertical : {false, true}) {
      const auto drawing = lay_out(sample.graph, fast(vertical));
      ASSERT_TRUE(drawing.ok());
      expect_sound(*drawing, sample.graph, sample.name);
    }
  }
}

TEST(Layout, SameGraphSameDrawing) {
  const Graph graph = parking();
  EXPECT_EQ(lay_out(graph, fast()).value(), lay_out(graph, fast()).value());
}

Graph tangled() {
  Graph graph = chain(8, 2);
  graph.links.push_back({"self", 2, 2});
  graph.links.push_back({"twin", 2, 3, "", "message"});
  graph.links.push_back({"back", 6, 1, "non"});
  Node lonely;
  lonely.id = lonely.text = "lonely";
  graph.nodes.push_back(lonely);
  Node timer;
  timer.id = timer.text = "timer";
  timer.shape = Shape::timer;
  timer.attached_to = 4;
  graph.nodes.push_back(timer);
  timer.id = "idle";
  timer.attached_to = 2;
  graph.nodes.push_back(timer);
  graph.links.push_back({"late", 9, 7, "", "late"});
  return graph;
}

TEST(Layout, StrangeGraphsAreDrawn) {
  Graph no_lane = chain(5, 0), one_lane = chain(12, 1), many_lanes = chain(30, 30), alone = chain(1, 1);
  struct {
    const char* what;
    Graph graph;
  } const cases[] = {{"no lane", no_lane},
                     {"one lane", one_lane},
                     {"30 lanes", many_lanes},
                     {"one node", alone},
                     {"tangled", tangled()}};
  for (const auto& c : cases) {
    for (const bool vertical : {false, true}) {
      const auto drawing = lay_out(c.graph, fast(vertical));
      ASSERT_TRUE(drawing.ok()) << c.what;
      expect_sound(*drawing, c.graph, c.what);
    }
  }
}

// However many links end in one event, it stays as small as an event, and each ends on its outline.
TEST(Layout, AnEventStaysSmall) {
  Graph graph = chain(9, 3);
  graph.nodes.push_back({.id = "end", .lane = 1, .shape = Shape::end, .text = "end"});
  const int end = static_cast<int>(graph.nodes.size()) - 1;
  for (int n = 0; n < end; ++n) graph.links.push_back({"to." + std::to_string(n), n, end});
  int turned = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    for (const bool vertical : {false, true}) {
      const auto drawing = lay_out(graph, {.vertical = vertical, .effort = Effort::fast, .seed = seed});
      ASSERT_TRUE(drawing.ok());
      expect_sound(*drawing, graph, "fan");
      const Rect& box = drawing->nodes[static_cast<std::size_t>(end)].box;
      EXPECT_LE(box.w, 36) << seed;
      EXPECT_EQ(box.w, box.h);
      for (const PlacedLink& link : drawing->links) {
        const Point last = link.points.back();
        if (&link - drawing->links.data() < static_cast<std::ptrdiff_t>(graph.links.size()) - end) continue;
        const int x = last.x - box.x - box.w / 2, y = last.y - box.y - box.h / 2, radius = box.w / 2;
        EXPECT_LE(std::abs(x * x + y * y - radius * radius), 3 * radius) << seed << ": " << x << ", " << y;
        turned += box.w == 36 && std::abs(x) != radius && std::abs(y) != radius ? 1 : 0;
      }
    }
  }
  EXPECT_GT(turned, 0);
}

TEST(Layout, OperationsAreEnteredFromTheTopAndLeftFromTheirCells) {
  const Graph graph = read_graph(GUICHET_SOURCE_DIR "/tests/golden/layout/ser/parking.json");
  const Drawing drawing = lay_out(graph, {.vertical = true, .page_width = 718, .page_height = 1047, .effort = Effort::best}).value();
  expect_sound(drawing, graph, "ser");
  EXPECT_EQ(drawing.metrics.hard(), 0);
  EXPECT_LE(drawing.metrics.crossings, 1);
  EXPECT_EQ(drawing.metrics.size_pt, 90);
  for (std::size_t l = 0; l < graph.links.size(); ++l) {
    const auto from = static_cast<std::size_t>(graph.links[l].from), to = static_cast<std::size_t>(graph.links[l].to);
    const Point first = drawing.links[l].points.front(), last = drawing.links[l].points.back();
    if (graph.nodes[to].shape == Shape::operation) {
      EXPECT_EQ(last.y, drawing.nodes[to].box.y) << graph.links[l].id;
    }
    if (graph.nodes[from].shape != Shape::operation || graph.links[l].answer.empty()) continue;
    EXPECT_GE(first.y, drawing.nodes[from].bands.rules.front().box.y) << graph.links[l].id;
    if (first.y < drawing.nodes[from].box.bottom()) continue;
    const auto cell = std::find_if(drawing.nodes[from].bands.rules.begin(), drawing.nodes[from].bands.rules.end(),
                                   [&](const Cell& one) { return one.box.x < first.x && first.x < one.box.right(); });
    ASSERT_NE(cell, drawing.nodes[from].bands.rules.end()) << graph.links[l].id;
    EXPECT_EQ(cell->text.lines[0].text, graph.links[l].answer);
  }
}

// Chance of its own: the same graphs on every machine.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_{seed} {}
  int below(int limit) {
    state_ = state_ * 1664525u + 1013904223u;
    return static_cast<int>(state_ >> 8) % limit;
  }
 private:
  std::uint32_t state_;
};

Graph thrown(std::uint32_t seed) {
  static constexpr Shape kShapes[] = {Shape::task,  Shape::task,      Shape::gateway, Shape::parallel, Shape::end,
                                      Shape::event, Shape::operation, Shape::box,     Shape::timer};
  Dice dice{seed};
  Graph graph;
  const int lanes = dice.below(5), nodes = 1 + dice.below(18), links = dice.below(30);
  for (int l = 0; l < lanes; ++l)
    graph.lanes.push_back({"l" + std::to_string(l), dice.below(2) == 0 ? "Ville" : "Caisse d'allocations familiales"});
  for (int n = 0; n < nodes; ++n) {
    Node node;
    node.id = "n" + std::to_string(n);
    node.lane = lanes == 0 ? 0 : dice.below(lanes);
    node.shape = kShapes[dice.below(9)];
    node.text = dice.below(4) == 0   ? ""
                : dice.below(3) == 0 ? "Transmettre les pièces justificatives manquantes"
                                     : "Payer";
    if (dice.below(9) == 0) node.blank = {104, 22};
    if (dice.below(6) == 0) node.sync = "OU";
    if (node.shape == Shape::timer && n > 0 && graph.nodes.back().attached_to < 0 &&
        graph.nodes.back().lane == node.lane)
      node.attached_to = n - 1;
    graph.nodes.push_back(node);
  }
  std::vector<char> left(static_cast<std::size_t>(nodes), 0);
  for (int l = 0; l < links; ++l) {
    const int from = dice.below(nodes), to = dice.below(nodes);
    if (graph.nodes[static_cast<std::size_t>(to)].attached_to >= 0) continue;
    if (graph.nodes[static_cast<std::size_t>(from)].attached_to >= 0 && left[static_cast<std::size_t>(from)]++ > 0)
      continue;
    graph.links.push_back({"f" + std::to_string(l), from, to, dice.below(3) == 0 ? "oui" : "",
                           dice.below(2) == 0 ? "Adresse fiscale" : "", dice.below(4) == 0 ? "12" : ""});
  }
  return graph;
}

TEST(Layout, WhateverIsThrownIsSound) {
  for (std::uint32_t seed = 1; seed <= 120; ++seed) {
    const Graph graph = thrown(seed);
    const auto drawing = lay_out(graph, fast(seed % 2 == 0));
    ASSERT_TRUE(drawing.ok()) << seed;
    EXPECT_EQ(drawing->metrics.node_overlaps, 0) << seed;
    EXPECT_EQ(drawing->metrics.outside_lane, 0) << seed;
    for (std::size_t l = 0; l < graph.links.size(); ++l)
      EXPECT_GE(drawing->links[l].points.size(), 2u) << seed << ' ' << graph.links[l].id;
  }
}

TEST(Layout, ALargeGraphIsDrawnInTime) {  // ctest's own limit is the clock
  Graph graph = chain(500, 10);
  for (int k = 0; k < 300; ++k)
    graph.links.push_back({"x" + std::to_string(k), k * 37 % 500, k * 91 % 500, "", "message"});
  const auto drawing = lay_out(graph, fast());
  ASSERT_TRUE(drawing.ok());
  EXPECT_EQ(drawing->metrics.node_overlaps, 0);
}

TEST(Layout, WhatReturnsIsFound) {
  Graph graph = chain(4, 1);
  graph.links.push_back({"back", 3, 1});
  graph.links.push_back({"self", 2, 2});
  const Drawing drawing = lay_out(graph, fast()).value();
  EXPECT_FALSE(drawing.links[0].back);
  EXPECT_TRUE(drawing.links[3].back);
  EXPECT_TRUE(drawing.links[4].back);
}

TEST(Layout, BlanksKeepTheirSize) {
  Graph graph = parking();
  graph.nodes[1].blank = {104, 54};
  graph.links[1].blank = {84, 22};
  const Drawing drawing = lay_out(graph, fast()).value();
  EXPECT_TRUE(drawing.nodes[1].text.blank);
  EXPECT_GE(drawing.nodes[1].box.h, 54);
  EXPECT_GE(drawing.nodes[1].box.w, 104);
  const auto label = std::find_if(drawing.labels.begin(), drawing.labels.end(), [](const PlacedLabel& l) {
    return l.kind == PlacedLabel::Kind::message && l.owner == 1;
  });
  ASSERT_NE(label, drawing.labels.end());
  EXPECT_TRUE(label->text.blank);
  EXPECT_TRUE(label->text.lines.empty());
  EXPECT_GE(label->text.box.w, 84);
}

TEST(Layout, BadGraphsAreRefusedWithASentence) {
  struct {
    const char* sentence;
    Graph graph;
  } cases[] = {{"no node", {}},
               {"too many", chain(501, 3)},
               {"its lane does not exist", chain(3, 2)},
               {"one of its ends", chain(3, 2)},
               {"10000 characters", chain(3, 2)},
               {"not UTF-8", chain(3, 2)},
               {"right to left", chain(3, 2)},
               {"needs a node", chain(3, 2)},
               {"41 lanes", chain(3, 41)}};
  cases[2].graph.nodes[1].lane = 2;
  cases[3].graph.links[0].to = 3;
  cases[4].graph.nodes[1].text = std::string(10'000, 'x');
  cases[5].graph.links[1].message = "\xff";
  cases[6].graph.lanes[1].title = "שלום";
  cases[7].graph.nodes[1].attached_to = 9;
  for (const auto& c : cases) {
    const auto drawing = lay_out(c.graph, fast());
    ASSERT_FALSE(drawing.ok()) << c.sentence;
    EXPECT_NE(base::tr(base::Lang::en, drawing.failure()).find(c.sentence), std::string::npos)
        << base::tr(base::Lang::en, drawing.failure());
  }
}

TEST(Split, AFittingDrawingIsOnePage) {
  const Drawing drawing = lay_out(parking(), fast()).value();
  const std::vector<Page> pages = split(drawing, 2000, 2000);
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].to, drawing.width);
  EXPECT_TRUE(pages[0].connectors.empty());
}

TEST(Split, PagesFollowOneAnotherAndLettersComeInPairs) {
  for (const bool vertical : {false, true}) {
    const Graph graph = chain(40, 3);
    const Drawing drawing = lay_out(graph, {.vertical = vertical, .effort = Effort::fast}).value();
    const int along = vertical ? drawing.height : drawing.width;
    ASSERT_GT(along, 700);
    const std::vector<Page> pages = split(drawing, 700, 700);
    ASSERT_GT(pages.size(), 1u);
    std::vector<std::string> letters;
    for (std::size_t k = 0; k < pages.size(); ++k) {
      EXPECT_LE(vertical ? pages[k].height : pages[k].width,
                std::max(700, 700 * (vertical ? drawing.width : drawing.height) / 700));
      if (k > 0) {
        EXPECT_EQ(pages[k].from, pages[k - 1].to);
      }
      for (const Connector& connector : pages[k].connectors) letters.push_back(connector.letter);
      for (const PlacedNode& node : drawing.nodes) {
        const int low = vertical ? node.box.y : node.box.x, high = vertical ? node.box.bottom() : node.box.right();
        EXPECT_FALSE(low < pages[k].to && pages[k].to < high) << "a node is cut";
      }
    }
    EXPECT_EQ(pages.back().to, along);
    std::sort(letters.begin(), letters.end());
    EXPECT_FALSE(letters.empty());
    for (std::size_t k = 0; k + 1 < letters.size(); k += 2) EXPECT_EQ(letters[k], letters[k + 1]);
  }
}

TEST(Split, ALongProcedureIsReadOverSeveralPages) {
  const Graph graph = read_graph(GUICHET_SOURCE_DIR "/tests/golden/layout/generated_19.json");
  const Paged paged = lay_out_pages(graph, fast()).value();
  EXPECT_GT(paged.pages.size(), 1u);
  EXPECT_GE(paged.drawing.metrics.size_pt, 80);
  EXPECT_EQ(paged.pages.back().to, paged.drawing.width);
  for (const Page& page : paged.pages) {
    EXPECT_LE(page.connectors.size(), 10u);
    EXPECT_LE(page.width * 9, 1047 * 10) << "shrunk below 8 pt";
    EXPECT_LE(page.height * 9, 718 * 10) << "shrunk below 8 pt";
  }
}

TEST(Split, PagesThatDoNotHelpAreNotAdded) {
  const Paged paged = lay_out_pages(chain(30, 30), fast()).value();
  EXPECT_LT(paged.drawing.metrics.size_pt, 80);
  EXPECT_LE(paged.pages.size(), 3u);
  EXPECT_EQ(lay_out_pages(chain(4, 2), fast()).value().pages.size(), 1u);
}

}  // namespace
}  // namespace guichet::layout
