// What the gate looks at beside the question: the procedure, the other side's grants, and where the person
// stands on each purpose at this moment. Plain values, taken from the case inside its transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::privacy {

// What the person decided about one purpose that asks her.
struct Decision {
  enum class State : std::uint8_t { none, agreed, declined, withdrawn } state = State::none;
  std::string notice;
  std::optional<base::Instant> until = {};  // agreed: counts before this instant only
};

// What stands against processing for one purpose.
struct Limits {
  bool restricted = false;                     // art. 18, requested and not lifted
  bool objected = false;                       // art. 21, requested and not overridden
  std::optional<base::Instant> retained_until = {};  // art. 5(1)(e): nothing is done with it from then on
};

struct Context {
  const model::Procedure* procedure = nullptr;
  const model::Agencies* agencies = nullptr;  // exchanges only
  std::span<const Decision> decisions;        // one per purpose
  std::span<const Limits> limits;             // one per purpose
  std::span<const bool> present;    // one per datum: has a value (of the member, where it has one each)
  std::vector<std::string> chosen;  // words ticked in the purpose's choice list: agency ids
  base::Instant now{};
};

}  // namespace guichet::privacy
