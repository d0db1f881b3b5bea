// An error hunt: faults seeded together in a procedure so that the check finds each of them, and nothing but them. Who looks
// for them on paper is another matter: what can be seen there is asked of the caller.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "check/check.h"
#include "check/mutants.h"
#include "load/procedure.h"

namespace guichet::check {

struct Seeded {
  Mutant mutant;
  std::vector<Finding> findings;  // what it alone makes the loader and the check say, the best reason first
};

struct Hunt {
  load::Loaded spoilt;            // with all the faults: a procedure, and what the loader warns of
  std::vector<Seeded> faults;     // in the order of the file
};

struct HuntWish {
  std::size_t faults = 5;
  std::uint32_t seed = 7;
  std::function<bool(const model::Procedure&)> visible;  // can it be told from the procedure without any fault?
};

// Faults are of kinds that a drawing shows. Half of them are about personal data, half about the order of things, as far as
// the file lends itself to it. The check of the whole says exactly what the checks of each said: that is how the key is
// proved. Fewer faults than wished when no more were found; nothing when there is none. `source`, `english`: of the procedure.
[[nodiscard]] std::optional<Hunt> seed_hunt(const base::Source& source, const base::Source* english, const scenario::World& world,
                                            const HuntWish& wish);

}  // namespace guichet::check
