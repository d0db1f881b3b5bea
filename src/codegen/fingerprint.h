// All that a compiled machine depends on, in one word: the procedure's own text, the agency attributes that follow its
// data in the slots, the tables its conditions and assignments read.
#pragma once

#include <string>
#include <vector>

#include "model/procedure.h"

namespace guichet::codegen {

// Lower-case hex SHA-256.
[[nodiscard]] std::string fingerprint(const model::Procedure& procedure);

// Every table read by a condition or an assignment, each once, by name.
[[nodiscard]] std::vector<const expr::Table*> tables_of(const model::Procedure& procedure);

// Every expression of every branch, in file order: conditions and assignments.
[[nodiscard]] std::vector<const expr::Node*> expressions_of(const model::Machine& machine);

}  // namespace guichet::codegen
