#include "scenario/choices.h"

#include <algorithm>
#include <set>

#include "dossier/story.h"

namespace guichet::scenario {

namespace {

using dossier::CaseRecord;
using model::StateKind;

// Whatever it is: the gate asks only whether a datum has a value, and which members a list names.
expr::Value some_value(const model::Datum& datum) {
  if (datum.type.kind != expr::Kind::list) return expr::Value::boolean(true);
  return expr::Value::list(static_cast<std::uint32_t>((std::uint64_t{1} << datum.values->size()) - 1));
}

// A case after an act that was not done: what it would hold, without knowing the values.
class Supposed {
 public:
  Supposed(const CaseRecord& record, const model::Agencies& agencies) : record_{record}, agencies_{agencies} {}

  void give(model::DatumId id, engine::Member member) {
    const model::Datum& datum = procedure()[id];
    expr::Value& slot = record_.state.slots[dossier::slot_of(datum, member)];
    if (slot.is_absent()) slot = some_value(datum);
  }
  void decide(model::PurposeId purpose, model::ConsentAct act) {
    using State = engine::Consent::State;
    record_.state.consents[purpose.index].state = act == model::ConsentAct::agrees     ? State::agreed
                                                  : act == model::ConsentAct::declines ? State::declined
                                                                                       : State::withdrawn;
  }
  void identify(const std::string& level) {
    if (!level.empty()) record_.row.identity = level;
    for (std::uint16_t i = 0; !level.empty() && i < procedure().data.size(); ++i)
      if (procedure().data[i].origin == "franceconnect") give({i}, std::nullopt);
  }

  // The exchanges first met on the ways out of (state, trigger), rules followed.
  void follow(model::MachineId machine, model::StateId state, model::TriggerId trigger, engine::Member member,
              std::vector<Move>& moves) const {
    std::set<std::uint16_t> seen;
    Supposed copy = *this;
    copy.leave(machine, state, trigger, member, seen, moves);
  }
 private:
  [[nodiscard]] const model::Procedure& procedure() const { return record_.procedure(); }

  void leave(model::MachineId machine, model::StateId state, model::TriggerId trigger, engine::Member member,
             std::set<std::uint16_t>& seen, std::vector<Move>& moves) {
    const auto row = procedure()[machine].row(state, trigger);
    for (std::uint16_t i = 0; i < row.count; ++i) {
      const model::Transition& transition = procedure()[machine].transitions[row.first + std::size_t{i}];
      for (const model::Assignment& assignment : transition.set) give(assignment.datum, member);
      if (transition.to) arrive(machine, *transition.to, member, seen, moves);
    }
  }

  void arrive(model::MachineId machine, model::StateId to, engine::Member member, std::set<std::uint16_t>& seen,
              std::vector<Move>& moves) {
    if (!seen.insert(to.index).second) return;
    const model::State& state = procedure()[machine].states[to.index];
    if (state.kind == StateKind::decide)
      leave(machine, to, model::trigger(model::Trigger::decide), member, seen, moves);
    if (state.kind == StateKind::each) return add_each(*state.each, moves);
    if (state.kind != StateKind::exchange) return;
    if (member) {
      std::ranges::find(record_.state.children, *member, &engine::Child::member)->position.state = to;
    } else {
      record_.state.main.state = to;
    }
    moves.push_back({.exchange = &*state.exchange,
                     .member = dossier::member_name(record_, member),
                     .verdict = dossier::ask_gate(record_, agencies_, member, record_.state.now)});
  }

  // One child per member: whom they would ask is known when the members are.
  void add_each(const model::Each& each, std::vector<Move>& moves) const {
    const model::State& first = procedure()[each.children].states.front();
    if (first.kind == StateKind::exchange) moves.push_back({.exchange = &*first.exchange, .member = {}, .verdict = {}});
  }

  CaseRecord record_;
  const model::Agencies& agencies_;
};

class Finder {
 public:
  Finder(const CaseRecord& record, const model::Agencies& agencies)
      : record_{record}, procedure_{record.procedure()}, agencies_{agencies} {}

