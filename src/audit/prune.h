// The end of lines that have served their time (CNIL, délibération 2021-122): whole tiles from the beginning, once a
// cosigned checkpoint covers them and the time of each of their lines is over. Hashes stay, so that every proof holds;
// one line says up to where, and by which rule. What is gone is declared, not hidden.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "audit/log.h"

namespace guichet::audit {

// How long a line is kept, in months of its own clock.
struct LogRetention {
  std::string rule;                       // its name, for the line that says so
  std::function<int(Kind)> months;
};
// Exchanges, their decisions and what the person agreed to: 36 months; the rest: 12 (à vérifier).
[[nodiscard]] LogRetention usual_retention();

struct Pruned {
  std::int64_t gone = 0;           // lines, in all
  std::int64_t now = 0;            // of which by this call
  std::int64_t witnessed = 0;      // up to how many lines a witness cosigned: none beyond goes
  std::int64_t kept_by = -1;       // the first line whose time is not over, in the next 256 of them; -1: the witness's limit
  std::int64_t kept_until = 0;     // when its time is over, Paris minutes
};
// `now`: Paris minutes, as the clock of cases; `recorded`: as for Log::append. Nothing to do is no failure.
[[nodiscard]] base::Result<Pruned> prune(store::Database& database, Log& log, const LogRetention& retention,
                                               std::int64_t now, std::int64_t recorded);

}  // namespace guichet::audit
