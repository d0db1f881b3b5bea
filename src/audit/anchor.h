// The witness of a log, asked as a child process (or over `ssh`: any command): what it last saw, and each new
// checkpoint, which it cosigns if it goes on from there. Configured by a file beside the database, "<file>.witness": the
// words of the command, one a line. docs/audit_format.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/log.h"

namespace guichet::audit {

// The words of the command; nothing when no witness is configured.
[[nodiscard]] std::optional<std::vector<std::string>> witness_of(const std::string& file);

// How many lines the witness has seen. Fails when it can't be asked, or does not watch this log.
[[nodiscard]] base::Result<std::int64_t> ask_latest(const std::vector<std::string>& command, const std::string& name,
                                                    const std::string& file);
// The line of its signature under the checkpoint of this request (C2SP tlog-witness). Fails when it refuses.
[[nodiscard]] base::Result<std::string> ask_cosignature(const std::vector<std::string>& command, const std::string& request,
                                                        const std::string& file);

// When a log was opened to write, before anything is written: it must go on from what its witness saw; then the witness
// sees what came after. Gives up to how many lines it is anchored, 0 without a witness. Fails when the log is shorter
// than that or another, when its witness can't be asked, when it had one and has none any more.
[[nodiscard]] base::Result<std::int64_t> anchor(store::Database& database, Log& log);

// After a copy was put back: another key signs from here on, by the one before, and may sign fewer lines than it did.
[[nodiscard]] base::Outcome certify_restore(store::Database& database, Log& log);

}  // namespace guichet::audit
