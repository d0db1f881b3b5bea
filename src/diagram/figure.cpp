#include "diagram/figure.h"

#include <algorithm>

#include "diagram/shapes.h"
#include "diagram/worksheet.h"
#include "diagram/wording.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

using layout::PlacedLabel;
using layout::Point;
using layout::Shape;

Shape shape_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::start:
    case NodeKind::phase:
    case NodeKind::receipt:
    case NodeKind::off_page:
      return Shape::start;
    case NodeKind::end:
      return Shape::end;
    case NodeKind::task:
    case NodeKind::subprocess:
      return Shape::task;
    case NodeKind::gateway:
      return Shape::gateway;
    case NodeKind::timer:
    case NodeKind::error:
    case NodeKind::message:
      return Shape::timer;
    case NodeKind::pool:
      break;
  }
  return Shape::box;
}

const Hole* hole_of(const std::vector<Hole>& holes, Hole::Kind kind, std::size_t index) {
  const auto found = std::ranges::find_if(
      holes, [&](const Hole& h) { return h.kind == kind && h.index == static_cast<int>(index); });
  return found == holes.end() ? nullptr : &*found;
}

const FlowExchange* shown_exchange(const Flow& flow, const FlowLink& link) {
  return link.exchanges.empty() ? nullptr : &flow.exchanges[static_cast<std::size_t>(link.exchanges.front())];
}

// Holds the place of the sigle, and of the lock, in the text that the layout engine places.
std::string prefix_of(const FlowExchange& exchange, const model::Procedure& procedure, base::Lang lang) {
  std::string prefix = basis_sigle(procedure[exchange.purpose], lang);
  for (int k = 0; k < (exchange.needs_agreement ? 6 : 2); ++k) prefix += "\u00a0";
  return prefix;
}

struct Drawer {
  const Flow& flow;
  const model::Procedure& procedure;
  base::Lang lang;
  const Look& look;
  const layout::Graph& graph;
  const layout::Drawing& drawing;
  const std::vector<Hole>& holes;
  bool with_answers;
  Items items = {};

