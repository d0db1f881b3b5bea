// How a turn keeps the deadlines: started, announced, suspended, cancelled. Their dates come from clocks.h.
#include <algorithm>
#include <utility>

#include "engine/turn.h"

namespace guichet::engine {
namespace {

using model::Deadline;

bool depends_on_data(const Deadline& deadline) {
  return deadline.kind == Deadline::Kind::since_datum || deadline.kind == Deadline::Kind::at;
}

}  // namespace

// A milestone marked again starts afresh: silence that accepts runs from the last piece (CRPA L114-5).
void Turn::start(model::DeadlineId id) { state_->deadlines[id.index] = {.started = at_}; }

void Turn::wind() {
  for (std::size_t i = 0; i < procedure().deadlines.size(); ++i) {
    const model::DeadlineId id{static_cast<std::uint16_t>(i)};
    const Deadline& deadline = procedure().deadlines[i];
    DeadlineClock& clock = state_->deadlines[i];

    // A start that was stored fixes the due date once for all; one that is computed may have moved.
    if (!clock.due || depends_on_data(deadline)) {
      const auto natural = clocks_->natural_due(*state_, id, today());
      if (!natural) {
        if (clock.due && !clock.fired) say(effect::ClockCancelled{id, std::nullopt});
        if (depends_on_data(deadline)) clock = {};
        continue;
      }
      if (clock.due != later_by_days(*natural, clock.suspended_days)) {
        clock = {.started = clock.started, .due = natural};
        say(effect::ClockSet{id, std::nullopt, *natural});
      }
    }

    const bool suspends = !clock.fired && std::ranges::find(deadline.suspended_in, state_->main.state) !=
                                              deadline.suspended_in.end();
    if (suspends && !clock.suspended_since && today() <= base::last_day(*clock.due)) {
      clock.suspended_since = today();
      say(effect::ClockSuspended{id});
    } else if (!suspends && clock.suspended_since) {
      const std::int32_t days = base::days_between(*std::exchange(clock.suspended_since, std::nullopt), today());
      clock.suspended_days += days;
      clock.due = later_by_days(*clock.due, days);
      say(effect::ClockResumed{id, days, *clock.due});
    }
  }
}

// A deadline without `to` runs in the law, not in the case: time to appeal goes on after the case is closed.
void Turn::cancel_clocks() {
  for (std::size_t i = 0; i < procedure().deadlines.size(); ++i) {
    DeadlineClock& clock = state_->deadlines[i];
    if (!procedure().deadlines[i].to || !clock.due) continue;
    if (!clock.fired) say(effect::ClockCancelled{model::DeadlineId{static_cast<std::uint16_t>(i)}, std::nullopt});
    clock.due.reset();
    clock.suspended_since.reset();
  }
}

}  // namespace guichet::engine
