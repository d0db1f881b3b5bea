#include "cli/play_game.h"

#include <algorithm>

#include "scenario/save.h"

namespace guichet::cli {

base::Result<Game> Game::open(scenario::Scenario scenario, const model::Procedure& procedure,
                              const scenario::World& world, scenario::Agencies& agencies) {
  Game game{std::move(scenario), procedure, world, agencies};
  game.scenario_.expect.reset();
  game.mark_saved();
  if (const auto done = game.replay(); !done.ok()) return done.failure();
  return game;
}

base::Outcome Game::replay() {
  stage_.reset();
  auto stage = scenario::Stage::open(scenario_, *procedure_, *world_, *agencies_, {});
  if (!stage.ok()) return stage.failure();
  stage_ = std::move(*stage);
  for (const scenario::Step& step : scenario_.steps)
    if (const auto taken = stage_->take(step); !taken.ok()) return taken.failure();
  return base::Done{};
}

base::Result<scenario::Stage::Taken> Game::take(scenario::Step step) {
  auto taken = stage_->take(step);
  if (!taken.ok()) {
    if (const auto done = replay(); !done.ok()) return done.failure();
    return taken;
  }
  if (auto* act = std::get_if<scenario::ActStep>(&step.what); act != nullptr && !taken->refused.empty())
    act->refused = taken->refused;
  scenario_.steps.push_back(std::move(step));
  return taken;
}

base::Outcome Game::undo(std::size_t count) {
  const std::size_t kept = scenario_.steps.size() - std::min(count, scenario_.steps.size());
  scenario_.steps.resize(kept);
  if (saved_ && *saved_ > kept) saved_.reset();
  if (const auto done = replay(); !done.ok()) return done;
  const auto lines = news();
  return lines.ok() ? base::Outcome{base::Done{}} : base::Outcome{lines.failure()};
}

base::Result<std::vector<audit::Line>> Game::news() {
  auto told = stage_->office().log().of_dossier(stage_->dossier());
  if (!told.ok()) return told.failure();
  if (!told->empty() && told->back().seq < told_) told_ = -1;
  std::vector<audit::Line> lines;
  for (auto& one : *told)
    if (one.seq > told_) lines.push_back(std::move(one.line));
  if (!told->empty()) told_ = told->back().seq;
  return lines;
}

base::Result<scenario::Observation> Game::observe() { return scenario::observe(stage_->office(), stage_->dossier()); }

base::Result<dossier::CaseRecord> Game::record() { return stage_->office().read(stage_->dossier()); }

base::Result<scenario::Scenario> Game::finished() {
  const auto seen = observe();
  if (!seen.ok()) return seen.failure();
  scenario::Scenario scenario = scenario_;
  scenario.expect = scenario::expect_again(*seen);
  return scenario;
}

base::Result<bool> Game::holds(const std::string& text, const std::string& path) {
  const auto loaded = scenario::load_scenario({.path = path, .text = text});
  if (!loaded.scenario || scenario::check_against(*loaded.scenario, *procedure_).has_errors()) return false;
  stage_.reset();
  const auto report = scenario::run(*loaded.scenario, *procedure_, *world_, *agencies_, {});
  if (const auto done = replay(); !done.ok()) return done.failure();
  if (!report.ok()) return report.failure();
  return report->passed();
}

}  // namespace guichet::cli
