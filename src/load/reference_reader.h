// What the readers of data/ share. Private to the loader.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "load/format.h"
#include "load/node.h"
#include "load/report.h"
#include "model/agencies.h"

namespace guichet::load {

// Parsed and held to its format; nothing when it is no YAML.
[[nodiscard]] std::optional<Node> read_format(const base::Source& source, const Format& format, base::Diagnostics& diagnostics);
[[nodiscard]] model::SourceRef known_source(const Node* node, const model::Sources& sources, Report& report);
// field -> column, or datum -> field
[[nodiscard]] std::map<std::string, std::string> pairs_in(const Node* node);
[[nodiscard]] std::vector<std::string> words_in(const Node* node);

}  // namespace guichet::load
