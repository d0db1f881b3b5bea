// A way that was played on the engine, told as a scenario: the file `guichet run` takes. Registers and services are set
// so that they answer as they must.
#pragma once

#include <optional>
#include <string>

#include "check/replay.h"
#include "scenario/scenario.h"

namespace guichet::check {

// `procedure`: as the scenario names it. Nothing when no register can be made to answer so.
[[nodiscard]] std::optional<scenario::Scenario> as_scenario(const Model& model, const model::Reference& reference,
                                                            const Played& played, const std::string& id,
                                                            const std::string& title, const std::string& procedure);

}  // namespace guichet::check
