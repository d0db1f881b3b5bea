// Erasing a person, or what one case or one purpose of it keeps of her: the request is a line, then
// the keys are destroyed, then another line says so. What the keys sealed is gone, in every copy of
// the database; the lines stand and prove both that it was there and that it went. Which holds the
// law keeps is the caller's business; that each is said is ours.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/log.h"
#include "store/vault.h"

namespace guichet::audit {

struct Erasure {
  std::string subject;
  std::optional<std::int64_t> dossier = {};  // only what this case holds of her
  std::optional<std::string> purpose = {};   // only what is held for this purpose (empty: the case itself)
  std::string reason;                        // code: "art-17", "consent-withdrawn", "retention"
  std::int64_t at = 0;                       // clock of the case, Paris minutes
};

// The reason code for which a hold stays ("legal-obligation", "claim"), or nothing: its key goes.
using HoldRule = std::function<std::optional<std::string>(const store::Hold&)>;

struct Erased {
  std::int64_t requested = -1;      // number of the line
  std::int64_t done = -1;           // idem
  std::vector<std::int64_t> keys;   // destroyed
  struct Held {
    store::Hold hold;
    std::string reason;
  };
  std::vector<Held> held;
  bool forgotten = false;           // nothing is left of her: her names went too
};

// Outside any transaction. Somebody unknown is no failure: nothing was there (`requested` is -1).
// `recorded`: machine clock, Unix seconds.
[[nodiscard]] base::Result<Erased> erase(store::Database& database, Log& log, const Erasure& erasure,
                                         const HoldRule& rule, std::int64_t recorded);

// What a crash interrupted is finished, and keys that came back with an old key file are destroyed
// again; each gets its line. To be called when a database was opened to write. Gives how many.
[[nodiscard]] base::Result<std::int64_t> resume_erasures(store::Database& database, Log& log, std::int64_t recorded);

}  // namespace guichet::audit
