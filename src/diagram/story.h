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

// What a case went through, and what else could have happened next: nodes of the courses, of their links, one link
// further where something was decided. `kept`: for each node and link of the part, its index in the whole flow.
struct Part {
  Flow flow;
  std::vector<int> nodes, links;
};
[[nodiscard]] Part part_of(const Flow& flow, const std::vector<Course>& courses);

}  // namespace guichet::diagram
