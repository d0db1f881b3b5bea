#include "check/recorder.h"

#include <algorithm>
#include <charconv>

namespace guichet::check {

namespace {

using model::Procedure;
using model::StateKind;
using model::Trigger;

// Of a guard as it was asked: true, false or without a value, condition by condition.
enum class Truth : std::uint8_t { no, yes, error };

// What `&&`, `||` and `!` make of them; errors are absorbed as docs/expressions.md says.
Truth joined(const expr::Node& node, const std::vector<Truth>& values, std::size_t& next) {
  using expr::Op;
  if (node.op == Op::logical_not) {
    const Truth inner = joined(node.children[0], values, next);
    return inner == Truth::error ? inner : inner == Truth::yes ? Truth::no : Truth::yes;
  }
  if (node.op != Op::logical_and && node.op != Op::logical_or) return values[next++];
  const Truth decisive = node.op == Op::logical_or ? Truth::yes : Truth::no;
  const Truth otherwise = node.op == Op::logical_or ? Truth::no : Truth::yes;
  Truth all = otherwise;
  for (const expr::Node& child : node.children) {
    const Truth one = joined(child, values, next);
    if (one == decisive) {
      all = decisive;
    } else if (one == Truth::error && all != decisive) {
      all = Truth::error;
    }
  }
  return all;
}

bool is_true(const expr::Node& guard, const std::vector<Truth>& values) {
  std::size_t next = 0;
  return joined(guard, values, next) == Truth::yes;
}

}  // namespace

// The reference, with somebody listening.
class Recorder::Ear {
 public:
  Ear(Recorder& recorder, model::MachineId id)
      : recorder_{&recorder}, id_{id}, machine_{recorder.procedure_[id]}, stepper_{machine_} {}

  [[nodiscard]] engine::Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
    const engine::Step step = stepper_.step(state, on, frame);
    const auto [first, count] = machine_.row(state, on);
    using enum engine::Step::Kind;
    const bool stopped = step.kind == moved || step.kind == undetermined;
    const std::uint16_t last = stopped ? step.transition.index : static_cast<std::uint16_t>(first + count - 1);
    for (std::uint16_t i = first; count > 0 && i <= last; ++i) recorder_->hear(id_, {i}, frame);
    return step;
  }
 private:
  Recorder* recorder_;
  model::MachineId id_;
  const model::Machine& machine_;
  engine::ReferenceStepper stepper_;
};

std::vector<Item> items_of(const Procedure& procedure) {
  using Kind = Item::Kind;
  std::vector<Item> all;
  for (std::uint16_t m = 0; m < procedure.machines.size(); ++m) {
    const model::Machine& machine = procedure.machines[m];
    for (std::uint16_t s = 0; s < machine.states.size(); ++s) {
      const model::State& state = machine.states[s];
      all.push_back({.kind = Kind::state, .machine = {m}, .state = {s}, .span = state.span});
      if (state.after) all.push_back({.kind = Kind::deadline, .machine = {m}, .state = {s}, .span = state.after->span});
      for (const Trigger outcome : {Trigger::answered, Trigger::not_found, Trigger::refused, Trigger::failed})
        if (state.kind == StateKind::exchange)
          all.push_back({.kind = Kind::exchange, .machine = {m}, .state = {s}, .outcome = outcome, .span = state.span});
    }
    for (std::uint16_t t = 0; t < machine.transitions.size(); ++t) {
      const model::Transition& branch = machine.transitions[t];
      all.push_back({.kind = Kind::branch, .machine = {m}, .state = branch.from, .transition = {t}, .span = branch.span});
      if (!branch.guard) continue;
      const auto conditions = branch.guard->conditions();
      for (std::uint16_t c = 0; c < conditions.size(); ++c)
        for (const bool value : {true, false})
          all.push_back({.kind = Kind::condition,
                         .machine = {m},
                         .state = branch.from,
                         .transition = {t},
                         .condition = c,
                         .value = value,
                         .span = conditions[c].span()});
    }
  }
  for (std::uint16_t d = 0; d < procedure.deadlines.size(); ++d)
    if (procedure.deadlines[d].to)
      all.push_back({.kind = Kind::deadline, .deadline = {d}, .span = procedure.deadlines[d].span});
  std::ranges::stable_sort(all, [](const Item& a, const Item& b) {
    return std::pair{a.kind, a.span} < std::pair{b.kind, b.span};
  });
  return all;
}

Recorder::Recorder(const Procedure& procedure)
    : procedure_{procedure}, items_{items_of(procedure)}, now_(items_.size()) {
  for (std::uint16_t m = 0; m < procedure.machines.size(); ++m) {
    ears_.emplace_back(*this, model::MachineId{m});
    auto& guards = conditions_.emplace_back();
    for (const model::Transition& branch : procedure.machines[m].transitions)
      guards.push_back(branch.guard ? branch.guard->conditions() : std::vector<expr::Expression>{});
  }
}

