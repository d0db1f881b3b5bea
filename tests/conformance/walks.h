// Walks of one case on both engines: every sequence of moves, or many drawn ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::conformance {

struct Walked {
  std::uint64_t moves = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t cases = 0;
  std::size_t length = 0;      // of the longest sequence tried
  std::uint64_t taken = 0;     // transitions of any machine that fired at least once
  std::string difference;      // the first; empty when they agree
};

// Every sequence of the procedure's moves, shortest first, until `limit` moves were made. What was refused leaves the
// case as it was, so nothing is tried after it that was not tried before.
[[nodiscard]] Walked walk_all(const model::Procedure& procedure, const std::vector<engine::AnyStepper>& compiled, std::uint64_t limit);

[[nodiscard]] Walked walk_at_random(const model::Procedure& procedure, const std::vector<engine::AnyStepper>& compiled,
                                    std::uint64_t seed, std::uint64_t moves);

}  // namespace guichet::conformance
