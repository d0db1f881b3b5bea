// One case on two engines: whatever is done is done to both, and they must say the same, effect by effect, and then
// stand alike.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "conformance/values.h"
#include "engine/driver.h"

namespace guichet::conformance {

// Something that may happen to a case.
struct Move {
  enum class Kind : std::uint8_t { act, answer, consent, wait } kind = Kind::wait;
  model::EventId event;
  model::ActorId by;
  bool by_member = false;
  engine::Member member;
  std::string_view identity;
  std::vector<engine::Given> data;
  model::Trigger outcome = model::Trigger::answered;
  int child = -1;                       // whose exchange; -1: the case's own
  std::uint32_t late = 0;               // visits ago
  model::PurposeId purpose;
  model::ConsentAct consent = model::ConsentAct::agrees;
  std::int64_t minutes = 0;
};

class Twins {
 public:
  Twins(const model::Procedure& procedure, const std::vector<engine::AnyStepper>& compiled);

  // A new case on both, with these attributes.
  void open(const std::vector<expr::Value>& attributes);
  // False when the two engines differ; `difference()` then says how.
  [[nodiscard]] bool apply(const Move& move);
  [[nodiscard]] const std::string& difference() const { return difference_; }

  [[nodiscard]] const engine::CaseState& state() const { return reference_case_; }
  // Where both stand, to come back to.
  [[nodiscard]] std::pair<engine::CaseState, engine::CaseState> stand() const { return {reference_case_, compiled_case_}; }
  void stand(const std::pair<engine::CaseState, engine::CaseState>& at) { std::tie(reference_case_, compiled_case_) = at; }
  [[nodiscard]] bool accepted() const { return accepted_; }
  [[nodiscard]] const engine::Effects& effects() const { return reference_effects_; }

 private:
  bool perform(const engine::Driver& driver, engine::CaseState& state, engine::Effects& effects, const Move& move) const;
  bool agree(const char* after);

  const model::Procedure& procedure_;
  std::vector<engine::ReferenceStepper> references_;
  engine::Driver reference_;
  engine::Driver compiled_;
  engine::CaseState reference_case_;
  engine::CaseState compiled_case_;
  engine::Effects reference_effects_;
  engine::Effects compiled_effects_;
  bool accepted_ = false;
  std::string difference_;
};

// Draws what happens next: mostly what the case listens to, sometimes nonsense, with values on both sides of its guards.
class Chance {
 public:
  Chance(const model::Procedure& procedure, std::uint64_t seed) : procedure_{procedure}, values_{procedure}, chance_{seed} {}
  [[nodiscard]] Move next(const engine::CaseState& state);
  [[nodiscard]] std::vector<expr::Value> attributes();

 private:
  [[nodiscard]] std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : chance_() % n; }
  [[nodiscard]] expr::Value value(model::DatumId datum);
  [[nodiscard]] Move act(const engine::CaseState& state);
  [[nodiscard]] Move answer(const engine::CaseState& state);
  [[nodiscard]] engine::Member some_member(const engine::CaseState& state);

  const model::Procedure& procedure_;
  Values values_;
  std::mt19937_64 chance_;
  // Drawn one by one, no two data would ever be equal: in most moves all take the same place of their lists.
  std::uint64_t theme_ = 0;
  bool alike_ = true;
};

// Every move worth trying at any time, each event with a few data: for all sequences of them.
[[nodiscard]] std::vector<Move> alphabet(const model::Procedure& procedure, const Values& values);

}  // namespace guichet::conformance
