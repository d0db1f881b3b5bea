// `guichet diagram --page erreurs`: faults seeded in a procedure for pupils to find, and the rows of their key.
#pragma once

#include <optional>
#include <vector>

#include "cli/session.h"
#include "diagram/hunt.h"
#include "load/load.h"
#include "scenario/world.h"

namespace guichet::cli {

struct ErrorHunt {
  model::Procedure procedure;  // with the faults
  std::vector<diagram::Mistake> mistakes;
};

// By the seed and the level of `settings`: 3, 5 or 7 faults, each seen in the picture of the view. Nothing when the file
// lends itself to none.
[[nodiscard]] std::optional<ErrorHunt> hunt_errors(const load::LoadedFile& file, const scenario::World& world,
                                                   const diagram::View& view, const diagram::Settings& settings);

}  // namespace guichet::cli
