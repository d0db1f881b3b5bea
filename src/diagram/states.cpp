// The view `states`: the state machine itself (UML). Phases are composite states; what can be done anywhere in one leaves
// by its exit point; rules are choices; guards without an answer of their own are notes below, in words.
#include <algorithm>
#include <map>

#include "diagram/figure.h"
#include "diagram/pen.h"
#include "diagram/saying.h"
#include "diagram/sequence.h"
#include "diagram/views.h"
#include "diagram/wording.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

using base::Lang;
using layout::Shape;

constexpr double kMargin = 14, kText = 12, kLabel = 11, kLeading = 13;
constexpr std::size_t kLarge = 40;  // nodes
constexpr std::uint32_t kTries = 4;
constexpr int kWho = 15;  // px below the title, for who is awaited

struct Note {
  std::string letter, text;
};

struct Machinery {
  const model::Procedure& procedure;
  const model::Machine& machine;
  Lang lang;
  bool phases = false;  // lanes are phases; else who is awaited
  layout::Graph graph = {};
  std::vector<int> node_of = {};                 // by state
  std::vector<std::string> who = {};             // by node: who is awaited there
  std::vector<std::optional<model::StateId>> state_of = {};
  std::vector<bool> exits = {};                  // by node: the exit point of a phase
  std::vector<Note> notes = {};
  std::map<std::string, std::string> letters = {};  // of guards, by their words

  [[nodiscard]] std::string title(const model::State& state) const {
    return title_of(state.title, title_of(state.activity, state.name, lang), lang);
  }
  [[nodiscard]] std::string actor(model::ActorId id) const { return title_of(procedure[id].title, procedure[id].name, lang); }

  [[nodiscard]] std::string awaited(const model::State& state) const {
    if (state.exchange && state.exchange->with.known()) return actor(state.exchange->by) + " → " + actor(state.exchange->with);
    return state.actor.known() && state.kind != model::StateKind::decide ? actor(state.actor) : std::string{};
  }

  [[nodiscard]] std::optional<std::size_t> phase_of(model::StateId state) const {
    if (!phases) return std::nullopt;
    for (std::size_t p = 0; p < procedure.phases.size(); ++p)
      if (std::ranges::find(procedure.phases[p].states, state) != procedure.phases[p].states.end()) return p;
    return std::nullopt;
  }

  int add_node(layout::Node node, std::string waits, std::optional<model::StateId> state, bool exit) {
    graph.nodes.push_back(std::move(node));
    who.push_back(std::move(waits));
    state_of.push_back(state);
    exits.push_back(exit);
    return static_cast<int>(graph.nodes.size()) - 1;
  }

  int lane(const std::string& id, const std::string& words) {
    for (std::size_t l = 0; l < graph.lanes.size(); ++l)
      if (graph.lanes[l].id == id) return static_cast<int>(l);
    graph.lanes.push_back({id, words});
    return static_cast<int>(graph.lanes.size()) - 1;
  }

  [[nodiscard]] int lane_of(model::StateId id) {
    const model::State& state = machine.states[id.index];
    if (state.kind == model::StateKind::outcome) return lane("outcomes", base::tr(lang, N_("Endings")));
    if (const auto phase = phase_of(id))
      return lane("phase." + procedure.phases[*phase].name, title_of(procedure.phases[*phase].title, procedure.phases[*phase].name, lang));
    return lane("rest", "");
  }

  void add_states() {
    if (phases) {  // in their order in the file, what is in none above
      lane("rest", "");
      for (const model::Phase& phase : procedure.phases) lane("phase." + phase.name, title_of(phase.title, phase.name, lang));
    }
    add_node({.id = "start", .lane = lane_of({0}), .shape = Shape::start, .text = ""}, {}, std::nullopt, false);
    for (std::size_t s = 0; s < machine.states.size(); ++s) {
      const model::StateId id{static_cast<std::uint16_t>(s)};
      const model::State& state = machine.states[s];
      layout::Node node{.id = state.name, .lane = lane_of(id)};
      const std::string waits = awaited(state);
      if (state.kind == model::StateKind::decide) {
        node.shape = Shape::gateway;
        node.text = title_of(state.question, title(state), lang);
      } else {
        node.shape = Shape::box;
        node.text = title(state);
        const auto lines = layout::wrap(node.text, layout::kBodySize, false, 96);
        node.width = std::max({104, layout::widest(lines, layout::kBodySize) + 18, static_cast<int>(width_of(waits, kLabel)) + 14});
        node.height = static_cast<int>(lines.size()) * layout::kBodyLeading + 14 + (waits.empty() ? 0 : 2 * kWho);
      }
      node_of.push_back(add_node(std::move(node), waits, id, false));
    }
    graph.links.push_back({.id = "start.0", .from = 0, .to = node_of[0]});
  }

