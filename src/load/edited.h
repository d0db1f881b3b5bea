// A procedure from a tree somebody changed after it was parsed: what seeds faults in it, and shows them.
#pragma once

#include "load/node.h"
#include "load/procedure.h"

namespace guichet::load {

// Places are those of `source`. `english`: of the file as it was; what lost its place there is left out, without a word.
[[nodiscard]] Loaded load_edited(const Node& root, const base::Source& source, const model::Reference& reference,
                                 const base::Source* english);

}  // namespace guichet::load