Recorder::~Recorder() = default;

dossier::Machines Recorder::machines() const {
  return [this](const Procedure& asked) {
    std::vector<engine::AnyStepper> steppers;
    if (asked.digest != procedure_.digest) return steppers;
    for (const Ear& ear : ears_) steppers.emplace_back(ear);
    return steppers;
  };
}

void Recorder::hear(model::MachineId machine, model::TransitionId by, const expr::Frame& frame) {
  const auto& conditions = conditions_[machine.index][by.index];
  if (conditions.empty()) return;
  const model::Transition& branch = procedure_[machine].transitions[by.index];
  std::vector<Truth> values;
  for (const expr::Expression& one : conditions) {
    const expr::Value value = one.evaluate(frame);
    values.push_back(value.is_error() ? Truth::error : value.is_true() ? Truth::yes : Truth::no);
  }
  const bool result = is_true(branch.guard->root(), values);
  for (std::uint16_t c = 0; c < values.size(); ++c) {
    if (values[c] == Truth::error) continue;
    auto flipped = values;
    flipped[c] = values[c] == Truth::yes ? Truth::no : Truth::yes;
    if (is_true(branch.guard->root(), flipped) != result)
      mark({.kind = Item::Kind::condition,
            .machine = machine,
            .state = branch.from,
            .transition = by,
            .condition = c,
            .value = values[c] == Truth::yes,
            .span = conditions[c].span()});
  }
}

void Recorder::mark(const Item& item) {
  const auto at = std::ranges::find(items_, item);
  if (at != items_.end()) now_[static_cast<std::size_t>(at - items_.begin())] = true;
}

std::optional<model::MachineId> Recorder::machine_of(const audit::Line& line, const std::string& state) const {
  for (std::uint16_t m = line.member.empty() ? 0 : 1; m < procedure_.machines.size(); ++m)
    if (procedure_.find_state({m}, state)) return model::MachineId{m};
  return std::nullopt;
}

void Recorder::follow(const audit::Line& line) {
  using Kind = Item::Kind;
  if (line.kind == audit::Kind::state_entered) {
    const auto machine = machine_of(line, line.to);
    if (!machine) return;
    const auto state = *procedure_.find_state(*machine, line.to);
    mark({.kind = Kind::state, .machine = *machine, .state = state, .span = procedure_[*machine].states[state.index].span});
  }
  if (line.kind != audit::Kind::transition) return;
  // "saisie/deposer/2": state, trigger, branch
  const auto machine = machine_of(line, line.from);
  const std::size_t slash = line.rule.find('/');
  const std::size_t number_at = line.rule.rfind('/') + 1;
  if (!machine || slash == std::string::npos) return;
  const model::StateId from = *procedure_.find_state(*machine, line.from);
  const std::string trigger = line.rule.substr(slash + 1, number_at - slash - 2);
  unsigned number = 0;
  std::from_chars(line.rule.data() + number_at, line.rule.data() + line.rule.size(), number);
  const model::Machine& here = procedure_[*machine];
  for (std::uint16_t on = 0; on < here.triggers; ++on) {
    if (procedure_.trigger_name({on}) != trigger) continue;
    const auto [first, count] = here.row(from, {on});
    if (number == 0 || number > count) continue;
    const auto by = static_cast<std::uint16_t>(first + number - 1);
    const model::State& state = here.states[from.index];
    mark({.kind = Kind::branch, .machine = *machine, .state = from, .transition = {by}, .span = here.transitions[by].span});
    if (on <= static_cast<std::uint16_t>(Trigger::failed) && state.kind == StateKind::exchange)
      mark({.kind = Kind::exchange, .machine = *machine, .state = from, .outcome = static_cast<Trigger>(on), .span = state.span});
    if (on == static_cast<std::uint16_t>(Trigger::after) && state.after)
      mark({.kind = Kind::deadline, .machine = *machine, .state = from, .span = state.after->span});
    const std::size_t event = on - std::size_t{model::kFixedTriggers};
    if (on >= model::kFixedTriggers && event >= procedure_.events.size()) {
      const auto deadline = static_cast<std::uint16_t>(event - procedure_.events.size());
      mark({.kind = Kind::deadline, .deadline = {deadline}, .span = procedure_.deadlines[deadline].span});
    }
    return;
  }
}

std::vector<bool> Recorder::take(const scenario::RunReport& report) {
  for (const scenario::Told& told : report.story) follow(told.line);
  return std::exchange(now_, std::vector<bool>(items_.size()));
}

}  // namespace guichet::check
