#include "diagram/merge.h"

#include <algorithm>
#include <map>

#include "layout/text.h"

namespace guichet::diagram {

namespace {

constexpr std::uint16_t kStatesApart = 30'000;  // so that states of the two machines are not taken for one another

const std::string& lane_id(const Flow& flow, const FlowNode& node) { return flow.lanes[static_cast<std::size_t>(node.lane)].id; }

std::string host_id(const Flow& flow, const FlowNode& node) {
  return node.attached_to < 0 ? std::string{} : flow.nodes[static_cast<std::size_t>(node.attached_to)].id;
}

const std::string& title_of_link(const Flow& flow, const FlowLink& link) {
  static const std::string none;
  return link.exchanges.empty() ? none : flow.exchanges[static_cast<std::size_t>(link.exchanges.front())].title;
}

struct Merger {
  const Flow& old;
  const Flow& young;
  Merged merged = {};
  std::map<int, int> lane_at = {}, node_at = {};  // of the old flow's indices
  int first_exchange = 0;                          // of the old ones

  void merge_lanes() {
    for (std::size_t l = 0; l < old.lanes.size(); ++l) {
      auto& lanes = merged.after.lanes;
      const auto same = std::ranges::find(lanes, old.lanes[l].id, &FlowLane::id);
      lane_at[static_cast<int>(l)] = static_cast<int>(same - lanes.begin());
      if (same == lanes.end()) lanes.push_back(old.lanes[l]);
    }
  }

  void merge_nodes() {
    for (std::size_t n = 0; n < old.nodes.size(); ++n) {
      const FlowNode& node = old.nodes[n];
      const auto there = young.find_node(node.id);
      const FlowNode* same = there ? &young.nodes[static_cast<std::size_t>(*there)] : nullptr;
      if (same != nullptr && same->kind == node.kind && lane_id(young, *same) == lane_id(old, node) &&
          host_id(young, *same) == host_id(old, node)) {
        node_at[static_cast<int>(n)] = *there;
        continue;
      }
      FlowNode went = node;
      if (same != nullptr) went.id += kWent;
      went.lane = lane_at.at(node.lane);
      if (went.state) went.state->index = static_cast<std::uint16_t>(went.state->index + kStatesApart);
      merged.went.insert(went.id);
      node_at[static_cast<int>(n)] = static_cast<int>(merged.after.nodes.size());
      merged.after.nodes.push_back(std::move(went));
    }
    for (std::size_t n = 0; n < old.nodes.size(); ++n) {
      FlowNode& node = merged.after.nodes[static_cast<std::size_t>(node_at.at(static_cast<int>(n)))];
      if (merged.went.contains(node.id) && old.nodes[n].attached_to >= 0) node.attached_to = node_at.at(old.nodes[n].attached_to);
    }
    std::set<int> kept;
    for (const auto& [from, to] : node_at) kept.insert(to);
    for (std::size_t n = 0; n < young.nodes.size(); ++n)
      if (!kept.contains(static_cast<int>(n))) merged.came.insert(young.nodes[n].id);
  }

  // Links follow: the three flows are copies from here on.
  void merge_links() {
    first_exchange = static_cast<int>(young.exchanges.size());
    merged.after.exchanges.insert(merged.after.exchanges.end(), old.exchanges.begin(), old.exchanges.end());
    merged.before = merged.both = merged.after;
    std::set<std::size_t> kept;
    for (const FlowLink& link : old.links) {
      FlowLink mine = link;
      mine.from = node_at.at(link.from);
      mine.to = node_at.at(link.to);
      for (int& exchange : mine.exchanges) exchange += first_exchange;
      const auto there = std::ranges::find(young.links, link.id, &FlowLink::id);
      const auto at = static_cast<std::size_t>(there - young.links.begin());
      if (there != young.links.end() && there->from == mine.from && there->to == mine.to) {
        kept.insert(at);
        merged.before.links[at] = mine;
        FlowLink& both = merged.both.links[at];
        if (title_of_link(young, *there).size() < title_of_link(old, link).size()) both.exchanges = mine.exchanges;
        if (both.answer.size() < mine.answer.size()) both.answer = mine.answer;
        continue;
      }
      if (there != young.links.end()) mine.id += kWent;
      merged.went.insert(mine.id);
      for (Flow* flow : {&merged.before, &merged.after, &merged.both}) flow->links.push_back(mine);
    }
    for (std::size_t l = 0; l < young.links.size(); ++l)
      if (!kept.contains(l)) merged.came.insert(young.links[l].id);
  }

  void choose_words() {
    for (const auto& [from, to] : node_at) {
      const std::string& text = old.nodes[static_cast<std::size_t>(from)].text;
      merged.before.nodes[static_cast<std::size_t>(to)].text = text;
      FlowNode& both = merged.both.nodes[static_cast<std::size_t>(to)];
      if (both.text.size() < text.size()) both.text = text;
    }
  }
};

// The lines of a text around the middle of the place it has.
void refill(layout::TextBox& box, const std::string& words, int width) {
  if (box.lines.empty()) return;
  const int leading = box.size == layout::kBodySize ? layout::kBodyLeading : layout::kLabelLeading;
  const layout::Point first = box.lines.front().origin;
  const int middle = first.y + leading * static_cast<int>(box.lines.size() - 1) / 2;
  const auto lines = layout::wrap(words, box.size, box.bold, width);
  box.lines.clear();
  int y = middle - leading * static_cast<int>(lines.size() - 1) / 2;
  for (const std::string& line : lines) {
    box.lines.push_back({line, {first.x, y}});
    y += leading;
  }
}

}  // namespace

Merged merge(const Flow& before, const Flow& after) {
  Merger merger{before, after};
  merger.merged.after = after;
  merger.merge_lanes();
  merger.merge_nodes();
  merger.merge_links();
  merger.choose_words();
  return std::move(merger.merged);
}

std::string without_mark(std::string id) {
  if (id.ends_with(kWent)) id.erase(id.size() - kWent.size());
  return id;
}

layout::Drawing with_words_of(const layout::Graph& other, const layout::Graph& graph, layout::Drawing drawing) {
  for (std::size_t n = 0; n < graph.nodes.size(); ++n)
    if (other.nodes[n].text != graph.nodes[n].text)
      refill(drawing.nodes[n].text, other.nodes[n].text, drawing.nodes[n].box.w - 12);
  for (layout::PlacedLabel& label : drawing.labels) {
    const auto owner = static_cast<std::size_t>(label.owner);
    const auto words = [&](const layout::Graph& of) -> const std::string& {
      return label.kind == layout::PlacedLabel::Kind::node     ? of.nodes[owner].text
             : label.kind == layout::PlacedLabel::Kind::answer ? of.links[owner].answer
                                                               : of.links[owner].message;
    };
    if (words(other) != words(graph)) refill(label.text, words(other), std::max(label.text.box.w, 40));
  }
  return drawing;
}

}  // namespace guichet::diagram
