#include "layout/scheme.h"

#include <algorithm>
#include <ranges>

#include "layout/text.h"

namespace guichet::layout {

namespace {

constexpr int kGatewaySize = 40, kEventSize = 30;
constexpr int kPadding = 7;       // px between the sides of a task and its text
constexpr int kBesideWidth = 74;  // px: a text beside a node wraps there
constexpr int kEllipseText = 84, kEllipseWidth = 104;
constexpr int kOperationWidth = 132;
constexpr int kSyncHeight = 18, kRuleHeight = 20;

int even(int length) { return length + length % 2; }

// `whole`: a text beside its node may be wider rather than cut a word.
NodeText set_text(const Node& node, int size, int leading, int width, bool whole = false) {
  NodeText text;
  if (node.blank.any()) {
    text.width = node.blank.width;
    text.height = node.blank.height;
    return text;
  }
  text.lines = whole ? wrap_words(node.text, size, false, width) : wrap(node.text, size, false, width);
  text.width = widest(text.lines, size);
  text.height = static_cast<int>(text.lines.size()) * leading;
  return text;
}

// `sides`: px between the sides and the text, both together.
void size_rectangle(Body& body, const Node& node, const Options& options, int sides) {
  const int least = node.width > 0 ? node.width : options.task_width;
  body.text = set_text(node, kBodySize, kBodyLeading, least - sides);
  body.width = std::max(least, body.text.width + sides);
  body.height = std::max({node.height, 40, body.text.height + 14});
}

void size_ellipse(Body& body, const Node& node) {
  body.text = set_text(node, kLabelSize, kLabelLeading, kEllipseText);
  body.width = std::max({node.width, kEllipseWidth, body.text.width + 24});
  body.height = std::max({node.height, 30, body.text.height + 14});
}

void size_operation(Body& body, const Node& node, const Graph& graph, int index) {
  std::vector<std::string> rules;
  for (const Link& link : graph.links) {
    if (link.from == index && !link.answer.empty() &&
        std::find(rules.begin(), rules.end(), link.answer) == rules.end()) {
      rules.push_back(link.answer);
    }
  }
  const int cell = rules.empty() ? 0 : widest(rules, kLabelSize) + 10;
  const int least = std::max({node.width, kOperationWidth, cell * static_cast<int>(rules.size()),
                              node.sync.empty() ? 0 : text_width(node.sync, kLabelSize, true) + 80});
  body.text = set_text(node, kBodySize, kBodyLeading, least - 2 * kPadding);
  body.width = std::max(least, body.text.width + 2 * kPadding);
  const int upper = body.text.height + 12 + (node.sync.empty() ? 0 : kSyncHeight);
  body.above = even(std::max(upper, node.height - kRuleHeight)) + kRuleHeight / 2;
  body.below = kRuleHeight / 2;
  body.height = body.above + body.below;
}

// Room on the border of a host for the timers that stand there.
void make_room_for_timers(Body& body, bool vertical) {
  if (body.timers.empty()) return;
  if (body.shape == Shape::operation || vertical) body.width += 16;
  if (body.shape != Shape::operation) body.height += vertical ? 8 : 12;
  // Two may stand on one side.
  if (body.shape != Shape::operation && body.timers.size() > 1)
    body.height = std::max(body.height, 2 * timer_to_corner(body) + kTimerSize + 4);
}

bool hosts_timers(const Graph& graph, int index) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(),
                     [index](const Node& node) { return node.attached_to == index; });
}

Body body_of_node(const Graph& graph, int index, const Options& options) {
  const Node& node = graph.nodes[static_cast<std::size_t>(index)];
  Body body;
  body.node = index;
  body.lane = node.lane;
  body.shape = node.shape;
  switch (node.shape) {
    case Shape::task:
    case Shape::box:
      size_rectangle(body, node, options, 2 * kPadding + (hosts_timers(graph, index) && !options.vertical ? 12 : 0));
      break;
    case Shape::event:
      size_ellipse(body, node);
      break;
    case Shape::operation:
      size_operation(body, node, graph, index);
      break;
    case Shape::gateway:
    case Shape::parallel:
    case Shape::start:
    case Shape::end:
    case Shape::timer:
      body.width = body.height =
          std::max({node.width, node.height, is_diamond(node.shape) ? kGatewaySize : kEventSize});
      body.text_beside = true;
      body.text = set_text(node, kLabelSize, kLabelLeading, kBesideWidth, true);
      break;
  }
  return body;
}

