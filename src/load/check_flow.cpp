// Two questions over the whole machine: do rules lead in circles (they are applied at once, so a circle would never
// rest), and is every datum received put to some use.
#include <algorithm>
#include <set>

#include "load/draft.h"

namespace guichet::load {

namespace {

using model::Machine;
using model::StateKind;
using model::Trigger;

std::vector<std::uint16_t> next_rules(const Machine& machine, std::size_t state) {
  std::vector<std::uint16_t> next;
  const Machine::Row row = machine.row({static_cast<std::uint16_t>(state)}, model::trigger(Trigger::decide));
  for (std::size_t i = row.first; i < std::size_t{row.first} + row.count; ++i) {
    const auto& to = machine.transitions[i].to;
    if (to && machine.states[to->index].kind == StateKind::decide) next.push_back(to->index);
  }
  return next;
}

// Longest chains of rules, each state visited once: a depth-first walk that keeps its own stack.
class Chains {
 public:
  Chains(Draft& draft, const Machine& machine) : draft_{draft}, machine_{machine}, seen_(machine.states.size()), length_(seen_.size(), 1) {}

  void walk() {
    for (std::size_t s = 0; s < seen_.size(); ++s)
      if (machine_.states[s].kind == StateKind::decide && seen_[s] == Seen::no) walk_from(static_cast<std::uint16_t>(s));
  }

 private:
  enum class Seen : std::uint8_t { no, open, done };
  struct Step {
    std::uint16_t state;
    std::vector<std::uint16_t> next;
  };

  void walk_from(std::uint16_t start) {
    std::vector<Step> path;
    enter(path, start);
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next.empty()) {
        leave(path);
        continue;
      }
      const std::uint16_t to = step.next.back();
      step.next.pop_back();
      if (seen_[to] == Seen::open) {
        tell_circle(path, to);
      } else if (seen_[to] == Seen::no) {
        enter(path, to);
      } else {
        length_[step.state] = std::max(length_[step.state], length_[to] + 1);
      }
    }
  }

  void enter(std::vector<Step>& path, std::uint16_t state) {
    seen_[state] = Seen::open;
    auto next = next_rules(machine_, state);
    std::ranges::reverse(next);
    path.push_back({state, std::move(next)});
  }

  void leave(std::vector<Step>& path) {
    const std::uint16_t state = path.back().state;
    seen_[state] = Seen::done;
    path.pop_back();
    if (!path.empty()) length_[path.back().state] = std::max(length_[path.back().state], length_[state] + 1);
    if (length_[state] == kDecideChainMax + 1)
      draft_.report.error(machine_.states[state].span, {.id = N_("more than {limit} rules in a row from here"),
                                                        .args = {{"limit", std::to_string(kDecideChainMax)}}});
  }

  void tell_circle(const std::vector<Step>& path, std::uint16_t back) {
    std::string circle;
    bool inside = false;
    for (const Step& step : path) {
      inside = inside || step.state == back;
      if (inside) circle += machine_.states[step.state].name + " -> ";
    }
    draft_.report.error(machine_.states[back].span,
                        {.id = N_("these rules lead in a circle: {states}"), .args = {{"states", circle + machine_.states[back].name}}},
                        base::Message{.id = N_("a rule is applied at once: somebody must act somewhere in the circle")});
  }

  Draft& draft_;
  const Machine& machine_;
  std::vector<Seen> seen_;
  std::vector<std::size_t> length_;
};

class Uses {
 public:
  explicit Uses(const Draft& draft) : draft_{draft} {}

  void reads(const std::optional<expr::Expression>& expression) {
    if (!expression) return;
    for (const std::uint16_t slot : expression->reads())
      if (const auto datum = draft_.procedure.datum_of_slot(slot)) used_.insert(*datum);
  }
  void data(const std::vector<model::DatumId>& list) { used_.insert(list.begin(), list.end()); }
  void datum(model::DatumId one) { used_.insert(one); }
  void letters(const std::vector<model::Letter>& all) {
    for (const model::Letter& letter : all) data(letter.carries);
  }
  [[nodiscard]] bool contains(model::DatumId one) const { return used_.contains(one); }

 private:
  const Draft& draft_;
  std::set<model::DatumId> used_;
};

Uses all_uses(const Draft& draft) {
  Uses uses{draft};
  const model::Procedure& procedure = draft.procedure;
  for (const Machine& machine : procedure.machines) {
    for (const model::State& state : machine.states) {
      if (state.fee) uses.reads(state.fee->amount);
      if (state.exchange) uses.data(state.exchange->send);
      if (state.each) uses.datum(state.each->members);
      uses.letters(state.tell);
    }
    for (const model::Transition& transition : machine.transitions) {
      uses.reads(transition.guard);
      for (const model::Assignment& assignment : transition.set) uses.reads(assignment.value);
      uses.letters(transition.tell);
    }
  }
  for (const model::Deadline& deadline : procedure.deadlines) {
    uses.reads(deadline.at);
    uses.datum(deadline.datum);
  }
  for (const model::Purpose& purpose : procedure.purposes) {
    uses.datum(purpose.choice);
    if (purpose.retention) uses.datum(purpose.retention->datum);
  }
  for (const model::Actor& actor : procedure.actors) uses.datum(actor.key);
  return uses;
}

}  // namespace

void check_decide_chains(Draft& draft) {
  for (const Machine& machine : draft.procedure.machines) Chains{draft, machine}.walk();
}

void check_data_used(Draft& draft) {
  const Uses uses = all_uses(draft);
  for (std::size_t m = 0; m < draft.machines.size(); ++m)
    for (const model::State& state : draft.procedure.machines[m].states) {
      if (!state.exchange) continue;
      const Node* exchange = find(draft.machines[m].states->find(state.name), "exchange");
      for (const Node* name : names_in(exchange->find("receive")))
        if (const auto datum = draft.data.find(name->text); datum && !uses.contains({*datum}))
          draft.report.warning(name->span, {.id = N_("'{name}' is received and never used"), .args = {{"name", name->text}}},
                               base::Message{.id = N_("ask only for what is needed (GDPR art. 5(1)(c))")});
    }
}

}  // namespace guichet::load
