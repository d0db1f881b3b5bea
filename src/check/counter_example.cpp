#include "check/counter_example.h"

#include <algorithm>

#include "dossier/lines.h"
#include "expr/codec.h"

namespace guichet::check {

namespace {

constexpr const char* kCitizen = "p-0001";
constexpr int kSlowMinutes = 60 * 24 * 400;

class Teller {
 public:
  Teller(const Model& model, const model::Reference& reference, const Played& played)
      : model_{model}, reference_{reference}, played_{played} {}

  std::optional<scenario::Scenario> tell() {
    told_.start = played_.start;
    told_.citizen = kCitizen;
    told_.places = model_.domains.situations()[played_.situation].places;
    base::Instant now = played_.start;
    for (const Act& act : played_.acts) {
      if (act.move.kind == Move::Kind::answer) {
        if (!answer(act)) return std::nullopt;
        continue;
      }
      keep_waiting(act);
      group_ = told_.steps.size();
      const bool by_time = act.move.kind == Move::Kind::after || act.move.kind == Move::Kind::deadline;
      // A clock has acted once its day is over: the first minute of the next.
      const base::Instant at = by_time ? base::end_of(base::date_of(act.at)) : act.at;
      if (at > now) {
        add({.span = {}, .what = scenario::WaitStep{.delay = {}, .until = at}});
        now = at;
      }
      if (act.move.kind == Move::Kind::act) add({.span = {}, .what = step(act)});
      if (act.move.kind == Move::Kind::withdraw)
        add({.span = {},
             .what = scenario::ConsentStep{model::ConsentAct::withdraws, person(),
                                           model_.procedure.purposes[act.move.what].name}});
    }
    if (played_.until && *played_.until > now) add({.span = {}, .what = scenario::WaitStep{.delay = {}, .until = played_.until}});
    scenario::Expectation expect;
    expect.state = model_.procedure.main().states[played_.end.main.state.index].name;
    told_.expect = std::move(expect);
    return std::move(told_);
  }
 private:
  void add(scenario::Step step) { told_.steps.push_back(std::move(step)); }

  [[nodiscard]] std::string person() const {
    const auto at = std::ranges::find(model_.procedure.actors, model::Role::citizen, &model::Actor::role);
    return at == model_.procedure.actors.end() ? std::string{} : at->name;
  }
  [[nodiscard]] const std::string& member(const Act& act) const {
    for (const model::Machine& machine : model_.procedure.machines)
      if (machine.owner.known())
        if (const auto& each = model_.procedure.main().states[machine.owner.index].each; each)
          return (*model_.procedure[each->members].values)[*act.member];
    static const std::string kNobody;
    return kNobody;
  }

  scenario::ActStep step(const Act& act) const {
    const model::Event& event = model_.procedure.events[act.move.what];
    scenario::ActStep step;
    step.event = event.name;
    if (act.member) step.member = member(act);
    const bool by_member = !event.by.known() || model_.procedure[event.by].member_of.known();
    step.actor = by_member ? step.member : model_.procedure[event.by].name;
    for (const engine::Given& given : act.data) {
      const model::Datum& datum = model_.procedure[given.datum];
      if (datum.origin == "franceconnect") continue;  // said by FranceConnect, not by the person
      std::string name = datum.name;
      if (given.member && datum.each.known()) name += "[" + (*model_.procedure[datum.each].values)[*given.member] + "]";
      step.data[name] = expr::to_text(given.value, datum.type);
    }
    if (act.refused) step.refused = dossier::refusal_code(*act.refused);
    return step;
  }

  // What happens while an exchange is under way: the service is too slow to answer before.
  void keep_waiting(const Act& act) {
    const model::Machine& machine = act.member ? model_.procedure.machines.back() : model_.procedure.main();
    const model::State& here = machine.states[act.state.index];
    if (!here.exchange || act.move.kind == Move::Kind::deadline || act.move.kind == Move::Kind::withdraw) return;
    agency::BehaviourChange slow;
    slow.latency_minutes = kSlowMinutes;
    set(agency_of(act, *here.exchange), here.exchange->api, slow);
  }
  [[nodiscard]] std::string agency_of(const Act& act, const model::Exchange& exchange) const {
    if (act.member) return member(act);
    const model::Actor& with = model_.procedure[exchange.with];
    return with.agency.empty() ? with.name : with.agency;
  }
  void set(const std::string& agency, const std::string& api, const agency::BehaviourChange& change) {
    const scenario::Fault fault{.agency = agency, .api = api, .change = change};
    if (told_.steps.empty()) {
      told_.agencies.push_back(fault);
    } else {
      told_.steps.insert(told_.steps.begin() + static_cast<std::ptrdiff_t>(group_), {.span = {}, .what = fault});
    }
  }

  // The service is set before whatever makes the case ask.
  bool answer(const Act& act) {
    const model::Machine& machine = act.member ? model_.procedure.machines.back() : model_.procedure.main();
    const model::Exchange& exchange = *machine.states[act.state.index].exchange;
    const std::string agency = agency_of(act, exchange);
    const auto outcome = static_cast<model::Trigger>(act.move.what);
    if (outcome == model::Trigger::refused) return false;  // our own gate: no register can do that
    agency::BehaviourChange change;
    change.latency_minutes = 0;
    change.retries = 0;
    change.availability =
        outcome == model::Trigger::failed ? model::Behaviour::Availability::down : model::Behaviour::Availability::up;
    if (outcome == model::Trigger::not_found) change.error = "404";
    if (outcome == model::Trigger::answered) {
      change = {};
      if (!edit(act, exchange, agency)) return false;
      return true;
    }
    set(agency, exchange.api, change);
    return true;
  }

  // The rows the provider answers from hold what the way needs.
  bool edit(const Act& act, const model::Exchange& exchange, const std::string& agency) {
    const model::Agency* provider = reference_.agencies.find(agency);
    const model::Api* api = reference_.agencies.find_api(agency, exchange.api);
    if (provider == nullptr || api == nullptr) return false;
    scenario::RegisterEdit edit;
    edit.register_name = provider->register_name;
    edit.edit.table = api->query.table;
    for (const model::DatumId datum : exchange.receive) {
      const std::string& name = model_.procedure[datum].name;
      const auto given = std::ranges::find(act.data, datum, &engine::Given::datum);
      const auto grant = std::ranges::find_if(api->grants, [&](const model::Grant& one) {
        return one.procedure == model_.procedure.id && one.gives.contains(name);
      });
      if (grant == api->grants.end()) return false;
      const auto column = api->query.gives.find(grant->gives.at(name));
      if (column == api->query.gives.end()) return false;
      edit.edit.to[column->second] =
          given == act.data.end() ? "" : expr::to_text(given->value, model_.procedure[datum].type);
    }
    if (!edit.edit.to.empty()) told_.registers.push_back(std::move(edit));
    return true;
  }

  const Model& model_;
  const model::Reference& reference_;
  const Played& played_;
  scenario::Scenario told_;
  std::size_t group_ = 0;
};

}  // namespace

std::optional<scenario::Scenario> as_scenario(const Model& model, const model::Reference& reference,
                                              const Played& played, const std::string& id, const std::string& title,
                                              const std::string& procedure) {
  auto told = Teller{model, reference, played}.tell();
  if (!told) return std::nullopt;
  told->id = id;
  told->title = {title, {}};
  told->procedure = procedure;
  return told;
}

}  // namespace guichet::check
