// One case of a procedure file, driven in words by somebody's tests: events by name, values as scenarios write them, clocks
// that fire on the way as time goes on. The reference engine underneath, nothing simulated: no registers, no log, no gate.
// A mistake of the test itself (an unknown event, a value that cannot be read) is an outcome that says so, never a crash.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/driver.h"
#include "expr/codec.h"
#include "load/load.h"

namespace guichet::testing {

using Values = std::vector<std::pair<std::string, std::string>>;  // {"demande.plaque", "AB-123-CD"}; one member's: "numero/caf"

// What came of it. `why`: "" when it was accepted; else "not-expected", "no-branch", "undetermined", "wrong-actor", "bad-data",
// "no-member", "identity", "closed", "dropped" (a late answer), or a sentence about the test's own mistake.
struct Outcome {
  std::string state;  // where the case stands afterwards
  std::string why;
  std::string datum;  // the one that is missing or wrong, if it is about one
  [[nodiscard]] bool accepted() const { return why.empty(); }
};

class Case {
 public:
  // `data`: the folder with agencies.yaml, sources.yaml, tables: share/guichet/data, or a team's own. `start`: the opening,
  // "2026-03-02T09:00". `attributes`: of agencies, {"ville.commune", "Lyon"}; the others are absent.
  Case(const std::string& procedure, const std::string& data, std::string_view start, const Values& attributes = {})
      : problem_{open(procedure, data, start, attributes)} {}

  // "" when the procedure loaded and the case opened; every outcome repeats it otherwise.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const model::Procedure& procedure() const { return *procedure_; }

  // Its actor acts, with the highest identity, unless told otherwise.
  Outcome event(std::string_view name, const Values& values = {}, std::string_view member = {}, std::string_view by = {},
                std::string_view identity = "franceconnect-plus") {
    if (!problem_.empty()) return mistake(problem_);
    const auto event = procedure_->find_event(name);
    if (!event) return mistake("no event is called '" + std::string{name} + "'");
    const auto whose = member_of(member);
    if (!member.empty() && !whose) return mistake("no member is called '" + std::string{member} + "'");
    std::vector<engine::Given> given;
    if (auto wrong = read(values, whose, given); !wrong.empty()) return mistake(std::move(wrong));
    engine::Act act{.event = *event, .by = (*procedure_)[*event].by, .member = whose, .data = given, .identity = identity};
    act.by_member = act.by.known() && (*procedure_)[act.by].member_of.known();
    if (!by.empty()) {
      const auto actor = procedure_->find_actor(by);
      if (!actor) return mistake("no actor is called '" + std::string{by} + "'");
      act.by = *actor;
      act.by_member = false;
    }
    effects_.clear();
    const bool accepted = driver_->act(state_, act, now_, effects_);
    return ended(accepted);
  }

  // The exchange under way ends: answered, not-found, refused or failed.
  Outcome answer(std::string_view outcome, const Values& values = {}, std::string_view member = {}) {
    if (!problem_.empty()) return mistake(problem_);
    constexpr std::string_view kOutcomes[] = {"answered", "not-found", "refused", "failed"};
    const auto* const known = std::ranges::find(kOutcomes, outcome);
    if (known == std::end(kOutcomes)) return mistake("an exchange ends answered, not-found, refused or failed");
    const auto whose = member_of(member);
    std::vector<engine::Given> given;
    if (auto wrong = read(values, whose, given); !wrong.empty()) return mistake(std::move(wrong));
    std::uint32_t visit = state_.main.visit;
    for (const engine::Child& child : state_.children)
      if (whose == child.member) visit = child.position.visit;
    effects_.clear();
    const bool accepted = driver_->answer(
        state_, {.visit = visit, .member = whose, .outcome = static_cast<model::Trigger>(known - kOutcomes), .data = given}, now_, effects_);
    return ended(accepted);
  }

  // Time goes on to then, "2026-06-01T09:00" or a date; what is due on the way fires.
  Outcome wait(std::string_view until) {
    if (!problem_.empty()) return mistake(problem_);
    const auto then = base::parse_instant(until);
    if (!then || *then < now_) return mistake("'" + std::string{until} + "' is no instant after the last one");
    now_ = *then;
    effects_.clear();
    fire();
    return ended(true);
  }

  [[nodiscard]] std::string state() const { return problem_.empty() ? procedure_->main().states[state_.main.state.index].name : ""; }
  // Where the child of a member stands; "" when it has none.
  [[nodiscard]] std::string child(std::string_view member) const {
    for (const engine::Child& one : state_.children)
      if (member_of(member) == one.member) return (*procedure_)[*state_.children_of].states[one.position.state.index].name;
    return "";
  }
  // As scenarios write it; "" when absent or unknown.
  [[nodiscard]] std::string value(std::string_view name) const {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const auto datum = problem_.empty() ? procedure_->find_datum(name.substr(0, slash)) : std::nullopt;
    if (!datum) return "";
    const auto member = slash < name.size() ? member_of(name.substr(slash + 1)) : std::nullopt;
    return expr::to_text(state_.slots[std::size_t{(*procedure_)[*datum].slot} + member.value_or(0)], (*procedure_)[*datum].type);
  }
  // The last day of a deadline as things stand, "2026-05-02"; "" when it does not run.
  [[nodiscard]] std::string due(std::string_view deadline) const {
    const auto known = problem_.empty() ? procedure_->find_deadline(deadline) : std::nullopt;
    const auto due = known ? driver_->due(state_, *known) : std::nullopt;
    return due ? base::to_iso(base::last_day(*due)) : "";
  }

