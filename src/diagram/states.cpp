// The view `states`: the state machine itself (UML). Phases are composite states; what can be done anywhere in one leaves
// by its exit point; rules are choices; guards without an answer of their own are notes below, in words. A machine too
// large for one sheet goes on several, as processes do.
#include <algorithm>
#include <iterator>
#include <tuple>

#include "diagram/clean.h"
#include "diagram/legend.h"
#include "diagram/page.h"
#include "diagram/paper.h"
#include "diagram/parts.h"
#include "diagram/pen.h"
#include "diagram/state_flow.h"
#include "diagram/views.h"
#include "diagram/wording.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

using base::Lang;
using layout::Shape;

constexpr double kMargin = 14, kText = 12, kLabel = 11, kLeading = 13, kTitle = 24, kApart = 10;
constexpr int kWho = 15;  // px below the title, for who is awaited

void draw_exit(Items& to, Spot centre) {
  to.push_back({Ellipse{centre, 9, 9, Ink::paper, {Ink::text, 1.3}}});
  for (const double side : {1.0, -1.0})
    to.push_back({polyline({{centre.x - 6, centre.y - 6 * side}, {centre.x + 6, centre.y + 6 * side}}, {Ink::text, 1.2})});
}

void draw_choice(Items& to, const Box& box) {
  const Spot centre{box.x + box.w / 2, box.y + box.h / 2};
  to.push_back({polyline({{centre.x, box.y}, {box.x + box.w, centre.y}, {centre.x, box.y + box.h}, {box.x, centre.y}},
                         {Ink::text, 1.3}, true, Ink::paper)});
}

void draw_state(Items& to, const Box& box, bool ends) {
  to.push_back({Rectangle{box, std::min(9.0, box.h / 3), Ink::paper, {Ink::text, ends ? 2.6 : 1.3}}});
  if (ends) to.push_back({Rectangle{{box.x + 3.2, box.y + 3.2, box.w - 6.4, box.h - 6.4}, 6.5, Ink::none, {Ink::text, .9}}});
}

void draw_connector(Items& to, Spot centre, double radius, const std::string& letter) {
  to.push_back({Ellipse{centre, radius, radius, Ink::paper, {Ink::text, 1.3}}});
  to.push_back({Text{{centre.x, centre.y + 4.3}, letter, 12, Anchor::middle, true}});
}

// How much of something scenarios leave out.
enum class Left : std::uint8_t { nothing, some, all };

Ink ink_of(Left left) { return left == Left::all ? Ink::removed : Ink::changed; }
Stroke stroke_of(Left left, double width) {
  return left == Left::nothing ? Stroke{Ink::line, width} : Stroke{ink_of(left), 2, {5, 3}};
}
void add_mark(Items& to, Left left, Spot centre) {
  if (left == Left::nothing) return;
  to.push_back({Ellipse{centre, 7.5, 7.5, Ink::paper, {ink_of(left), 1.3}}});
  write_text(to, {centre.x, centre.y + 4}, left == Left::all ? "×" : "½",
             {.size = kLabel, .anchor = Anchor::middle, .bold = true, .ink = ink_of(left)});
}

// The middle of its longest stretch.
Spot middle_of(const std::vector<layout::Point>& points) {
  Spot best;
  int longest = -1;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const int length = std::abs(points[i].x - points[i - 1].x) + std::abs(points[i].y - points[i - 1].y);
    if (length <= longest) continue;
    longest = length;
    best = {(points[i].x + points[i - 1].x) / 2.0, (points[i].y + points[i - 1].y) / 2.0};
  }
  return best;
}

struct Chart {  // a part with its drawing
  const model::Procedure& procedure;
  const model::Machine& machine;
  const Flow& part;
  Lang lang;
  const Unexercised* unexercised = nullptr;

  [[nodiscard]] Left left_of(const FlowLink& link) const {
    if (unexercised == nullptr || link.stands_for.empty()) return Left::nothing;
    const auto left = std::ranges::count_if(link.stands_for, [&](model::TransitionId branch) {
      return std::ranges::find(unexercised->branches, std::pair{part.machine, branch}) != unexercised->branches.end();
    });
    return left == 0 ? Left::nothing : static_cast<std::size_t>(left) == link.stands_for.size() ? Left::all : Left::some;
  }
  [[nodiscard]] Left left_of(const FlowNode& node) const {
    const bool is_state = node.kind == NodeKind::task || node.kind == NodeKind::end || node.kind == NodeKind::gateway;
    if (unexercised == nullptr || !node.state || !is_state) return Left::nothing;
    const auto& left = unexercised->states;
    return std::ranges::find(left, std::pair{part.machine, *node.state}) != left.end() ? Left::all : Left::nothing;
  }