  void add_lanes() {
    for (std::size_t l = 0; l < drawing.lanes.size(); ++l) {
      const layout::PlacedLane& placed = drawing.lanes[l];
      Group group{.id = "lane." + flow.lanes[l].id, .role = "lane", .title = flow.lanes[l].title};
      const auto box = [](const layout::Rect& r) {
        return Box{static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
      };
      group.items.push_back({Rectangle{box(placed.box), 0, l % 2 == 0 ? Ink::paper : Ink::lane, {Ink::border, 1}}});
      group.items.push_back({Rectangle{box(placed.head), 0, Ink::head, {Ink::border, 1}}});
      if (const Hole* hole = hole_of(holes, Hole::Kind::lane, l))
        add_lane_hole(group.items, placed, *hole);
      else
        add_text(group.items, placed.title, Ink::text);
      items.push_back({std::move(group)});
    }
  }

  // Its letter, then a line to write on along the head; on the key its title in place.
  void add_lane_hole(Items& into, const layout::PlacedLane& placed, const Hole& hole) const {
    const layout::Rect& head = placed.head;
    if (with_answers) {
      add_text(into, placed.title, Ink::text, true);
    } else {
      const double x = head.right() - 7.0, y = head.bottom() - 7.0;
      const bool upwards = head.h > head.w;
      into.push_back({polyline(upwards ? std::vector<Spot>{{x, head.bottom() - 6.0}, {x, head.y + 22.0}}
                                       : std::vector<Spot>{{head.x + 22.0, y}, {head.right() - 6.0, y}},
                               {Ink::text, 1, {1, 2.4}})});
    }
    const Spot at{head.x + 3.0, head.y + 3.0};
    into.push_back({Rectangle{{at.x, at.y, 14, 14}, 2.5, Ink::text, {}}});
    into.push_back({Text{{at.x + 7, at.y + 10.5}, hole.letter, 10.5, Anchor::middle, true, false, false, Ink::paper}});
  }

  [[nodiscard]] Ink ink_of_link(const FlowLink& link) const {
    const FlowExchange* exchange = shown_exchange(flow, link);
    if (exchange == nullptr) return look.bases ? Ink::quiet : Ink::line;
    if (!look.bases) return Ink::exchange;
    return exchange->purpose.known() ? ink_of(procedure[exchange->purpose]) : Ink::quiet;
  }

  void add_link(std::size_t l) {
    const auto& points = drawing.links[l].points;
    if (points.size() < 2) return;
    const FlowLink& link = flow.links[l];
    if (look.hidden.contains(link.id)) return;
    const FlowExchange* exchange = shown_exchange(flow, link);
    const Ink ink = ink_of_link(link);
    Group group{.id = link.id, .role = exchange == nullptr ? "sequence" : "message", .title = title_of_link(link)};
    Stroke stroke{ink, exchange == nullptr ? 1.3 : 1.4};
    const auto mark = look.marks.find(link.id);
    if (mark != look.marks.end()) stroke = {mark->second, 2.6};
    if (exchange != nullptr) stroke.dash = look.bases ? dash_of(ink) : std::vector<double>{6, 3};
    group.items.push_back({rounded(points, drawing.corner, stroke)});
    const Point before = points[points.size() - 2];
    if (exchange == nullptr) {
      add_filled_arrow(group.items, before, points.back(), ink);
    } else {
      add_hollow_arrow(group.items, before, points.back(), ink);
      add_small_ring(group.items, points.front(), ink);
    }
    items.push_back({std::move(group)});
  }

  [[nodiscard]] std::string title_of_link(const FlowLink& link) const {
    const auto name = [&](int n) {
      const FlowNode& node = flow.nodes[static_cast<std::size_t>(n)];
      return node.text.empty() ? flow.lanes[static_cast<std::size_t>(node.lane)].title : node.text;
    };
    std::string title = name(link.from) + " → " + name(link.to);
    if (!link.answer.empty()) title += " (" + link.answer + ")";
    for (const int e : link.exchanges) {
      const FlowExchange& exchange = flow.exchanges[static_cast<std::size_t>(e)];
      title += ", " + exchange.title;
    }
    return title;
  }

  void add_node(std::size_t n) {
    const FlowNode& node = flow.nodes[n];
    if (look.hidden.contains(node.id)) return;
    const layout::Rect& r = drawing.nodes[n].box;
    const Spot centre{r.x + r.w / 2.0, r.y + r.h / 2.0};
    const Box box{static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
    const Hole* hole = hole_of(holes, Hole::Kind::task, n);
    Group group{.id = node.id,
                .role = "node",
                .title = hole != nullptr && !with_answers ? hole->letter : node.text};
    const auto mark = look.marks.find(node.id);
    const bool marked = mark != look.marks.end();
    const Stroke outline = marked ? Stroke{mark->second, 2.6} : Stroke{Ink::text, 1.3};
    const auto circle = [&](double radius, double width) {
      group.items.push_back({Ellipse{centre, radius, radius, Ink::paper, {Ink::text, width}}});
    };
    const double radius = r.w / 2.0;
    switch (node.kind) {
      case NodeKind::start:
        circle(radius, 1.3);
        break;
      case NodeKind::end:
        circle(radius - .8, 3);
        break;
      case NodeKind::phase:
        circle(radius, 1.3);
        add_envelope(group.items, centre, radius * 1.05, Ink::text);
        break;
      case NodeKind::receipt:
        circle(radius, 1.2);
        circle(radius - 3, 1.2);
        add_envelope(group.items, centre, radius * .95, Ink::text);
        break;
      case NodeKind::off_page:
        circle(radius, 1.3);
        group.items.push_back(
            {Text{{centre.x, centre.y + 4.3}, node.letter, 12, Anchor::middle, true, false, false, Ink::text}});
        break;
      case NodeKind::timer:
      case NodeKind::error:
      case NodeKind::message:
        circle(radius, 1.2);
        circle(radius - 2.6, 1);
        if (node.kind == NodeKind::timer) add_clock(group.items, centre, radius * .75, Ink::text);
        if (node.kind == NodeKind::error) add_lightning(group.items, centre, radius * .7, Ink::text);
        if (node.kind == NodeKind::message) add_envelope(group.items, centre, radius * .95, Ink::text);
        break;
      case NodeKind::gateway: {
        group.items.push_back({polyline(
            {{centre.x, box.y}, {box.x + box.w, centre.y}, {centre.x, box.y + box.h}, {box.x, centre.y}}, outline, true,
            Ink::paper)});
        for (const double side : {1.0, -1.0})
          group.items.push_back({polyline({{centre.x - 5.5, centre.y - 5.5 * side}, {centre.x + 5.5, centre.y + 5.5 * side}},
                                          {Ink::text, 2.2})});
        break;
      }
      case NodeKind::task:
        group.items.push_back({Rectangle{box, 7, Ink::paper, outline}});
        break;
      case NodeKind::subprocess: {
        group.items.push_back({Rectangle{box, 7, Ink::paper, outline}});
        const double y = box.y + box.h - 13;
        for (const double x : {-16.0, -12.0, -8.0})
          group.items.push_back({polyline({{centre.x + x, y}, {centre.x + x, y + 10}}, {Ink::text, 1.6})});
        group.items.push_back({Rectangle{{centre.x, y, 10, 10}, 0, Ink::paper, {Ink::text, 1}}});
        group.items.push_back({polyline({{centre.x + 2, y + 5}, {centre.x + 8, y + 5}}, {Ink::text, 1.2})});
        group.items.push_back({polyline({{centre.x + 5, y + 2}, {centre.x + 5, y + 8}}, {Ink::text, 1.2})});
        break;
      }
      case NodeKind::pool:
        group.items.push_back({Rectangle{box, 0, Ink::head, outline}});
        break;
    }
    if (hole != nullptr)
      add_hole(group.items, r, *hole, with_answers);
    else
      add_text(group.items, drawing.nodes[n].text, Ink::text);
    if (marked) add_badge(group.items, {r.right() - 8, r.y - 8, 16, 16}, sign_of(mark->second), mark->second);
    items.push_back({std::move(group)});
  }

  // "MIP" in white on the ink of the basis, at the beginning of the first line; a lock after it.
  void add_sigle(Items& into, const layout::TextBox& text, const FlowExchange& exchange, Ink ink) const {
    const std::string sigle = basis_sigle(procedure[exchange.purpose], lang);
    const layout::TextLine& first = text.lines.front();
    const int whole = layout::text_width(first.text, text.size), own = layout::text_width(sigle, text.size);
    const double x = first.origin.x - (text.anchor == Anchor::start ? 0 : text.anchor == Anchor::end ? whole : whole / 2);
    into.push_back({Rectangle{{x - 1, first.origin.y - 9.5, own + 4.0, 12}, 2.5, ink, {}}});
    into.push_back({Text{{x + 1 + own / 2.0, first.origin.y - .2}, sigle, 9.5, Anchor::middle, true, false, false, Ink::paper}});
    if (exchange.needs_agreement) add_lock(into, {x + own + 9.5, first.origin.y - 4.5}, 13, ink);
  }

  void add_label(const PlacedLabel& label) {
    const auto owner = static_cast<std::size_t>(label.owner);
    if (look.hidden.contains(label.kind == PlacedLabel::Kind::node ? flow.nodes[owner].id : flow.links[owner].id)) return;
    Ink ink = Ink::text;
    Group group{.role = "label"};
    const auto kind = label.kind == PlacedLabel::Kind::message ? Hole::Kind::message : Hole::Kind::question;
    if (const Hole* hole = label.kind == PlacedLabel::Kind::answer ? nullptr : hole_of(holes, kind, owner)) {
      add_hole(group.items, label.text.box, *hole, with_answers);
      items.push_back({std::move(group)});
      return;
    }
    layout::TextBox text = label.text;
    if (label.kind == PlacedLabel::Kind::message) {
      ink = ink_of_link(flow.links[owner]);
      const FlowExchange* exchange = shown_exchange(flow, flow.links[owner]);
      if (look.bases && exchange != nullptr && exchange->purpose.known() && !text.lines.empty()) {
        add_sigle(group.items, text, *exchange, ink);
        // The words alone: what held the place of the sigle is drawn.
        layout::TextLine& first = text.lines.front();
        const int whole = layout::text_width(first.text, text.size);
        const std::string prefix = prefix_of(*exchange, procedure, lang);
        const int left = first.origin.x - (text.anchor == Anchor::start ? 0 : text.anchor == Anchor::end ? whole : whole / 2);
        group.items.push_back({Text{{static_cast<double>(left + layout::text_width(prefix, text.size)),
                                     static_cast<double>(first.origin.y)},
                                    first.text.substr(std::min(first.text.size(), prefix.size())), text.size / 10.0,
                                    Anchor::start, false, false, false, ink}});
        text.lines.erase(text.lines.begin());
      }
    }
    if (label.badge) add_badge(group.items, *label.badge, graph.links[owner].badge, ink);
    add_text(group.items, text, ink);
    items.push_back({std::move(group)});
  }
};

}  // namespace

std::vector<double> dash_of(Ink ink) {
  switch (ink) {
    case Ink::consent:
      return {1.6, 2.6};
    case Ink::contract:
      return {9, 2, 1.6, 2, 1.6, 2};
    case Ink::legal_obligation:
      return {8, 3};
    case Ink::vital_interest:
      return {3, 2};
    case Ink::public_task:
      return {8, 2.5, 1.8, 2.5};
    case Ink::legitimate_interest:
      return {12, 4};
    default:
      return {6, 3};
  }
}

std::string sign_of(Ink ink) { return ink == Ink::added ? "+" : ink == Ink::removed ? "−" : "≠"; }

layout::Graph graph_of(const Flow& flow, const model::Procedure& procedure, base::Lang lang, const Look& look,
                       const std::vector<Hole>& holes) {
  layout::Graph graph;
  for (const FlowLane& lane : flow.lanes) graph.lanes.push_back({lane.id, lane.title});
  for (const FlowNode& node : flow.nodes) {
    layout::Node made{.id = node.id, .lane = node.lane, .shape = shape_of(node.kind), .text = node.text};
    made.attached_to = node.attached_to;
    const auto index = static_cast<int>(graph.nodes.size());
    const auto clocks = std::ranges::count(flow.nodes, index, &FlowNode::attached_to);
    if (node.kind == NodeKind::subprocess) {
      const auto lines = layout::wrap(node.text, layout::kBodySize, false, clocks > 0 ? 78 : 90).size();
      made.height = 2 * 17 + static_cast<int>(lines) * layout::kBodyLeading;
    }
    // Two clocks on a border leave its text less room.
    if (clocks > 1) made.width = 140;
    graph.nodes.push_back(std::move(made));
  }
  std::vector<bool> told(flow.exchanges.size(), false);
  for (const FlowLink& link : flow.links) {
    layout::Link made{.id = link.id, .from = link.from, .to = link.to, .answer = link.answer};
    if (const FlowExchange* exchange = shown_exchange(flow, link)) {
      made.dashed = true;
      const auto index = static_cast<std::size_t>(link.exchanges.front());
      // A letter told on several links is named on the first; the number says it is the same.
      if (!look.numbers || !told[index]) made.message = exchange->title;
      told[index] = true;
      if (look.numbers) made.badge = exchange->number;
      if (look.bases && exchange->purpose.known())
        made.message = prefix_of(*exchange, procedure, lang) + made.message;
    }
    graph.links.push_back(std::move(made));
  }
  for (const Hole& hole : holes) {
    const auto index = static_cast<std::size_t>(hole.index);
    if (hole.kind == Hole::Kind::message) {
      const int width = std::clamp(layout::text_width(hole.answer, layout::kLabelSize, true) + 4, 84, 124);
      const auto lines = layout::wrap(hole.answer, layout::kLabelSize, true, width).size();
      graph.links[index].blank = {width, std::max(22, 6 + layout::kLabelLeading * static_cast<int>(lines))};
      graph.links[index].badge.clear();
    } else if (hole.kind == Hole::Kind::task) {
      const auto lines = layout::wrap(hole.answer, layout::kLabelSize, true, 96).size();
      graph.nodes[index].blank = {112, std::max(54, 16 + layout::kLabelLeading * static_cast<int>(lines))};
    } else if (hole.kind == Hole::Kind::question) {
      const auto lines = layout::wrap(hole.answer, layout::kLabelSize, true, 84).size();
      graph.nodes[index].blank = {104, std::max(26, 6 + layout::kLabelLeading * static_cast<int>(lines))};
    }
  }
  return graph;
}

Figure figure_of(const Flow& flow, const model::Procedure& procedure, base::Lang lang, const Look& look,
                 const layout::Graph& graph, const layout::Drawing& drawing, const std::vector<Hole>& holes,
                 bool with_answers) {
  Drawer drawer{flow, procedure, lang, look, graph, drawing, holes, with_answers};
  drawer.add_lanes();
  for (std::size_t l = 0; l < drawing.links.size(); ++l) drawer.add_link(l);
  for (const bool attached : {false, true}) {
    for (std::size_t n = 0; n < drawing.nodes.size(); ++n) {
      if ((flow.nodes[n].attached_to >= 0) == attached) drawer.add_node(n);
    }
  }
  for (const PlacedLabel& label : drawing.labels) drawer.add_label(label);
  Figure figure;
  figure.width = drawing.width;
  figure.height = drawing.height;
  figure.metrics = drawing.metrics;
  figure.group.id = flow.id;
  figure.group.role = "flow";
  figure.group.items = std::move(drawer.items);
  return figure;
}

std::string description_of(const Flow& flow, base::Lang lang) {
  const auto list = [](std::string& to, const std::string& text) { to += (to.empty() ? "" : " ; ") + text; };
  std::string actors, steps, ends;
  for (const FlowLane& lane : flow.lanes) list(actors, lane.title);
  for (const FlowNode& node : flow.nodes) {
    if (node.kind == NodeKind::task || node.kind == NodeKind::subprocess)
      list(steps, flow.lanes[static_cast<std::size_t>(node.lane)].title + ", " + node.text);
    if (node.kind == NodeKind::end) list(ends, node.text);
  }
  return base::tr(lang, N_("Actors: {actors}. Steps: {steps}. Endings: {ends}."),
                  {{"actors", actors}, {"steps", steps}, {"ends", ends}});
}

}  // namespace guichet::diagram
