// GDPR art. 15(1)(c), CRPA R114-9-7: who received or handled a person's data, when, what, why, on what basis; and what
// was asked and refused. Read from the log alone.
#pragma once

#include <string>
#include <vector>

#include "rights/desk.h"

namespace guichet::rights {

struct Sight {
  enum class Way : std::uint8_t { received, asked, told, handled, refused } way = Way::received;
  std::int64_t seq = 0;       // line of the log that says so
  base::Instant at{};
  std::int64_t dossier = 0;
  std::string who;            // agency id when received; else an actor of the procedure
  std::string from;           // who held them: the other side of an exchange
  std::string api, purpose, basis, reason, event;
  std::vector<std::string> fields;
};

// Oldest first within a case, cases in their order. An exchange is two: the provider received what was sent, the asker
// what came back.
[[nodiscard]] base::Result<std::vector<Sight>> who_saw(Desk& desk, const std::vector<dossier::CaseRecord>& cases);

}  // namespace guichet::rights