  [[nodiscard]] std::string awaited(const FlowNode& node) const {
    return node.kind == NodeKind::task && node.state ? awaited_in(machine.states[node.state->index], procedure, lang) : "";
  }

  [[nodiscard]] layout::Graph graph() const {
    layout::Graph graph;
    for (const FlowLane& lane : part.lanes) graph.lanes.push_back({lane.id, lane.title});
    for (const FlowNode& node : part.nodes) {
      layout::Node made{.id = node.id, .lane = node.lane, .shape = Shape::start, .text = node.text};
      if (node.kind == NodeKind::gateway) made.shape = Shape::gateway;
      if (node.kind == NodeKind::task || node.kind == NodeKind::end) {
        const std::string waits = awaited(node);
        made.shape = Shape::box;
        const auto lines = layout::wrap(node.text, layout::kBodySize, false, 96);
        made.width = std::max({104, layout::widest(lines, layout::kBodySize) + 18, static_cast<int>(width_of(waits, kLabel)) + 14});
        made.height = static_cast<int>(lines.size()) * layout::kBodyLeading + 14 + (waits.empty() ? 0 : 2 * kWho);
      }
      graph.nodes.push_back(std::move(made));
    }
    for (const FlowLink& link : part.links) {
      layout::Link made{.id = link.id, .from = link.from, .to = link.to};
      // Answers stand at the choice; what triggers, along the link.
      (part.nodes[static_cast<std::size_t>(link.from)].kind == NodeKind::gateway ? made.answer : made.message) = link.answer;
      graph.links.push_back(std::move(made));
    }
    return graph;
  }

  // Each phase a composite state: its name in a compartment of its own, its states in the other.
  void add_lanes(Items& items, const layout::Drawing& drawing) const {
    for (std::size_t l = 0; l < part.lanes.size(); ++l) {
      const layout::PlacedLane& lane = drawing.lanes[l];
      Group group{.id = part.lanes[l].id, .role = "phase", .title = part.lanes[l].title};
      if (part.lanes[l].id.starts_with("phase.")) {
        const Box box{lane.box.x + 1.0, lane.box.y + 2.0, lane.box.w - 2.0, lane.box.h - 4.0};
        group.items.push_back({Rectangle{box, 10, Ink::lane, {Ink::border, 1.2}}});
        const double x = lane.head.right();
        draw_line(group.items, {x, box.y}, {x, box.y + box.h}, {.ink = Ink::border, .width = .8});
      }
      if (!lane.title.lines.empty()) add_text(group.items, lane.title, Ink::text);
      if (!group.items.empty()) items.push_back({std::move(group)});
    }
  }

  void add_links(Items& items, const layout::Drawing& drawing) const {
    for (std::size_t l = 0; l < drawing.links.size(); ++l) {
      const auto& points = drawing.links[l].points;
      Group group{.id = part.links[l].id, .role = "link", .title = part.links[l].answer};
      const Left left = left_of(part.links[l]);
      const Stroke stroke = stroke_of(left, 1.3);
      group.items.push_back({rounded(points, drawing.corner, stroke)});
      add_filled_arrow(group.items, points[points.size() - 2], points.back(), stroke.ink);
      add_mark(group.items, left, middle_of(points));
      items.push_back({std::move(group)});
    }
  }

