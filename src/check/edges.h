// The different things that can happen in a procedure: of all the edges of the explored graph, one for each way a thing
// can turn out where it happens, the first that a case can come to. What differs elsewhere in the case makes no other.
#pragma once

#include <vector>

#include "check/explore.h"

namespace guichet::check {

struct Edge {
  std::uint32_t from = 0;
  Move move;
  Turned turned;
  Trail trail;
  std::optional<std::uint32_t> to = std::nullopt;  // nothing: refused
};

struct Edges {
  std::vector<Edge> all;  // nearest to the opening first
  bool complete = true;   // false: more than `most`, the others are not there
};

[[nodiscard]] Edges edges_of(const Model& model, const Exploration& explored, std::size_t most = 20'000);

// From this state on: to the nearest where the case has ended, or as far as it can go. Begins with the state itself.
[[nodiscard]] std::vector<std::uint32_t> way_out(const Exploration& explored, std::uint32_t from);

}  // namespace guichet::check
