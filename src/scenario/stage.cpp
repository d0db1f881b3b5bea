#include "scenario/stage.h"

#include "base/ensure.h"
#include "rights/erasing.h"

namespace guichet::scenario {

namespace {

// Whom FranceConnect vouches for; a person it turns away is simply not identified.
dossier::Identify identify_in(agency::Registers& registers) {
  return [&registers](const std::string& citizen, const std::string& level)
             -> base::Result<std::optional<std::map<std::string, std::string>>> {
    auto signed_in = registers.sign_in(citizen);
    if (!signed_in.ok()) return signed_in.failure();
    const bool enough = signed_in->error.empty() && (level != "franceconnect-plus" || signed_in->level == level);
    return enough ? std::optional{std::move(signed_in->claims)} : std::nullopt;
  };
}

}  // namespace

// One step, by its kind.
struct Stage::Take {
  Stage& stage;

  base::Result<Taken> operator()(const ActStep& step) {
    const auto event = stage.procedure_.find_event(step.event);
    base::ensure(event.has_value(), "the step was held against the procedure");
    const std::string asked = step.identity.value_or(stage.procedure_[*event].identity);
    auto taken = stage.office_->act(stage.dossier_, {.event = step.event,
                                                     .by = step.actor,
                                                     .member = step.member,
                                                     .data = step.data,
                                                     .identity = asked == "none" ? "" : asked,
                                                     .at = stage.now_});
    if (!taken.ok()) return taken.failure();
    if (taken->accepted) return Taken{};
    return Taken{std::move(taken->reason), std::move(taken->datum)};
  }
  base::Result<Taken> operator()(const ConsentStep& step) {
    return done(stage.office_->consent(stage.dossier_, step.purpose, step.act, stage.now_));
  }
  base::Result<Taken> operator()(const RightStep& step) {
    using Right = RightStep::Right;
    if (step.right == Right::erases) return erase(step);
    const auto act = step.right == Right::restricts ? dossier::RightAct::restrict_
                     : step.right == Right::lifts   ? dossier::RightAct::lift
                                                    : dossier::RightAct::object;
    const auto taken = stage.office_->exercise(stage.dossier_, step.purpose, act, stage.now_);
    if (!taken.ok()) return taken.failure();
    return Taken{};
  }
  base::Result<Taken> erase(const RightStep& step) {
    rights::Desk desk{.database = *stage.database_,
                      .office = *stage.office_,
                      .reference = stage.world_.reference,
                      .at = stage.now_,
                      .recorded = stage.machine_clock_()};
    auto record = stage.office_->read(stage.dossier_);
    if (!record.ok()) return record.failure();
    std::vector<dossier::CaseRecord> cases;
    cases.push_back(std::move(*record));
    const auto erasing = rights::erase(desk, cases, step.purpose, "art-17");
    if (!erasing.ok()) return erasing.failure();
    return Taken{};
  }
  base::Result<Taken> operator()(const WaitStep& step) {
    base::Instant to = stage.now_;
    if (step.until) to = *step.until;
    if (step.delay) to = stage.after(*step.delay);
    if (to < stage.now_)
      return base::Failure{
          {.id = N_("time does not go back: it is {now}"), .args = {{"now", base::to_iso(stage.now_)}}}};
    stage.now_ = to;
    return done(stage.office_->advance(to));
  }
  base::Result<Taken> operator()(const Expectation&) { return Taken{}; }
  base::Result<Taken> operator()(const Fault& fault) {
    stage.transport_.set_behaviour(fault.agency, fault.api, fault.change);
    return Taken{};
  }

  static base::Result<Taken> done(const base::Outcome& outcome) {
    if (!outcome.ok()) return outcome.failure();
    return Taken{};
  }
};

Stage::Stage(const model::Procedure& procedure, const World& world, Agencies& agencies, const RunOptions& options)
    : procedure_{procedure},
      world_{world},
      agencies_{agencies},
      transport_{world.reference.agencies, agencies.registers},
      definitions_{world.calendar, definition_reader(world), options.machines ? options.machines : world.machines},
      now_{} {}

base::Result<std::unique_ptr<Stage>> Stage::open(const Scenario& scenario, const model::Procedure& procedure,
                                                 const World& world, Agencies& agencies, const RunOptions& options) {
  std::unique_ptr<Stage> stage{new Stage{procedure, world, agencies, options}};
  if (const auto done = stage->set(scenario, options); !done.ok()) return done.failure();
  return stage;
}

base::Outcome Stage::set(const Scenario& scenario, const RunOptions& options) {
  agency::Registers& registers = agencies_.registers;
  if (const auto done = registers.reset(agencies_.fresh); !done.ok()) return done;
  for (const RegisterEdit& one : scenario.registers)
    if (const auto done = registers.edit(one.register_name, one.edit); !done.ok()) return done;

  if (options.database == nullptr) {
    auto opened = store::Database::in_memory();
    if (!opened.ok()) return opened.failure();
    temporary_ = std::move(*opened);
  }
  machine_clock_ = options.machine_clock;
  if (!machine_clock_) machine_clock_ = [start = scenario.start] { return start.minutes * 60; };
  database_ = options.database != nullptr ? options.database : &*temporary_;
  definitions_.add(procedure_);
  for (const std::string& told : told_procedures(procedure_))
    if (auto other = open_procedure(world_, told); other.ok() && other->loaded.procedure)
      definitions_.add(std::move(*other->loaded.procedure));
  office_.emplace(dossier::Surroundings{
      .database = *database_,
      .transport = transport_,
      .reference = world_.reference,
      .definitions = definitions_,
      .identify = identify_in(registers),
      .machine_clock = machine_clock_});

  now_ = scenario.start;
  for (const Fault& fault : scenario.agencies) transport_.set_behaviour(fault.agency, fault.api, fault.change);
  const auto dossier = office_->open(
      {.procedure = procedure_.id, .citizen = scenario.citizen, .places = scenario.places, .at = now_});
  if (!dossier.ok()) return dossier.failure();
  dossier_ = *dossier;
  return base::Done{};
}

base::Result<Stage::Taken> Stage::take(const Step& step) { return std::visit(Take{*this}, step.what); }

model::Behaviour Stage::behaviour(const std::string& agency, const std::string& api) const {
  return transport_.behaviour(agency, api);
}

// The same time of day, so many days or months later; hours and minutes go round the clock.
base::Instant Stage::after(const base::Delay& delay) const {
  if (base::ends_within_day(delay.unit)) return base::due_instant(now_, delay, world_.calendar).value_or(now_);
  const base::Date today = base::date_of(now_);
  const base::Date day = base::due_date(today, delay, world_.calendar).value_or(today);
  return {now_.minutes + std::int64_t{base::days_between(today, day)} * base::kMinutesPerDay};
}

}  // namespace guichet::scenario
