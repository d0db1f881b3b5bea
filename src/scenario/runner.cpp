#include "scenario/runner.h"

#include <algorithm>

#include "agency/in_process.h"
#include "base/calendar.h"
#include "scenario/observe.h"

namespace guichet::scenario {

namespace {

base::Failure from(const Scenario& scenario, base::Span span, base::Failure failure) {
  failure.place = scenario.source.path + ":" + std::to_string(span.line);
  return failure;
}

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

// Runs the steps one after the other; what a step expects is compared at once.
class Player {
 public:
  Player(const Scenario& scenario, const model::Procedure& procedure, const World& world,
         agency::InProcess& transport, dossier::Office& office, RunReport& report)
      : scenario_{scenario},
        procedure_{procedure},
        world_{world},
        transport_{transport},
        office_{office},
        report_{report},
        now_{scenario.start} {}

  base::Outcome play() {
    for (const Fault& fault : scenario_.agencies) transport_.set_behaviour(fault.agency, fault.api, fault.change);
    const auto dossier = office_.open({.procedure = procedure_.id,
                                       .citizen = scenario_.citizen,
                                       .places = scenario_.places,
                                       .at = now_});
    if (!dossier.ok()) return dossier.failure();
    report_.dossier = *dossier;
    for (const Step& step : scenario_.steps) {
      span_ = step.span;
      const auto done = std::visit(*this, step.what);
      if (!done.ok()) return from(scenario_, step.span, done.failure());
    }
    auto seen = observe(office_, report_.dossier);
    if (!seen.ok()) return seen.failure();
    if (scenario_.expect) hold(*scenario_.expect, *seen);
    tell(std::move(*seen));
    return base::Done{};
  }

  base::Outcome operator()(const ActStep& step) {
    const auto event = procedure_.find_event(step.event);
    base::ensure(event.has_value(), "the scenario was checked against its procedure");
    const std::string asked = step.identity.value_or(procedure_[*event].identity);
    const auto taken = office_.act(report_.dossier, {.event = step.event,
                                                     .by = step.actor,
                                                     .member = step.member,
                                                     .data = step.data,
                                                     .identity = asked == "none" ? "" : asked,
                                                     .at = now_});
    if (!taken.ok()) return taken.failure();
    const std::string expected = step.refused.value_or("accepted");
    const std::string actual = taken->accepted ? "accepted" : taken->reason;
    if (expected != actual)
      report_.mismatches.push_back({span_,
                                    {.id = N_("{actor}: {event}"), .args = {{"actor", step.actor}, {"event", step.event}}},
                                    expected,
                                    taken->datum.empty() ? actual : actual + ": " + taken->datum});
    return base::Done{};
  }
  base::Outcome operator()(const ConsentStep& step) {
    return office_.consent(report_.dossier, step.purpose, step.act, now_);
  }
  base::Outcome operator()(const WaitStep& step) {
    base::Instant to = now_;
    if (step.until) to = *step.until;
    if (step.delay) to = wait(*step.delay);
    if (to < now_)
      return base::Failure{{.id = N_("time does not go back: it is {now}"), .args = {{"now", base::to_iso(now_)}}}};
    now_ = to;
    return office_.advance(now_);
  }
  base::Outcome operator()(const Expectation& expect) {
    auto seen = observe(office_, report_.dossier);
    if (!seen.ok()) return seen.failure();
    hold(expect, *seen);
    return base::Done{};
  }
  base::Outcome operator()(const Fault& fault) {
    transport_.set_behaviour(fault.agency, fault.api, fault.change);
    return base::Done{};
  }

 private:
  void hold(const Expectation& expect, const Observation& seen) {
    for (Mismatch& mismatch : compare(expect, seen)) report_.mismatches.push_back(std::move(mismatch));
  }
  // Where the case stands in the end.
  void tell(Observation seen) {
    report_.end = now_;
    report_.story = std::move(seen.story);
    report_.state = std::move(seen.state);
    report_.outcome = std::move(seen.outcome);
    report_.data = std::move(seen.data);
  }
  // The same time of day, so many days or months later; hours and minutes go round the clock.
  base::Instant wait(const base::Delay& delay) const {
    if (base::ends_within_day(delay.unit)) return base::due_instant(now_, delay, world_.calendar).value_or(now_);
    const base::Date today = base::date_of(now_);
    const base::Date day = base::due_date(today, delay, world_.calendar).value_or(today);
    return {now_.minutes + std::int64_t{base::days_between(today, day)} * base::kMinutesPerDay};
  }

  const Scenario& scenario_;
  const model::Procedure& procedure_;
  const World& world_;
  agency::InProcess& transport_;
  dossier::Office& office_;
  RunReport& report_;
  base::Instant now_;
  base::Span span_;
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

  agency::Registers& registers = agencies.registers;
  if (const auto done = registers.reset(agencies.fresh); !done.ok()) return done.failure();
  for (const RegisterEdit& one : scenario.registers)
    if (const auto done = registers.edit(one.register_name, one.edit); !done.ok()) return done.failure();

  std::optional<store::Database> temporary;
  if (options.database == nullptr) {
    auto opened = store::Database::in_memory();
    if (!opened.ok()) return opened.failure();
    temporary = std::move(*opened);
  }
  agency::InProcess transport{world.reference.agencies, registers};
  dossier::Definitions definitions{world.calendar, definition_reader(world)};
  definitions.add(procedure);
  for (const std::string& told : told_procedures(procedure))
    if (auto other = open_procedure(world, told); other.ok() && other->loaded.procedure)
      definitions.add(std::move(*other->loaded.procedure));

  dossier::Office office{{.database = options.database != nullptr ? *options.database : *temporary,
                          .transport = transport,
                          .reference = world.reference,
                          .definitions = definitions,
                          .identify = identify_in(registers),
                          .machine_clock = options.machine_clock
                                               ? options.machine_clock
                                               : [start = scenario.start] { return start.minutes * 60; }}};
  Player player{scenario, procedure, world, transport, office, report};
  if (const auto done = player.play(); !done.ok()) return done.failure();
  auto letters = office.rows().letters(report.dossier);
  if (!letters.ok()) return letters.failure();
  report.letters = std::move(*letters);
  return report;
}

}  // namespace guichet::scenario
