#include "engine/clocks.h"

#include <algorithm>

#include "base/delay.h"

namespace guichet::engine {

using model::Deadline;

expr::Value Clocks::at_value(const CaseState& state, const Deadline& deadline, base::Date today) const {
  expr::Frame frame;
  frame.slots = state.slots.data();
  frame.today = today;
  frame.calendar = calendar_;
  frame.texts = state.texts.get();
  // A date that asked whether a deadline is passed would go round in circles.
  frame.passed = [](const void*, std::uint16_t) { return expr::Value::error(expr::Fault::bad_date); };
  return deadline.at->evaluate(frame);
}

std::optional<base::Instant> Clocks::natural_due(const CaseState& state, model::DeadlineId id, base::Date today) const {
  const Deadline& deadline = (*procedure_)[id];
  switch (deadline.kind) {
    case Deadline::Kind::since_milestone:
    case Deadline::Kind::since_opened: {
      const auto& started = state.deadlines[id.index].started;
      if (!started) return std::nullopt;
      return base::due_instant(*started, deadline.delay, *calendar_);
    }
    case Deadline::Kind::since_datum: {
      const expr::Value& since = state.slots[(*procedure_)[deadline.datum].slot];
      if (since.kind() != expr::Kind::date) return std::nullopt;
      return base::due_instant(base::start_of(since.as_date()), deadline.delay, *calendar_);
    }
    case Deadline::Kind::at: {
      const expr::Value at = at_value(state, deadline, today);
      if (at.kind() != expr::Kind::date) return std::nullopt;
      return base::end_of(at.as_date());
    }
  }
  return std::nullopt;
}

std::optional<base::Instant> Clocks::due(const CaseState& state, model::DeadlineId id, base::Date today) const {
  const auto natural = natural_due(state, id, today);
  if (!natural) return std::nullopt;
  const DeadlineClock& clock = state.deadlines[id.index];
  std::int32_t days = clock.suspended_days;
  if (clock.suspended_since) days += std::max(base::days_between(*clock.suspended_since, today), 0);
  return later_by_days(*natural, days);
}

expr::Value Clocks::passed(const CaseState& state, model::DeadlineId id, base::Date today) const {
  if (const auto when = due(state, id, today)) return expr::Value::boolean(today > base::last_day(*when));
  const Deadline& deadline = (*procedure_)[id];
  if (deadline.kind == Deadline::Kind::since_datum && state.slots[(*procedure_)[deadline.datum].slot].is_absent()) {
    return expr::Value::error(expr::Fault::absent_slot, (*procedure_)[deadline.datum].slot);
  }
  if (deadline.kind == Deadline::Kind::at) {
    const expr::Value at = at_value(state, deadline, today);
    if (at.is_error()) return at;
    if (at.is_absent()) return expr::Value::error(expr::Fault::no_row);
  }
  return expr::Value::boolean(false);
}

std::optional<base::Instant> Clocks::after_due(const model::State& state, base::Instant entered) const {
  if (!state.after) return std::nullopt;
  return base::due_instant(entered, state.after->delay, *calendar_);
}

expr::Frame Clocks::frame(const CaseState& state, Member member, base::Date today) const {
  Scratch& scratch = state.scratch;
  scratch.child_states.clear();
  for (const Child& child : state.children) scratch.child_states.push_back(child.position.state.index);
  scratch.clockwork = {this, &state, today};
  expr::Frame frame;
  frame.slots = state.slots.data();
  frame.member = member.value_or(0);
  frame.today = today;
  frame.children = scratch.child_states;
  frame.passed = [](const void* owner, std::uint16_t deadline) {
    const auto& asked = *static_cast<const Scratch::Clockwork*>(owner);
    return asked.clocks->passed(*asked.state, {deadline}, asked.today);
  };
  frame.owner = &scratch.clockwork;
  frame.calendar = calendar_;
  frame.texts = state.texts.get();
  return frame;
}

std::optional<base::Instant> Clocks::retained_until(const CaseState& state, model::PurposeId id) const {
  const auto& retention = (*procedure_)[id].retention;
  if (!retention) return std::nullopt;
  using Since = model::Retention::Since;
  std::optional<base::Instant> since;
  switch (retention->since) {
    case Since::closed:
      since = state.closed;
      break;
    case Since::opened:
      since = state.opened;
      break;
    case Since::milestone:
      since = state.milestones[retention->milestone.index];
      break;
    case Since::datum: {
      const expr::Value& date = state.slots[(*procedure_)[retention->datum].slot];
      if (date.kind() == expr::Kind::date) since = base::start_of(date.as_date());
      break;
    }
  }
  return since ? base::due_instant(*since, retention->delay, *calendar_) : std::nullopt;
}

std::optional<base::Instant> Clocks::agreed_until(const CaseState& state, model::PurposeId id) const {
  const auto& lasts = (*procedure_)[id].consent_lasts;
  const Consent& consent = state.consents[id.index];
  if (!lasts || consent.state != Consent::State::agreed || !consent.since) return std::nullopt;
  return base::due_instant(*consent.since, lasts->delay, *calendar_);
}

}  // namespace guichet::engine
