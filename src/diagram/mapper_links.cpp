#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/shown.h"
#include "diagram/mapper.h"
#include "diagram/wording.h"

namespace guichet::diagram {

using model::ActorId;
using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;
using model::Trigger;

namespace {

bool is(const Transition& transition, Trigger trigger) { return transition.on == model::trigger(trigger); }
bool is_failure(const Transition& t) {
  return is(t, Trigger::not_found) || is(t, Trigger::refused) || is(t, Trigger::failed);
}

const model::Deadline* deadline_of(const model::Procedure& procedure, const Transition& t) {
  const int index =
      static_cast<int>(t.on.index) - model::kFixedTriggers - static_cast<int>(procedure.events.size());
  return index < 0 ? nullptr : &procedure.deadlines[static_cast<std::size_t>(index)];
}

}  // namespace

std::string Mapper::answer_of(const Transition& transition) const {
  if (!transition.answer.empty()) return transition.answer.in(lang);
  const model::Event* event = event_of(transition);
  return event == nullptr ? "" : words(event->answer, "");
}

// What stays in the state is not drawn; what comes from a phase is drawn once for the phase.
Mapper::Ways Mapper::ways_out(StateId id) const {
  const State& state = machine.states[id.index];
  Ways ways;
  std::vector<Branch> by_others;
  for (std::uint16_t t = 0; t < machine.transitions.size(); ++t) {
    const Transition& transition = machine.transitions[t];
    if (transition.from != id || !transition.to || transition.from_phase) continue;
    Branch branch{&transition, {t}, answer_of(transition)};
    const model::Event* event = event_of(transition);
    if (event != nullptr) {
      const bool own = state.kind == StateKind::actor && event->by == state.actor;
      (own || !branch.answer.empty() ? ways.main : by_others).push_back(std::move(branch));
    } else if (is(transition, Trigger::answered) || is(transition, Trigger::decide) ||
               is(transition, Trigger::children_done) || (is_failure(transition) && !branch.answer.empty())) {
      ways.main.push_back(std::move(branch));
    } else {
      ways.on_border.push_back(std::move(branch));
    }
  }
  // Who only waits goes on with what the others do.
  const bool waits = state.kind == StateKind::actor && ways.main.empty();
  auto& place = waits ? ways.main : ways.on_border;
  place.insert(place.begin(), by_others.begin(), by_others.end());
  return ways;
}

int Mapper::add_link(int from, int to, const std::string& answer, const Branch* branch) {
  for (std::size_t l = 0; l < flow.links.size(); ++l) {
    FlowLink& link = flow.links[l];
    if (link.from != from || link.to != to) continue;
    if (!answer.empty() && link.answer != answer) {
      // "Oui, en voiture" and "Oui, en deux-roues" lead to the same place.
      link.answer = link.answer.empty() ? answer
                                        : base::tr(lang, N_("{answer} or {other}"),
                                                   {{"answer", link.answer}, {"other", answer}});
    }
    if (branch != nullptr) link.stands_for.push_back(branch->id);
    return static_cast<int>(l);
  }
  const auto& nodes = flow.nodes;
  FlowLink link{fmt::format("{}..{}", nodes[static_cast<std::size_t>(from)].id, nodes[static_cast<std::size_t>(to)].id),
                from, to, answer};
  if (branch != nullptr) link.stands_for.push_back(branch->id);
  flow.links.push_back(std::move(link));
  return static_cast<int>(flow.links.size()) - 1;
}

void Mapper::link_branches(int source, StateId id, const std::vector<Branch>& branches, bool with_answers) {
  for (const Branch& branch : branches) {
    std::string answer;
    if (with_answers) {
      answer = branch.answer;
      const model::Event* event = event_of(*branch.transition);
      if (answer.empty() && event != nullptr) answer = words(event->title, "");
      if (answer.empty())
        findings.push_back({N_("state '{state}': the branch to '{target}' has no `answer`"),
                            {{"state", name_of(id)}, {"target", name_of(*branch.transition->to)}}});
    }
    const int link = add_link(source, entry[branch.transition->to->index], answer, &branch);
    tell(link, id, *branch.transition);
    // The message says it already.
    FlowLink& made = flow.links[static_cast<std::size_t>(link)];
    if (!made.exchanges.empty() &&
        flow.exchanges[static_cast<std::size_t>(made.exchanges.front())].title == made.answer)
      made.answer.clear();
  }
}

// The asking task, the provider's, and back.
void Mapper::link_exchange(StateId id, const std::vector<Branch>& main, bool asks) {
  const State& state = machine.states[id.index];
  const model::Exchange& asked = *state.exchange;
  const ActorId with = provider_of(asked);
  int source = entry[id.index];
  const auto provider = with.known() ? flow.find_node(name_of(id) + "." + procedure[with].name) : std::nullopt;
  const model::Api* api = api_of(asked);
  int reply = -1;
  const auto answers = [&](int to) {
    if (!provider) return;
    carry(add_link(*provider, to, "", nullptr), reply);
  };
  if (provider) {
    FlowExchange request{.title = api == nullptr ? asked.api : words(api->request, words(api->title, api->name)),
                         .from = asked.by,
                         .to = with,
                         .data = asked.send,
                         .purpose = asked.purpose,
                         .identity = api == nullptr ? "" : api->identity,
                         .kind = FlowExchange::Kind::request,
                         .state = id};
    FlowExchange back = request;
    back.title = api == nullptr ? asked.api : words(api->reply, words(api->title, api->name));
    back.from = with;
    back.to = asked.by;
    back.data = asked.receive;
    back.identity.clear();
    back.kind = FlowExchange::Kind::reply;
    carry(add_link(source, *provider, "", nullptr), exchange(fmt::format("request {}", id.index), request));
    reply = exchange(fmt::format("reply {}", id.index), back);
  }
  if (asks) {
    const int gateway = add_node({.id = name_of(id) + ".question",
                                  .kind = NodeKind::gateway,
                                  .lane = flow.nodes[static_cast<std::size_t>(source)].lane,
                                  .text = words(state.question, ""),
                                  .state = id});
    if (provider)
      answers(gateway);
    else
      add_link(source, gateway, "", nullptr);
    return link_branches(gateway, id, main, true);
  }
  if (main.empty()) return;
  const State& target = machine.states[main.front().transition->to->index];
  const int target_node = entry[main.front().transition->to->index];
  const bool tells = std::ranges::any_of(main, [](const Branch& b) { return !b.transition->tell.empty(); });
  if (provider && !tells && target.tell.empty() && actor_of(target) == asked.by &&
      flow.nodes[static_cast<std::size_t>(target_node)].kind != NodeKind::end) {
    answers(target_node);
    for (const Branch& branch : main) add_link(*provider, target_node, "", &branch);
    return;
  }
  if (provider) {
    // The answer comes back to who asked before anything else happens.
    source = add_node({.id = name_of(id) + ".reply",
                       .kind = NodeKind::receipt,
                       .lane = flow.nodes[static_cast<std::size_t>(source)].lane,
                       .state = id});
    answers(source);
  }
  link_branches(source, id, main, false);
}

void Mapper::link_border(StateId id, const std::vector<Branch>& branches) {
  const State& state = machine.states[id.index];
  const int task = entry[id.index];
  if (flow.nodes[static_cast<std::size_t>(task)].kind == NodeKind::gateway) return;  // never rests there
  const int lane = flow.nodes[static_cast<std::size_t>(task)].lane;
  const auto attach = [&](const std::string& what, NodeKind kind, const std::string& text, bool doubtful) {
    const std::string id_of_it = name_of(id) + "." + what;
    if (const auto known = flow.find_node(id_of_it)) return *known;
    return add_node({.id = id_of_it,
                     .kind = kind,
                     .lane = lane,
                     .text = text,
                     .attached_to = task,
                     .state = id,
                     .doubtful = doubtful});
  };
  // Failures that lead where the clock leads are one thing: no usable answer in time.
  std::set<std::uint16_t> failing, timed;
  for (const Branch& b : branches) {
    if (is_failure(*b.transition)) failing.insert(b.transition->to->index);
    if (is(*b.transition, Trigger::after)) timed.insert(b.transition->to->index);
  }
  const bool doubtful = state.after && is_doubtful(state.after->source, reference);
  const auto delay = [&] {
    const std::string text = base::show_delay(state.after->delay, lang);
    return doubtful ? base::tr(lang, N_("{source} (to verify)"), {{"source", text}}) : text;
  };
  for (const Branch& branch : branches) {
    const Transition& t = *branch.transition;
    int from = task;
    const bool after = is(t, Trigger::after);
    if ((is_failure(t) && failing.size() == 1) || (after && failing.size() == 1 && timed == failing)) {
      const bool both = state.after && timed == failing;
      from = attach("failed", both ? NodeKind::timer : NodeKind::error,
                    both ? base::tr(lang, N_("No usable answer within {delay}"), {{"delay", delay()}})
                         : base::tr(lang, N_("No usable answer")),
                    both && doubtful);
    } else if (after) {
      from = attach("after", NodeKind::timer, state.after ? delay() : "", doubtful);
    } else if (is(t, Trigger::not_found)) {
      from = attach("not-found", NodeKind::error, base::tr(lang, N_("Not found there")), false);
    } else if (is(t, Trigger::refused)) {
      from = attach("refused", NodeKind::error, base::tr(lang, N_("Exchange not allowed")), false);
    } else if (is(t, Trigger::failed)) {
      from = attach("failed", NodeKind::error, base::tr(lang, N_("No answer")), false);
    } else if (const model::Event* event = event_of(t)) {
      const std::string by = words(procedure[event->by].title, procedure[event->by].name);
      from = attach(event->name, NodeKind::message, fmt::format("{} ({})", words(event->title, event->name), by), false);
    } else if (const model::Deadline* deadline = deadline_of(procedure, t)) {
      from = attach(deadline->name, NodeKind::timer, words(deadline->title, deadline->name),
                    is_doubtful(deadline->source, reference));
    }
    tell(add_link(from, entry[t.to->index], "", &branch), id, t);
  }
}

void Mapper::link_state(StateId id) {
  const State& state = machine.states[id.index];
  const Ways ways = ways_out(id);
  std::set<std::uint16_t> targets;
  for (const Branch& branch : ways.main) targets.insert(branch.transition->to->index);
  const bool asks = targets.size() > 1;
  const int own = entry[id.index];
  const bool is_gateway = flow.nodes[static_cast<std::size_t>(own)].kind == NodeKind::gateway;
  if (asks && !is_gateway && state.question.empty())
    findings.push_back({N_("state '{state}': several ways out and no `question`, its gateway has no text"),
                        {{"state", name_of(id)}}});
  if (state.kind == StateKind::exchange) {
    link_exchange(id, ways.main, asks);
  } else if (!asks || is_gateway) {
    link_branches(own, id, ways.main, is_gateway);
  } else {
    const int gateway = add_node({.id = name_of(id) + ".question",
                                  .kind = NodeKind::gateway,
                                  .lane = flow.nodes[static_cast<std::size_t>(own)].lane,
                                  .text = words(state.question, ""),
                                  .state = id});
    add_link(own, gateway, "", nullptr);
    link_branches(gateway, id, ways.main, true);
  }
  link_border(id, ways.on_border);
}

// "Désistement": once for all the phases that listen to it and lead to the same state.
void Mapper::link_phases() {
  for (std::uint16_t t = 0; t < machine.transitions.size(); ++t) {
    const Transition& transition = machine.transitions[t];
    if (!transition.from_phase || !transition.to) continue;
    const model::Event* event = event_of(transition);
    const model::Deadline* deadline = deadline_of(procedure, transition);
    if (event == nullptr && deadline == nullptr) continue;
    const std::string name = event != nullptr ? event->name : deadline->name;
    const std::string target = name_of(*transition.to);
    const std::string id = name + ".." + target + ".phase";
    int node = flow.find_node(id).value_or(-1);
    if (node < 0) {
      const ActorId by = event != nullptr ? event->by : office();
      const std::string text =
          event != nullptr ? words(event->title, words(event->answer, name)) : words(deadline->title, name);
      node = add_node({.id = id, .kind = NodeKind::phase, .lane = lane_of(by), .text = text, .state = transition.from});
    }
    const Branch branch{&transition, {t}, ""};
    tell(add_link(node, entry[transition.to->index], "", &branch), transition.from, transition);
  }
}

void Mapper::add_links() {
  if (machine.states.empty()) return;
  add_link(0, entry.front(), "", nullptr);
  for (std::uint16_t s = 0; s < machine.states.size(); ++s) link_state({s});
  link_phases();
}

}  // namespace guichet::diagram
