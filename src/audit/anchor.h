// The witness of a log, asked as a child process (or over `ssh`: any command): what it last saw, and each new
// checkpoint, which it cosigns if it goes on from there. Configured by a file beside the database, "<file>.witness": the
// words of the command, one a line. docs/audit_format.md.
#pragma once

#include <cstdint>
#include <filesystem>
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

// When a log was opened to write, before anything is written: it must go on from what its signer signed last, and from
// what its witness saw; then it is signed up to its head, and the witness sees what came after. So what was there at
// one opening cannot be missing at the next without a word. Gives up to how many lines it is anchored, 0 without a
// witness. Fails when the log is shorter than that or another, when who signed or watched it can't be asked, when it
// had a witness and has none any more.
[[nodiscard]] base::Result<std::int64_t> anchor(store::Database& database, Log& log);

// As every command that writes does: opened, held to what was seen of it, and erasures that a crash interrupted ended.
// `recorded`: machine clock, Unix seconds.
[[nodiscard]] base::Result<store::Database> open_to_write(const std::filesystem::path& file, std::int64_t recorded);

// After a copy was put back: a line says so, what was erased since the copy of the keys was made is erased again, and
// another key signs from here on, by the one before; it may sign fewer lines than that did. `at`: Paris minutes.
[[nodiscard]] base::Outcome certify_restore(store::Database& database, Log& log, std::int64_t at, std::int64_t recorded);

}  // namespace guichet::audit
