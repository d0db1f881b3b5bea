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

Course course_on(const Flow& part, const Flow& flow, const Course& course) {
  const auto id_of = [&](int node) -> const std::string& { return flow.nodes[static_cast<std::size_t>(node)].id; };
  const auto link_in_part = [&](const std::string& id) {
    const auto found = std::ranges::find(part.links, id, &FlowLink::id);
    return found == part.links.end() ? std::optional<int>{} : static_cast<int>(found - part.links.begin());
  };
  Course there;
  std::optional<int> last;  // where the last link leads in this part: the node, a copy of an end, a connector
  for (const int link : course.links)
    if (const auto found = link_in_part(flow.links[static_cast<std::size_t>(link)].id)) {
      there.links.push_back(*found);
      if (link == course.links.back()) last = part.links[static_cast<std::size_t>(*found)].to;
    }
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const bool is_last = n + 1 == course.nodes.size() && !course.links.empty();
    const auto node = part.find_node(id_of(course.nodes[n]));
    if (!is_last) {
      if (node) there.nodes.push_back(*node);
      continue;
    }
    if (last) there.nodes.push_back(*last);
    if (!node || last == node || (last && part.nodes[static_cast<std::size_t>(*last)].kind != NodeKind::off_page)) continue;
    // It comes back in by the connector of the same letter.
    if (const auto in = link_in_part(id_of(course.nodes[n]) + ".in")) {
      there.nodes.push_back(part.links[static_cast<std::size_t>(*in)].from);
      there.links.push_back(*in);
    }
    there.nodes.push_back(*node);
  }
  return there;
}

}  // namespace guichet::diagram