  void add_nodes(Items& items, const layout::Drawing& drawing) const {
    for (std::size_t n = 0; n < drawing.nodes.size(); ++n) {
      const FlowNode& node = part.nodes[n];
      const layout::Rect& r = drawing.nodes[n].box;
      const Box box{static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
      const Spot centre{box.x + box.w / 2, box.y + box.h / 2};
      Group group{.id = node.id, .role = node.kind == NodeKind::off_page ? "connector" : "state", .title = node.text};
      if (node.kind == NodeKind::gateway) {
        draw_choice(group.items, box);
      } else if (node.kind == NodeKind::task || node.kind == NodeKind::end) {
        draw_state(group.items, box, node.kind == NodeKind::end);
        add_words(group.items, drawing.nodes[n].text, box, awaited(node));
      } else if (node.kind == NodeKind::off_page) {
        draw_connector(group.items, centre, box.w / 2, node.letter);
      } else {
        node.kind == NodeKind::phase ? draw_exit(group.items, centre) : group.items.push_back({Ellipse{centre, 9, 9, Ink::text, {}}});
        // The engine's links end at its circle, which is larger than these.
        group.items.push_back({Ellipse{centre, box.w / 2, box.w / 2, Ink::none, {Ink::border, .8, {1.5, 2}}}});
      }
      if (const Left left = left_of(node); left != Left::nothing) {
        const Box around{box.x - 4, box.y - 4, box.w + 8, box.h + 8};
        group.items.push_back({Rectangle{around, 11, Ink::none, stroke_of(left, 2)}});
        add_mark(group.items, left, {around.x + 2, around.y + 2});
      }
      items.push_back({std::move(group)});
    }
  }

  static void add_words(Items& to, layout::TextBox text, const Box& box, const std::string& waits) {
    if (!waits.empty()) {
      for (layout::TextLine& line : text.lines) line.origin.y -= kWho / 2;
      const double y = box.y + box.h - kWho;
      draw_line(to, {box.x, y}, {box.x + box.w, y}, {.ink = Ink::border, .width = .8});
      write_text(to, {box.x + box.w / 2, y + 11.5}, waits, {.size = kLabel, .anchor = Anchor::middle, .ink = Ink::quiet});
    }
    add_text(to, text, Ink::text);
  }

  [[nodiscard]] Group drawn(const layout::Drawing& drawing) const {
    Group group{.id = part.id, .role = "machine"};
    add_lanes(group.items, drawing);
    add_links(group.items, drawing);
    add_nodes(group.items, drawing);
    for (const layout::PlacedLabel& label : drawing.labels) {
      Group words{.role = "label"};
      add_text(words.items, label.text, label.kind == layout::PlacedLabel::Kind::message ? Ink::exchange : Ink::text);
      group.items.push_back({std::move(words)});
    }
    return group;
  }

  [[nodiscard]] std::vector<LegendEntry> legend(bool noted) const {
    std::vector<LegendEntry> entries;
    const auto add = [&](NodeKind kind, const char* words, auto draw) {
      if (std::ranges::find(part.nodes, kind, &FlowNode::kind) != part.nodes.end()) entries.push_back({base::tr(lang, words), draw});
    };
    add(NodeKind::start, N_("beginning"), [](Items& i, Spot c) { i.push_back({Ellipse{c, 7, 7, Ink::text, {}}}); });
    add(NodeKind::task, N_("state, who is awaited"), [](Items& i, Spot c) {
      draw_state(i, {c.x - 14, c.y - 8, 28, 16}, false);
      draw_line(i, {c.x - 14, c.y + 3}, {c.x + 14, c.y + 3}, {.ink = Ink::border, .width = .8});
    });
    add(NodeKind::end, N_("ending"), [](Items& i, Spot c) { draw_state(i, {c.x - 13, c.y - 8, 26, 16}, true); });
    add(NodeKind::gateway, N_("decision"), [](Items& i, Spot c) { draw_choice(i, {c.x - 9, c.y - 9, 18, 18}); });
    if (std::ranges::any_of(part.lanes, [](const FlowLane& l) { return l.id.starts_with("phase."); }))
      entries.push_back({base::tr(lang, N_("phase")), [](Items& i, Spot c) {
                           i.push_back({Rectangle{{c.x - 14, c.y - 8, 28, 16}, 4, Ink::lane, {Ink::border, 1.2}}});
                           draw_line(i, {c.x - 8, c.y - 8}, {c.x - 8, c.y + 8}, {.ink = Ink::border, .width = .8});
                         }});
    add(NodeKind::phase, N_("possible at any time of the phase"), [](Items& i, Spot c) { draw_exit(i, c); });
    add(NodeKind::off_page, N_("goes on at the same letter"), [](Items& i, Spot c) { draw_connector(i, c, 8, "A"); });
    if (noted)
      entries.push_back({base::tr(lang, N_("condition, below")), [](Items& i, Spot c) {
                           write_text(i, {c.x, c.y + 4}, "[1]", {.size = kLabel, .anchor = Anchor::middle, .ink = Ink::exchange});
                         }});
    return entries;
  }
};

// On the sheets of one picture.
struct Artist {
  const model::Procedure& procedure;
  const Settings& settings;
  Drawings& drawings;
  const Unexercised* unexercised = nullptr;
  Picture picture = {};

