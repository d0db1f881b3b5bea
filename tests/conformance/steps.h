// Two steppers asked the same questions: every state, every trigger, every value worth trying of what the branches read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::conformance {

struct Compared {
  std::uint64_t questions = 0;
  std::uint64_t moved = 0;
  std::uint64_t undetermined = 0;
  std::vector<bool> taken;  // by transition: which fired at all; one that never does was not compared
  std::string difference;   // the first; empty when they agree
};

// At most `limit` valuations of one (state, trigger): all of them when there are no more, else a draw.
[[nodiscard]] Compared compare_steps(const model::Procedure& procedure, model::MachineId machine,
                                     const engine::AnyStepper& one, const engine::AnyStepper& other, std::uint64_t limit);

}  // namespace guichet::conformance
