#include "audit/complete_proof.h"

#include "audit/anchor.h"
#include "audit/completeness.h"

namespace guichet::audit {

using base::Outcome;
using base::Result;

namespace {

// One line of the log and the way from it to the root; each on a line of its own.
Outcome add_line(Log& log, const char* word, std::int64_t seq, std::int64_t size, std::string& proof) {
  const auto line = log.entries(seq, 1);
  if (!line) return line.failure();
  const auto steps = log.prove_inclusion(seq, size);
  if (!steps) return steps.failure();
  proof += std::string{word} + ' ' + std::to_string(seq) + ' ' + to_base64(line->at(0).envelope) + '\n';
  for (const Bytes32& step : *steps) proof += to_base64(view(step)) + '\n';
  return base::Done{};
}

}  // namespace

// A checkpoint may bring a line of its own, when another key signs from there on: then the names are counted once more.
Outcome count_for_proof(store::Database& database, Log& log, std::int64_t recorded) {
  for (;;) {
    if (const Outcome counted = log.count_names(database, recorded); !counted) return counted;
    if (!witness_of(log.file())) return base::Done{};
    const auto before = log.head();
    if (!before) return before.failure();
    if (const Outcome said = log.say_checkpoint(database); !said) return said;
    const auto after = log.head();
    if (!after) return after.failure();
    if (after->size == before->size) return base::Done{};
  }
}

Result<std::string> prove_all(Log& log, std::int64_t dossier) { return prove_all(log, std::vector{dossier}); }

Result<std::string> prove_all(Log& log, const std::vector<std::int64_t>& dossiers) {
  const auto head = log.head();
  if (!head) return head.failure();
  const auto note = log.checkpoint();
  if (!note) return note.failure();
  std::string proof = "guichet.completeness@v1\n";
  if (const Outcome added = add_line(log, "map", head->size - 1, head->size, proof); !added) return added.failure();
  const auto pruned = log.pruned();
  if (!pruned) return pruned.failure();
  if (*pruned > 0) {
    const auto seq = log.pruning();
    if (!seq) return seq.failure();
    if (const Outcome added = add_line(log, "pruned", *seq, head->size, proof); !added) return added.failure();
  }
  for (const std::int64_t dossier : dossiers) {
    const auto about = log.about(dossier);
    if (!about) return about.failure();
    proof += "about " + about->name + '\n';
    proof += "bucket " + to_base64(about->place.bucket) + '\n';
    for (const Bytes32& step : about->place.path) proof += to_base64(view(step)) + '\n';
    for (const std::int64_t seq : about->lines)
      if (const Outcome added = add_line(log, "line", seq, head->size, proof); !added) return added.failure();
  }
  return proof + '\n' + *note;
}

}  // namespace guichet::audit