  // "Demande [a]": what triggers, then the answer of the branch or the letter of the note that tells its guard.
  [[nodiscard]] std::string words_of(const model::Transition& branch) {
    std::string trigger = trigger_words(procedure, machine, branch, lang);
    std::string condition = branch.answer.empty() ? std::string{} : branch.answer.in(lang);
    if (condition.empty() && branch.guard) {
      const std::string guard = guard_words(*branch.guard, procedure, machine, lang);
      auto& letter = letters[guard];
      if (letter.empty()) {
        letter = letter_of(static_cast<int>(notes.size()));
        notes.push_back({letter, guard});
      }
      condition = "[" + letter + "]";
    }
    if (branch.on.index == model::trigger(model::Trigger::answered).index && !condition.empty()) trigger.clear();
    if (trigger.empty() || condition.empty()) return trigger + condition;
    return trigger + " " + (condition.front() == '[' ? condition : "[" + condition + "]");
  }

  void add_transitions() {
    struct Joined {
      int from, to;
      std::vector<std::string> words;
    };
    std::vector<Joined> all;
    const auto join = [&](int from, int to, const std::string& words) {
      const auto same = std::ranges::find_if(all, [&](const Joined& j) { return j.from == from && j.to == to; });
      Joined& link = same != all.end() ? *same : all.emplace_back(Joined{from, to, {}});
      if (!words.empty() && std::ranges::find(link.words, words) == link.words.end()) link.words.push_back(words);
    };
    std::map<std::string, int> exits_by_words;
    for (const model::Transition& branch : machine.transitions) {
      if (!branch.to) continue;
      const int to = node_of[branch.to->index];
      const auto phase = phase_of(branch.from);
      if (branch.from_phase && phase) {
        const std::string words = words_of(branch);
        const std::string key = std::to_string(*phase) + words + std::to_string(to);
        if (!exits_by_words.contains(key)) {
          exits_by_words[key] = add_node({.id = "exit." + std::to_string(exits_by_words.size() + 1), .lane = lane_of(branch.from),
                                          .shape = Shape::start, .text = words},
                                         {}, std::nullopt, true);
          join(exits_by_words[key], to, {});
        }
        continue;
      }
      join(node_of[branch.from.index], to, words_of(branch));
    }
    for (std::size_t l = 0; l < all.size(); ++l) {
      std::string words;
      for (const std::string& part : all[l].words) words += (words.empty() ? "" : ", ") + part;
      layout::Link link{.id = "transition." + std::to_string(l + 1), .from = all[l].from, .to = all[l].to};
      // Answers stand at the choice; what triggers, along the link.
      if (graph.nodes[static_cast<std::size_t>(all[l].from)].shape == Shape::gateway)
        link.answer = words;
      else
        link.message = words;
      graph.links.push_back(std::move(link));
    }
  }

  // Lanes nothing stands in would be drawn for nothing.
  void drop_empty_lanes() {
    std::vector<int> place(graph.lanes.size(), -1);
    std::vector<layout::Lane> kept;
    for (std::size_t l = 0; l < graph.lanes.size(); ++l)
      if (std::ranges::any_of(graph.nodes, [&](const layout::Node& n) { return n.lane == static_cast<int>(l); })) {
        place[l] = static_cast<int>(kept.size());
        kept.push_back(graph.lanes[l]);
      }
    for (layout::Node& node : graph.nodes) node.lane = place[static_cast<std::size_t>(node.lane)];
    graph.lanes = std::move(kept);
  }
};

struct Drawer {
  const Machinery& m;
  const layout::Drawing& drawing;
  Items items = {};

