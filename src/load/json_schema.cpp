#include "load/json_schema.h"

#include <exception>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace guichet::load {

std::optional<std::vector<std::string>> schema_mistakes(std::string_view schema, std::string_view document) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  const auto parsed_schema = nlohmann::json::parse(schema, nullptr, false);
  const auto parsed = nlohmann::json::parse(document, nullptr, false);
  if (parsed_schema.is_discarded() || parsed.is_discarded()) return std::nullopt;
  try {
    valijson::Schema rules;
    valijson::SchemaParser{valijson::SchemaParser::kDraft7}.populateSchema(Adapter{parsed_schema}, rules);
    valijson::ValidationResults results;
    std::vector<std::string> mistakes;
    if (valijson::Validator{}.validate(rules, Adapter{parsed}, &results)) return mistakes;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
      std::string path;
      for (const std::string& part : error.context) path += part;
      mistakes.push_back(path + ": " + error.description);
    }
    return mistakes;
  } catch (const std::exception&) {  // valijson throws its own and the standard ones on a bad schema
    return std::nullopt;
  }
}

}  // namespace guichet::load
