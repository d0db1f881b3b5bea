// What the state machine of another tool cannot say of a procedure, told at the head of each export: whoever opens it
// must know what the drawing does not do.
#pragma once

#include <string>
#include <vector>

#include "base/message.h"
#include "model/procedure.h"

namespace guichet::interop {

enum class Target : std::uint8_t { xstate, scxml, promela };

// Where it comes from, how to drive it, then one sentence for each thing that is not carried.
[[nodiscard]] std::vector<std::string> head_of(const model::Procedure& procedure, Target target, base::Lang lang);

}  // namespace guichet::interop
