// A procedure as a W3C SCXML document (State Chart XML, Recommendation of 1 September 2015), ECMAScript data model. An event
// has its data in _event.data: {member, carries: {datum: value}}. The functions the conditions call are in its <script>.
#pragma once

#include <string>

#include "base/message.h"
#include "model/procedure.h"

namespace guichet::interop {

[[nodiscard]] std::string to_scxml(const model::Procedure& procedure, base::Lang lang);

}  // namespace guichet::interop
