#include "support/walk.h"

#include <algorithm>

#include "base/ensure.h"
#include "expr/codec.h"
#include "support/story.h"

namespace guichet::support {
namespace {

using base::ensure;

std::vector<engine::AnyStepper> any(const std::vector<engine::ReferenceStepper>& steppers) {
  std::vector<engine::AnyStepper> all;
  for (const auto& stepper : steppers) all.emplace_back(stepper);
  return all;
}

std::vector<engine::ReferenceStepper> references(const model::Procedure& procedure) {
  std::vector<engine::ReferenceStepper> all;
  for (const model::Machine& machine : procedure.machines) all.emplace_back(machine);
  return all;
}

base::Instant instant(std::string_view text) {
  const auto read = base::parse_instant(text);
  ensure(read.has_value(), "an instant of the test");
  return *read;
}

}  // namespace

Walk::Walk(std::shared_ptr<const model::Procedure> procedure, std::string_view start)
    : procedure_{std::move(procedure)},
      steppers_{references(*procedure_)},
      driver_{*procedure_, any(steppers_), base::metropolitan_france()},
      now_{instant(start)},
      state_{driver_.open(now_, std::vector<expr::Value>(procedure_->attributes.size()), effects_)} {
  fire();
}

void Walk::fire() {
  while (driver_.fire_next(state_, now_, effects_)) {
  }
}

Walk& Walk::at(std::string_view text) {
  now_ = instant(text);
  fire();
  return *this;
}

engine::Member Walk::member_of(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  for (const model::State& state : procedure_->main().states) {
    if (!state.each) continue;
    const auto& words = *(*procedure_)[state.each->members].values;
    const auto word = std::ranges::find(words, name);
    ensure(word != words.end(), "a member of the test");
    return static_cast<std::uint16_t>(word - words.begin());
  }
  return std::nullopt;
}

std::pair<model::DatumId, engine::Member> Walk::datum(std::string_view name) const {
  const std::size_t slash = name.find('/');
  const auto id = procedure_->find_datum(name.substr(0, slash));
  ensure(id.has_value(), "a datum of the test");
  return {*id, slash == std::string_view::npos ? std::nullopt : member_of(name.substr(slash + 1))};
}

// A value that cannot be read at the door is passed on as an error value.
std::vector<engine::Given> Walk::given(const Values& data) {
  std::vector<engine::Given> all;
  for (const auto& [name, text] : data) {
    const auto [id, member] = datum(name);
    const auto value = expr::parse_value((*procedure_)[id].type, text, texts_);
    all.push_back({id, value.value_or(expr::Value::error(expr::Fault::bad_date)), member});
  }
  return all;
}

bool Walk::act(std::string_view name, const Values& data, const Who& who) {
  const auto event = procedure_->find_event(name);
  ensure(event.has_value(), "an event of the test");
  const model::ActorId own = (*procedure_)[*event].by;
  const auto values = given(data);
  engine::Act act{.event = *event, .by = own, .member = member_of(who.member), .data = values, .identity = who.identity};
  if (!who.by.empty()) act.by = *procedure_->find_actor(who.by);
  const bool accepted = driver_.act(state_, act, now_, effects_);
  fire();
  return accepted;
}

bool Walk::answer(model::Trigger outcome, const Values& data, std::string_view member) {
  std::uint32_t visit = state_.main.visit;
  for (const engine::Child& child : state_.children) {
    if (member_of(member) == child.member) visit = child.position.visit;
  }
  return answer_visit(visit, outcome, data);
}

bool Walk::answer_visit(std::uint32_t visit, model::Trigger outcome, const Values& data) {
  const auto values = given(data);
  const engine::Answer answer{.visit = visit, .outcome = outcome, .data = values};
  const bool accepted = driver_.answer(state_, answer, now_, effects_);
  fire();
  return accepted;
}

void Walk::consent(model::ConsentAct act, std::string_view purpose) {
  const auto id = procedure_->find_purpose(purpose);
  ensure(id.has_value(), "a purpose of the test");
  driver_.consent(state_, {*id, act, "2026-01"}, now_, effects_);
  fire();
}

const std::string& Walk::state() const { return procedure_->main().states[state_.main.state.index].name; }

std::string Walk::child(std::string_view member) const {
  for (const engine::Child& child : state_.children) {
    if (member_of(member) != child.member) continue;
    return (*procedure_)[*state_.children_of].states[child.position.state.index].name;
  }
  return "";
}

std::string Walk::value(std::string_view name) const {
  const auto [id, member] = datum(name);
  const model::Datum& what = (*procedure_)[id];
  return expr::to_text(state_.slots[std::size_t{what.slot} + member.value_or(0)], what.type);
}

std::string Walk::due(std::string_view deadline) const {
  const auto due = driver_.due(state_, *procedure_->find_deadline(deadline));
  return due ? base::to_iso(base::last_day(*due)) : "";
}

expr::Value Walk::passed(std::string_view deadline, std::string_view day) const {
  return driver_.passed(state_, *procedure_->find_deadline(deadline), base::parse_date(day).value());
}

std::string Walk::told() {
  std::string text = story(*procedure_, effects_, false);
  effects_.clear();
  return text;
}

std::string Walk::told_with_times() {
  std::string text = story(*procedure_, effects_, true);
  effects_.clear();
  return text;
}

}  // namespace guichet::support