 private:
  // What stands in the way, or "".
  [[nodiscard]] std::string open(const std::string& procedure, const std::string& data, std::string_view start, const Values& attributes) {
    auto reference = load::load_reference(data);
    if (!reference.ok()) return base::tr(base::Lang::en, reference.failure());
    world_ = std::make_unique<load::LoadedReference>(std::move(*reference));
    auto file = load::load_procedure_file(procedure, world_->reference);
    if (!file.ok()) return base::tr(base::Lang::en, file.failure());
    if (!file->loaded.procedure) return base::render(file->loaded.diagnostics, file->source, base::Lang::en);
    procedure_ = std::make_unique<model::Procedure>(std::move(*file->loaded.procedure));
    for (const model::Machine& machine : procedure_->machines) steppers_.emplace_back(machine);
    std::vector<engine::AnyStepper> any;
    for (const auto& stepper : steppers_) any.emplace_back(stepper);
    driver_ = std::make_unique<engine::Driver>(*procedure_, std::move(any), base::metropolitan_france());

    const auto now = base::parse_instant(start);
    if (!now) return "'" + std::string{start} + "' is no instant: write 2026-03-02T09:00";
    now_ = *now;
    std::vector<expr::Value> values(procedure_->attributes.size());
    for (const auto& [name, text] : attributes) {
      const auto attribute = std::ranges::find(procedure_->attributes, name, &model::Attribute::name);
      if (attribute == procedure_->attributes.end()) return "no attribute is called '" + name + "'";
      const auto value = expr::parse_value(attribute->type, text, *texts_);
      if (!value) return "'" + text + "' is no value of '" + name + "'";
      values[static_cast<std::size_t>(attribute - procedure_->attributes.begin())] = *value;
    }
    state_ = driver_->open(now_, values, effects_);
    fire();
    return "";
  }
  [[nodiscard]] Outcome mistake(std::string why) const { return {.state = state(), .why = std::move(why), .datum = {}}; }
  void fire() {
    while (driver_->fire_next(state_, now_, effects_)) {
    }
  }

  [[nodiscard]] Outcome ended(bool accepted) {
    Outcome outcome;
    constexpr const char* kWhy[] = {"not-expected", "no-branch", "undetermined", "wrong-actor", "bad-data", "no-member", "identity", "closed"};
    for (const engine::Effect& one : effects_) {
      const auto* refused = std::get_if<engine::effect::Refused>(&one.what);
      if (refused == nullptr || accepted) continue;
      outcome.why = kWhy[static_cast<std::size_t>(refused->why)];
      if (refused->datum.known()) outcome.datum = (*procedure_)[refused->datum].name;
    }
    if (!accepted && outcome.why.empty()) outcome.why = "dropped";
    fire();
    outcome.state = state();
    return outcome;
  }

  [[nodiscard]] engine::Member member_of(std::string_view name) const {
    if (name.empty()) return std::nullopt;
    for (const model::State& state : procedure_->main().states) {
      if (!state.each) continue;
      const auto& words = *(*procedure_)[state.each->members].values;
      const auto word = std::ranges::find(words, name);
      if (word != words.end()) return static_cast<std::uint16_t>(word - words.begin());
    }
    return std::nullopt;
  }

  // What is wrong with a value, or "".
  [[nodiscard]] std::string read(const Values& values, engine::Member acting, std::vector<engine::Given>& given) {
    for (const auto& [name, text] : values) {
      const std::size_t slash = std::min(name.find('/'), name.size());
      const auto datum = procedure_->find_datum(std::string_view{name}.substr(0, slash));
      if (!datum) return "no datum is called '" + name + "'";
      const auto value = expr::parse_value((*procedure_)[*datum].type, text, *texts_);
      if (!value) return "'" + text + "' is no value of '" + name + "'";
      given.push_back({*datum, *value, slash < name.size() ? member_of(std::string_view{name}.substr(slash + 1)) : acting});
    }
    return "";
  }

  std::unique_ptr<load::LoadedReference> world_;
  std::unique_ptr<model::Procedure> procedure_;
  std::vector<engine::ReferenceStepper> steppers_;
  std::unique_ptr<engine::Driver> driver_;
  std::unique_ptr<expr::TextPool> texts_ = std::make_unique<expr::TextPool>();
  base::Instant now_{};
  engine::Effects effects_;
  engine::CaseState state_;
  std::string problem_;    // last: opening fills the rest
};

}  // namespace guichet::testing
