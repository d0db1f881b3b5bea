// Holds a JSON document to a JSON Schema (draft-07). The only user of valijson.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::load {

// What the document breaks, in valijson's English, as "path: sentence"; empty when it fits. nullopt when the schema or
// the document cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> schema_mistakes(std::string_view schema, std::string_view document);

}  // namespace guichet::load
