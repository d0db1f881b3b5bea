#include "diagram/ser.h"

#include <algorithm>
#include <map>
#include <set>

#include "diagram/shapes.h"

namespace guichet::diagram {

namespace {

using layout::Shape;

struct Maker {
  const Flow& flow;
  int domain;
  base::Lang lang;
  Ser made = {};
  std::map<int, int> operation_of = {};  // by node of the flow
  std::map<int, std::vector<int>> events_from = {}, results_to = {};  // by node outside the domain

  [[nodiscard]] const FlowNode& node(int n) const { return flow.nodes[static_cast<std::size_t>(n)]; }
  [[nodiscard]] bool inside(int n) const { return node(n).lane == domain; }
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return base::tr(lang, id, std::move(args)); }

  int add(const std::string& id, int lane, Shape shape, const std::string& text, Ser::Mark mark = {}) {
    made.graph.nodes.push_back({.id = id, .lane = lane, .shape = shape, .text = text});
    made.marks.push_back(std::move(mark));
    return static_cast<int>(made.graph.nodes.size()) - 1;
  }

  void tie(int from, int to, const std::string& answer = {}, bool ghost = false) {
    const auto known = std::ranges::any_of(made.graph.links, [&](const layout::Link& l) {
      return l.from == from && l.to == to && l.answer == answer;
    });
    if (known) return;
    made.graph.links.push_back({.id = "ser." + std::to_string(made.graph.links.size() + 1),
                                .from = from,
                                .to = to,
                                .answer = ghost || made.graph.nodes[static_cast<std::size_t>(from)].shape != Shape::operation
                                              ? ""
                                          : answer.empty() ? tr(N_("always"))
                                                           : answer,
                                .dashed = ghost});
    made.ghosts.push_back(ghost);
  }

