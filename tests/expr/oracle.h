// The slow, obvious evaluator: it walks the typed tree, evaluates every operand, and looks at nothing the
// compiled program is made of. Tests hold the program against it.
#pragma once

#include "expr/expression.h"

namespace guichet::expr {

[[nodiscard]] Value walk(const Node& node, const Frame& frame);

}  // namespace guichet::expr
