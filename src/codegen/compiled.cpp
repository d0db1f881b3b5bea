#include "codegen/compiled.h"

#include <algorithm>

#include "codegen/fingerprint.h"

namespace guichet::codegen {

std::optional<std::vector<engine::AnyStepper>> steppers_for(const model::Procedure& procedure) {
  const std::string wanted = fingerprint(procedure);
  for (const Compiled* compiled : shipped()) {
    if (compiled->fingerprint == wanted) return compiled->steppers;
  }
  return std::nullopt;
}

std::vector<std::string_view> compiled_ids() {
  std::vector<std::string_view> ids;
  for (const Compiled* compiled : shipped()) ids.push_back(compiled->id);
  std::ranges::sort(ids);
  return ids;
}

}  // namespace guichet::codegen