  // The gateway right after a task of the domain is where its results are told apart: one operation.
  void add_operations() {
    for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
      const int index = static_cast<int>(n);
      const FlowNode& it = flow.nodes[n];
      if (!inside(index)) continue;
      switch (it.kind) {
        case NodeKind::task:
        case NodeKind::subprocess:
          operation_of[index] = add(it.id, domain, Shape::operation, it.text);
          break;
        case NodeKind::receipt:
          operation_of[index] = add(it.id, domain, Shape::operation, tr(N_("Take the answer into account")));
          break;
        case NodeKind::off_page:
          operation_of[index] = add(it.id, domain, Shape::start, it.text, {.letter = it.letter});
          break;
        case NodeKind::end:
          operation_of[index] = add(it.id, domain, Shape::event, it.text, {.final = true});
          break;
        default:
          break;
      }
    }
    for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
      const int index = static_cast<int>(n);
      const FlowNode& it = flow.nodes[n];
      if (!inside(index) || it.kind != NodeKind::gateway) continue;
      std::vector<int> before;
      for (const FlowLink& link : flow.links)
        if (link.to == index) before.push_back(link.from);
      const bool follows = before.size() == 1 && inside(before[0]) && node(before[0]).kind == NodeKind::task;
      if (follows)
        operation_of[index] = operation_of.at(before[0]);
      else
        operation_of[index] = add(it.id, domain, Shape::operation,
                                  it.text.empty() ? tr(N_("Decide")) : tr(N_("Decide: {question}"), {{"question", it.text}}));
    }
  }

  [[nodiscard]] std::string words_of(const FlowLink& link, int otherwise) const {
    if (!link.exchanges.empty()) return flow.exchanges[static_cast<std::size_t>(link.exchanges.front())].title;
    const FlowNode& it = node(otherwise);
    return it.text.empty() ? flow.lanes[static_cast<std::size_t>(it.lane)].title : it.text;
  }

  int result(const FlowLink& link) {
    const FlowNode& to = node(link.to);
    // Ends are told by what ends; the letter that says so is its title elsewhere.
    const bool ends = to.kind == NodeKind::end;
    const std::string id = ends ? to.id : link.id + ".result";
    for (std::size_t n = 0; n < made.graph.nodes.size(); ++n)
      if (made.graph.nodes[n].id == id) return static_cast<int>(n);
    const int made_node = add(id, to.lane, Shape::event, words_of(link, link.to), {.final = ends});
    results_to[link.to].push_back(made_node);
    return made_node;
  }

  // A delay of the domain's own: it is waited for, then noted.
  int clock(int timer) {
    const FlowNode& it = node(timer);
    for (std::size_t n = 0; n < made.graph.nodes.size(); ++n)
      if (made.graph.nodes[n].id == it.id) return static_cast<int>(n);
    const int event = add(it.id, it.lane, Shape::event, it.text, {.clock = it.kind == NodeKind::timer});
    if (inside(timer)) tie(operation_of.at(it.attached_to), event, "", true);
    return event;
  }

  void add_links() {
    for (const FlowLink& link : flow.links) {
      const FlowNode& from = node(link.from);
      const bool attached = from.attached_to >= 0;
      const bool in = inside(link.from), out = inside(link.to);
      if (out) {
        const int to = operation_of.at(link.to);
        if (attached) {
          tie(clock(link.from), to);
        } else if (in) {
          if (from.kind == NodeKind::phase || from.kind == NodeKind::start)
            tie(add(from.id, from.lane, Shape::event, from.text), to);
          else if (operation_of.at(link.from) != to || node(link.to).kind != NodeKind::gateway)
            tie(operation_of.at(link.from), to, link.answer);
        } else {
          const int event = add(link.id + ".event", from.lane, Shape::event, words_of(link, link.from));
          events_from[link.from].push_back(event);
          tie(event, to);
        }
      } else if (in) {
        if (attached) {
          const int event = clock(link.from);
          const int note = add(from.id + ".note", domain, Shape::operation, tr(N_("Note: {event}"), {{"event", from.text}}));
          tie(event, note);
          tie(note, result(link));
        } else if (const auto operation = operation_of.find(link.from); operation != operation_of.end()) {
          tie(operation->second, result(link), link.answer);
        }
      }
    }
  }

  // Events that whoever got this result may cause, without coming back through the domain.
  void reach(int from, std::set<int>& seen, std::vector<int>& found) const {
    if (!seen.insert(from).second) return;
    if (const auto events = events_from.find(from); events != events_from.end())
      found.insert(found.end(), events->second.begin(), events->second.end());
    for (const FlowLink& link : flow.links)
      if (link.from == from && !inside(link.to)) reach(link.to, seen, found);
  }

  void add_reactions() {
    for (const auto& [outside, results] : results_to) {
      std::set<int> seen;
      std::vector<int> events;
      reach(outside, seen, events);
      for (const int result : results)
        for (const int event : events) tie(result, event, "", true);
    }
  }

  void synchronise() {
    for (std::size_t n = 0; n < made.graph.nodes.size(); ++n) {
      if (made.graph.nodes[n].shape != Shape::operation) continue;
      int entering = 0;
      for (std::size_t l = 0; l < made.graph.links.size(); ++l)
        entering += made.graph.links[l].to == static_cast<int>(n) && !made.ghosts[l] ? 1 : 0;
      if (entering > 1) made.graph.nodes[n].sync = tr(N_("OR"));
    }
  }
};

Box box_of(const layout::Rect& r) {
  return {static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
}

}  // namespace

int domain_of(const Flow& flow, const model::Procedure& procedure) {
  int best = 0, most = -1;
  for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
    const model::ActorId actor = flow.lanes[l].actor;
    if (procedure[actor].role != model::Role::agency) continue;
    int tasks = 0;
    for (const FlowNode& node : flow.nodes)
      tasks += node.lane == static_cast<int>(l) && !node.provider &&
                       (node.kind == NodeKind::task || node.kind == NodeKind::gateway)
                   ? 2
                   : 0;
    const auto& controllers = procedure.purposes.empty() ? std::vector<model::ActorId>{} : procedure.purposes[0].controllers;
    if (std::ranges::find(controllers, actor) != controllers.end()) ++tasks;
    if (tasks > most) {
      most = tasks;
      best = static_cast<int>(l);
    }
  }
  return best;
}

Ser ser_of(const Flow& flow, int domain, base::Lang lang) {
  Maker maker{flow, domain, lang};
  for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
    const FlowLane& lane = flow.lanes[l];
    maker.made.graph.lanes.push_back(
        {lane.id, static_cast<int>(l) == domain ? base::tr(lang, N_("Domain: {lane}"), {{"lane", lane.title}}) : lane.title});
  }
  maker.add_operations();
  maker.add_links();
  maker.add_reactions();
  maker.synchronise();
  return std::move(maker.made);
}

