// What is being played: a scenario that grows by one step at a time, and the stage where its steps were taken. To take
// one back, the steps before it are taken again on a stage as new: the same acts in the same world give the same case.
// It asks nothing and shows nothing.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "scenario/choices.h"
#include "scenario/observe.h"
#include "scenario/stage.h"

namespace guichet::cli {

class Game {
 public:
  // All must outlive it. `scenario`: whose steps are taken first; its last expectation is dropped.
  [[nodiscard]] static base::Result<Game> open(scenario::Scenario scenario, const model::Procedure& procedure,
                                               const scenario::World& world, scenario::Agencies& agencies);

  // Keeps the step, with the reason when a rule refused it. A failure leaves everything as it was.
  [[nodiscard]] base::Result<scenario::Stage::Taken> take(scenario::Step step);
  // Takes back the last `count` steps, or all there are.
  [[nodiscard]] base::Outcome undo(std::size_t count);

  // Lines of the log since the last call.
  [[nodiscard]] base::Result<std::vector<audit::Line>> news();
  [[nodiscard]] base::Result<scenario::Observation> observe();
  [[nodiscard]] base::Result<dossier::CaseRecord> record();

  // The scenario with what is seen now as its last expectation.
  [[nodiscard]] base::Result<scenario::Scenario> finished();
  // Does this text, read back, run as it says? The stage is made anew afterwards.
  [[nodiscard]] base::Result<bool> holds(const std::string& text, const std::string& path);

  [[nodiscard]] const scenario::Scenario& scenario() const { return scenario_; }
  [[nodiscard]] const model::Procedure& procedure() const { return *procedure_; }
  [[nodiscard]] const scenario::World& world() const { return *world_; }
  [[nodiscard]] const scenario::Stage& stage() const { return *stage_; }
  [[nodiscard]] bool is_saved() const { return saved_ == scenario_.steps.size(); }
  void mark_saved() { saved_ = scenario_.steps.size(); }
 private:
  Game(scenario::Scenario scenario, const model::Procedure& procedure, const scenario::World& world,
       scenario::Agencies& agencies)
      : scenario_{std::move(scenario)}, procedure_{&procedure}, world_{&world}, agencies_{&agencies} {}
  base::Outcome replay();

  scenario::Scenario scenario_;
  const model::Procedure* procedure_;
  const scenario::World* world_;
  scenario::Agencies* agencies_;
  std::unique_ptr<scenario::Stage> stage_;
  std::int64_t told_ = -1;            // number of the last line given by news()
  std::optional<std::size_t> saved_;  // steps there were in what was saved, while they still stand
};

}  // namespace guichet::cli
