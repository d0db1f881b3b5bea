#include "scenario/suite.h"

#include <filesystem>

#include "load/yaml.h"
#include "scenario/world.h"

namespace guichet::scenario {

Suite load_suite(const model::Procedure& procedure) {
  Suite suite;
  for (const auto& path : scenario_files(std::filesystem::path{procedure.path}.parent_path())) {
    auto source = load::read_file(path.string());
    if (!source.ok()) continue;
    auto [scenario, diagnostics] = load_scenario(*source);
    if (scenario && scenario->procedure.find('/') == std::string::npos && !scenario->procedure.empty() &&
        scenario->procedure != procedure.id)
      continue;
    if (scenario) diagnostics.append(check_against(*scenario, procedure));
    if (diagnostics.has_errors()) {
      suite.faulty.push_back({std::move(*source), std::move(diagnostics)});
    } else if (scenario) {
      suite.scenarios.push_back(std::move(*scenario));
    }
  }
  return suite;
}

}  // namespace guichet::scenario
