#include <algorithm>
#include <set>

#include "base/ensure.h"
#include "diagram/mapper.h"
#include "diagram/wording.h"

namespace guichet::diagram {

using model::ActorId;
using model::State;
using model::StateId;
using model::StateKind;

std::string Mapper::words(const model::Title& title, const std::string& otherwise) const {
  return title_of(title, otherwise, lang);
}

std::string Mapper::name_of(StateId id) const { return prefix + machine.states[id.index].name; }

int Mapper::lane_of(ActorId actor) {
  for (std::size_t lane = 0; lane < flow.lanes.size(); ++lane) {
    if (flow.lanes[lane].actor == actor) return static_cast<int>(lane);
  }
  const model::Actor& who = procedure[actor];
  flow.lanes.push_back({who.name, words(who.title, who.name), actor});
  return static_cast<int>(flow.lanes.size()) - 1;
}

int Mapper::add_node(FlowNode node) {
  flow.nodes.push_back(std::move(node));
  return static_cast<int>(flow.nodes.size()) - 1;
}

ActorId Mapper::office() const {
  for (const model::Purpose& purpose : procedure.purposes) {
    for (const ActorId controller : purpose.controllers) {
      if (controller.known() && procedure[controller].role == model::Role::agency) return controller;
    }
  }
  for (std::uint16_t a = 0; a < procedure.actors.size(); ++a) {
    if (procedure.actors[a].role == model::Role::agency) return {a};
  }
  return {0};
}

// Of an outcome: whoever is told, else the person whose case it is.
ActorId Mapper::actor_of(const State& state) const {
  if (state.kind == StateKind::outcome) {
    for (const model::Letter& letter : state.tell) {
      if (letter.to.known() && procedure[letter.to].role == model::Role::citizen) return letter.to;
    }
    for (std::uint16_t a = 0; a < procedure.actors.size(); ++a) {
      if (procedure.actors[a].role == model::Role::citizen) return {a};
    }
    return office();
  }
  if (state.kind == StateKind::exchange && state.exchange->by.known()) return state.exchange->by;
  return state.actor.known() ? state.actor : office();
}

ActorId Mapper::provider_of(const model::Exchange& exchange) const {
  return exchange.with_member || !exchange.with.known() ? member : exchange.with;
}

const model::Api* Mapper::api_of(const model::Exchange& exchange) const {
  if (exchange.with.known()) {
    const model::Actor& with = procedure[exchange.with];
    return reference.agencies.find_api(with.agency.empty() ? with.name : with.agency, exchange.api);
  }
  // Of a member: the first agency that lets this procedure use an API of that name.
  for (const model::Agency& agency : reference.agencies.all) {
    for (const model::Api& api : agency.apis) {
      if (api.name == exchange.api &&
          std::ranges::any_of(api.grants, [&](const model::Grant& g) { return g.procedure == procedure.id; }))
        return &api;
    }
  }
  return nullptr;
}

void Mapper::add_node_of(StateId id) {
  const State& state = machine.states[id.index];
  FlowNode node{.id = name_of(id), .lane = lane_of(actor_of(state)), .state = id, .does = state.does};
  node.doubtful = state.source.id == "unknown" ||
                  (!state.source.id.empty() && is_doubtful(state.source, reference)) ||
                  (state.fee && state.fee->source.is_unknown());
  const std::string otherwise = words(state.title, state.name);
  switch (state.kind) {
    case StateKind::actor:
    case StateKind::exchange:
      node.text = words(state.activity, otherwise);
      break;
    case StateKind::each:
      node.kind = NodeKind::subprocess;
      node.text = words(state.activity, otherwise);
      break;
    case StateKind::outcome:
      node.kind = NodeKind::end;
      node.text = otherwise;
      node.outcome = state.outcome;
      break;
    case StateKind::decide: {
      std::set<std::uint16_t> targets;
      for (const Branch& branch : ways_out(id).main) targets.insert(branch.transition->to->index);
      const bool is_task = state.actor.known() || targets.size() < 2;
      node.text = words(state.activity, otherwise);
      if (is_task) break;
      node.kind = NodeKind::gateway;
      node.text = words(state.question, "");
      if (node.text.empty()) {
        findings.push_back({N_("state '{state}': a rule without `question`, its gateway has no text"),
                            {{"state", name_of(id)}}});
      }
      break;
    }
  }
  entry[id.index] = add_node(std::move(node));
  if (state.kind != StateKind::exchange) return;
  const ActorId with = provider_of(*state.exchange);
  if (!with.known()) return;
  const model::Api* api = api_of(*state.exchange);
  add_node({.id = name_of(id) + "." + procedure[with].name,
            .lane = lane_of(with),
            .text = api == nullptr ? state.exchange->api : words(api->activity, words(api->title, api->name)),
            .state = id,
            .provider = true});
}

void Mapper::add_nodes() {
  entry.assign(machine.states.size(), -1);
  if (!machine.states.empty()) {
    add_node({.id = prefix + "start",
              .kind = NodeKind::start,
              .lane = lane_of(actor_of(machine.states.front())),
              .text = base::tr(lang, N_("Start"))});
  }
  for (std::uint16_t s = 0; s < machine.states.size(); ++s) add_node_of({s});
}

// The person first, then everybody else as the file declares them.
void Mapper::sort_lanes() {
  std::vector<FlowLane> sorted = flow.lanes;
  std::ranges::stable_sort(sorted, {}, [](const FlowLane& lane) { return lane.actor.index; });
  for (FlowNode& node : flow.nodes) {
    const ActorId actor = flow.lanes[static_cast<std::size_t>(node.lane)].actor;
    const auto at = std::ranges::find(sorted, actor, &FlowLane::actor);
    node.lane = static_cast<int>(at - sorted.begin());
  }
  flow.lanes = std::move(sorted);
}

void Mapper::add_groups() {
  if (machine.owner.known()) return;  // phases are of the procedure's own machine
  for (const model::Phase& phase : procedure.phases) {
    FlowGroup group{phase.name, words(phase.title, phase.name), {}};
    for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
      const auto& state = flow.nodes[n].state;
      if (state && std::ranges::find(phase.states, *state) != phase.states.end())
        group.nodes.push_back(static_cast<int>(n));
    }
    flow.groups.push_back(std::move(group));
  }
}

}  // namespace guichet::diagram