  void add_events(model::MachineId machine, const engine::Position& position, engine::Member member) {
    if (position.ended) return;
    for (std::uint16_t i = 0; i < procedure_.events.size(); ++i) {
      const model::EventId event{i};
      if (procedure_[machine].row(position.state, procedure_.trigger_of(event)).count > 0)
        add_event(event, machine, position.state, member);
    }
  }

  void add_consents() {
    const auto person = std::ranges::find(procedure_.actors, model::Role::citizen, &model::Actor::role);
    if (person == procedure_.actors.end()) return;
    for (std::uint16_t i = 0; i < procedure_.purposes.size(); ++i) {
      const model::Purpose& purpose = procedure_.purposes[i];
      if (purpose.basis != model::Basis::consent && purpose.agreement == model::Agreement::none) continue;
      const bool agreed = record_.state.consents[i].state == engine::Consent::State::agreed;
      if (agreed) add_consent(person->name, {i}, model::ConsentAct::withdraws);
      if (!agreed) add_consent(person->name, {i}, model::ConsentAct::agrees);
      if (record_.state.consents[i].state == engine::Consent::State::none)
        add_consent(person->name, {i}, model::ConsentAct::declines);
    }
  }

  std::vector<Choice> take() {
    std::ranges::stable_sort(found_, {}, [&](const Choice& choice) { return place_of(choice); });
    return std::move(found_);
  }
 private:
  void add_event(model::EventId id, model::MachineId machine, model::StateId state, engine::Member member) {
    const model::Event& event = procedure_[id];
    Choice choice{
        .member = dossier::member_name(record_, member), .actor = {}, .event = id, .purpose = {}, .moves = {}};
    const bool by_member = !event.by.known() || procedure_[event.by].member_of.known();
    choice.actor = by_member ? choice.member : procedure_[event.by].name;
    Supposed supposed{record_, agencies_};
    for (const model::DatumId datum : event.carries) supposed.give(datum, member);
    for (const model::DatumId datum : event.may_carry) supposed.give(datum, member);
    supposed.identify(event.identity);
    if (event.consent != model::ConsentAct::none) supposed.decide(event.purpose, event.consent);
    supposed.follow(machine, state, procedure_.trigger_of(id), member, choice.moves);
    found_.push_back(std::move(choice));
  }

  void add_consent(const std::string& person, model::PurposeId purpose, model::ConsentAct act) {
    found_.push_back({.member = {}, .actor = person, .event = {}, .purpose = purpose, .consent = act, .moves = {}});
  }

  // Actors as the file lists them; a member stands where its alias does, or last.
  [[nodiscard]] std::size_t place_of(const Choice& choice) const {
    if (!choice.event.known()) return procedure_.actors.size() + 1;
    const model::ActorId by = procedure_[choice.event].by;
    return by.known() ? by.index : procedure_.actors.size();
  }

  const CaseRecord& record_;
  const model::Procedure& procedure_;
  const model::Agencies& agencies_;
  std::vector<Choice> found_;
};

}  // namespace

std::vector<Choice> choices(const CaseRecord& record, const model::Agencies& agencies) {
  Finder finder{record, agencies};
  if (record.state.closed) return {};
  finder.add_events(model::MachineId{0}, record.state.main, std::nullopt);
  for (const engine::Child& child : record.state.children)
    finder.add_events(*record.state.children_of, child.position, child.member);
  finder.add_consents();
  return finder.take();
}

std::vector<Move> under_way(const CaseRecord& record, const model::Agencies& agencies) {
  std::vector<Move> moves;
  const auto add = [&](model::MachineId machine, const engine::Position& here, engine::Member member) {
    const model::State& state = record.procedure()[machine].states[here.state.index];
    if (here.ended || !engine::is_asking(here, state)) return;
    moves.push_back({.exchange = &*state.exchange,
                     .member = dossier::member_name(record, member),
                     .verdict = dossier::ask_gate(record, agencies, member, record.state.now)});
  };
  if (record.state.closed) return moves;
  add(model::MachineId{0}, record.state.main, std::nullopt);
  for (const engine::Child& child : record.state.children) add(*record.state.children_of, child.position, child.member);
  return moves;
}

}  // namespace guichet::scenario
