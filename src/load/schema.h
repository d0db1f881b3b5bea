// A format as a JSON Schema (draft-07), so that an editor completes and explains as one types. Written from the same
// table the reader checks with; what needs the whole file or data/ (does this state exist?) only the reader knows.
#pragma once

#include <string>

#include "base/message.h"
#include "load/format.h"
#include "load/node.h"

namespace guichet::load {

// The text of data/schema/<format>.<lang>.json. Every key has its description in that language.
[[nodiscard]] std::string write_schema(const Format& format, base::Lang lang);

// A tree as JSON, as an editor's YAML 1.2 core reader would take it: plain whole numbers, true and false are no texts.
[[nodiscard]] std::string to_json(const Node& node);

}  // namespace guichet::load
