#include "layout/accept.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/utf8.h"
#include "layout/text.h"

namespace guichet::layout {

namespace {

using base::Failure;
using Refusal = std::optional<Failure>;

Failure refusal(const char* id, base::Args args) { return Failure{{id, std::move(args)}}; }

// `owner`: the id of what carries the text.
Refusal refuse_text(std::string_view text, const std::string& owner) {
  if (base::first_invalid_utf8(text)) {
    return refusal(N_("the diagram cannot show the text of '{id}': it is not UTF-8"), {{"id", base::printable(owner)}});
  }
  const std::u32string letters = base::decode(text);
  if (letters.size() > static_cast<std::size_t>(kTextMax)) {
    return refusal(N_("the diagram cannot show the text of '{id}': {length} characters, at most {most} can be read"),
                   {{"id", owner}, {"length", std::to_string(letters.size())}, {"most", std::to_string(kTextMax)}});
  }
  if (has_right_to_left(letters)) {
    return refusal(N_("the diagram cannot show the text of '{id}': letters written from right to left are not set yet"),
                   {{"id", owner}});
  }
  return {};
}

Refusal refuse_blank(const Blank& blank, const std::string& owner) {
  if (blank.width >= 0 && blank.height >= 0 && blank.width <= 2000 && blank.height <= 2000) return {};
  return refusal(N_("the diagram cannot keep a blank of that size for '{id}'"), {{"id", owner}});
}

Refusal refuse_node(const Graph& graph, int index) {
  const Node& node = graph.nodes[static_cast<std::size_t>(index)];
  const int lanes = std::max(1, static_cast<int>(graph.lanes.size()));
  if (node.lane < 0 || node.lane >= lanes) {
    return refusal(N_("the diagram cannot place '{id}': its lane does not exist"), {{"id", node.id}});
  }
  if (node.width < 0 || node.height < 0 || node.width > 2000 || node.height > 2000) {
    return refusal(N_("the diagram cannot draw '{id}' at that size"), {{"id", node.id}});
  }
  if (node.attached_to != -1) {
    const bool exists = node.attached_to >= 0 && node.attached_to < static_cast<int>(graph.nodes.size());
    if (!exists || graph.nodes[static_cast<std::size_t>(node.attached_to)].attached_to != -1 ||
        graph.nodes[static_cast<std::size_t>(node.attached_to)].lane != node.lane) {
      return refusal(N_("the diagram cannot attach '{id}': it needs a node of the same lane to stand on"),
                     {{"id", node.id}});
    }
  }
  if (Refusal text = refuse_text(node.text, node.id)) return text;
  if (Refusal sync = refuse_text(node.sync, node.id)) return sync;
  return refuse_blank(node.blank, node.id);
}

Refusal refuse_link(const Graph& graph, const Link& link) {
  const int nodes = static_cast<int>(graph.nodes.size());
  if (link.from < 0 || link.from >= nodes || link.to < 0 || link.to >= nodes) {
    return refusal(N_("the diagram cannot draw the link '{id}': one of its ends does not exist"), {{"id", link.id}});
  }
  if (graph.nodes[static_cast<std::size_t>(link.to)].attached_to != -1) {
    return refusal(N_("the diagram cannot draw the link '{id}': nothing leads to an attached timer"),
                   {{"id", link.id}});
  }
  for (const std::string* text : {&link.answer, &link.message, &link.badge}) {
    if (Refusal refused = refuse_text(*text, link.id)) return refused;
  }
  return refuse_blank(link.blank, link.id);
}

Refusal too_many(std::size_t count, int most, base::Message (*sentence)(std::int64_t, base::Args)) {
  if (count <= static_cast<std::size_t>(most)) return {};
  return Failure{
      sentence(static_cast<std::int64_t>(count), {{"count", std::to_string(count)}, {"most", std::to_string(most)}})};
}

Refusal refuse_size(const Graph& graph) {
  if (Refusal nodes = too_many(graph.nodes.size(), kNodesMax, [](std::int64_t n, base::Args args) {
        return base::counted("{count} node is too many for a diagram: at most {most}",
                             "{count} nodes are too many for a diagram: at most {most}", n, std::move(args));
      })) {
    return nodes;
  }
  if (Refusal links = too_many(graph.links.size(), kLinksMax, [](std::int64_t n, base::Args args) {
        return base::counted("{count} link is too many for a diagram: at most {most}",
                             "{count} links are too many for a diagram: at most {most}", n, std::move(args));
      })) {
    return links;
  }
  return too_many(graph.lanes.size(), kLanesMax, [](std::int64_t n, base::Args args) {
    return base::counted("{count} lane is too many for a diagram: at most {most}",
                         "{count} lanes are too many for a diagram: at most {most}", n, std::move(args));
  });
}

}  // namespace

base::Outcome accept(const Graph& graph, const Options& options) {
  if (const Refusal size = refuse_size(graph)) return *size;
  if (graph.nodes.empty()) return refusal(N_("there is nothing to draw: the diagram has no node"), {});
  if (options.page_width < 200 || options.page_height < 200 || options.task_width < 60 || options.task_width > 400) {
    return refusal(N_("the page is too small for a diagram, or its tasks are"), {});
  }
  for (const Lane& lane : graph.lanes) {
    if (const Refusal refused = refuse_text(lane.title, lane.id)) return *refused;
  }
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    if (const Refusal refused = refuse_node(graph, static_cast<int>(n))) return *refused;
  }
  std::vector<int> leaving(graph.nodes.size(), 0);
  for (const Link& link : graph.links) {
    if (const Refusal refused = refuse_link(graph, link)) return *refused;
    const auto from = static_cast<std::size_t>(link.from);
    if (graph.nodes[from].attached_to != -1 && ++leaving[from] > 1) {
      return refusal(N_("the diagram cannot draw the link '{id}': one link at most leaves an attached timer"),
                     {{"id", link.id}});
    }
  }
  return base::Done{};
}

}  // namespace guichet::layout
