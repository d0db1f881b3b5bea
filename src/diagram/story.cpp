#include "diagram/story.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace guichet::diagram {

namespace {

std::optional<int> link_for(const Flow& flow, model::TransitionId transition) {
  for (std::size_t l = 0; l < flow.links.size(); ++l)
    if (std::ranges::find(flow.links[l].stands_for, transition) != flow.links[l].stands_for.end()) return static_cast<int>(l);
  return std::nullopt;
}

// The node where a state is entered: the first of its nodes that hangs on no other.
std::optional<int> entry_of(const Flow& flow, model::StateId state) {
  for (std::size_t n = 0; n < flow.nodes.size(); ++n)
    if (flow.nodes[n].state == state && flow.nodes[n].attached_to < 0) return static_cast<int>(n);
  return std::nullopt;
}

// The shortest way between two nodes of one state: links that stand for no transition, and borders (link -1).
std::optional<Course> inside(const Flow& flow, int from, int to) {
  std::map<int, std::pair<int, int>> came;  // node: the node before, the link between
  std::deque<int> open{from};
  came[from] = {-1, -1};
  while (!open.empty() && !came.contains(to)) {
    const int node = open.front();
    open.pop_front();
    const auto reach = [&](int next, int link) {
      if (came.emplace(next, std::pair{node, link}).second) open.push_back(next);
    };
    for (std::size_t l = 0; l < flow.links.size(); ++l)
      if (flow.links[l].from == node && flow.links[l].stands_for.empty()) reach(flow.links[l].to, static_cast<int>(l));
    for (std::size_t n = 0; n < flow.nodes.size(); ++n)
      if (flow.nodes[n].attached_to == node) reach(static_cast<int>(n), -1);
  }
  if (!came.contains(to)) return std::nullopt;
  Course course;
  for (int node = to; node >= 0; node = came[node].first) {
    course.nodes.insert(course.nodes.begin(), node);
    if (const int link = came[node].second; link >= 0) course.links.insert(course.links.begin(), link);
  }
  return course;
}

}  // namespace

Course course_of(const Flow& flow, const StoryStep& step) {
  Course course;
  if (step.machine != flow.machine) return course;
  const auto entry = entry_of(flow, step.state);
  if (!step.transition) {
    if (entry) course.nodes.push_back(*entry);
    return course;
  }
  const auto link = link_for(flow, *step.transition);
  if (!link) {
    if (entry) course.nodes.push_back(*entry);
    return course;
  }
  const FlowLink& taken = flow.links[static_cast<std::size_t>(*link)];
  if (entry)
    if (auto way = inside(flow, *entry, taken.from)) course = std::move(*way);
  if (course.nodes.empty()) course.nodes.push_back(taken.from);  // of a phase: from no state of its own
  course.nodes.push_back(taken.to);
  course.links.push_back(*link);
  return course;
}

Part part_of(const Flow& flow, const std::vector<Course>& courses) {
  std::set<int> shown;
  for (const Course& course : courses) shown.insert(course.nodes.begin(), course.nodes.end());
  const std::set<int> gone = shown;
  for (const FlowLink& link : flow.links) {
    const FlowNode& from = flow.nodes[static_cast<std::size_t>(link.from)];
    // What else could have been answered; and where the case began.
    if (gone.contains(link.from) && from.kind == NodeKind::gateway) shown.insert(link.to);
    if (gone.contains(link.to) && from.kind == NodeKind::start) shown.insert(link.from);
  }
  for (const int node : std::set<int>{shown})
    if (const int host = flow.nodes[static_cast<std::size_t>(node)].attached_to; host >= 0) shown.insert(host);
  Part part{flow, {}, {}};
  part.flow.nodes.clear();
  part.flow.links.clear();
  part.flow.groups.clear();
  part.flow.lanes.clear();
  std::map<int, int> place, lanes;
  for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
    const bool used = std::ranges::any_of(shown, [&](int n) { return flow.nodes[static_cast<std::size_t>(n)].lane == static_cast<int>(l); });
    if (!used) continue;
    lanes[static_cast<int>(l)] = static_cast<int>(part.flow.lanes.size());
    part.flow.lanes.push_back(flow.lanes[l]);
  }
  for (const int node : shown) {
    place[node] = static_cast<int>(part.nodes.size());
    part.nodes.push_back(node);
    part.flow.nodes.push_back(flow.nodes[static_cast<std::size_t>(node)]);
    part.flow.nodes.back().lane = lanes.at(part.flow.nodes.back().lane);
  }
  for (FlowNode& node : part.flow.nodes)
    if (node.attached_to >= 0) node.attached_to = place.at(node.attached_to);
  for (std::size_t l = 0; l < flow.links.size(); ++l) {
    const FlowLink& link = flow.links[l];
    if (!place.contains(link.from) || !place.contains(link.to)) continue;
    // Between two nodes the case did not go through, nothing is told.
    if (!gone.contains(link.from) && flow.nodes[static_cast<std::size_t>(link.from)].kind != NodeKind::start) continue;
    part.links.push_back(static_cast<int>(l));
    part.flow.links.push_back(link);
    part.flow.links.back().from = place.at(link.from);
    part.flow.links.back().to = place.at(link.to);
  }
  return part;
}

}  // namespace guichet::diagram
