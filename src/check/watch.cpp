#include "check/watch.h"

#include <algorithm>

#include "base/delay.h"
#include "check/monitors.h"
#include "check/perform.h"

namespace guichet::check {

namespace {

using model::Moment;
using Pattern = model::Property::Pattern;

bool asks_children(const expr::Node& node) {
  using enum expr::Op;
  return node.op == children_all || node.op == children_any || node.op == children_count || std::ranges::any_of(node.children, asks_children);
}

// What stands in a state for no time at all is seen by what asks where to go from there.
class Eye {
 public:
  Eye(const model::Procedure& procedure, model::MachineId machine, const model::Property& property, bool& broken)
      : stepper_{procedure[machine]}, procedure_{procedure}, machine_{machine}, property_{property}, broken_{&broken} {}

  [[nodiscard]] engine::Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
    const std::size_t event = on.index - std::size_t{model::kFixedTriggers};
    if (on == model::trigger(model::Trigger::decide)) {
      look({.machine = machine_, .state = state}, frame);
    } else if (on.index >= model::kFixedTriggers && event < procedure_.events.size()) {
      look({.kind = Moment::Kind::event, .event = {static_cast<std::uint16_t>(event)}}, frame);
    }
    return stepper_.step(state, on, frame);
  }
 private:
  void look(const Moment& moment, const expr::Frame& frame) const {
    if (!property_.condition || !is_among(property_.first, moment)) return;
    const bool is_so = property_.condition->evaluate(frame).is_true();
    *broken_ = *broken_ || is_so == (property_.pattern == Pattern::never);
  }

  engine::ReferenceStepper stepper_;
  const model::Procedure& procedure_;
  model::MachineId machine_;
  const model::Property& property_;
  bool* broken_;
};

class Watch {
 public:
  Watch(const model::Procedure& procedure, const base::Calendar& calendar, const model::Property& property)
      : procedure_{procedure}, calendar_{calendar}, property_{property} {
    eyes_.reserve(procedure.machines.size());
    std::vector<engine::AnyStepper> steppers;
    for (std::uint16_t m = 0; m < procedure.machines.size(); ++m) {
      eyes_.emplace_back(procedure, model::MachineId{m}, property, broken_);
      steppers.emplace_back(eyes_.back());
    }
    driver_.emplace(procedure, std::move(steppers), calendar);
  }

  bool breaks(std::span<const expr::Value> attributes, Played& played) {
    const auto done = perform(*driver_, attributes, played, procedure_,
                              [&](const engine::CaseState& state) { stands(state); });
    for (const engine::Effects& effects : done.effects)
      for (const engine::Effect& effect : effects) follow(effect);
    if (property_.condition && !asks_children(property_.condition->root()))
      perform_turns(*driver_, attributes, played, procedure_, [&](const PlayedTurn& turned) { leave(turned); });
    if (broken_ || property_.pattern != Pattern::leads_to || !pending_) return broken_;
    if (done.end.closed) return true;
    const auto due = property_.within ? base::due_instant(*pending_, *property_.within, calendar_) : std::nullopt;
    if (!due) return false;
    const auto next = driver_->next_due(done.end);
    if (next && *next <= *due) return false;
    played.until = *due;
    return true;
  }
 private:
  void stands(const engine::CaseState& state) {
    if (!property_.condition) return;
    const auto look = [&](const Moment& here, engine::Member member) {
      if (!property_.first.empty() && !is_among(property_.first, here)) return;
      const bool is_so = property_.condition->evaluate(driver_->frame(state, member, base::date_of(state.now))).is_true();
      broken_ = broken_ || is_so == (property_.pattern == Pattern::never);
    };
    look({.state = state.main.state}, std::nullopt);
    for (const engine::Child& child : state.children)
      look({.machine = *state.children_of, .state = child.position.state}, child.member);
  }

  // The last member to end is gone when the act is over: it is looked at in the case as it then stands, unless the act went
  // on to store something.
  void leave(const PlayedTurn& turned) {
    for (auto effect = turned.effects.rbegin(); effect != turned.effects.rend(); ++effect) {
      if (std::holds_alternative<engine::effect::Stored>(effect->what) || std::holds_alternative<engine::effect::Erased>(effect->what)) return;
      const auto* entered = std::get_if<engine::effect::Entered>(&effect->what);
      if (entered == nullptr || !entered->member || procedure_[entered->machine].states[entered->state.index].kind != model::StateKind::outcome) continue;
      if (!is_among(property_.first, {.machine = entered->machine, .state = entered->state})) continue;
      const bool is_so = property_.condition->evaluate(driver_->frame(turned.after, entered->member, base::date_of(effect->at))).is_true();
      broken_ = broken_ || is_so == (property_.pattern == Pattern::never);
    }
  }

  void follow(const engine::Effect& effect) {
    if (const auto* accepted = std::get_if<engine::effect::Accepted>(&effect.what))
      meet({.kind = Moment::Kind::event, .event = accepted->event}, effect.at);
    if (const auto* entered = std::get_if<engine::effect::Entered>(&effect.what))
      meet({.machine = entered->machine, .state = entered->state}, effect.at);
  }

  void meet(const Moment& moment, base::Instant at) {
    const bool first = is_among(property_.first, moment);
    const bool second = is_among(property_.second, moment);
    switch (property_.pattern) {
      case Pattern::never:
        broken_ = broken_ || (first && !property_.condition);
        return;
      case Pattern::always:
        return;
      case Pattern::before:
        seen_ = seen_ || first;
        broken_ = broken_ || (second && !seen_);
        return;
      case Pattern::at_most:
        count_ += first ? 1 : 0;
        broken_ = broken_ || count_ > property_.count;
        return;
      case Pattern::leads_to:
        if (first && !pending_) pending_ = at;
        if (!second || !pending_) return;
        if (property_.within) {
          const auto due = base::due_instant(*pending_, *property_.within, calendar_);
          broken_ = broken_ || (due && at >= *due);
        }
        pending_.reset();
        return;
    }
  }

  const model::Procedure& procedure_;
  const base::Calendar& calendar_;
  const model::Property& property_;
  std::vector<Eye> eyes_;
  std::optional<engine::Driver> driver_;
  bool broken_ = false;
  bool seen_ = false;
  int count_ = 0;
  std::optional<base::Instant> pending_;
};

}  // namespace

bool breaks(const model::Procedure& procedure, const base::Calendar& calendar, std::span<const expr::Value> attributes,
            const model::Property& property, Played& played) {
  return Watch{procedure, calendar, property}.breaks(attributes, played);
}

}  // namespace guichet::check
