// The tools of others: each opens what is exported for it, and draws the graphs of the quality gate, measured as ours are.
// Their packages come from Debian and from npm (tests/interop/package.json); `make test-long PART=diagrams` fetches them.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "diagram/drawings.h"
#include "diagram/formats.h"
#include "diagram/shipped.h"
#include "interop/bpmn.h"
#include "interop/flow_text.h"
#include "layout/layout.h"
#include "layout/samples.h"

namespace guichet::diagram {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const fs::path kFolder = GUICHET_PEERS_FOLDER;  // where npm installs them
const std::string kSource = GUICHET_SOURCE_DIR;

std::string read_file(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream{path, std::ios::binary}.rdbuf();
  return std::move(text).str();
}

void write_file(const fs::path& path, const std::string& text) { std::ofstream{path, std::ios::binary} << text; }

struct Ran {
  int status = 0;
  std::string said;
};

Ran try_to_run(const std::string& command) {
  const fs::path output = kFolder / "output.txt";
  const int status = std::system(fmt::format("cd '{}' && {} >'{}' 2>&1", kFolder.string(), command, output.string()).c_str());
  return {status, read_file(output)};
}

// What the command printed; the test fails unless it succeeded.
std::string run(const std::string& command) {
  const Ran ran = try_to_run(command);
  EXPECT_EQ(ran.status, 0) << command << "\n" << ran.said;
  return ran.said;
}

class Tools : public testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() {
    fs::create_directories(kFolder);
    const bool same = read_file(kFolder / "package-lock.json") == read_file(kSource + "/tests/interop/package-lock.json");
    for (const char* file : {"interop/package.json", "interop/package-lock.json", "interop/check_bpmn.mjs", "diagram/rivals/rivals.mjs",
                             "diagram/rivals/measure.mjs", "diagram/rivals/opened.mjs"})
      fs::copy_file(kSource + "/tests/" + file, kFolder / fs::path{file}.filename(), fs::copy_options::overwrite_existing);
    if (!same || !fs::exists(kFolder / "node_modules/mermaid/package.json")) run("npm ci --no-audit --no-fund");
  }
};

