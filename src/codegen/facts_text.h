// What the conditions of a procedure read, as C++: its data by name, its dated tables row by row.
#pragma once

#include <string>

#include "codegen/naming.h"

namespace guichet::codegen {

// struct Facts: one function per datum that some expression reads.
[[nodiscard]] std::string facts_text(const model::Procedure& procedure, const Naming& naming);

// namespace table: the rows and one function per table; empty when none is read.
[[nodiscard]] std::string tables_text(const model::Procedure& procedure, const Naming& naming);

}  // namespace guichet::codegen
