// The three things that can be verified: a database, an export of its log (C2SP tlog-tiles), one
// proof (C2SP tlog-proof). None is changed.
#pragma once

#include <optional>
#include <string>

#include "verify/note.h"
#include "verify/report.h"

namespace guichet::verify {

// What stands outside the log, as the person who verifies kept it.
struct Outside {
  std::optional<NoteKey> key;            // whoever signs the checkpoints
  std::optional<Checkpoint> checkpoint;  // kept earlier; signed or not, he vouches for it
  std::string leaves;                    // hashes of the first lines, 32 bytes each
};

[[nodiscard]] Report check_database(const std::string& file, const Outside& outside);
[[nodiscard]] Report check_export(const std::string& folder, const Outside& outside);
[[nodiscard]] Report check_proof(const std::string& text, const Outside& outside);

}  // namespace guichet::verify
