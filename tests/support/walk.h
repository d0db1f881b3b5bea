// One case of a toy procedure, driven in words: who acts is whoever the event names, unless the test says
// otherwise, and clocks fire on the way as time goes on. Mistakes in the test itself stop it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/driver.h"
#include "model/procedure.h"

namespace guichet::support {

// Loads a toy; a procedure of ours that does not load is a mistake of the test, told with its diagnostics.
[[nodiscard]] std::shared_ptr<const model::Procedure> toy(const std::string& yaml);

using Values = std::vector<std::pair<std::string, std::string>>;

struct Who {
  std::string_view by = {};      // an actor; empty: the event's own
  std::string_view member = {};  // of the `each`
  std::string_view identity = "franceconnect-plus";
};

class Walk {
 public:
  Walk(std::shared_ptr<const model::Procedure> procedure, std::string_view start);
  Walk(const std::string& yaml, std::string_view start) : Walk{toy(yaml), start} {}

  // Time goes on to then; what is due on the way fires, and once more after each act.
  Walk& at(std::string_view instant);
  // A datum of `each` is written "identifiant/caf".
  bool act(std::string_view event, const Values& data = {}, const Who& who = {});
  bool answer(model::Trigger outcome, const Values& data = {}, std::string_view member = {});
  // An answer to a visit that may be over.
  bool answer_visit(std::uint32_t visit, model::Trigger outcome, const Values& data = {});
  void consent(model::ConsentAct act, std::string_view purpose);

  [[nodiscard]] const std::string& state() const;
  [[nodiscard]] std::string child(std::string_view member) const;
  [[nodiscard]] std::string value(std::string_view datum) const;  // "" when absent; "identifiant/caf"
  [[nodiscard]] std::string due(std::string_view deadline) const;  // last day; "" when not running
  [[nodiscard]] expr::Value passed(std::string_view deadline, std::string_view day) const;

  // What was said since the last call.
  [[nodiscard]] std::string told();
  [[nodiscard]] std::string told_with_times();
  void forget() { effects_.clear(); }
  [[nodiscard]] const engine::Effects& effects() const { return effects_; }

  [[nodiscard]] const engine::CaseState& standing() const { return state_; }
  [[nodiscard]] engine::CaseState& standing() { return state_; }
  [[nodiscard]] const engine::Driver& driver() const { return driver_; }
  [[nodiscard]] const model::Procedure& procedure() const { return *procedure_; }
  [[nodiscard]] base::Instant now() const { return now_; }

 private:
  std::vector<engine::Given> given(const Values& data);
  [[nodiscard]] engine::Member member_of(std::string_view name) const;
  [[nodiscard]] std::pair<model::DatumId, engine::Member> datum(std::string_view name) const;
  void fire();

  std::shared_ptr<const model::Procedure> procedure_;
  std::vector<engine::ReferenceStepper> steppers_;
  engine::Driver driver_;
  base::Instant now_{};
  expr::TextPool texts_;  // what the test says, before the case keeps it
  engine::Effects effects_;
  engine::CaseState state_;
};

}  // namespace guichet::support
