#include "scenario/runner.h"

#include "scenario/observe.h"
#include "scenario/stage.h"

namespace guichet::scenario {

namespace {

base::Failure from(const Scenario& scenario, base::Span span, base::Failure failure) {
  failure.place = scenario.source.path + ":" + std::to_string(span.line);
  return failure;
}

// Takes the steps one after the other; what a step expects is compared at once.
class Player {
 public:
  Player(const Scenario& scenario, Stage& stage, RunReport& report)
      : scenario_{scenario}, stage_{stage}, report_{report}, observer_{stage.office(), stage.dossier()} {}

  base::Outcome play() {
    report_.dossier = stage_.dossier();
    report_.compiled = stage_.compiled();
    for (const Step& step : scenario_.steps) {
      const auto taken = stage_.take(step);
      if (!taken.ok()) return from(scenario_, step.span, taken.failure());
      const auto held = hold(step, *taken);
      if (!held.ok()) return from(scenario_, step.span, held.failure());
    }
    const auto seen = observer_.look();
    if (!seen.ok()) return seen.failure();
    if (scenario_.expect) hold(*scenario_.expect, **seen);
    tell(std::move(observer_).take());
    return base::Done{};
  }

 private:
  base::Outcome hold(const Step& step, const Stage::Taken& taken) {
    if (const auto* act = std::get_if<ActStep>(&step.what)) hold(*act, step.span, taken);
    if (std::holds_alternative<RightStep>(step.what)) observer_.forget();
    if (const auto* expect = std::get_if<Expectation>(&step.what)) {
      const auto seen = observer_.look();
      if (!seen.ok()) return seen.failure();
      hold(*expect, **seen);
    }
    return base::Done{};
  }
  void hold(const ActStep& act, base::Span span, const Stage::Taken& taken) {
    const std::string expected = act.refused.value_or("accepted");
    const std::string actual = taken.refused.empty() ? "accepted" : taken.refused;
    if (expected != actual)
      report_.mismatches.push_back({span,
                                    {.id = N_("{actor}: {event}"), .args = {{"actor", act.actor}, {"event", act.event}}},
                                    expected,
                                    taken.datum.empty() ? actual : actual + ": " + taken.datum});
  }
  void hold(const Expectation& expect, const Observation& seen) {
    for (Mismatch& mismatch : compare(expect, seen)) report_.mismatches.push_back(std::move(mismatch));
  }
  // Where the case stands in the end.
  void tell(Observation seen) {
    report_.end = stage_.now();
    report_.story = std::move(seen.story);
    report_.state = std::move(seen.state);
    report_.outcome = std::move(seen.outcome);
    report_.data = std::move(seen.data);
  }

  const Scenario& scenario_;
  Stage& stage_;
  RunReport& report_;
  Observer observer_;
};

}  // namespace

base::Result<Agencies> Agencies::open(const World& world) {
  auto fresh = agency::RegisterTemplate::load(world.root / "data" / "citizens");
  if (!fresh.ok()) return fresh.failure();
  auto registers = agency::Registers::fresh(*fresh);
  if (!registers.ok()) return registers.failure();
  return Agencies{std::move(*fresh), std::move(*registers)};
}

base::Result<RunReport> run(const Scenario& scenario, const model::Procedure& procedure, const World& world,
                            Agencies& agencies, const RunOptions& options) {
  RunReport report;
  report.scenario = scenario.id;
  report.title = scenario.title;
  report.procedure = procedure.id;
  report.start = scenario.start;
  report.source = scenario.source;

  const auto stage = Stage::open(scenario, procedure, world, agencies, options);
  if (!stage.ok()) return stage.failure();
  if (const auto done = Player{scenario, **stage, report}.play(); !done.ok()) return done.failure();
  auto letters = (*stage)->office().rows().letters(report.dossier);
  if (!letters.ok()) return letters.failure();
  report.letters = std::move(*letters);
  return report;
}

}  // namespace guichet::scenario
