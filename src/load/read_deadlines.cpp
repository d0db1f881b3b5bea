// `deadlines` and `phases`: what several states share, put into each of them, a state's own `when` first. Then all
// transitions of a machine in one row.
#include <algorithm>

#include "load/draft.h"

namespace guichet::load {

namespace {

constexpr model::MachineId kMain{0};

std::vector<model::StateId> states_of(Draft& draft, const Node* list) {
  std::vector<model::StateId> found;
  for (const Node* name : names_in(list)) {
    const auto state = state_of(draft, name, kMain);
    if (!state) continue;
    if (std::ranges::find(found, *state) != found.end()) {
      quoted(draft.report, name->span, N_("'{name}' stands here twice"), name->text);
      continue;
    }
    if (draft.procedure.main().states[state->index].kind == model::StateKind::outcome)
      quoted(draft.report, name->span, N_("'{name}' is an outcome: nothing happens there any more"), name->text);
    found.push_back(*state);
  }
  return found;
}

void read_start(Draft& draft, const Node::Entry& entry, model::Deadline& deadline) {
  const Node* since = entry.value.find("since");
  const Node* at = entry.value.find("at");
  using Kind = model::Deadline::Kind;
  if (at != nullptr) {
    deadline.kind = Kind::at;
    for (const char* key : {"delay", "since"})
      if (const Node::Entry* other = entry.value.find_entry(key))
        draft.report.error(other->key_span, {.id = N_("a deadline has 'at', or 'delay' and 'since', not both")});
    deadline.at = expression_of(draft, at, {kMain}, {.kind = expr::Kind::date});
    return;
  }
  for (const char* key : {"delay", "since"})
    if (entry.value.find(key) == nullptr)
      draft.report.error(entry.key_span, {.id = N_("the key '{key}' is missing"), .args = {{"key", key}}},
                         base::Message{.id = N_("a deadline has a delay and what it counts from: {{delay: 1 month, since: opened}}")});
  deadline.delay = delay_of(entry.value);
  const std::string word = text_of(since);
  if (word == "opened") {
    deadline.kind = Kind::since_opened;
  } else if (const auto datum = draft.data.find(word)) {
    deadline.kind = Kind::since_datum;
    deadline.datum = {*datum};
    if (draft.procedure.data[*datum].type.kind != expr::Kind::date)
      quoted(draft.report, since->span, N_("'{name}' is not a date"), word);
  } else {
    Names known = draft.milestones;
    known.words.emplace_back("opened");
    if (const auto found = resolve(draft, since, known, N_("unknown milestone '{name}'"))) deadline.milestone = {*found};
  }
}

void fire(Draft& draft, const Node::Entry& entry, model::DeadlineId id) {
  const model::Deadline& deadline = draft.procedure[id];
  for (const model::StateId state : deadline.in)
    draft.machines[0].by_state[state.index].push_back({.from = state,
                                                       .on = draft.procedure.trigger_of(id),
                                                       .to = deadline.to,
                                                       .span = entry.key_span});
}

void too_many(Draft& draft, base::Span at) {
  draft.report.error(at, {.id = N_("more than {limit} entries under '{section}'"), .args = {{"limit", std::to_string(kTransitionsMax)}, {"section", "when"}}});
}

void read_phase_event(Draft& draft, const model::Phase& phase, const Node::Entry& heard, const Node* english) {
  const Node name{.kind = Node::Kind::scalar, .text = heard.key, .span = heard.key_span};
  const auto event = resolve(draft, &name, draft.events, N_("unknown event '{name}'"));
  if (!event) return;
  const model::TriggerId on = draft.procedure.trigger_of(model::EventId{*event});
  const auto branches = read_branches(draft, heard.value, english, {kMain}, {}, on, {});
  for (const model::StateId state : phase.states) {
    auto& out = draft.machines[0].by_state[state.index];
    const auto listens = std::ranges::find(out, on, &model::Transition::on);
    if (listens != out.end()) {
      if (listens->from_phase)
        quoted(draft.report, heard.key_span, N_("two phases hear '{name}' in the same state"), heard.key);
      continue;
    }
    draft.copied += branches.size();
    if (draft.copied > kTransitionsMax) return too_many(draft, heard.key_span);
    for (model::Transition branch : branches) {
      branch.from = state;
      branch.from_phase = true;
      out.push_back(std::move(branch));
    }
  }
}

}  // namespace

void read_deadlines(Draft& draft) {
  draft.procedure.deadlines.resize(draft.deadlines.words.size());
  for (std::uint16_t i = 0; i < draft.deadlines.words.size(); ++i) {
    const Node::Entry& entry = draft.root.find("deadlines")->entries[i];
    model::Deadline& deadline = draft.procedure.deadlines[i];
    deadline.name = entry.key;
    deadline.span = entry.key_span;
    deadline.title = title_of(entry.value.find("title"), find(find(find(draft.english, "deadlines"), entry.key), "title"));
    deadline.source = source_of(draft, entry.value.find("source"));
    read_start(draft, entry, deadline);
    deadline.in = states_of(draft, entry.value.find("in"));
    deadline.suspended_in = states_of(draft, entry.value.find("suspended-in"));
    const Node* to = entry.value.find("to");
    deadline.to = state_of(draft, to, kMain);
    if ((to == nullptr) != (entry.value.find("in") == nullptr))
      draft.report.error(entry.key_span, {.id = N_("a deadline that fires has 'in' and 'to', one that only passes has neither")});
    if (deadline.to) fire(draft, entry, {i});
  }
}

void read_phases(Draft& draft) {
  for (std::size_t i = 0; i < draft.phases.words.size() && !draft.report.is_full(); ++i) {
    const Node::Entry& entry = draft.root.find("phases")->entries[i];
    const Node* english = find(find(draft.english, "phases"), entry.key);
    model::Phase phase{.name = entry.key, .span = entry.key_span};
    phase.title = title_of(entry.value.find("title"), find(english, "title"));
    phase.states = states_of(draft, entry.value.find("states"));
    if (const Node* when = entry.value.find("when"))
      for (const Node::Entry& heard : when->entries)
        read_phase_event(draft, phase, heard, find(find(english, "when"), heard.key));
    draft.procedure.phases.push_back(std::move(phase));
  }
}

void lay_out_transitions(Draft& draft) {
  model::Procedure& procedure = draft.procedure;
  const auto triggers = static_cast<std::uint16_t>(model::kFixedTriggers + procedure.events.size() + procedure.deadlines.size());
  for (std::size_t m = 0; m < draft.machines.size(); ++m) {
    model::Machine& machine = procedure.machines[m];
    machine.triggers = triggers;
    machine.rows.assign(machine.states.size() * triggers, {});
    for (auto& written : draft.machines[m].by_state) {
      for (model::Transition& transition : written) {
        model::Machine::Row& row = machine.rows[std::size_t{transition.from.index} * triggers + transition.on.index];
        if (row.count++ == 0) row.first = static_cast<std::uint16_t>(machine.transitions.size());
        machine.transitions.push_back(std::move(transition));
      }
    }
    if (machine.transitions.size() > kTransitionsMax) too_many(draft, machine.states.front().span);
  }
}

}  // namespace guichet::load
