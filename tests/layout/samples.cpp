#include "layout/samples.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "base/ensure.h"

namespace guichet::layout {

namespace {

Shape shape_of(const std::string& name) {
  static const std::map<std::string, Shape> shapes{{"task", Shape::task},
                                                   {"gateway", Shape::gateway},
                                                   {"parallel", Shape::parallel},
                                                   {"start", Shape::start},
                                                   {"end", Shape::end},
                                                   {"timer", Shape::timer},
                                                   {"event", Shape::event},
                                                   {"operation", Shape::operation},
                                                   {"box", Shape::box}};
  return shapes.at(name);
}

}  // namespace

Graph read_graph(const std::string& path) {
  std::ifstream file{path};
  base::ensure(file.good(), "no sample at " + path);
  const nlohmann::json json = nlohmann::json::parse(file);
  Graph graph;
  std::map<std::string, int> lanes, nodes;
  for (const auto& lane : json.at("lanes")) {
    lanes[lane.at("id")] = static_cast<int>(graph.lanes.size());
    graph.lanes.push_back({lane.at("id"), lane.at("title")});
  }
  for (const auto& node : json.at("nodes")) {
    nodes[node.at("id")] = static_cast<int>(graph.nodes.size());
    Node read;
    read.id = node.at("id");
    read.lane = lanes.at(node.at("lane"));
    read.shape = shape_of(node.at("shape"));
    read.text = node.at("text");
    read.sync = node.value("sync", "");
    if (node.contains("attached_to")) read.attached_to = nodes.at(node.at("attached_to"));
    graph.nodes.push_back(read);
  }
  for (const auto& link : json.at("links")) {
    Link read;
    read.id = link.at("id");
    read.from = nodes.at(link.at("from"));
    read.to = nodes.at(link.at("to"));
    read.answer = link.value("answer", "");
    read.message = link.value("message", "");
    read.badge = link.value("badge", "");
    graph.links.push_back(read);
  }
  return graph;
}

std::vector<Sample> all_samples() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(GUICHET_SOURCE_DIR "/tests/golden/layout")) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::stable_partition(paths.begin(), paths.end(),
                        [](const std::string& path) { return path.find("parking") != std::string::npos; });
  std::vector<Sample> samples;
  for (const std::string& path : paths)
    samples.push_back({std::filesystem::path{path}.stem().string(), read_graph(path)});
  return samples;
}

Graph parking() { return read_graph(GUICHET_SOURCE_DIR "/tests/golden/layout/parking.json"); }

Graph chain(int nodes, int lanes) {
  Graph graph;
  for (int l = 0; l < lanes; ++l) graph.lanes.push_back({"l" + std::to_string(l), "Lane " + std::to_string(l)});
  for (int n = 0; n < nodes; ++n) {
    Node node;
    node.id = "n" + std::to_string(n);
    node.lane = lanes == 0 ? 0 : n % lanes;
    node.shape = n == 0 ? Shape::start : Shape::task;
    node.text = "Étape " + std::to_string(n);
    graph.nodes.push_back(node);
    if (n > 0) graph.links.push_back({"f" + std::to_string(n), n - 1, n});
  }
  return graph;
}

}  // namespace guichet::layout
