// A flat Boost.MSM machine behind engine::Stepper. MSM says which row fires; nothing happens to a case. A machine is
// made anew for each question and put where the case stands through `serialize`, MSM's own way in: it has no
// member but an int, so both cost nothing once inlined, and a stepper stays without state and safe for any thread.
// Only generated files include this: it takes seconds to compile.
#pragma once

// Before every Boost header: MPL's ready-made vectors stop at 20 elements, ours at 50; longer tables are joined.
#define BOOST_MPL_CFG_NO_PREPROCESSED_HEADERS
#define BOOST_MPL_LIMIT_VECTOR_SIZE 50
#define BOOST_MPL_LIMIT_MAP_SIZE 50
#define BOOST_MPL_LIMIT_LIST_SIZE 50

#include <boost/mpl/joint_view.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <cstdint>
#include <type_traits>

#include "codegen/facts.h"
#include "engine/stepper.h"

namespace guichet::codegen {

namespace mpl = boost::mpl;
using boost::msm::front::none;
using boost::msm::front::Row;

using Waits = boost::msm::front::state<>;

// What the rows tried for one question say.
struct Tried {
  std::uint16_t row = 0;                // the one that fired, or whose guard has no value
  Unknown why = Unknown::nothing;       // why its guard has none: no later row may fire
};

// What every event carries: the case to look at, and where to answer.
template <class CaseFacts>
struct Asked {
  CaseFacts facts;
  Tried* tried;
};

// ---- what a row holds: Row<from, event, to, Takes<transition>, If<guard, transition>> --------------------

template <std::uint16_t transition>
struct Takes {
  template <class Event, class Machine, class From, class To>
  void operator()(const Event& event, Machine& /*machine*/, From& /*from*/, To& /*to*/) const {
    event.tried->row = transition;
  }
};

// The guard as written in the file. Once one has no value, all that follow are closed.
template <class Guard, std::uint16_t transition>
struct If {
  template <class Event, class Machine, class From, class To>
  bool operator()(const Event& event, Machine& /*machine*/, From& /*from*/, To& /*to*/) const {
    if (is_unknown(event.tried->why)) return false;
    const Truth truth = Guard::holds(event.facts);
    if (!is_unknown(truth.why_unknown())) return truth.is_true();
    event.tried->why = truth.why_unknown();
    event.tried->row = transition;
    return false;
  }
};

// A branch without a guard after branches that have one.
struct Else {
  template <class Event, class Machine, class From, class To>
  bool operator()(const Event& event, Machine& /*machine*/, From& /*from*/, To& /*to*/) const {
    return !is_unknown(event.tried->why);
  }
};

// ---- the machine -------------------------------------------------------------------------------------------

// One event at a time, nothing thrown, and an event that nothing expects is an answer, not a mistake.
template <class Definition>
struct Flat : boost::msm::front::state_machine_def<Definition> {
  using no_message_queue = int;
  using no_exception_thrown = int;
  template <class Machine, class Event>
  void no_transition(const Event& /*event*/, Machine& /*machine*/, int /*state*/) {}
};

template <class Definition>
using Machine = boost::msm::back::state_machine<Definition>;

// MSM numbers states in the order they appear in the rows; -1: in none.
inline constexpr int kNowhere = -1;
template <class Definition, class State>
inline constexpr int kPlace = boost::msm::back::get_state_id<typename Machine<Definition>::stt, State>::value;

// The archive `serialize` reads from: the number of the active state, nothing else.
struct Placed {
  int place;
  template <class Field>
  void operator&(Field& field) const {
    if constexpr (std::is_array_v<Field>) field[0] = place;
  }
};

// Asks a machine that stands at `place` what it does with Event. Never allocates.
template <class Definition, class Event>
engine::Step ask(int place, const expr::Frame& frame) {
  using enum engine::Step::Kind;
  if (place == kNowhere) return {};
  Machine<Definition> machine;
  Placed placed{place};
  machine.serialize(placed, 0);

  Tried tried;
  const auto handled = machine.process_event(Event{{typename Definition::Facts{frame}, &tried}});
  if (handled == boost::msm::back::HANDLED_TRUE) return {.kind = moved, .transition = {tried.row}};
  if (handled != boost::msm::back::HANDLED_GUARD_REJECT) return {};
  if (!is_unknown(tried.why)) return {.kind = no_branch};
  return {.kind = undetermined, .transition = {tried.row}, .fault = fault_of(tried.why), .slot = slot_of(tried.why)};
}

}  // namespace guichet::codegen
