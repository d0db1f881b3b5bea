#include "diagram/story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "diagram/parts.h"
#include "diagram/shipped.h"
#include "diagram/svg.h"
#include "diagram/views.h"

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

// A procedure in parts: the course of each transition is there as a whole, and a part that shows what it enters shows where
// it comes from.
TEST(Story, ACourseIsWholeOverTheParts) {
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) {
    const model::Procedure& procedure = shipped(id);
    for (const Flow& flow : map_procedure(procedure, shipped_world().reference, base::Lang::fr).flows) {
      const std::vector<Flow> parts = parts_of(flow, base::Lang::fr, 1);
      const model::Machine& machine = procedure[flow.machine];
      for (std::size_t t = 0; t < machine.transitions.size(); ++t) {
        const model::Transition& taken = machine.transitions[t];
        if (!taken.to) continue;
        const Course course = course_of(flow, {.kind = StoryStep::Kind::moved,
                                               .caption = {},
                                               .machine = flow.machine,
                                               .member = {},
                                               .state = taken.from,
                                               .transition = model::TransitionId{static_cast<std::uint16_t>(t)}});
        const std::string& entered = flow.nodes[static_cast<std::size_t>(course.nodes.back())].id;
        std::set<std::string> drawn;
        int entries = 0;
        for (const Flow& part : parts) {
          const Course there = course_on(part, flow, course);
          for (const int link : there.links) drawn.insert(part.links[static_cast<std::size_t>(link)].id);
          if (there.nodes.empty() || there.links.empty()) continue;
          const FlowNode& last = part.nodes[static_cast<std::size_t>(there.nodes.back())];
          if (!last.id.starts_with(entered) || last.kind == NodeKind::off_page) continue;
          ++entries;
          EXPECT_TRUE(std::ranges::any_of(there.links, [&](int l) { return part.links[static_cast<std::size_t>(l)].to == there.nodes.back(); }))
              << id << " " << entered << ": nothing leads to it";
        }
        for (const int link : course.links)
          EXPECT_TRUE(drawn.contains(flow.links[static_cast<std::size_t>(link)].id)) << id << " " << flow.links[static_cast<std::size_t>(link)].id;
        EXPECT_EQ(entries, 1) << id << " " << entered;
      }
    }
  }
}

// The path lies on the very picture of the view process.
TEST(Story, ItIsDrawnOnThePictureOfTheProcess) {
  const model::Procedure& procedure = shipped("carte-stationnement");
  const auto state = procedure.find_state({0}, "saisie");
  ASSERT_TRUE(state);
  Story story{.title = "t", .steps = {{.kind = StoryStep::Kind::refused, .caption = "c", .machine = {0}, .member = {}, .state = *state, .transition = {}}}};
  Subject subject{{&procedure}, shipped_world().reference};
  const Settings settings{.effort = layout::Effort::fast};
  const std::string whole = svg_of(draw_process(subject, settings).value().sheets.front(), Theme::colour);
  subject.story = &story;
  const Sheet told = draw_story(subject, settings).value().sheets.front();
  const auto figure = std::ranges::find_if(told.items, [](const Item& item) {
    const auto* group = std::get_if<Group>(&item.drawn);
    return group != nullptr && group->role == "flow";
  });
  ASSERT_NE(figure, told.items.end());
  for (const Item& item : std::get<Group>(figure->drawn).items) {
    const std::string drawn = svg_of({.width = 1, .height = 1, .items = {item}}, Theme::colour);
    const std::size_t begin = drawn.find("<g");
    EXPECT_NE(whole.find(drawn.substr(begin, drawn.rfind("</svg>") - begin)), std::string::npos) << drawn;
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
