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

#include <boost/mpl/fold.hpp>
#include <boost/mpl/joint_view.hpp>
#include <boost/mpl/size.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <concepts>
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
concept IsFlat = std::derived_from<Definition, Flat<Definition>>;

template <class Definition>
using Machine = boost::msm::back::state_machine<Definition>;

// The rows of a machine as MSM made them, in the order of its table.
template <class... Row>
struct Rows {
  template <class Next>
  using And = Rows<Row..., Next>;
};
struct AppendRow {
  template <class All, class Row>
  struct apply {
    using type = typename All::template And<Row>;
  };
};
template <class Table>
using RowsOf = typename mpl::fold<Table, Rows<>, AppendRow>::type;

}  // namespace guichet::codegen

// Which function answers an event in each state. MSM asks its table to be filled by a class of this name and these
// parameters; its own fills it by walking every row and every state anew for every event, through as many nested views as
// there are states, which took minutes to compile for 40 states and 45 events. Ours finds the same rows in the same
// order (MSM's: the last of the table first) with packs.
namespace boost::msm::back {

template <class Definition, class Stt, class Event>
  requires guichet::codegen::IsFlat<Definition>
struct dispatch_table<state_machine<Definition>, Stt, Event, favor_runtime_speed> {
 private:
  using Fsm = state_machine<Definition>;
  using Cell = HandledEnum (*)(Fsm&, int, int, const Event&);

  template <class Row>
  static constexpr bool kMine = std::is_same_v<typename Row::transition_event, Event>;
  template <class Row>
  static constexpr int kFrom = get_state_id<typename Fsm::stt, typename Row::current_state_type>::value;

  // The rows of one state, one after the other until one fires.
  template <class... Row>
  static HandledEnum try_rows(Fsm& fsm, int region, int state, const Event& event) {
    bool rejected = false;
    const auto fires = [&](HandledEnum handled) {
      rejected |= handled == HANDLED_GUARD_REJECT;
      return handled == HANDLED_TRUE;
    };
    if ((fires(Row::execute(fsm, region, state, event)) || ...)) return HANDLED_TRUE;
    return rejected ? HANDLED_GUARD_REJECT : HANDLED_FALSE;
  }

  // Rows<...> of the event, last first; of them, those that leave `from`.
  template <class Mine, class... Row>
  struct Reversed {
    using type = Mine;
  };
  template <class... Mine, class First, class... Row>
  struct Reversed<guichet::codegen::Rows<Mine...>, First, Row...> {
    using Next = std::conditional_t<kMine<First>, guichet::codegen::Rows<First, Mine...>, guichet::codegen::Rows<Mine...>>;
    using type = typename Reversed<Next, Row...>::type;
  };
  template <int from, class Found, class... Row>
  struct Leaving {
    using type = Found;
  };
  template <int from, class... Found, class First, class... Row>
  struct Leaving<from, guichet::codegen::Rows<Found...>, First, Row...> {
    using Next =
        std::conditional_t<kFrom<First> == from, guichet::codegen::Rows<Found..., First>, guichet::codegen::Rows<Found...>>;
    using type = typename Leaving<from, Next, Row...>::type;
  };

  template <class... Row>
  static constexpr Cell cell_of(guichet::codegen::Rows<Row...> /*rows*/) {
    return &try_rows<Row...>;
  }
  template <class... Row>
  static constexpr auto mine(guichet::codegen::Rows<Row...> /*rows*/) {
    return typename Reversed<guichet::codegen::Rows<>, Row...>::type{};
  }
  template <class... Row>
  constexpr void fill(guichet::codegen::Rows<Row...> /*rows*/) {
    ((entries[kFrom<Row> + 1] = cell_of(typename Leaving<kFrom<Row>, guichet::codegen::Rows<>, Row...>::type{})), ...);
  }

 public:
  static const dispatch_table instance;
  // entries[0]: rows of the machine itself, of which flat ones have none.
  Cell entries[mpl::size<typename Fsm::state_list>::value + 1];

  constexpr dispatch_table() : entries{} {
    for (Cell& cell : entries) cell = &Fsm::template call_no_transition<Event>;
    fill(mine(guichet::codegen::RowsOf<typename Fsm::stt>{}));
  }
};

template <class Definition, class Stt, class Event>
  requires guichet::codegen::IsFlat<Definition>
constinit const dispatch_table<state_machine<Definition>, Stt, Event, favor_runtime_speed>
    dispatch_table<state_machine<Definition>, Stt, Event, favor_runtime_speed>::instance;

}  // namespace boost::msm::back

namespace guichet::codegen {

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
