// Indices into a Procedure, each of a type of its own so that swapping two does not compile.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace guichet::model {

template <class Tag>
struct Id {
  std::uint16_t index = std::numeric_limits<std::uint16_t>::max();
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] constexpr bool known() const { return index != std::numeric_limits<std::uint16_t>::max(); }
};

using ActorId = Id<struct ActorTag>;
using PurposeId = Id<struct PurposeTag>;
using DatumId = Id<struct DatumTag>;
using EventId = Id<struct EventTag>;
using DeadlineId = Id<struct DeadlineTag>;
using MilestoneId = Id<struct MilestoneTag>;
using MachineId = Id<struct MachineTag>;      // 0: the procedure itself; others: the children of an `each`
using StateId = Id<struct StateTag>;          // within its machine
using TriggerId = Id<struct TriggerTag>;      // see Trigger
using TransitionId = Id<struct TransitionTag>;  // within its machine

// What can move a state: fixed causes first, then the procedure's events, then its deadlines.
// TriggerId of event e is kFixedTriggers + e, of deadline d kFixedTriggers + events + d.
enum class Trigger : std::uint16_t {
  answered,       // an exchange brought an answer
  not_found,      // the provider knows nobody by these keys
  refused,        // our own gate said no, or the consent it rested on was withdrawn
  failed,         // no answer after the retries, or the provider refused
  after,          // the delay counted from the entry of the state
  children_done,  // every child of an `each` reached an outcome
  decide,         // a rule, tried at once
};
inline constexpr std::uint16_t kFixedTriggers = 7;

constexpr TriggerId trigger(Trigger t) { return {static_cast<std::uint16_t>(t)}; }

}  // namespace guichet::model