  [[nodiscard]] bool on_paper() const { return settings.page == PageKind::teacher; }
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return base::tr(settings.lang, id, std::move(args)); }

  [[nodiscard]] Chart chart(const Flow& part) const {
    return {procedure, procedure.machines[part.machine.index], part, settings.lang, unexercised};
  }

  // The notes its links refer to, from the top left corner given; where they end.
  [[nodiscard]] double add_notes(Items& items, const MachineFlow& made, const Flow& part, Spot at, double width) const {
    const std::size_t before = items.size();
    for (const GuardNote& note : made.notes) {
      const auto refers = [&](const FlowLink& link) { return std::ranges::find(note.links, link.id) != note.links.end(); };
      if (std::ranges::none_of(part.links, refers)) continue;
      const auto lines = lines_of(note.words, kLabel, false, width - 34);
      if (items.size() == before) at.y += kApart;
      write_text(items, {at.x, at.y + 11}, "[" + note.number + "]", {.size = kLabel, .bold = true});
      write_lines(items, {at.x + 32, at.y + 11}, kLeading, lines, {.size = kLabel});
      at.y += static_cast<double>(lines.size()) * kLeading + 4;
    }
    return at.y;
  }

  // What stands below the drawing: on paper its legend, then its notes.
  [[nodiscard]] double add_below(Items& items, const MachineFlow& made, const Flow& part, Spot at, double width) const {
    if (on_paper()) {
      Items none;
      const bool noted = add_notes(none, made, part, at, width) > at.y;
      at.y += kApart;
      at.y += add_legend(items, chart(part).legend(noted), settings.lang, width, at.x, at.y);
    }
    if (unexercised != nullptr) {
      write_text(items, {at.x, at.y + kApart + 11}, tr(N_("× no scenario goes there    ½ scenarios take some of its branches, not all")),
                 {.size = kLabel, .bold = true});
      at.y += kApart + kLeading;
    }
    return add_notes(items, made, part, at, width);
  }

  struct Standing {
    Frame frame;
    layout::Drawing drawing;
  };

  [[nodiscard]] base::Result<Standing> stand(const MachineFlow& made, const Flow& part, bool upright, layout::Effort effort) {
    Standing standing{.frame = frame_of(on_paper() ? settings.paper : Paper::a4, upright), .drawing = {}};
    Items none;
    const double width = standing.frame.inner();
    const double room = on_paper() ? standing.frame.room() : standing.frame.height - 2 * kPaperMargin;
    auto drawing = drawings.lay_out_clean(chart(part).graph(), {.page_width = static_cast<int>(width),
                                                                .page_height = static_cast<int>(room - add_below(none, made, part, {0, 0}, width)),
                                                                .effort = effort,
                                                                .seed = settings.seed});
    if (!drawing) return drawing.failure();
    standing.drawing = std::move(*drawing);
    return standing;
  }

  [[nodiscard]] bool shows(const MachineFlow& made, const Flow& part, bool at_a_glance) {
    const bool hasty = at_a_glance || settings.effort == layout::Effort::fast;
    for (const bool upright : {false, true}) {
      const auto standing = stand(made, part, upright, hasty ? layout::Effort::fast : settings.effort);
      if (!standing) return true;  // what is refused is refused when it is drawn
      if (hasty ? is_promising(standing->drawing) : is_clean(standing->drawing)) return true;
    }
    return false;
  }

