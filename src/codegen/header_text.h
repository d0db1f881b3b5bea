// The typed header of a procedure, and the half of its source that makes the typed machines work.
#pragma once

#include <string>

#include "codegen/naming.h"

namespace guichet::codegen {

// Whether an event brings this datum for all members at once: one value per member, and the case itself hears it. A
// child hears of its own value only.
[[nodiscard]] bool tells_all_members(const model::Procedure& procedure, std::size_t trigger, model::DatumId datum);

// <id>.hpp, but for its first line: words, data, events, machines. It includes no MSM.
[[nodiscard]] std::string header_text(const model::Procedure& procedure, const Naming& naming);

// In the source, after the steppers: what each branch sets, and each handle().
[[nodiscard]] std::string handling_text(const model::Procedure& procedure, const Naming& naming, model::MachineId machine);

// struct Values: the data of a case as slots; shared by all machines.
[[nodiscard]] std::string slots_text(const model::Procedure& procedure, const Naming& naming);

}  // namespace guichet::codegen
