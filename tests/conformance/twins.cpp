#include "conformance/twins.h"

#include <fmt/format.h>

#include "support/story.h"

namespace guichet::conformance {

namespace effect = engine::effect;

namespace {

std::vector<engine::ReferenceStepper> references(const model::Procedure& procedure) {
  std::vector<engine::ReferenceStepper> all;
  for (const model::Machine& machine : procedure.machines) all.emplace_back(machine);
  return all;
}

std::vector<engine::AnyStepper> any(const std::vector<engine::ReferenceStepper>& steppers) {
  std::vector<engine::AnyStepper> all;
  for (const auto& stepper : steppers) all.emplace_back(stepper);
  return all;
}

// All that an effect says.
auto fields(const effect::Refused& e) { return std::tuple{e.member, e.on, e.why, e.datum, e.step}; }
auto fields(const effect::Accepted& e) { return std::tuple{e.member, e.event}; }
auto fields(const effect::Stored& e) { return std::tuple{e.member, e.datum, e.computed, e.value}; }
auto fields(const effect::Erased& e) { return std::tuple{e.member, e.datum}; }
auto fields(const effect::Moved& e) { return std::tuple{e.member, e.machine, e.by, e.from, e.to}; }
auto fields(const effect::Entered& e) { return std::tuple{e.member, e.machine, e.state, e.visit}; }
auto fields(const effect::Marked& e) { return std::tuple{e.milestone}; }
auto fields(const effect::Told& e) { return std::tuple{e.member, e.letter}; }
auto fields(const effect::Charged& e) { return std::tuple{e.member, e.state, e.cents}; }
auto fields(const effect::ExchangeWanted& e) { return std::tuple{e.member, e.machine, e.state, e.visit}; }
auto fields(const effect::ExchangeStopped& e) { return std::tuple{e.member, e.visit, e.withdrawn}; }
auto fields(const effect::AnswerDropped& e) { return std::tuple{e.member, e.visit}; }
auto fields(const effect::ClockSet& e) { return std::tuple{e.deadline, e.member, e.due}; }
auto fields(const effect::ClockCancelled& e) { return std::tuple{e.deadline, e.member}; }
auto fields(const effect::ClockSuspended& e) { return std::tuple{e.deadline}; }
auto fields(const effect::ClockResumed& e) { return std::tuple{e.deadline, e.days, e.due}; }
auto fields(const effect::ClockFired& e) { return std::tuple{e.deadline, e.member, e.due}; }
auto fields(const effect::ChildStarted& e) { return std::tuple{e.member}; }
auto fields(const effect::ChildEnded& e) { return std::tuple{e.member, e.state, e.by_parent}; }
auto fields(const effect::ConsentGiven& e) { return std::tuple{e.purpose, e.act}; }
auto fields(const effect::Closed& e) { return std::tuple{e.state, e.outcome}; }

bool same_effects(const engine::Effects& a, const engine::Effects& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].at != b[i].at || a[i].what.index() != b[i].what.index()) return false;
    const bool alike = std::visit(
        [&](const auto& one) { return fields(one) == fields(*std::get_if<std::decay_t<decltype(one)>>(&b[i].what)); },
        a[i].what);
    if (!alike) return false;
  }
  return true;
}

constexpr base::Instant kStart{base::kMinutesPerDay * 20'514 + 9 * 60};  // 2026-03-02T09:00

}  // namespace

Twins::Twins(const model::Procedure& procedure, const std::vector<engine::AnyStepper>& compiled)
    : procedure_{procedure},
      references_{references(procedure)},
      reference_{procedure, any(references_), base::metropolitan_france()},
      compiled_{procedure, compiled, base::metropolitan_france()} {}

void Twins::open(const std::vector<expr::Value>& attributes) {
  reference_effects_.clear();
  compiled_effects_.clear();
  reference_case_ = reference_.open(kStart, attributes, reference_effects_);
  compiled_case_ = compiled_.open(kStart, attributes, compiled_effects_);
}

bool Twins::perform(const engine::Driver& driver, engine::CaseState& state, engine::Effects& effects, const Move& move) const {
  const base::Instant now{state.now.minutes + move.minutes};
  while (driver.fire_next(state, now, effects)) {
  }
  bool accepted = true;
  switch (move.kind) {
    case Move::Kind::act:
      accepted = driver.act(state,
                            {.event = move.event, .by = move.by, .by_member = move.by_member, .member = move.member,
                             .data = move.data, .identity = move.identity},
                            now, effects);
      break;
    case Move::Kind::answer: {
      const bool for_child = move.child >= 0 && move.child < static_cast<int>(state.children.size());
      const std::uint32_t visit =
          for_child ? state.children[static_cast<std::size_t>(move.child)].position.visit : state.main.visit;
      const engine::Answer answer{.visit = visit - std::min(visit, move.late), .member = move.member, .outcome = move.outcome,
                                  .data = move.data};
      accepted = driver.answer(state, answer, now, effects);
      break;
    }
    case Move::Kind::consent: driver.consent(state, {move.purpose, move.consent, "1"}, now, effects); break;
    case Move::Kind::wait: state.now = std::max(state.now, now); break;
  }
  while (driver.fire_next(state, now, effects)) {
  }
  return accepted;
}

bool Twins::apply(const Move& move) {
  reference_effects_.clear();
  compiled_effects_.clear();
  accepted_ = perform(reference_, reference_case_, reference_effects_, move);
  const bool compiled = perform(compiled_, compiled_case_, compiled_effects_, move);
  if (accepted_ == compiled && same_effects(reference_effects_, compiled_effects_) &&
      engine::same(reference_case_, compiled_case_)) {
    return true;
  }
  difference_ = fmt::format("the reference {}:\n{}the compiled machine {}:\n{}", accepted_ ? "accepted" : "refused",
                            support::story(procedure_, reference_effects_, true), compiled ? "accepted" : "refused",
                            support::story(procedure_, compiled_effects_, true));
  return false;
}

}  // namespace guichet::conformance
