// One file that proves, without the log, that these are all the lines about a case: the lines, their number by the
// completeness map, and the checkpoint that covers both. It holds no personal value.
#pragma once

#include <string>
#include <vector>

#include "audit/log.h"

namespace guichet::audit {

// Before: the names of all lines are counted by the last one, and the witness, when there is one, cosigned that.
// `recorded`: machine clock, Unix seconds.
[[nodiscard]] base::Outcome count_for_proof(store::Database& database, Log& log, std::int64_t recorded);
// The map must be committed to by the last line of the log: see above.
[[nodiscard]] base::Result<std::string> prove_all(Log& log, std::int64_t dossier);
// The same for several cases, such as all those of one person, in one file.
[[nodiscard]] base::Result<std::string> prove_all(Log& log, const std::vector<std::int64_t>& dossiers);

}  // namespace guichet::audit
