// Two versions of a procedure, the same acts done in each: the first on which they do not do the same. Every different
// thing that can happen in either is tried, each by the shortest way to it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/edges.h"
#include "check/replay.h"
#include "check/seen.h"

namespace guichet::check {

struct Difference {
  Played played;
  bool in_second = false;             // found, and told, in the terms of the second
  std::size_t act = 0;                // 0: the opening
  std::vector<std::string> first;     // what each then does that the other does not
  std::vector<std::string> second;
  std::optional<base::Instant> then;  // when a clock of either next fires: what differs by then shows to whoever waits
};

struct Compared {
  std::optional<Difference> difference;  // one of the shortest
  std::size_t ways = 0;                  // gone in both; where days count, on each side of the day that turns them
  std::size_t unplayed = 0;              // that no date and no value made real
  bool complete = false;                 // every state seen, everything tried: no difference means none was found at all
};

// `concerns`: which edges are worth trying; empty: all.
using Concerns = std::function<bool(const Seen&, const Edge&)>;
// `edges`: of the first.
[[nodiscard]] Compared compare(const Seen& first, const Edges& edges, const Seen& second,
                               const Concerns& concerns = nullptr);

// What happened, by names, one line each: to compare between versions, and to show.
[[nodiscard]] std::vector<std::string> describe(const model::Procedure& procedure, const engine::Effects& effects);

}  // namespace guichet::check
