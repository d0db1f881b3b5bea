#include "check/coverage.h"

#include "dossier/lines.h"

namespace guichet::check {

Coverage::Count Coverage::count(Item::Kind kind) const {
  Count count;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != kind) continue;
    ++count.all;
    count.covered += by[i].empty() ? 0 : 1;
  }
  return count;
}

Coverage::Count Coverage::count() const {
  Count count{.covered = 0, .all = items.size()};
  for (const auto& scenarios : by) count.covered += scenarios.empty() ? 0 : 1;
  return count;
}

base::Result<Coverage> cover(const model::Procedure& procedure, const std::vector<scenario::Scenario>& scenarios,
                             const scenario::World& world, scenario::Agencies& agencies) {
  Recorder recorder{procedure};
  Coverage coverage{.procedure = procedure.id, .items = recorder.items(), .scenarios = {}, .failed = {}, .by = {}};
  coverage.by.resize(coverage.items.size());
  for (const scenario::Scenario& scenario : scenarios) {
    const auto report = scenario::run(scenario, procedure, world, agencies, {.database = nullptr, .machine_clock = {}, .machines = recorder.machines()});
    if (!report.ok()) return report.failure();
    const auto exercised = recorder.take(*report);
    if (!report->passed()) {
      coverage.failed.push_back(scenario.id);
      continue;
    }
    const auto number = static_cast<std::uint32_t>(coverage.scenarios.size());
    coverage.scenarios.push_back(scenario.id);
    for (std::size_t i = 0; i < exercised.size(); ++i)
      if (exercised[i]) coverage.by[i].push_back(number);
  }
  return coverage;
}

std::string name_of(const Item& item, const model::Procedure& procedure) {
  const model::Machine& machine = procedure[item.machine];
  switch (item.kind) {
    case Item::Kind::state:
      return machine.states[item.state.index].name;
    case Item::Kind::exchange:
      return machine.states[item.state.index].name + "/" + std::string{procedure.trigger_name(model::trigger(item.outcome))};
    case Item::Kind::deadline:
      return item.deadline.known() ? procedure[item.deadline].name : machine.states[item.state.index].name + "/after";
    case Item::Kind::branch:
    case Item::Kind::condition:
      break;
  }
  return dossier::rule_name(procedure, machine, item.transition);
}

std::string text_of(const Item& item, const model::Procedure& procedure) {
  if (item.kind != Item::Kind::condition) return {};
  return procedure[item.machine].transitions[item.transition.index].guard->conditions()[item.condition].text();
}

}  // namespace guichet::check
