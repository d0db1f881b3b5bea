// What may be done with a case where it stands, by whom, and which data each act could set moving: the gate is asked
// as if the act were done now, its data given. Values only, no words for people; nothing is done.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dossier/case_record.h"
#include "privacy/gate.h"

namespace guichet::scenario {

// An exchange that would follow: the first on each way out. With members not chosen yet, the gate has nothing to say.
struct Move {
  const model::Exchange* exchange = nullptr;
  std::string member;  // of an `each`
  std::optional<std::variant<privacy::Permit, privacy::Denied>> verdict;
};

struct Choice {
  std::string member;        // whose part of the case; empty: the case itself
  std::string actor;         // as a scenario names who acts
  model::EventId event;      // unknown: a consent outside any event
  model::PurposeId purpose;  // of that consent
  model::ConsentAct consent = model::ConsentAct::none;
  std::vector<Move> moves;
};

// By actor in the order of the file, then by event; consents come last. Empty when the case is closed.
[[nodiscard]] std::vector<Choice> choices(const dossier::CaseRecord& record, const model::Agencies& agencies);

// The exchanges under way, and what the gate says of them now.
[[nodiscard]] std::vector<Move> under_way(const dossier::CaseRecord& record, const model::Agencies& agencies);

}  // namespace guichet::scenario
