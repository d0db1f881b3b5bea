// All that is true of one case at one moment: where it stands, its data, its clocks, what was agreed.
// A plain value that can be copied, stored and compared; only the driver changes it. Whatever a deadline
// does is dated 23:59 of its last day, so that the day of an instant is always the day the law counts from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/civil.h"
#include "expr/value.h"
#include "model/procedure.h"

namespace guichet::engine {

// The clock of one deadline. It starts when its milestone is marked (again), runs to the end of its
// due date, and fires once per start. What depends on data (`since` a date, `at`) has no stored start:
// its due date is computed from the data each time.
struct DeadlineClock {
  std::optional<base::Instant> started;      // when the milestone was last marked
  std::int32_t suspended_days = 0;           // added to the due date (CRPA L114-5)
  std::optional<base::Date> suspended_since; // standing in one of `suspended-in` since that day
  std::optional<base::Instant> due;          // last announced: 24:00 of the last day; nothing while not running
  bool fired = false;                        // since the last start
  bool operator==(const DeadlineClock&) const = default;
};

// A place in one flat machine: the procedure's own, or one member's.
struct Position {
  model::StateId state{0};
  base::Instant entered{};
  std::uint32_t visit = 0;                   // counts entries over the whole case: names an exchange
  bool ended = false;                        // stands in an outcome
  bool exchange_over = false;                // answered or stopped, and the case stayed
  bool after_over = false;                   // its `after` fired, and the case stayed
  bool operator==(const Position&) const = default;
};

// Is the exchange of the state where it stands under way? Does its `after` run?
[[nodiscard]] inline bool is_asking(const Position& here, const model::State& state) {
  return state.kind == model::StateKind::exchange && !here.exchange_over;
}
[[nodiscard]] inline bool is_timing(const Position& here, const model::State& state) {
  return state.after.has_value() && !here.after_over;
}

struct Child {
  std::uint16_t member = 0;                  // index in the list datum's values
  Position position;
  bool operator==(const Child&) const = default;
};

// What the person decided about a purpose that asks her.
struct Consent {
  enum class State : std::uint8_t { none, agreed, declined, withdrawn } state = State::none;
  std::optional<base::Instant> since;
  std::string notice;                        // version of the notice shown
  bool operator==(const Consent&) const = default;
};

// Room the driver works in, so that a case once warm allocates nothing: what stood before the thing
// being handled, in case it must be refused; the values a `set` is about to give; what a guard sees of
// the children. No part of the case: a copy has its own, empty.
struct Scratch {
  struct Before {
    Position main;
    std::optional<model::MachineId> children_of;
    std::vector<Child> children;
    std::vector<expr::Value> slots;
    std::vector<std::optional<base::Instant>> milestones;
    std::vector<DeadlineClock> deadlines;
    std::optional<base::Instant> closed;
    base::Instant now{};
    std::uint32_t visits = 0;
  };
  // Who answers passed() for a frame, and on which day.
  struct Clockwork {
    const class Clocks* clocks = nullptr;
    const struct CaseState* state = nullptr;
    base::Date today{};
  };
  Before before;
  std::vector<expr::Value> values;
  std::vector<std::uint16_t> child_states;
  Clockwork clockwork;

  Scratch() = default;
  Scratch(const Scratch& /*other*/) {}
  Scratch& operator=(const Scratch& /*other*/) { return *this; }
  Scratch(Scratch&&) = default;
  Scratch& operator=(Scratch&&) = default;
  ~Scratch() = default;
};

struct CaseState {
  Position main;
  std::optional<model::MachineId> children_of;  // the machine of the children now alive
  std::vector<Child> children;                  // in the order of the list's declaration; kept until the parent leaves
  std::vector<expr::Value> slots;               // data, then agency attributes; size Procedure::slots
  std::vector<std::optional<base::Instant>> milestones;
  std::vector<DeadlineClock> deadlines;
  std::vector<Consent> consents;                // one per purpose
  std::optional<base::Instant> closed;
  base::Instant opened{};
  base::Instant now{};                          // of the last thing handled; never goes back
  std::uint32_t visits = 0;                     // last visit number given
  std::shared_ptr<expr::TextPool> texts;        // what the slots' texts point into; copies share it
  mutable Scratch scratch;                      // the driver's alone
};

// The same case at the same moment: everything above but the room for work; texts by content.
[[nodiscard]] bool same(const CaseState& a, const CaseState& b);

// Keeps a copy of all that a refusal must give back (consents are not: they always count), and gives
// it back. Neither allocates once the case is warm.
void remember(CaseState& state);
void give_back(CaseState& state);

}  // namespace guichet::engine
