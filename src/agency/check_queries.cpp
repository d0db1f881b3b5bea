#include "agency/check_queries.h"

#include <algorithm>

#include "agency/error_codes.h"
#include "agency/schema.h"

namespace guichet::agency {
namespace {

using Mapping = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

Words words(const std::vector<std::string_view>& names) { return {names.begin(), names.end()}; }

class Checker {
 public:
  base::Diagnostics run(const model::Agencies& agencies) {
    for (const model::Agency& agency : agencies.all) {
      check_register(agency);
      for (const model::Api& api : agency.apis) check_api(agency, api);
    }
    return std::move(found_);
  }
 private:
  void check_register(const model::Agency& agency) {
    const Words known = words(register_names());
    if (agency.register_name.empty() || std::ranges::find(known, agency.register_name) != known.end()) return;
    found_.error(agency.span, {.id = N_("unknown register '{word}'"), .args = {{"word", agency.register_name}}},
                 base::expected_one_of(agency.register_name, known));
  }

  void check_api(const model::Agency& agency, const model::Api& api) {
    const model::Query& query = api.query;
    const bool deposit = query.kind == model::Query::Kind::record;
    if (!api.behaviour.error.empty() && !meaning_of(api.behaviour.error))
      found_.error(api.span,
                   {.id = N_("'{word}' is the code of no error catalogue"), .args = {{"word", api.behaviour.error}}});
    check_fields(api, query.by, api.takes);
    check_fields(api, query.writes, api.takes);
    check_fields(api, query.gives, api.gives);
    if (agency.register_name.empty()) return;
    const TableShape* shape = find_shape(agency.register_name, query.table);
    if (shape == nullptr) {
      if (!(deposit && query.table == "depots")) unknown_table(agency, api);
      return;
    }
    if (deposit && shape->is_view)
      found_.error(api.span,
                   {.id = N_("'{word}' is computed: nothing can be deposited there"), .args = {{"word", query.table}}});
    check_columns(api, *shape, query.by, false);
    check_columns(api, *shape, query.gives, false);
    check_columns(api, *shape, query.writes, true);
  }

  void unknown_table(const model::Agency& agency, const model::Api& api) {
    Words known;
    for (const TableShape& shape : table_shapes())
      if (shape.register_name == agency.register_name) known.emplace_back(shape.table);
    found_.error(api.span,
                 {.id = N_("the register '{register}' has no table '{word}'"),
                  .args = {{"register", agency.register_name}, {"word", api.query.table}}},
                 base::expected_one_of(api.query.table, known));
  }

  void check_fields(const model::Api& api, const Mapping& mapping, const Words& known) {
    for (const auto& [field, column] : mapping) {
      if (std::ranges::find(known, field) != known.end()) continue;
      found_.error(api.span,
                   {.id = N_("the service '{api}' does not declare the field '{word}' of its query"),
                    .args = {{"api", api.name}, {"word", field}}},
                   base::expected_one_of(field, known));
    }
  }

  void check_columns(const model::Api& api, const TableShape& shape, const Mapping& mapping, bool written) {
    for (const auto& [field, column] : mapping) {
      if (written ? shape.writable(column) : shape.has(column)) continue;
      Words known = words(shape.columns);
      if (!written) known.insert(known.end(), shape.computed.begin(), shape.computed.end());
      found_.error(api.span,
                   {.id = N_("the table '{table}' has no column '{word}' to use here"),
                    .args = {{"table", shape.path()}, {"word", column}}},
                   base::expected_one_of(column, known));
    }
  }

  base::Diagnostics found_;
};

}  // namespace

base::Diagnostics check_queries(const model::Agencies& agencies) { return Checker{}.run(agencies); }

}  // namespace guichet::agency