  base::Outcome add_sheet(const MachineFlow& made, const Flow& part, const std::string& said) {
    auto chosen = stand(made, part, false, settings.effort);
    if (!chosen) return chosen.failure();
    if (!is_clean(chosen->drawing)) {
      auto upright = stand(made, part, true, settings.effort);
      if (!upright) return upright.failure();
      const auto faults = [](const layout::Metrics& m) { return std::tuple{m.hard(), -m.size_pt, m.crossings}; };
      if (faults(upright->drawing.metrics) < faults(chosen->drawing.metrics)) chosen = std::move(upright);
    }
    const layout::Drawing& drawing = chosen->drawing;
    picture.metrics.push_back(drawing.metrics);
    Group group = chart(part).drawn(drawing);
    Sheet sheet;
    if (on_paper()) {
      const Frame& frame = chosen->frame;
      sheet = headed_sheet(frame, settings.lang, title_of(procedure.title, procedure.id, settings.lang), said);
      Items below;
      const double high = add_below(below, made, part, {0, 0}, frame.inner());
      group.scale = std::min({1.0, frame.inner() / drawing.width, (frame.room() - high) / drawing.height});
      group.shift = {kPaperMargin + (frame.inner() - drawing.width * group.scale) / 2, kPaperMargin + kHeading};
      sheet.items.push_back({Group{.role = "below", .shift = {kPaperMargin, group.shift.y + drawing.height * group.scale},
                                   .items = std::move(below)}});
      sheet.items.push_back({std::move(group)});
    } else {
      sheet = {.lang = settings.lang, .title = said};
      const bool titled = said != made.flow.title || part.machine.index > 0;
      const double top = titled ? kMargin + kTitle : kMargin;
      if (titled) write_text(sheet.items, {kMargin, kMargin + kText}, said, {.size = kText, .bold = true});
      const double least = std::max(500.0, titled ? width_of(said, kText, true) + 2 * kMargin : 0);
      sheet.width = std::max(least, drawing.width + 2 * kMargin);
      group.shift = {kMargin, top};
      sheet.items.push_back({std::move(group)});
      sheet.height = add_below(sheet.items, made, part, {kMargin, top + drawing.height}, sheet.width - 2 * kMargin) + kMargin;
    }
    for (const FlowNode& node : part.nodes)
      if (node.state && node.kind != NodeKind::phase) sheet.desc += (sheet.desc.empty() ? "" : " ; ") + node.text;
    sheet.desc += ".";
    picture.sheets.push_back(std::move(sheet));
    return base::Done{};
  }

  base::Outcome draw() {
    std::vector<MachineFlow> all;
    std::vector<std::pair<const MachineFlow*, Flow>> parts;
    for (std::uint16_t k = 0; k < procedure.machines.size(); ++k) all.push_back(machine_flow(procedure, {k}, settings.lang));
    for (const MachineFlow& made : all)
      for (Flow& part : parts_of(made.flow, settings.lang, static_cast<int>(parts.size()) + 1,
                                 [&](const Flow& tried, bool at_a_glance) { return shows(made, tried, at_a_glance); }))
        parts.emplace_back(&made, std::move(part));
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const auto& [made, part] = parts[p];
      std::string said = on_paper() && part.machine.index == 0 ? tr(N_("State machine")) : made->flow.title;
      if (parts.size() > 1 && on_paper())
        said = tr(N_("{what}, page {page}: {part}"), {{"what", said}, {"page", std::to_string(p + 1)}, {"part", name_of_part(part)}});
      else if (parts.size() > 1)
        said = tr(N_("{what}, page {page} of {pages}: {part}"), {{"what", said},
                                                                 {"page", std::to_string(p + 1)},
                                                                 {"pages", std::to_string(parts.size())},
                                                                 {"part", name_of_part(part)}});
      if (const base::Outcome added = add_sheet(*made, part, said); !added) return added.failure();
    }
    if (on_paper()) {
      const Table table = transition_table(procedure, settings.lang, inner_width(settings.paper));
      std::ranges::move(table_sheets(table, title_of(procedure.title, procedure.id, settings.lang), tr(N_("Transitions")), settings),
                        std::back_inserter(picture.sheets));
      add_footers(picture.sheets, procedure, settings.lang);
    }
    return base::Done{};
  }
};

}  // namespace

base::Result<Picture> draw_states(const Subject& subject, const Settings& settings) {
  if (settings.page == PageKind::pupil || settings.page == PageKind::key)
    return base::Failure{{N_("worksheets are made of the views process and columns only"), {}}};
  Artist artist{subject.procedure(), settings, *subject.drawings, subject.unexercised};
  if (const base::Outcome drawn = artist.draw(); !drawn) return drawn.failure();
  return std::move(artist.picture);
}

}  // namespace guichet::diagram
