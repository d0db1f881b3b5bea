// A way gone again, on whichever driver: what it makes happen. The other procedure may be another version: events, data,
// members and purposes are found by their names, and what it does not know is left out.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "check/replay.h"
#include "engine/driver.h"

namespace guichet::check {

struct Performed {
  std::vector<engine::Effects> effects;  // of the opening, then one per act
  engine::CaseState end;
};

// `of`: the procedure the way was found in. `attributes`: of the driver's procedure. `then`: after the opening and after
// each act.
[[nodiscard]] Performed perform(const engine::Driver& driver, std::span<const expr::Value> attributes,
                                const Played& played, const model::Procedure& of,
                                const std::function<void(const engine::CaseState&)>& then = nullptr);

// One thing handled: an act of the way, or a clock that fired before it (then `act` is null).
struct PlayedTurn {
  const engine::CaseState& before;
  std::span<const engine::Effect> effects;
  const engine::CaseState& after;
  const Act* act = nullptr;
};
// The same, told turn by turn.
void perform_turns(const engine::Driver& driver, std::span<const expr::Value> attributes, const Played& played,
                   const model::Procedure& of, const std::function<void(const PlayedTurn&)>& turned);

}  // namespace guichet::check
