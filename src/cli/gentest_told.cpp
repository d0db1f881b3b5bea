#include "cli/gentest_told.h"

#include <algorithm>
#include <map>

#include "check/perform.h"

namespace guichet::cli {

namespace effect = engine::effect;
using codegen::ToldCase;
using codegen::ToldEvent;
using model::Trigger;

namespace {

class Listener {
 public:
  Listener(const model::Procedure& procedure, const engine::Driver& driver, ToldCase& told)
      : procedure_{procedure}, driver_{driver}, told_{told} {}

  void turn(const check::PlayedTurn& turned) {
    children_.clear();
    for (const engine::Child& child : turned.before.children) children_[child.member] = child.position.state;
    children_of_ = turned.before.children_of;
    told_.texts = turned.after.texts;
    ToldEvent next;
    std::vector<codegen::SlotValue> brought;
    if (turned.act != nullptr) {
      for (const engine::Given& one : turned.act->data) brought.emplace_back(slot_of(one.datum, one.member ? one.member : turned.act->member), one.value);
    }
    for (const engine::Effect& one : turned.effects)
      if (const auto* gone = std::get_if<effect::Erased>(&one.what)) next.known.emplace_back(slot_of(gone->datum, gone->member), expr::Value{});
    for (const engine::Effect& one : turned.effects) {
      if (const auto* moved = std::get_if<effect::Moved>(&one.what)) {
        const model::Transition& by = procedure_[moved->machine].transitions[moved->by.index];
        if (by.on == model::trigger(Trigger::decide)) continue;    // its Entered tells
        next.machine = moved->machine;
        next.member = moved->member;
        next.on = by.on;
        next.today = base::date_of(one.at);
        next.from = moved->from;
        next.to = moved->to.value_or(moved->from);
        if (by.on == model::trigger(Trigger::children_done))
          for (const auto& [member, state] : children_) next.ended.emplace_back(*children_of_, state);
        else share_out(brought, next);
        ask_clocks(turned.before, next);
        told_.events.push_back(std::move(next));
        next = {};
        brought.clear();
      } else if (const auto* entered = std::get_if<effect::Entered>(&one.what)) {
        if (entered->member) {
          children_[*entered->member] = entered->state;
          children_of_ = entered->machine;
        }
        if (told_.events.empty()) continue;
        ToldEvent& last = told_.events.back();
        if (last.machine == entered->machine && last.member == entered->member) last.to = entered->state;
      } else if (const auto* stored = std::get_if<effect::Stored>(&one.what); stored != nullptr && stored->computed && !told_.events.empty()) {
        const std::uint16_t slot = slot_of(stored->datum, stored->member);
        auto& computed = told_.events.back().computed;
        std::erase_if(computed, [&](const codegen::SlotValue& known) { return known.first == slot; });
        computed.emplace_back(slot, stored->value);
      }
    }
  }

 private:
  [[nodiscard]] std::uint16_t slot_of(model::DatumId id, engine::Member member) const {
    const model::Datum& datum = procedure_[id];
    return static_cast<std::uint16_t>(datum.slot + (datum.width > 1 ? member.value_or(0) : 0));
  }

  // An event has fields for what it carries; the rest is known before: what came back, who the person is.
  void share_out(const std::vector<codegen::SlotValue>& brought, ToldEvent& event) const {
    const std::size_t index = std::size_t{event.on.index} - model::kFixedTriggers;
    const bool is_event = event.on.index >= model::kFixedTriggers && index < procedure_.events.size();
    for (const codegen::SlotValue& one : brought) {
      const auto carries = [&](const std::vector<model::DatumId>& data) {
        return std::ranges::find(data, *procedure_.datum_of_slot(one.first)) != data.end();
      };
      const bool carried = is_event && (carries(procedure_.events[index].carries) || carries(procedure_.events[index].may_carry));
      (carried ? event.carried : event.known).push_back(one);
    }
  }

  void ask_clocks(const engine::CaseState& before, ToldEvent& event) const {
    engine::CaseState as = before;
    for (const auto* values : {&event.known, &event.carried})
      for (const auto& [slot, value] : *values) as.slots[slot] = value;
    for (std::uint16_t d = 0; d < procedure_.deadlines.size(); ++d)
      event.passed.push_back(driver_.passed(as, {d}, event.today).is_true());
  }

  const model::Procedure& procedure_;
  const engine::Driver& driver_;
  ToldCase& told_;
  std::map<std::uint16_t, model::StateId> children_;
  std::optional<model::MachineId> children_of_;
};

}  // namespace

ToldCase told_case(const check::Made& made, const model::Procedure& procedure, const scenario::World& world, base::Lang lang) {
  std::vector<engine::ReferenceStepper> references;
  for (const model::Machine& machine : procedure.machines) references.emplace_back(machine);
  std::vector<engine::AnyStepper> steppers;
  for (const auto& one : references) steppers.emplace_back(one);
  const engine::Driver driver{procedure, std::move(steppers), world.calendar};

  ToldCase told{.name = made.proven.scenario.id, .title = made.proven.scenario.title.in(lang), .attributes = {}, .events = {}, .texts = made.played.texts};
  for (const model::Attribute& one : procedure.attributes) told.attributes.push_back(made.played.end.slots[one.slot]);
  Listener listener{procedure, driver, told};
  check::perform_turns(driver, told.attributes, made.played, procedure, [&](const check::PlayedTurn& turned) { listener.turn(turned); });
  return told;
}

}  // namespace guichet::cli
