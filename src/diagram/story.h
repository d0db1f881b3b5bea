// What became of one case, as pictures tell it: each step with the transition it took or the attempt that was refused.
// Whoever plays the case fills it; here it is laid over the flow. It knows no log and no scenario.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "diagram/flow.h"

namespace guichet::diagram {

struct StoryStep {
  enum class Kind : std::uint8_t {
    moved,    // a transition was taken
    refused,  // an attempt changed nothing
  } kind = Kind::moved;
  base::Instant at{};
  std::string caption;        // one sentence
  model::MachineId machine;   // where it happened
  std::string member;         // of an `each`
  model::StateId state;       // moved: the state it left; refused: the one it stayed in
  std::optional<model::TransitionId> transition;  // moved
};

struct Story {
  std::string title;
  std::vector<StoryStep> steps;
};

// The nodes and links of a flow that one step runs through, in order, from the task it leaves to what it enters. A
// refused attempt has one node and no link. Empty when the flow does not show it.
struct Course {
  std::vector<int> nodes, links;
};
[[nodiscard]] Course course_of(const Flow& flow, const StoryStep& step);

// The same course on one part of the flow (parts.h): what of it stands there, a connector where it comes from another
// part or goes on there.
[[nodiscard]] Course course_on(const Flow& part, const Flow& flow, const Course& course);

}  // namespace guichet::diagram
