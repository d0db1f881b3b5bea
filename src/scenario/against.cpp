// The names a scenario uses, held against its procedure: a typing mistake is told before anything runs.
#include <algorithm>
#include <ranges>

#include "scenario/scenario.h"

namespace guichet::scenario {

namespace {

std::vector<std::string> names(const auto& all) {
  std::vector<std::string> out;
  for (const auto& one : all) out.push_back(one.name);
  return out;
}

class Checker {
 public:
  Checker(const model::Procedure& procedure, base::Diagnostics& diagnostics)
      : procedure_{procedure}, diagnostics_{diagnostics} {
    for (const model::Datum& datum : procedure.data)
      if (datum.type.kind == expr::Kind::list) members_.insert(members_.end(), datum.values->begin(), datum.values->end());
    // An answer too is refused when no guard can be decided.
    triggers_ = names(procedure.events);
    for (std::uint16_t i = 0; i < model::kFixedTriggers; ++i) triggers_.emplace_back(procedure.trigger_name({i}));
    for (const model::Machine& machine : procedure.machines | std::views::drop(1))
      for (const model::State& state : machine.states) child_states_.push_back(state.name);
  }

  void operator()(const Step& step) {
    span_ = step.span;
    std::visit(*this, step.what);
  }
  void operator()(const ActStep& step) {
    if (step.member.empty() || step.actor != step.member)
      known(step.actor, names(procedure_.actors), N_("unknown actor '{name}'"));
    known(step.event, names(procedure_.events), N_("unknown event '{name}'"));
    if (!step.member.empty()) known(step.member, members_, N_("unknown member '{name}'"));
    for (const auto& [datum, value] : step.data)
      known(datum.substr(0, datum.find('[')), names(procedure_.data), N_("unknown datum '{name}'"));
  }
  void operator()(const ConsentStep& step) {
    known(step.actor, names(procedure_.actors), N_("unknown actor '{name}'"));
    known(step.purpose, names(procedure_.purposes), N_("unknown purpose '{name}'"));
  }
  void operator()(const RightStep& step) {
    known(step.actor, names(procedure_.actors), N_("unknown actor '{name}'"));
    if (!step.purpose.empty()) known(step.purpose, names(procedure_.purposes), N_("unknown purpose '{name}'"));
  }
  void operator()(const WaitStep&) {}
  void operator()(const Fault&) {}
  void operator()(const Expectation& expect) {
    const auto at = [&](const std::string& part) { span_ = expect.place(part); };
    at("state");
    if (expect.state) known(*expect.state, names(procedure_.main().states), N_("unknown state '{name}'"));
    for (const auto& [datum, value] : expect.data) {
      const std::string name = datum.substr(0, datum.find('['));
      at("data/" + datum);
      known(name, names(procedure_.data), N_("unknown datum '{name}'"));
    }
    for (std::size_t i = 0; i < expect.absent.size(); ++i) {
      at("absent/" + std::to_string(i + 1));
      known(expect.absent[i], names(procedure_.data), N_("unknown datum '{name}'"));
    }
    if (expect.told)
      for (const auto& [actor, titles] : *expect.told) {
        at("told/" + actor);
        known(actor, names(procedure_.actors), N_("unknown actor '{name}'"));
      }
    for (const auto& [deadline, due] : expect.deadlines) {
      at("deadlines/" + deadline);
      known(deadline, names(procedure_.deadlines), N_("unknown deadline '{name}'"));
    }
    for (const auto& [member, state] : expect.children) {
      at("children/" + member);
      known(member, members_, N_("unknown member '{name}'"));
      known(state, child_states_, N_("unknown state '{name}'"));
    }
    if (!expect.refused) return;
    for (std::size_t i = 0; i < expect.refused->size(); ++i) {
      at("refused/" + std::to_string(i + 1));
      known((*expect.refused)[i].event, triggers_, N_("unknown event '{name}'"));
    }
  }

 private:
  void known(const std::string& name, const std::vector<std::string>& words, const char* sentence) {
    if (std::ranges::find(words, name) != words.end()) return;
    diagnostics_.error(span_, {.id = sentence, .args = {{"name", name}}}, base::expected_one_of(name, words));
  }

  const model::Procedure& procedure_;
  base::Diagnostics& diagnostics_;
  std::vector<std::string> members_, child_states_, triggers_;
  base::Span span_;
};

}  // namespace

base::Diagnostics check_against(const Scenario& scenario, const model::Procedure& procedure) {
  base::Diagnostics diagnostics;
  Checker check{procedure, diagnostics};
  for (const Step& step : scenario.steps) check(step);
  if (scenario.expect) check(*scenario.expect);
  return diagnostics;
}

}  // namespace guichet::scenario
