// A procedure as a Promela model for SPIN. By itself it tries every event with values on both sides of its conditions, in
// every order, deadlines passed or not: more than the law allows, so what SPIN finds unreachable is. With -DREPLAY it follows
// events told on its standard input and prints where the case stands before each.
#pragma once

#include <string>

#include "base/message.h"
#include "model/procedure.h"

namespace guichet::interop {

[[nodiscard]] std::string to_promela(const model::Procedure& procedure, base::Lang lang);

}  // namespace guichet::interop