  // Around the states of each phase: a composite state with its name.
  void add_composites() {
    for (std::size_t l = 0; l < m.graph.lanes.size(); ++l) {
      const layout::PlacedLane& lane = drawing.lanes[l];
      if (!m.graph.lanes[l].id.starts_with("phase.")) continue;
      int left = drawing.width, right = 0, top = drawing.height, bottom = 0;
      const auto add = [&](const layout::Rect& box) {
        left = std::min(left, box.x);
        right = std::max(right, box.right());
        top = std::min(top, box.y);
        bottom = std::max(bottom, box.bottom());
      };
      for (std::size_t n = 0; n < m.graph.nodes.size(); ++n)
        if (m.graph.nodes[n].lane == static_cast<int>(l)) add(drawing.nodes[n].box);
      for (const layout::PlacedLabel& label : drawing.labels)
        if (label.kind == layout::PlacedLabel::Kind::node && m.graph.nodes[static_cast<std::size_t>(label.owner)].lane == static_cast<int>(l)) add(label.text.box);
      const Box box{std::max(lane.box.x + 1.0, left - 12.0), lane.box.y + 2.0, 0, lane.box.h - 4.0};
      const double width = std::min(lane.box.right() - 1.0, right + 12.0) - box.x;
      items.push_back({Group{.id = m.graph.lanes[l].id, .role = "phase", .title = m.graph.lanes[l].title,
                             .items = {{Rectangle{{box.x, box.y, width, box.h}, 10, Ink::lane, {Ink::border, 1.2}}}}}});
    }
    for (std::size_t l = 0; l < m.graph.lanes.size(); ++l)
      if (!drawing.lanes[l].title.lines.empty()) add_text(items, drawing.lanes[l].title, Ink::text);
  }

  void add_links() {
    for (std::size_t l = 0; l < drawing.links.size(); ++l) {
      const layout::PlacedLink& link = drawing.links[l];
      Group group{.id = m.graph.links[l].id, .role = "link", .title = m.graph.links[l].message + m.graph.links[l].answer};
      group.items.push_back({rounded(link.points, drawing.corner, {Ink::line, 1.3})});
      add_filled_arrow(group.items, link.points[link.points.size() - 2], link.points.back(), Ink::line);
      items.push_back({std::move(group)});
    }
  }

  void add_nodes() {
    for (std::size_t n = 0; n < drawing.nodes.size(); ++n) {
      const layout::Rect& r = drawing.nodes[n].box;
      const Box box{static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
      const Spot centre{box.x + box.w / 2, box.y + box.h / 2};
      Group group{.id = m.graph.nodes[n].id, .role = "state", .title = m.graph.nodes[n].text};
      switch (m.graph.nodes[n].shape) {
        case Shape::gateway:
          group.items.push_back({polyline({{centre.x, box.y}, {box.x + box.w, centre.y}, {centre.x, box.y + box.h}, {box.x, centre.y}}, {Ink::text, 1.3}, true, Ink::paper)});
          break;
        case Shape::start:
          if (m.exits[n]) {
            group.items.push_back({Ellipse{centre, 9, 9, Ink::paper, {Ink::text, 1.3}}});
            for (const double side : {1.0, -1.0}) group.items.push_back({polyline({{centre.x - 6, centre.y - 6 * side}, {centre.x + 6, centre.y + 6 * side}}, {Ink::text, 1.2})});
          } else {
            group.items.push_back({Ellipse{centre, 9, 9, Ink::text, {}}});
          }
          // The engine's links end at its circle, which is larger than these.
          if (const double rest = box.w / 2 - 9; rest > 0) group.items.push_back({Ellipse{centre, box.w / 2, box.w / 2, Ink::none, {Ink::border, 0.8, {1.5, 2}}}});
          break;
        default:
          add_state(group.items, n, box);
      }
      items.push_back({std::move(group)});
    }
  }

  void add_state(Items& to, std::size_t n, const Box& box) const {
    const model::State& state = m.machine.states[m.state_of[n]->index];
    const bool ends = state.kind == model::StateKind::outcome;
    to.push_back({Rectangle{box, 9, Ink::paper, {Ink::text, ends ? 2.6 : 1.3}}});
    if (ends) to.push_back({Rectangle{{box.x + 3.2, box.y + 3.2, box.w - 6.4, box.h - 6.4}, 6.5, Ink::none, {Ink::text, 0.9}}});
    layout::TextBox text = drawing.nodes[n].text;
    if (!m.who[n].empty()) {
      for (layout::TextLine& line : text.lines) line.origin.y -= kWho / 2;
      const double y = box.y + box.h - kWho;
      draw_line(to, {box.x, y}, {box.x + box.w, y}, {.ink = Ink::border, .width = 0.8});
      write_text(to, {box.x + box.w / 2, y + 11.5}, m.who[n], {.size = kLabel, .anchor = Anchor::middle, .ink = Ink::quiet});
    }
    add_text(to, text, Ink::text);
  }

  void add_labels() {
    for (const layout::PlacedLabel& label : drawing.labels) {
      Group group{.role = "label"};
      add_text(group.items, label.text, label.kind == layout::PlacedLabel::Kind::message ? Ink::exchange : Ink::text);
      items.push_back({std::move(group)});
    }
  }
};

double write_notes(Items& items, const std::vector<Note>& notes, double top, double width) {
  double y = top;
  for (const Note& note : notes) {
    const auto lines = lines_of(note.text, kLabel, false, width - 34);
    write_text(items, {kMargin, y + 11}, "[" + note.letter + "]", {.size = kLabel, .bold = true});
    write_lines(items, {kMargin + 32, y + 11}, kLeading, lines, {.size = kLabel});
    y += static_cast<double>(lines.size()) * kLeading + 4;
  }
  return y;
}

}  // namespace

