// What can be verified: a database, an export of its log (C2SP tlog-tiles), the proof of one line (C2SP
// tlog-proof), the proof that lines are all those about a case. None is changed.
#pragma once

#include <optional>
#include <string>

#include "verify/note.h"
#include "verify/report.h"

namespace guichet::verify {

// What stands outside the log, as the person who verifies kept it.
struct Outside {
  std::optional<NoteKey> key;            // the first of those that sign the checkpoints
  std::optional<NoteKey> witness = {};  // whose cosignatures count
  std::string keys = {};                 // those it led to, "key reason signature" a line; a log says them itself
  std::optional<Checkpoint> checkpoint;  // kept earlier; signed or not, he vouches for it
  std::string leaves;                    // hashes of the first lines, 32 bytes each
};

[[nodiscard]] Report check_database(const std::string& file, const Outside& outside);
[[nodiscard]] Report check_export(const std::string& folder, const Outside& outside);
[[nodiscard]] Report check_complete(const std::string& text, const Outside& outside);
// What a witness cosigned of a log counts as kept outside it. False when a cosignature is not the witness's.
[[nodiscard]] bool count_cosignature(const Checkpoint& checkpoint, const Outside& outside, Report& report);
// The checkpoint of a proof, held against what stands outside.
void vouch(const Checkpoint& checkpoint, const Outside& outside, Report& report);
[[nodiscard]] Report check_proof(const std::string& text, const Outside& outside);

}  // namespace guichet::verify