Figure ser_figure(const Ser& ser, const layout::Drawing& drawing, const std::string& id) {
  Items items;
  for (std::size_t l = 0; l < drawing.lanes.size(); ++l) {
    const layout::PlacedLane& placed = drawing.lanes[l];
    Group group{.id = "lane." + ser.graph.lanes[l].id, .role = "lane", .title = ser.graph.lanes[l].title};
    group.items.push_back({Rectangle{box_of(placed.box), 0, l % 2 == 0 ? Ink::paper : Ink::lane, {Ink::border, 1}}});
    group.items.push_back({Rectangle{box_of(placed.head), 0, Ink::head, {Ink::border, 1}}});
    add_text(group.items, placed.title, Ink::text);
    items.push_back({std::move(group)});
  }
  for (std::size_t l = 0; l < drawing.links.size(); ++l) {
    const auto& points = drawing.links[l].points;
    if (points.size() < 2) continue;
    const bool ghost = ser.ghosts[l];
    Group group{.id = ser.graph.links[l].id, .role = ghost ? "reaction" : "link"};
    group.items.push_back({rounded(points, drawing.corner,
                                   {ghost ? Ink::quiet : Ink::line, ghost ? 1.1 : 1.3,
                                    ghost ? std::vector<double>{1.5, 3} : std::vector<double>{}})});
    if (!ghost) add_filled_arrow(group.items, points[points.size() - 2], points.back(), Ink::line);
    items.push_back({std::move(group)});
  }
  for (std::size_t n = 0; n < drawing.nodes.size(); ++n) {
    const layout::PlacedNode& placed = drawing.nodes[n];
    const Box box = box_of(placed.box);
    const Spot centre{box.x + box.w / 2, box.y + box.h / 2};
    const Ser::Mark& mark = ser.marks[n];
    const Stroke outline{Ink::text, 1.3};
    Group group{.id = ser.graph.nodes[n].id, .role = "node", .title = ser.graph.nodes[n].text};
    switch (ser.graph.nodes[n].shape) {
      case Shape::operation: {
        group.items.push_back({Rectangle{box_of(placed.bands.body), 0, Ink::paper, outline}});
        if (placed.bands.sync) {
          const Box s = box_of(placed.bands.sync->box);
          const double middle = s.x + s.w / 2;
          group.items.push_back({polyline({{middle - 48, s.y}, {middle + 48, s.y}, {middle + 16, s.y + s.h}, {middle - 16, s.y + s.h}},
                                          outline, true, Ink::paper)});
          add_text(group.items, placed.bands.sync->text, Ink::text);
        }
        for (const layout::Cell& cell : placed.bands.rules) {
          group.items.push_back({Rectangle{box_of(cell.box), 0, Ink::paper, {Ink::text, 1}}});
          add_text(group.items, cell.text, Ink::text, true);
        }
        break;
      }
      case Shape::event:
        group.items.push_back({Ellipse{centre, box.w / 2, box.h / 2, Ink::paper, {Ink::text, mark.final ? 2.8 : 1.3}}});
        if (mark.clock) {
          const Spot at{box.x + 3, centre.y};
          group.items.push_back({Ellipse{at, 8, 8, Ink::paper, {Ink::text, 1.1}}});
          add_clock(group.items, at, 6, Ink::text);
        }
        break;
      default:
        group.items.push_back({Ellipse{centre, box.w / 2, box.h / 2, Ink::paper, outline}});
        group.items.push_back({Text{{centre.x, centre.y + 4.3}, mark.letter, 12, Anchor::middle, true}});
        break;
    }
    add_text(group.items, placed.text, Ink::text);
    items.push_back({std::move(group)});
  }
  for (const layout::PlacedLabel& label : drawing.labels) {
    Group group{.role = "label"};
    add_text(group.items, label.text, Ink::text);
    items.push_back({std::move(group)});
  }
  Figure figure;
  figure.width = drawing.width;
  figure.height = drawing.height;
  figure.metrics = drawing.metrics;
  figure.group.id = id;
  figure.group.role = "flow";
  figure.group.items = std::move(items);
  return figure;
}

}  // namespace guichet::diagram