namespace {

// Machines of this size take seconds to lay out well: a few quick drawings, of which the one that hides least is kept.
base::Result<layout::Drawing> lay_out_machine(const layout::Graph& graph, const Settings& settings) {
  if (graph.nodes.size() <= kLarge) return layout::lay_out(graph, {.effort = settings.effort, .seed = settings.seed});
  std::optional<layout::Drawing> best;
  for (std::uint32_t seed = settings.seed; seed < settings.seed + kTries; ++seed) {
    auto drawing = layout::lay_out(graph, {.effort = layout::Effort::fast, .seed = seed});
    if (!drawing) return drawing;
    const auto faults = [](const layout::Drawing& d) { return std::pair{d.metrics.hard(), d.metrics.crossings}; };
    if (!best || faults(*drawing) < faults(*best)) best = std::move(*drawing);
    if (best->metrics.hard() == 0) break;
  }
  return std::move(*best);
}

}  // namespace

base::Result<Picture> draw_states(const Subject& subject, const Settings& settings) {
  const model::Procedure& procedure = subject.procedure();
  Picture picture;
  for (std::size_t k = 0; k < procedure.machines.size(); ++k) {
    const model::Machine& machine = procedure.machines[k];
    Machinery made{procedure, machine, settings.lang, k == 0 && !procedure.phases.empty()};
    made.add_states();
    made.add_transitions();
    made.drop_empty_lanes();
    const auto drawing = lay_out_machine(made.graph, settings);
    if (!drawing) return drawing.failure();
    Drawer drawer{made, *drawing};
    drawer.add_composites();
    drawer.add_links();
    drawer.add_nodes();
    drawer.add_labels();
    Sheet sheet{.lang = settings.lang, .title = title_of(procedure.title, procedure.id, settings.lang)};
    if (k > 0) {
      const model::State& owner = procedure.main().states[machine.owner.index];
      sheet.title = base::tr(settings.lang, N_("{activity}: for each one"), {{"activity", title_of(owner.activity, owner.name, settings.lang)}});
      write_text(sheet.items, {kMargin, kMargin + 12}, sheet.title, {.size = kText, .bold = true});
    }
    const double top = k > 0 ? kMargin + 24 : kMargin;
    sheet.items.push_back({Group{.id = machine.name, .role = "machine", .shift = {kMargin, top}, .items = std::move(drawer.items)}});
    sheet.width = std::max(500.0, drawing->width + 2 * kMargin);
    sheet.height = write_notes(sheet.items, made.notes, top + drawing->height + 16, sheet.width - 2 * kMargin) + kMargin;
    for (const model::State& state : machine.states) sheet.desc += (sheet.desc.empty() ? "" : " ; ") + made.title(state);
    picture.metrics.push_back(drawing->metrics);
    picture.sheets.push_back(std::move(sheet));
  }
  return picture;
}

}  // namespace guichet::diagram
