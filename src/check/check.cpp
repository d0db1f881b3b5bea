#include "check/check.h"

#include <algorithm>
#include <memory>

#include "check/counter_example.h"
#include "check/seen.h"
#include "check/suspicion.h"
#include "check/watch.h"
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

// The case that shows it, really played; nothing when none was found.
std::optional<Played> show(const Suspicion& one, const Model& model, const Exploration& explored, Replay& replay) {
  if (one.state) return replay.play(*one.state, one.then);
  for (const Suspicion::Way& way : one.ways) {
    const auto& facts = model.domains.situations()[explored.states[way.states.front()][Shape::kSituation]].attributes;
    const auto shows = [&](Played& played) {
      return breaks(model.procedure, model.calendar, facts, model.procedure.properties[*one.property], played);
    };
    if (auto played = replay.play({.way = way.states, .then = {}, .shows = shows, .late_from = way.late_from})) return played;
  }
  return std::nullopt;
}

bool needs_replay(const Suspicion& suspicion) { return suspicion.state || suspicion.property; }

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
  for (const auto pass : {find_dead_ends, find_loops, find_undetermined, find_refusals, find_unkept, find_broken})
    pass(model, explored, suspicions);
  for (const auto pass : {find_unheard, find_waits, find_silence, find_recourse, find_unused_data, find_bases})
    pass(procedure, suspicions);
  find_races(procedure, world.calendar, suspicions);
  find_exchanges(procedure, world.reference, suspicions);

  Replay replay{model, explored};
  Checked checked{.procedure = procedure.id,
                  .findings = {},
                  .properties = {},
                  .states = explored.states.size(),
                  .transitions = explored.transitions,
                  .complete = explored.complete,
                  .members = procedure.machines.size() > 1 ? model.options.members_max : 0U,
                  .members_cut = members_cut,
                  .places_cut = seen->domains.places_cut()};
  const bool all_seen = explored.complete && !members_cut && !checked.places_cut;
  for (const model::Property& property : procedure.properties)
    checked.properties.push_back({property.name, all_seen ? Answer::Kind::holds : Answer::Kind::not_proved});
  for (Suspicion& one : suspicions) {
    if (one.property) checked.properties[*one.property].kind = Answer::Kind::undecided;
    if (needs_replay(one)) {
      if (const auto played = show(one, model, explored, replay)) {
        if (one.property) checked.properties[*one.property].kind = Answer::Kind::broken;
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
