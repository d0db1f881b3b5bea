#include "check/mutate.h"

#include <algorithm>
#include <memory>
#include <set>

#include "check/check.h"
#include "check/counter_example.h"
#include "check/difference.h"
#include "check/proven.h"
#include "load/procedure.h"
#include "load/yaml.h"

namespace guichet::check {

namespace {

std::set<std::string> told(const base::Diagnostics& diagnostics) {
  std::set<std::string> all;
  for (const base::Diagnostic& one : diagnostics.all()) all.insert(base::tr(base::Lang::en, one.message));
  return all;
}
std::set<std::string> told(const Checked& checked) {
  std::set<std::string> all;
  for (const Finding& one : checked.findings)
    if (one.proof != Proof::undecided) all.insert(std::string{facts(one.kind).id} + " " + base::tr(base::Lang::en, one.message));
  for (const Answer& one : checked.properties)
    if (one.kind != Answer::Kind::holds) all.insert("property-broken " + one.name);
  return all;
}

class Judge {
 public:
  Judge(const model::Procedure& procedure, const base::Source& source, const std::string& named,
        const std::vector<scenario::Scenario>& scenarios, const Coverage& have, const scenario::World& world,
        scenario::Agencies& agencies, const Options& options)
      : procedure_{procedure},
        source_{source},
        named_{named},
        scenarios_{scenarios},
        have_{have},
        world_{world},
        agencies_{agencies},
        options_{with_members(options, procedure.machines.size() > 1 ? 1 : options.members_max)} {}

  base::Result<Mutation> judge(const Begins& begins) {
    Mutation mutation{.procedure = procedure_.id, .mutants = {}};
    load::Parsed parsed = load::parse_yaml(source_);
    if (!parsed.node) return mutation;
    warned_ = told(load::load_procedure(source_, world_.reference).diagnostics);
    found_ = told(check(procedure_, named_, world_, nullptr, options_));
    seen_ = std::make_unique<Seen>(procedure_, world_, options_);
    edges_ = edges_of(seen_->model, seen_->explored);
    std::vector<Mutant> mutants = mutants_of(*parsed.node);
    for (Mutant& mutant : mutants) {
      if (begins) begins(mutants.size(), mutant);
      Judged judged{.mutant = std::move(mutant)};
      load::Node tree = *parsed.node;
      judged.mutant.edit(tree);
      const load::Loaded loaded = load::load_procedure(tree, source_, world_.reference);
      if (const auto failure = look(loaded, judged)) return *failure;
      mutation.mutants.push_back(std::move(judged));
    }
    return mutation;
  }
 private:
  std::optional<base::Failure> look(const load::Loaded& loaded, Judged& judged) {
    const auto warned = told(loaded.diagnostics);
    judged.by_load = !loaded.procedure || !std::ranges::includes(warned_, warned);
    if (!loaded.procedure) return std::nullopt;
    const auto found = told(check(*loaded.procedure, named_, world_, nullptr, options_));
    std::vector<std::string> fresh;
    std::ranges::set_difference(found, found_, std::back_inserter(fresh));
    if (!fresh.empty()) judged.by_check = fresh.front().substr(0, fresh.front().find(' '));
    if (const auto failure = run_scenarios(*loaded.procedure, judged)) return failure;
    if (!judged.by_load && judged.by_check.empty() && judged.by_scenario.empty()) settle(*loaded.procedure, judged);
    return std::nullopt;
  }

  // Only those that come where the fault is.
  std::optional<base::Failure> run_scenarios(const model::Procedure& mutated, Judged& judged) {
    for (std::size_t i = 0; i < scenarios_.size(); ++i) {
      const auto number = std::ranges::find(have_.scenarios, scenarios_[i].id);
      if (number == have_.scenarios.end() || !comes_by(static_cast<std::uint32_t>(number - have_.scenarios.begin()), judged.mutant)) continue;
      if (scenario::check_against(scenarios_[i], mutated).has_errors()) {
        judged.by_scenario = scenarios_[i].id;
        return std::nullopt;
      }
      const auto report = scenario::run(scenarios_[i], mutated, world_, agencies_, {.database = nullptr, .machine_clock = {}, .machines = reference()});
      if (!report.ok() || !report->passed()) {
        judged.by_scenario = scenarios_[i].id;
        return std::nullopt;
      }
    }
    return std::nullopt;
  }
  // The compiled machines are those of the file as it stands.
  static dossier::Machines reference() {
    return [](const model::Procedure&) { return std::vector<engine::AnyStepper>{}; };
  }

  [[nodiscard]] bool comes_by(std::uint32_t scenario, const Mutant& mutant) const {
    if (mutant.state.empty()) return true;
    for (std::size_t i = 0; i < have_.items.size(); ++i) {
      const Item& item = have_.items[i];
      if (item.kind != Item::Kind::state || (item.machine.index != 0) != mutant.inside) continue;
      if (procedure_[item.machine].states[item.state.index].name != mutant.state) continue;
      if (std::ranges::find(have_.by[i], scenario) != have_.by[i].end()) return true;
    }
    return false;
  }

