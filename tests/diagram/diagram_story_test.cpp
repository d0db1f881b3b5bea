#include "diagram/story.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

bool touches(const Flow& flow, int link, int node) {
  const FlowLink& l = flow.links[static_cast<std::size_t>(link)];
  return l.from == node || l.to == node;
}

// Every transition of what is shipped has its way on the picture, from the state it leaves to the one it enters.
TEST(Story, EachTransitionHasItsCourse) {
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
    const model::Procedure& procedure = shipped(id);
    const Mapping mapping = map_procedure(procedure, shipped_world().reference, base::Lang::fr);
    for (const Flow& flow : mapping.flows) {
      const model::Machine& machine = procedure[flow.machine];
      for (std::size_t t = 0; t < machine.transitions.size(); ++t) {
        const model::Transition& taken = machine.transitions[t];
        if (!taken.to) continue;
        const model::TransitionId transition{static_cast<std::uint16_t>(t)};
        const Course course = course_of(flow, {.kind = StoryStep::Kind::moved,
                                               .caption = {},
                                               .machine = flow.machine,
                                               .member = {},
                                               .state = taken.from,
                                               .transition = transition});
        const std::string what = id + ": " + machine.states[taken.from.index].name + " -> " + machine.states[taken.to->index].name;
        ASSERT_FALSE(course.links.empty()) << what;
        const FlowLink& last = flow.links[static_cast<std::size_t>(course.links.back())];
        EXPECT_NE(std::ranges::find(last.stands_for, transition), last.stands_for.end()) << what;
        EXPECT_EQ(course.nodes.back(), last.to) << what;
        EXPECT_EQ(flow.nodes[static_cast<std::size_t>(last.to)].state, taken.to) << what;
        for (const int link : course.links)
          EXPECT_TRUE(std::ranges::any_of(course.nodes, [&](int node) { return touches(flow, link, node); })) << what;
      }
    }
  }
}

TEST(Story, APartHoldsItsCoursesAndWhatElseCouldBeAnswered) {
  const model::Procedure& procedure = shipped("carte-stationnement");
  const Mapping mapping = map_procedure(procedure, shipped_world().reference, base::Lang::fr);
  const Flow& flow = mapping.flows.front();
  const auto state = procedure.find_state({0}, "instruction");
  const auto event = procedure.find_event("accepter");
  ASSERT_TRUE(state && event);
  const model::Machine::Row row = procedure.main().row(*state, procedure.trigger_of(*event));
  const Course course = course_of(flow, {.kind = StoryStep::Kind::moved,
                                         .caption = {},
                                         .machine = {0},
                                         .member = {},
                                         .state = *state,
                                         .transition = model::TransitionId{row.first}});
  const Part part = part_of(flow, {course});
  ASSERT_EQ(part.flow.nodes.size(), part.nodes.size());
  for (const int node : course.nodes) EXPECT_NE(std::ranges::find(part.nodes, node), part.nodes.end());
  const auto holds = [&](const char* id) { return part.flow.find_node(id).has_value(); };
  EXPECT_TRUE(holds("instruction") && holds("tarif"));
  EXPECT_TRUE(holds("complement")) << "a piece could have been asked for";
  EXPECT_FALSE(holds("saisie")) << "the case did not go through it";
  for (const FlowLink& link : part.flow.links) {
    EXPECT_LT(link.from, static_cast<int>(part.flow.nodes.size()));
    EXPECT_LT(link.to, static_cast<int>(part.flow.nodes.size()));
  }
}

TEST(Story, ARefusedAttemptStaysWhereItIs) {
  const model::Procedure& procedure = shipped("carte-stationnement");
  const Mapping mapping = map_procedure(procedure, shipped_world().reference, base::Lang::fr);
  const Course course = course_of(mapping.flows.front(), {.kind = StoryStep::Kind::refused,
                                                          .caption = {},
                                                          .machine = {0},
                                                          .member = {},
                                                          .state = *procedure.find_state({0}, "saisie"),
                                                          .transition = std::nullopt});
  ASSERT_EQ(course.nodes.size(), 1u);
  EXPECT_EQ(mapping.flows.front().nodes[static_cast<std::size_t>(course.nodes[0])].id, "saisie");
  EXPECT_TRUE(course.links.empty());
}

}  // namespace
}  // namespace guichet::diagram
