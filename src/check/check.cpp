#include "check/check.h"

#include <algorithm>
#include <memory>

#include "check/counter_example.h"
#include "check/suspicion.h"
#include "scenario/save.h"

namespace guichet::check {

namespace {

// The file read back and run: it must come to what was found.
std::optional<std::string> proven_file(const scenario::Scenario& told, const model::Procedure& procedure,
                                       const scenario::World& world, scenario::Agencies& agencies) {
  std::string text = scenario::write_scenario(told, procedure);
  auto loaded = scenario::load_scenario({told.id + ".yaml", text});
  if (!loaded.scenario || scenario::check_against(*loaded.scenario, procedure).has_errors()) return std::nullopt;
  const auto report = scenario::run(*loaded.scenario, procedure, world, agencies, {});
  if (!report.ok() || !report->passed()) return std::nullopt;
  return text;
}

std::string scenario_id(const Finding& finding) {
  return std::string{facts(finding.kind).id} + "-" + std::to_string(finding.span.line);
}

// One exploration and all it stands on; it never moves.
struct Seen {
  Seen(const model::Procedure& procedure, const scenario::World& world, const Options& options)
      : domains{procedure, world.reference, options},
        shape{procedure, domains, options},
        model{procedure, domains, shape, world.calendar, options},
        explored{explore(model)} {}
  Domains domains;
  Shape shape;
  Model model;
  Exploration explored;
};

Options with_members(Options options, unsigned members_max) {
  options.members_max = static_cast<std::uint8_t>(members_max);
  return options;
}

bool needs_replay(const Suspicion& suspicion) { return suspicion.state.has_value(); }

}  // namespace

bool Checked::has_errors() const {
  return std::ranges::any_of(findings, [](const Finding& finding) {
    return facts(finding.kind).weight == Weight::error && finding.proof != Proof::undecided;
  });
}

Checked check(const model::Procedure& procedure, const std::string& named, const scenario::World& world,
              scenario::Agencies* agencies, const Options& options) {
  // One member shows all that a member can do; two and three, what their results come to together.
  auto seen = std::make_unique<Seen>(procedure, world,
                                     with_members(options, procedure.machines.size() > 1 ? 1 : options.members_max));
  bool members_cut = false;
  for (unsigned n = 2; procedure.machines.size() > 1 && n <= options.members_max; ++n) {
    Options more = with_members(options, n);
    more.rounds_max = std::min(options.rounds_max, options.more_members_rounds_max);
    auto next = std::make_unique<Seen>(procedure, world, more);
    members_cut = !next->explored.complete;
    if (members_cut) break;
    seen = std::move(next);
  }
  const Model& model = seen->model;
  const Exploration& explored = seen->explored;

  Suspicions suspicions;
  if (!members_cut) find_unreachable(model, explored, suspicions);  // what takes more members was not seen
  for (const auto pass : {find_dead_ends, find_loops, find_undetermined, find_refusals, find_unkept})
    pass(model, explored, suspicions);
  for (const auto pass : {find_unheard, find_waits, find_silence, find_recourse, find_unused_data, find_bases})
    pass(procedure, suspicions);
  find_races(procedure, world.calendar, suspicions);
  find_exchanges(procedure, world.reference, suspicions);

  Replay replay{model, explored};
  Checked checked{.procedure = procedure.id,
                  .findings = {},
                  .states = explored.states.size(),
                  .transitions = explored.transitions,
                  .complete = explored.complete,
                  .members = procedure.machines.size() > 1 ? model.options.members_max : 0U,
                  .members_cut = members_cut,
                  .places_cut = seen->domains.places_cut()};
  for (Suspicion& one : suspicions) {
    if (needs_replay(one)) {
      if (const auto played = replay.play(*one.state, one.then)) {
        one.finding.proof = Proof::replayed;
        const auto told = agencies == nullptr ? std::nullopt
                                              : as_scenario(model, world.reference, *played, scenario_id(one.finding),
                                                            base::tr(base::Lang::fr, one.finding.message), named);
        if (told) one.finding.scenario = proven_file(*told, procedure, world, *agencies);
      }
    }
    checked.findings.push_back(std::move(one.finding));
  }
  std::ranges::stable_sort(checked.findings, [](const Finding& a, const Finding& b) { return a.span < b.span; });
  return checked;
}

}  // namespace guichet::check
