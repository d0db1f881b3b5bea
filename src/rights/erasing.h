// GDPR art. 17 and 5(1)(e): what of a person may go, what must stay and why, and the going. One rule for both: a
// request asks it about one person, the end of a retention asks it about everybody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/erasure.h"
#include "rights/desk.h"

namespace guichet::rights {

// Why what a case holds for a purpose stays: the words of the log. Nothing: it may go.
[[nodiscard]] std::optional<std::string> held_because(const dossier::CaseRecord& record, model::PurposeId purpose,
                                                      base::Instant at, bool asked_by_person);

// What is held for these purposes is under keys of its own; what another purpose needs too is sealed again under that
// one first, so that it outlives them.
[[nodiscard]] base::Outcome spare_shared(Desk& desk, const dossier::CaseRecord& record,
                                         const std::vector<model::PurposeId>& going);

struct Erasing {
  struct Part {
    std::int64_t dossier = 0;
    std::string purpose;
    std::string reason;  // why it stays; empty: it went
  };
  std::vector<Part> parts;
  std::vector<std::int64_t> keys;  // destroyed
  std::vector<std::int64_t> lines;  // erasure-requested and erasure-done, in pairs
  std::vector<std::string> told;    // recipients (art. 19)
  std::string checkpoint;           // the log, signed, once it was done; empty when it is in memory
};

// Everything of the person, or of one case, or of one purpose of it. `reason`: the word of the log, "art-17".
[[nodiscard]] base::Result<Erasing> erase(Desk& desk, const std::vector<dossier::CaseRecord>& cases,
                                          const std::string& purpose, const std::string& reason);

// One row per case and purpose of the whole database.
struct Kept {
  std::int64_t dossier = 0;
  std::string procedure, purpose;
  std::optional<base::Instant> until;  // when its retention ends; nothing while it has not begun to run
  bool goes = false;
  std::string reason;  // why it stays: "case-open", "no-retention", "not-over", or held_because
};
[[nodiscard]] base::Result<std::vector<Kept>> retention_plan(Desk& desk);
// Carries the plan out; the rows that went are those with `goes`.
[[nodiscard]] base::Result<Erasing> retention_run(Desk& desk, const std::vector<Kept>& plan);

}  // namespace guichet::rights
