// Where rights on personal data are exercised and duties carried out: the office of the cases, the database they are
// kept in, and the moment it is there. Each verb of `guichet rgpd` is a function of this layer that gives back plain
// facts; words and pages are the command line's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dossier/office.h"
#include "dossier/standing.h"

namespace guichet::rights {

struct Desk {
  store::Database& database;
  dossier::Office& office;
  const model::Reference& reference;
  base::Instant at{};          // Paris clock of the cases
  std::int64_t recorded = 0;   // machine clock, Unix seconds
};

// The procedure whose cases are requests of rights: their clock is that of GDPR art. 12(3).
inline constexpr const char* kRequests = "droits-rgpd";

// All cases of a person, requests of rights included, by number; fails when nobody of that name is known.
[[nodiscard]] base::Result<std::vector<dossier::CaseRecord>> cases_of(Desk& desk, const std::string& citizen);

// One request, opened and put; gives the number of its case. `right`: a value of demande.droit.
[[nodiscard]] base::Result<std::int64_t> open_request(Desk& desk, const std::string& citizen, const std::string& right,
                                                      const std::string& object);
// The controller's answer: granted with a text, or refused with its reason.
[[nodiscard]] base::Outcome answer_request(Desk& desk, std::int64_t request, bool granted, const std::string& text);
// Two months more, told to the person; heard within the first month only.
[[nodiscard]] base::Outcome extend_request(Desk& desk, std::int64_t request, const std::string& why);

struct Pending {
  std::int64_t request = 0;
  std::string citizen, right, object, state;
  base::Instant received{};
  std::optional<base::Instant> due;  // 24:00 of its last day
};
// The requests not yet answered, the most urgent first.
[[nodiscard]] base::Result<std::vector<Pending>> pending_requests(Desk& desk);

}  // namespace guichet::rights
