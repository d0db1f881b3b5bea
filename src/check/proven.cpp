#include "check/proven.h"

#include "scenario/save.h"
#include "scenario/stage.h"

namespace guichet::check {

namespace {

// Takes every step, and writes down what came of it.
bool watch(scenario::Scenario& told, const model::Procedure& procedure, const scenario::World& world,
           scenario::Agencies& agencies) {
  const auto stage = scenario::Stage::open(told, procedure, world, agencies, {});
  if (!stage.ok()) return false;
  for (scenario::Step& step : told.steps) {
    const auto taken = (*stage)->take(step);
    if (!taken.ok()) return false;
    auto* act = std::get_if<scenario::ActStep>(&step.what);
    if (act == nullptr) continue;
    act->refused.reset();
    if (!taken->refused.empty()) act->refused = taken->refused;
  }
  const auto seen = scenario::observe((*stage)->office(), (*stage)->dossier());
  if (!seen.ok()) return false;
  told.expect = scenario::expect_again(*seen);
  return true;
}

}  // namespace

std::optional<Proven> prove(scenario::Scenario told, const model::Procedure& procedure, const scenario::World& world,
                            scenario::Agencies& agencies, const scenario::RunOptions& options) {
  if (scenario::check_against(told, procedure).has_errors()) return std::nullopt;
  if (!watch(told, procedure, world, agencies)) return std::nullopt;
  Proven proven{.scenario = {}, .text = scenario::write_scenario(told, procedure), .report = {}};
  auto loaded = scenario::load_scenario({told.id + ".yaml", proven.text});
  if (!loaded.scenario || scenario::check_against(*loaded.scenario, procedure).has_errors()) return std::nullopt;
  auto report = scenario::run(*loaded.scenario, procedure, world, agencies, options);
  if (!report.ok() || !report->passed()) return std::nullopt;
  proven.scenario = std::move(*loaded.scenario);
  proven.report = std::move(*report);
  return proven;
}

}  // namespace guichet::check
