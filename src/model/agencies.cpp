#include "model/agencies.h"

#include <algorithm>

namespace guichet::model {

const Agency* Agencies::find(std::string_view name) const {
  const auto at = std::ranges::find(all, name, &Agency::name);
  return at == all.end() ? nullptr : &*at;
}

const Api* Agencies::find_api(std::string_view agency, std::string_view api) const {
  const Agency* provider = find(agency);
  if (provider == nullptr) return nullptr;
  const auto at = std::ranges::find(provider->apis, api, &Api::name);
  return at == provider->apis.end() ? nullptr : &*at;
}

const expr::Table* Reference::find_table(std::string_view name) const {
  const auto at = std::ranges::find(tables, name, &expr::Table::name);
  return at == tables.end() ? nullptr : &*at;
}

}  // namespace guichet::model
