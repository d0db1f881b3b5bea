// What a verification found: a verdict, which is also the exit code, the lines at fault, and how far
// something outside the log vouches for it. No sentence: words.h writes those.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verify/digest.h"

namespace guichet::verify {

enum class Verdict : std::uint8_t { intact = 0, tampered = 1, cannot_check = 2, older = 3 };

enum class Wrong : std::uint8_t {
  content,     // a line whose bytes are not those that were hashed
  form,        // not written as docs/audit_format.md says
  number,      // says another number than its own
  origin,      // comes from another log
  clock,       // `back` stands wrongly, or is missing
  missing,     // no such line, though it was there
  uncovered,   // lines beyond the head
  tree,        // the tree was built over another line
  above,       // hashes above these lines are not theirs
  head,        // the head does not follow from the lines
  values,      // the values kept are not sealed, or not those the line commits to
  stray,       // values without a line that commits to them
  checkpoint,  // a checkpoint states another root for that size
  signature,   // a checkpoint is not signed by the key
  guards,      // the tables of the log, or the triggers that keep them, were altered
  certificate, // the key it names was not certified by the one before
  anchor,      // what was kept outside states another root for that size
  mirror,      // what was kept outside has another hash for this line
  ordinal,     // it says another number among the lines about its case or its person
  map,         // what it says of the number of lines about each name is not what the lines say
  incomplete,  // lines are missing from what is said to be all of them
  proof,       // a proof does not lead from its line to its checkpoint
  cosignature, // a checkpoint bears a cosignature the witness did not make
  place,       // it stands under another case than the one it names
  definition,  // the text kept of a procedure is not the one its cases run on
};

// Of the lines `seq` to `last`; of the whole when `seq` is negative.
struct Finding {
  Wrong what;
  std::int64_t seq = -1;
  std::int64_t last = -1;
  friend bool operator==(const Finding&, const Finding&) = default;
};

inline constexpr std::size_t kFindingsMax = 20;  // kept; all are counted

// Why nothing can be said.
enum class Obstacle : std::uint8_t { none, unreadable, not_a_log, other_version, damaged_file, bad_note, bad_leaves };

struct Report {
  Verdict verdict = Verdict::intact;
  Obstacle obstacle = Obstacle::none;
  std::string detail;  // what the system or SQLite said of an obstacle

  std::string origin;
  std::int64_t size = 0;  // lines
  Hash root{};
  std::int64_t pruned = 0;        // lines gone from the beginning, as a line of the log says
  std::string pruned_by;          // the rule it names
  std::int64_t valueless = 0;     // lines whose values were removed
  std::int64_t checkpoints = 0;   // in the log itself
  std::int64_t signed_size = 0;   // up to which the key given vouches, through them
  std::int64_t anchored = 0;      // up to which what was kept outside vouches
  std::int64_t witnessed = 0;     // what was kept outside says there were
  std::int64_t cosigned = 0;      // up to which the witness given cosigned; part of `anchored`
  std::int64_t cosigned_at = 0;   // and when it said so, Unix seconds
  std::string cosigned_by;
  std::int64_t cosigned_back = 0;        // checkpoints it says it cosigned before the one that came first
  std::int64_t cosigned_back_at = 0;     // lines under the first of them
  std::int64_t unread_cosignatures = 0;  // checkpoints that bear some, and no key of a witness was given
  std::int64_t unknown_policies = 0;     // lines decided by a definition whose text is not kept
  std::int64_t unknown_policy_at = -1;   // the first of them
  std::optional<std::int64_t> proved;  // the line of a proof
  std::string line;                    // and its text

  // Of a proof of completeness: names, and how many lines are about each; those lines.
  struct About {
    std::string name;
    std::int64_t lines = 0;
    std::int64_t first = 1;  // number of the first one shown: those before were pruned, says whoever made the proof
  };
  std::vector<About> complete;
  std::vector<std::string> lines;
  std::int64_t counted = 0;  // the line that counts them: what comes after is not in it

  std::vector<Finding> findings;
  std::int64_t findings_count = 0;

  void add(Finding finding) {
    verdict = Verdict::tampered;
    ++findings_count;
    if (findings.size() < kFindingsMax) findings.push_back(finding);
  }
  void stop(Obstacle why, std::string said = {}) {
    verdict = Verdict::cannot_check;
    obstacle = why;
    detail = std::move(said);
  }
};

}  // namespace guichet::verify
