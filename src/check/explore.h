// Every state a case can reach, breadth first, so that the way to each is one of the shortest. What is found out on the
// way (what was entered, what fired, what had no value) stands beside the graph; what it means is for the findings.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <tuple>
#include <vector>

#include "check/moves.h"
#include "check/states.h"

namespace guichet::check {

struct Step {
  Move move;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

// A branch that has no value: where it was met first.
struct Undetermined {
  std::uint32_t from = 0;
  Move move;
  Turned turned;
};

struct Exploration {
  Exploration(std::size_t width, const model::Procedure& procedure) : states{width}, visited{procedure} {}
  static constexpr std::uint32_t kNobody = 0x80000000;  // set on an edge that nobody made: it came about by itself

  States states;
  std::vector<std::uint32_t> parent;      // by state; itself for one a case opens in
  std::vector<std::uint64_t> first_edge;  // by state, and one more
  std::vector<std::uint32_t> edges;       // targets; kNobody set or not
  Visited visited;
  std::map<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>, Undetermined>
      undetermined;  // machine, branch, slot
  std::uint64_t transitions = 0;
  std::uint64_t rounds = 0;  // ways tried, those that came to nothing included
  bool complete = false;     // false: limit reached

  [[nodiscard]] std::size_t bytes() const {
    return states.bytes() + parent.size() * 4 + first_edge.size() * 8 + edges.size() * 4;
  }
  // Numbers of the states from the opening to this one.
  [[nodiscard]] std::vector<std::uint32_t> way_to(std::uint32_t state) const;
};

[[nodiscard]] Exploration explore(const Model& model);

}  // namespace guichet::check
