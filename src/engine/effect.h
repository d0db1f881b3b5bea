// What happened when the driver handled something, in order: the lines of the log before anybody
// writes them, and the acts the shell must now perform. Effects name model elements; the one text they hold, that of a
// value kept, is the case's.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/civil.h"
#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::engine {

// The member a fact is about: nothing for the case itself.
using Member = std::optional<std::uint16_t>;

// Why something was refused; the words of scenarios and of the log.
enum class Refusal : std::uint8_t {
  not_expected,   // nobody listens to this event here
  no_branch,      // listened to, but no guard is true
  undetermined,   // a guard needs a datum that is absent
  wrong_actor,    // this actor does not make this event
  bad_data,       // a datum is missing, unknown to the event, or not of its type or pattern
  no_member,      // an event for a child names no member, or none that is alive
  identity,       // the event asks for an identity level that was not presented
  closed,         // the case has ended
};

namespace effect {
struct Refused { Member member; model::TriggerId on; Refusal why; model::DatumId datum; Step step; };
struct Accepted { Member member; model::EventId event; };
// By an event or an answer, or by `set`. The value as it was then: a later `set` of the same act may change it again.
struct Stored { Member member; model::DatumId datum; bool computed; expr::Value value; };
struct Erased { Member member; model::DatumId datum; };                       // only a withdrawn purpose held it
struct Moved { Member member; model::MachineId machine; model::TransitionId by; model::StateId from;
               std::optional<model::StateId> to; };                           // to nothing: stays
struct Entered { Member member; model::MachineId machine; model::StateId state; std::uint32_t visit; };
struct Marked { model::MilestoneId milestone; };
struct Told { Member member; const model::Letter* letter; };
struct Charged { Member member; model::StateId state; std::int64_t cents; };  // a fee, on the day it is paid
struct ExchangeWanted { Member member; model::MachineId machine; model::StateId state; std::uint32_t visit; };
struct ExchangeStopped { Member member; std::uint32_t visit; bool withdrawn; };  // left, or its consent withdrawn
struct AnswerDropped { Member member; std::uint32_t visit; };                 // came after its state was left
struct ClockSet { std::optional<model::DeadlineId> deadline; Member member; base::Instant due; };  // no deadline: `after`
struct ClockCancelled { std::optional<model::DeadlineId> deadline; Member member; };
struct ClockSuspended { model::DeadlineId deadline; };
struct ClockResumed { model::DeadlineId deadline; std::int32_t days; base::Instant due; };
struct ClockFired { std::optional<model::DeadlineId> deadline; Member member; base::Instant due; };
struct ChildStarted { std::uint16_t member; };
struct ChildEnded { std::uint16_t member; model::StateId state; bool by_parent; };
struct ConsentGiven { model::PurposeId purpose; model::ConsentAct act; };
struct Closed { model::StateId state; model::OutcomeKind outcome; };
}  // namespace effect

// Every effect says when: an event's own time; 23:59 of its last day for what a deadline does.
struct Effect {
  base::Instant at{};
  std::variant<effect::Refused, effect::Accepted, effect::Stored, effect::Erased, effect::Moved,
               effect::Entered, effect::Marked, effect::Told, effect::Charged, effect::ExchangeWanted,
               effect::ExchangeStopped, effect::AnswerDropped, effect::ClockSet,
               effect::ClockCancelled, effect::ClockSuspended, effect::ClockResumed,
               effect::ClockFired, effect::ChildStarted, effect::ChildEnded, effect::ConsentGiven,
               effect::Closed>
      what;
};

// Reused from call to call, so that a warm driver allocates nothing.
using Effects = std::vector<Effect>;

}  // namespace guichet::engine
