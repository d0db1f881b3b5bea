// One case being told: fresh registers, a database, the office, and a time that only steps make pass. Who runs a
// scenario takes its steps one after the other; who plays one invents the next. It holds nothing against expectations.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "agency/in_process.h"
#include "scenario/runner.h"

namespace guichet::scenario {

// A stage never moves: its office points into it.
class Stage {
 public:
  // Registers made new and edited, agencies in the state the scenario says, the case opened; its steps are not taken.
  // All but `scenario` and `options` must outlive the stage, and `agencies` serve one stage at a time.
  [[nodiscard]] static base::Result<std::unique_ptr<Stage>> open(const Scenario& scenario,
                                                                 const model::Procedure& procedure,
                                                                 const World& world, Agencies& agencies,
                                                                 const RunOptions& options);

  // What became of one step. `refused`: of an act that a rule refused, why; an expectation changes nothing here.
  struct Taken {
    std::string refused;  // its reason; empty when it was not
    std::string datum;    // that the reason is about
  };
  // Precondition: the step was held against the procedure. Fails when time would go back, or the world fails.
  [[nodiscard]] base::Result<Taken> take(const Step& step);

  [[nodiscard]] base::Instant now() const { return now_; }
  [[nodiscard]] std::int64_t dossier() const { return dossier_; }
  // Whether the case runs on compiled machines, not on the reference.
  [[nodiscard]] bool compiled() const { return !definitions_.current(procedure_.id)->compiled.empty(); }
  [[nodiscard]] dossier::Office& office() { return *office_; }
  // How an API answers at this moment, what was changed included.
  [[nodiscard]] model::Behaviour behaviour(const std::string& agency, const std::string& api) const;

 private:
  struct Take;
  Stage(const model::Procedure& procedure, const World& world, Agencies& agencies, const RunOptions& options);
  base::Outcome set(const Scenario& scenario, const RunOptions& options);
  [[nodiscard]] base::Instant after(const base::Delay& delay) const;

  const model::Procedure& procedure_;
  const World& world_;
  Agencies& agencies_;
  std::optional<store::Database> temporary_;
  std::function<std::int64_t()> machine_clock_;
  store::Database* database_ = nullptr;  // that one, or the one the options name
  agency::InProcess transport_;
  dossier::Definitions definitions_;
  std::optional<dossier::Office> office_;
  std::int64_t dossier_ = 0;
  base::Instant now_;
};

}  // namespace guichet::scenario