TEST_P(Tools, OpenWhatIsExportedForThem) {
  const std::string id = GetParam();
  const model::Procedure& procedure = shipped(id);
  const model::Reference& reference = shipped_world().reference;
  write_file(kFolder / (id + ".dot"), interop::to_dot(procedure, reference, base::Lang::fr).value());
  EXPECT_EQ(run(fmt::format("dot -Tsvg -o {0}.dot.svg {0}.dot", id)), "");
  write_file(kFolder / (id + ".puml"), interop::to_plantuml(procedure, reference, base::Lang::fr).value());
  EXPECT_EQ(run(fmt::format("plantuml -failfast2 -tsvg {0}.puml", id)), "");
  write_file(kFolder / (id + ".mmd"), interop::to_mermaid(procedure, reference, base::Lang::fr).value());
  EXPECT_EQ(run(fmt::format("node opened.mjs mermaid {0}.mmd", id)), "drawn\n");
  write_file(kFolder / (id + ".bpmn"), interop::to_bpmn(procedure, reference, base::Lang::fr).value());
  EXPECT_NE(run(fmt::format("node check_bpmn.mjs {}.bpmn", id)).find(" nodes followed\n"), std::string::npos);
  for (const View& view : views()) {
    if (view.takes != View::Takes::one) continue;
    const Subject subject{{&procedure}, reference};
    const Picture picture = view.draw(subject, {.effort = layout::Effort::fast}).value();
    write_file(kFolder / "view.html", find_format("html")->write({picture.sheets, subject}).value());
    EXPECT_EQ(run("node opened.mjs page view.html"), fmt::format("{} drawings, still\n", picture.sheets.size())) << view.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Shipped, Tools, testing::ValuesIn(scenario::procedure_ids(GUICHET_SOURCE_DIR)),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

// A case that plays stands still for who asked the system for less motion.
TEST_F(Tools, AReplayRespectsReducedMotion) {
  const model::Procedure& procedure = shipped("carte-stationnement");
  const Story story{.title = "t",
                    .steps = {{.kind = StoryStep::Kind::refused,
                               .caption = "c",
                               .machine = {0},
                               .member = {},
                               .state = procedure.find_state({0}, "saisie").value(),
                               .transition = {}}}};
  const Subject subject{{&procedure}, shipped_world().reference, &story};
  const Picture picture = draw_replay(subject, {.effort = layout::Effort::fast}).value();
  write_file(kFolder / "replay.html", find_format("html")->write({picture.sheets, subject}).value());
  EXPECT_EQ(run("node opened.mjs page replay.html"), "1 drawings, moving\n");
  EXPECT_EQ(run("node opened.mjs page replay.html --force-prefers-reduced-motion"), "1 drawings, still\n");
}

Json rect(const layout::Rect& box) { return {box.x, box.y, box.w, box.h}; }

const char* outline_of(layout::Shape shape) {
  using layout::Shape;
  if (shape == Shape::gateway || shape == Shape::parallel) return "diamond";
  const bool round = shape == Shape::start || shape == Shape::end || shape == Shape::timer || shape == Shape::event;
  return round ? "ellipse" : "box";
}

// What measure.mjs reads.
Json geometry_of(const layout::Graph& graph, const layout::Drawing& drawing) {
  Json geometry{{"nodes", Json::array()}, {"links", Json::array()}, {"labels", Json::array()}, {"lanes", Json::array()},
                {"size", {drawing.width, drawing.height}}};
  for (std::size_t n = 0; n < graph.nodes.size(); ++n)
    geometry["nodes"].push_back({{"id", graph.nodes[n].id}, {"box", rect(drawing.nodes[n].box)}, {"shape", outline_of(graph.nodes[n].shape)}});
  for (std::size_t l = 0; l < graph.links.size(); ++l) {
    Json points = Json::array();
    for (const layout::Point& point : drawing.links[l].points) points.push_back({point.x, point.y});
    const auto id = [&](int node) { return graph.nodes[static_cast<std::size_t>(node)].id; };
    geometry["links"].push_back({{"points", points}, {"from", id(graph.links[l].from)}, {"to", id(graph.links[l].to)}});
  }
  for (const layout::PlacedLabel& label : drawing.labels) {
    Json made{{"box", rect(label.text.box)}};
    if (label.kind == layout::PlacedLabel::Kind::node)
      made["node"] = graph.nodes[static_cast<std::size_t>(label.owner)].id;
    else
      made["link"] = label.owner;
    geometry["labels"].push_back(made);
  }
  for (const layout::PlacedLane& lane : drawing.lanes) geometry["lanes"].push_back({{"box", rect(lane.box)}});
  return geometry;
}

constexpr std::string_view kBegin = "<!-- drawn by tools_test -->\n", kEnd = "<!-- end -->\n";

// The table of docs/diagrams.md, drawn again; GUICHET_UPDATE_GOLDEN=1 writes it there.
TEST_F(Tools, DrawTheSameGraphs) {
  fs::create_directories(kFolder / "ours");
  for (const layout::Sample& sample : layout::all_samples())
    write_file(kFolder / "ours" / (sample.name + ".json"), geometry_of(sample.graph, layout::lay_out_best(sample.graph, {}).value()).dump());
  const Ran ran = try_to_run("node rivals.mjs '" + kSource + "/tests/golden/layout' ours");
  ASSERT_EQ(ran.status, 0) << ran.said;  // what failed is written nowhere
  const std::string& table = ran.said;
  std::cout << table;
  const std::size_t ours = table.find("| **Guichet**");
  ASSERT_NE(ours, std::string::npos) << table;
  const std::string row = table.substr(ours, table.find('\n', ours) - ours + 1);
  EXPECT_TRUE(row.starts_with("| **Guichet** | 0 | 0 | 0 | 0 |")) << row;
  const std::string page = kSource + "/docs/diagrams.md";
  std::string text = read_file(page);
  const std::size_t begin = text.find(kBegin), end = text.find(kEnd);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
  if (std::getenv("GUICHET_UPDATE_GOLDEN") != nullptr) {
    text.replace(begin + kBegin.size(), end - begin - kBegin.size(), table);
    write_file(page, text);
  }
  EXPECT_NE(text.find(row), std::string::npos) << "the table of docs/diagrams.md is out of date: GUICHET_UPDATE_GOLDEN=1";
}

}  // namespace
}  // namespace guichet::diagram
