#include "diagram/state_flow.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "diagram/saying.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

using base::Lang;

std::string state_title(const model::State& state, Lang lang) {
  return title_of(state.title, title_of(state.activity, state.name, lang), lang);
}

struct Describer {
  const model::Procedure& procedure;
  const model::Machine& machine;
  Lang lang;
  MachineFlow made = {};
  std::map<std::string, std::size_t> note_of = {};               // by the words of the guard
  std::map<std::string, std::vector<std::string>> told_on = {};  // by link

  // Phases are of the procedure's own machine.
  [[nodiscard]] const model::Phase* phase_of(model::StateId state) const {
    if (machine.owner.known()) return nullptr;
    const auto holds = [&](const model::Phase& p) { return std::ranges::find(p.states, state) != p.states.end(); };
    const auto found = std::ranges::find_if(procedure.phases, holds);
    return found == procedure.phases.end() ? nullptr : &*found;
  }

  int lane(const std::string& id) const {
    return static_cast<int>(std::ranges::find(made.flow.lanes, id, &FlowLane::id) - made.flow.lanes.begin());
  }

  [[nodiscard]] int lane_of(model::StateId id) const {
    if (machine.states[id.index].kind == model::StateKind::outcome) return lane("endings");
    const model::Phase* phase = phase_of(id);
    return lane(phase == nullptr ? "rest" : "phase." + phase->name);
  }

  // In their order in the file; what is in no phase above, endings below; only those that hold a state.
  void add_lanes() {
    std::vector<FlowLane> all{{"rest", "", {}}};
    for (const model::Phase& phase : procedure.phases)
      all.push_back({"phase." + phase.name, title_of(phase.title, phase.name, lang), {}});
    all.push_back({"endings", base::tr(lang, N_("Endings")), {}});
    made.flow.lanes = all;
    std::vector<bool> holds(all.size(), false);
    for (std::uint16_t s = 0; s < machine.states.size(); ++s) holds[static_cast<std::size_t>(lane_of({s}))] = true;
    std::erase_if(made.flow.lanes, [&](const FlowLane& l) {
      return !holds[static_cast<std::size_t>(std::ranges::find(all, l.id, &FlowLane::id) - all.begin())];
    });
  }

  int add_node(FlowNode node) {
    made.flow.nodes.push_back(std::move(node));
    return static_cast<int>(made.flow.nodes.size()) - 1;
  }

  // The node of a state is the one after the start that has its index.
  static int node_of(model::StateId id) { return id.index + 1; }

  void add_states() {
    add_node({.id = "start", .kind = NodeKind::start, .lane = lane_of({0})});
    for (std::uint16_t s = 0; s < machine.states.size(); ++s) {
      const model::State& state = machine.states[s];
      FlowNode node{.id = state.name, .lane = lane_of({s}), .text = state_title(state, lang), .state = model::StateId{s}};
      if (state.kind == model::StateKind::decide) {
        node.kind = NodeKind::gateway;
        node.text = title_of(state.question, node.text, lang);
      } else if (state.kind == model::StateKind::outcome) {
        node.kind = NodeKind::end;
        node.outcome = state.outcome;
      }
      add_node(std::move(node));
    }
    made.flow.links.push_back({.id = "start..", .from = 0, .to = node_of({0})});
  }

  struct Said {
    std::string words;
    std::optional<std::size_t> note = {};  // of its guard
  };

  // "Demande [1]": what triggers, then the answer of the branch or the number of the note that tells its guard.
  [[nodiscard]] Said said_of(const model::Transition& branch) {
    std::string trigger = trigger_words(procedure, machine, branch, lang);
    std::string condition = branch.answer.empty() ? std::string{} : branch.answer.in(lang);
    std::optional<std::size_t> note;
    if (condition.empty() && branch.guard) {
      const std::string words = guard_words(*branch.guard, procedure, machine, lang);
      const auto [at, is_new] = note_of.try_emplace(words, made.notes.size());
      if (is_new) made.notes.push_back({std::to_string(at->second + 1), words, {}});
      note = at->second;
      condition = "[" + made.notes[*note].number + "]";
    }
    if (branch.on == model::trigger(model::Trigger::answered) && !condition.empty()) trigger.clear();
    if (trigger.empty() || condition.empty()) return {trigger + condition, note};
    return {trigger + " " + (note ? condition : "[" + condition + "]"), note};
  }