  // Does anything different happen, and when first?
  void settle(const model::Procedure& mutated, Judged& judged) {
    const Seen other{mutated, world_, options_};
    const auto concerns = [&](const Seen& seen, const Edge& edge) { return passes(seen, edge, judged.mutant); };
    const Compared compared = compare(*seen_, edges_, other, judged.mutant.state.empty() ? Concerns{} : concerns);
    if (!compared.difference) {
      const bool sure = compared.complete && compared.ways > 0 && is_seen_in_acts(judged.mutant.kind);
      judged.rest = sure ? Judged::Rest::equivalent : Judged::Rest::undecided;
      if (sure) judged.why = {.id = reason(judged.mutant.kind), .args = {{"count", std::to_string(compared.ways)}}};
      return;
    }
    judged.rest = Judged::Rest::survived;
    const Seen& of = compared.difference->in_second ? other : *seen_;
    for (const bool waits : {false, true}) {
      Played played = compared.difference->played;
      if (waits) played.until = compared.difference->then;
      if (judged.scenario || (waits && !played.until)) return;
      judged.scenario = noticing(of, played, mutated, judged.mutant);
    }
  }

  // The way as a scenario that passes, and would not with the fault.
  std::optional<std::string> noticing(const Seen& of, const Played& played, const model::Procedure& mutated, const Mutant& mutant) {
    auto scenario = as_scenario(of.model, world_.reference, played, scenario_id(mutant), base::tr(base::Lang::fr, mutant.what), named_);
    if (!scenario) return std::nullopt;
    scenario->title.english = base::tr(base::Lang::en, mutant.what);
    auto proven = prove(std::move(*scenario), procedure_, world_, agencies_);
    if (!proven) return std::nullopt;
    const auto report = scenario::run(proven->scenario, mutated, world_, agencies_, {.database = nullptr, .machine_clock = {}, .machines = reference()});
    if (!report.ok() || report->passed()) return std::nullopt;
    return std::move(proven->text);
  }

  // What no act shows (a retention, a basis) is never called the same.
  static bool is_seen_in_acts(FaultKind kind) {
    using enum FaultKind;
    return kind != basis_changed && kind != retention_dropped && kind != ground_dropped && kind != agreement_dropped;
  }

  // What every way done in both comes down to.
  static const char* reason(FaultKind kind) {
    using enum FaultKind;
    switch (kind) {
      case branches_swapped:
        return N_("whatever happens, the two conditions are never both true: the same came of {count} ways, done in both orders");
      case guard_dropped:
      case condition_dropped:
        return N_("where it is asked, what is left out is always so, or never counts: the same came of {count} ways, done with it and without");
      case comparison_changed:
        return N_("where it is asked, the two sides are never equal, or it never counts: the same came of {count} ways, on each side of every day that counts");
      case datum_carried_more:
        return N_("that datum comes with the event anyway: the same came of {count} ways, done with it and without");
      default:
        return N_("nothing else comes of it: the same came of {count} ways, done with it and without");
    }
  }

  static bool passes(const Seen& seen, const Edge& edge, const Mutant& mutant) {
    const model::Procedure& p = seen.model.procedure;
    const auto is_it = [&](model::MachineId machine, model::StateId state) {
      return (machine.index != 0) == mutant.inside && p[machine].states[state.index].name == mutant.state;
    };
    const Byte* row = seen.explored.states[edge.from];
    const model::State& main = p.main().states[row[Shape::kState]];
    if (is_it({0}, {row[Shape::kState]})) return true;
    if (edge.move.child != kMainPlace &&
        is_it(main.each->children, {row[seen.shape.child(edge.move.child) + Shape::kChildState]}))
      return true;
    return std::ranges::any_of(edge.trail.tried, [&](const Trail::Tried& one) {
      const model::Transition& t = p[one.machine].transitions[one.by.index];
      return is_it(one.machine, t.from) || (one.fired && t.to && is_it(one.machine, *t.to));
    });
  }

  static std::string scenario_id(const Mutant& mutant) {
    return std::string{facts(mutant.kind).id} + "-" + std::to_string(mutant.span.line);
  }

  const model::Procedure& procedure_;
  const base::Source& source_;
  const std::string& named_;
  const std::vector<scenario::Scenario>& scenarios_;
  const Coverage& have_;
  const scenario::World& world_;
  scenario::Agencies& agencies_;
  Options options_;
  std::set<std::string> warned_, found_;  // without any fault
  std::unique_ptr<Seen> seen_;
  Edges edges_;
};

}  // namespace

std::size_t Mutation::count(Judged::Rest rest) const {
  return static_cast<std::size_t>(std::ranges::count(mutants, rest, &Judged::rest));
}

base::Result<Mutation> mutate(const model::Procedure& procedure, const base::Source& source, const std::string& named,
                              const std::vector<scenario::Scenario>& scenarios, const Coverage& have,
                              const scenario::World& world, scenario::Agencies& agencies, const Options& options,
                              const Begins& begins) {
  return Judge{procedure, source, named, scenarios, have, world, agencies, options}.judge(begins);
}

}  // namespace guichet::check
