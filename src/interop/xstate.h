// A procedure as the JSON of an XState v5 machine. Guards and actions are named with their parameters, since JSON holds
// no function: `when` has a condition in JavaScript, `keep`, `set`, `child`... say what to do. xstate.mjs beside this file,
// installed in share/guichet/interop, gives them to XState.
#pragma once

#include <string>

#include "base/message.h"
#include "model/procedure.h"

namespace guichet::interop {

[[nodiscard]] std::string to_xstate(const model::Procedure& procedure, base::Lang lang);

}  // namespace guichet::interop