  // Ways between the same two nodes are one link.
  void join(int from, int to, const Said& said, model::TransitionId branch) {
    const auto& nodes = made.flow.nodes;
    const std::string id = nodes[static_cast<std::size_t>(from)].id + ".." + nodes[static_cast<std::size_t>(to)].id;
    auto& links = made.flow.links;
    auto same = std::ranges::find(links, id, &FlowLink::id);
    if (same == links.end()) same = links.insert(links.end(), {.id = id, .from = from, .to = to, .answer = ""});
    same->stands_for.push_back(branch);
    if (said.note) made.notes[*said.note].links.push_back(id);
    auto& told = told_on[id];
    if (said.words.empty() || std::ranges::find(told, said.words) != told.end()) return;
    told.push_back(said.words);
    same->answer += (same->answer.empty() ? "" : ", ") + said.words;
  }

  void add_transitions() {
    std::map<std::tuple<std::string, std::string, int>, int> exits;  // by phase, words and where it leads
    for (const model::Transition& branch : machine.transitions) {
      if (!branch.to) continue;
      const int to = node_of(*branch.to);
      const model::TransitionId id{static_cast<std::uint16_t>(&branch - machine.transitions.data())};
      Said said = said_of(branch);
      const model::Phase* phase = phase_of(branch.from);
      if (!branch.from_phase || phase == nullptr) {
        join(node_of(branch.from), to, said, id);
        continue;
      }
      const auto [at, is_new] = exits.try_emplace({phase->name, said.words, to}, 0);
      if (is_new)
        at->second = add_node({.id = phase->name + ".exit." + std::to_string(exits.size()), .kind = NodeKind::phase,
                               .lane = lane_of(branch.from), .text = said.words, .state = branch.from});
      join(at->second, to, {"", is_new ? said.note : std::nullopt}, id);
    }
  }

  void add_groups() {
    if (machine.owner.known()) return;
    for (const model::Phase& phase : procedure.phases) {
      FlowGroup group{phase.name, title_of(phase.title, phase.name, lang), {}};
      for (std::size_t n = 0; n < made.flow.nodes.size(); ++n)
        if (const auto& state = made.flow.nodes[n].state; state && phase_of(*state) == &phase)
          group.nodes.push_back(static_cast<int>(n));
      if (!group.nodes.empty()) made.flow.groups.push_back(std::move(group));
    }
  }
};

}  // namespace

MachineFlow machine_flow(const model::Procedure& procedure, model::MachineId id, Lang lang) {
  const model::Machine& machine = procedure.machines[id.index];
  Describer describer{procedure, machine, lang};
  Flow& flow = describer.made.flow;
  flow.id = machine.name;
  flow.machine = id;
  flow.title = title_of(procedure.title, procedure.id, lang);
  if (machine.owner.known()) {
    const model::State& owner = procedure.main().states[machine.owner.index];
    flow.title = base::tr(lang, N_("{activity}: for each one"), {{"activity", title_of(owner.activity, owner.name, lang)}});
  }
  describer.add_lanes();
  describer.add_states();
  describer.add_transitions();
  describer.add_groups();
  return std::move(describer.made);
}

std::string awaited_in(const model::State& state, const model::Procedure& procedure, Lang lang) {
  const auto actor = [&](model::ActorId id) { return title_of(procedure[id].title, procedure[id].name, lang); };
  if (state.exchange && state.exchange->with.known()) return actor(state.exchange->by) + " → " + actor(state.exchange->with);
  return state.actor.known() && state.kind != model::StateKind::decide ? actor(state.actor) : std::string{};
}

Table transition_table(const model::Procedure& procedure, Lang lang, double width) {
  const auto tr = [&](const char* id) { return base::tr(lang, id); };
  Table table{.columns = {{tr(N_("state")), width * .23}, {tr(N_("event")), width * .2},
                          {tr(N_("condition")), width * .34}, {tr(N_("next state")), width * .23}}};
  for (const model::Machine& machine : procedure.machines) {
    for (const model::Transition& branch : machine.transitions) {
      if (!branch.to) continue;
      const std::string answer = branch.answer.empty() ? std::string{} : branch.answer.in(lang);
      const std::string guard = branch.guard ? guard_words(*branch.guard, procedure, machine, lang) : std::string{};
      const std::string trigger = trigger_words(procedure, machine, branch, lang);
      Row row{{state_title(machine.states[branch.from.index], lang), trigger.empty() ? "—" : trigger,
               answer.empty() ? guard : guard.empty() ? answer : answer + " (" + guard + ")",
               state_title(machine.states[branch.to->index], lang)}};
      if (row.cells[2].empty()) row.cells[2] = "—";
      if (std::ranges::find(table.rows, row.cells, &Row::cells) == table.rows.end()) table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace guichet::diagram