// Depth first in declared order, starts first: an arc to a body still being walked returns. An explicit stack, because
// a chain of 500 nodes is legal.
void find_returns(Scheme& scheme) {
  enum class Walk : std::uint8_t { unseen, open, done };
  std::vector<Walk> walk(scheme.bodies.size(), Walk::unseen);
  std::vector<int> finished;
  const auto visit = [&](int root) {
    std::vector<std::pair<int, std::size_t>> stack{{root, 0}};
    walk[static_cast<std::size_t>(root)] = Walk::open;
    while (!stack.empty()) {
      auto& [body, next] = stack.back();
      const std::vector<int>& out = scheme.bodies[static_cast<std::size_t>(body)].arcs_out;
      if (next == out.size()) {
        walk[static_cast<std::size_t>(body)] = Walk::done;
        finished.push_back(body);
        stack.pop_back();
        continue;
      }
      Arc& arc = scheme.arcs[static_cast<std::size_t>(out[next++])];
      Walk& to = walk[static_cast<std::size_t>(arc.to)];
      if (to == Walk::open) arc.back = true;
      if (to != Walk::unseen) continue;
      to = Walk::open;
      stack.emplace_back(arc.to, 0);
    }
  };
  const int count = static_cast<int>(scheme.bodies.size());
  const auto unseen = [&](int b) { return walk[static_cast<std::size_t>(b)] == Walk::unseen; };
  for (int b = 0; b < count; ++b) {
    if (unseen(b) && scheme.bodies[static_cast<std::size_t>(b)].shape == Shape::start) visit(b);
  }
  for (int b = 0; b < count; ++b) {
    if (unseen(b) && scheme.bodies[static_cast<std::size_t>(b)].arcs_in.empty()) visit(b);
  }
  for (int b = 0; b < count; ++b) {
    if (unseen(b)) visit(b);
  }
}

// Causes first; among the ready, the declared order.
void find_order(Scheme& scheme) {
  std::vector<int> waits(scheme.bodies.size(), 0);
  for (const Arc& arc : scheme.arcs) {
    if (!arc.back) ++waits[static_cast<std::size_t>(arc.to)];
  }
  std::vector<int> ready;
  const int count = static_cast<int>(scheme.bodies.size());
  for (int b = count; b-- > 0;) {
    if (waits[static_cast<std::size_t>(b)] == 0) ready.push_back(b);
  }
  while (!ready.empty()) {
    const int body = ready.back();
    ready.pop_back();
    scheme.order.push_back(body);
    const std::vector<int>& out = scheme.bodies[static_cast<std::size_t>(body)].arcs_out;
    for (const int leaving : std::views::reverse(out)) {
      const Arc& arc = scheme.arcs[static_cast<std::size_t>(leaving)];
      if (!arc.back && --waits[static_cast<std::size_t>(arc.to)] == 0) ready.push_back(arc.to);
    }
  }
}

}  // namespace

Scheme scheme_of(const Graph& graph, const Options& options) {
  Scheme scheme;
  scheme.graph = &graph;
  scheme.options = options;
  scheme.lanes = std::max(1, static_cast<int>(graph.lanes.size()));
  const std::size_t count = graph.nodes.size();
  scheme.body_of.assign(count, -1);
  scheme.timer_texts.resize(count);
  for (std::size_t n = 0; n < count; ++n) {
    if (graph.nodes[n].attached_to >= 0) {
      scheme.timer_texts[n] = set_text(graph.nodes[n], kLabelSize, kLabelLeading, kBesideWidth, true);
      continue;
    }
    scheme.body_of[n] = static_cast<int>(scheme.bodies.size());
    scheme.bodies.push_back(body_of_node(graph, static_cast<int>(n), options));
  }
  for (std::size_t n = 0; n < count; ++n) {
    const int host = graph.nodes[n].attached_to;
    if (host < 0) continue;
    scheme.body_of[n] = scheme.body_of[static_cast<std::size_t>(host)];
    scheme.bodies[static_cast<std::size_t>(scheme.body_of[n])].timers.push_back(static_cast<int>(n));
  }
  for (Body& body : scheme.bodies) {
    make_room_for_timers(body, options.vertical);
    body.width = even(body.width);
    body.height = even(body.height);
    if (body.shape != Shape::operation) body.above = body.below = body.height / 2;
  }
  for (std::size_t l = 0; l < graph.links.size(); ++l) {
    const Link& link = graph.links[l];
    Arc arc;
    arc.link = static_cast<int>(l);
    arc.from = scheme.body_of[static_cast<std::size_t>(link.from)];
    arc.to = scheme.body_of[static_cast<std::size_t>(link.to)];
    if (graph.nodes[static_cast<std::size_t>(link.from)].attached_to >= 0) arc.timer = link.from;
    scheme.bodies[static_cast<std::size_t>(arc.from)].arcs_out.push_back(static_cast<int>(l));
    scheme.bodies[static_cast<std::size_t>(arc.to)].arcs_in.push_back(static_cast<int>(l));
    scheme.arcs.push_back(arc);
  }
  find_returns(scheme);
  find_order(scheme);
  return scheme;
}

}  // namespace guichet::layout
