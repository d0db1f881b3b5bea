// A procedure's compiled machines, as the build made them, and how the rest of the program finds them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/stepper.h"
#include "model/procedure.h"

namespace guichet::codegen {

struct Compiled {
  std::string_view id;
  std::string_view fingerprint;             // of what it was compiled from
  std::vector<engine::AnyStepper> steppers; // one per machine, in order; they live as long as the program
};

// The compiled machines of this procedure; nothing when it was unknown at build time, or when the file, an attribute of
// an agency or a table its conditions read has changed since.
[[nodiscard]] std::optional<std::vector<engine::AnyStepper>> steppers_for(const model::Procedure& procedure);

// All of them, as the build listed them.
[[nodiscard]] std::vector<const Compiled*> shipped();

// The ids of all procedures compiled in, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> compiled_ids();

}  // namespace guichet::codegen
