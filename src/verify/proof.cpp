#include <algorithm>
#include <charconv>

#include "verify/check.h"
#include "verify/envelope.h"
#include "verify/keys.h"
#include "verify/tree.h"

namespace guichet::verify {

namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kStepsMax = 63;

// A proof as C2SP tlog-proof writes it; `extra` is the line itself.
struct Proof {
  std::string line;
  std::int64_t seq = -1;
  std::vector<Hash> steps;
  Checkpoint checkpoint;
};

std::optional<Proof> read_proof(std::string_view text) {
  const std::size_t cut = text.find("\n\n");
  if (!text.starts_with(kFirstLine) || cut == std::string_view::npos) return std::nullopt;
  Proof proof;
  const auto checkpoint = read_checkpoint(text.substr(cut + 2));
  if (!checkpoint) return std::nullopt;
  proof.checkpoint = *checkpoint;
  std::string_view rest = text.substr(kFirstLine.size(), cut + 1 - kFirstLine.size());
  bool has_line = false;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (!has_line && line.starts_with(kExtra)) {
      const auto bytes = from_base64(line.substr(kExtra.size()));
      if (!bytes) return std::nullopt;
      proof.line = *bytes;
      has_line = true;
    } else if (has_line && proof.seq < 0 && line.starts_with(kIndex)) {
      const std::string_view digits = line.substr(kIndex.size());
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), proof.seq);
      if (read.ec != std::errc{} || std::to_string(proof.seq) != digits) return std::nullopt;
    } else {
      const auto bytes = from_base64(line);
      const auto hash = bytes ? hash_from(*bytes) : std::nullopt;
      if (proof.seq < 0 || !hash || proof.steps.size() == kStepsMax) return std::nullopt;
      proof.steps.push_back(*hash);
    }
  }
  return proof.seq < 0 ? std::nullopt : std::optional{proof};
}

}  // namespace

bool count_cosignature(const Checkpoint& checkpoint, const Outside& outside, Report& report) {
  if (!outside.witness) {
    report.unread_cosignatures += checkpoint.signatures.find('\n') + 1 < checkpoint.signatures.size() ? 1 : 0;
    return true;
  }
  const Cosignature cosignature = cosignature_by(checkpoint, *outside.witness);
  if (!cosignature.at) return !cosignature.claimed;
  if (checkpoint.size < report.cosigned) return true;
  if (*cosignature.at < report.cosigned_at && report.cosigned_back++ == 0) report.cosigned_back_at = checkpoint.size;
  report.cosigned = checkpoint.size;
  report.cosigned_at = *cosignature.at;
  report.cosigned_by = outside.witness->name;
  return true;
}

void vouch(const Checkpoint& checkpoint, const Outside& outside, Report& report) {
  Keys keys{outside.key};
  if (!certify_all(keys, outside.keys)) report.add({Wrong::certificate});
  if (keys.any()) {
    if (keys.signed_once(checkpoint)) report.signed_size = report.size;
    else report.add({Wrong::signature, 0, report.size - 1});
  }
  if (outside.checkpoint) {  // the same statement, kept elsewhere
    const bool same = outside.checkpoint->origin == checkpoint.origin && outside.checkpoint->size == report.size &&
                      outside.checkpoint->root == report.root;
    if (!same && report.verdict == Verdict::intact && outside.checkpoint->size != report.size)
      report.stop(Obstacle::bad_note);
    else if (!same) report.add({Wrong::anchor, 0, report.size - 1});
    else report.anchored = report.size;
  }
  if (!count_cosignature(checkpoint, outside, report)) report.add({Wrong::cosignature, 0, report.size - 1});
  report.anchored = std::max(report.anchored, report.cosigned);
}

Report check_proof(const std::string& text, const Outside& outside) {
  Report report;
  const auto proof = read_proof(text);
  if (!proof || !proof->checkpoint.origin.starts_with("guichet/")) {
    report.stop(Obstacle::not_a_log);
    return report;
  }
  report.origin = proof->checkpoint.origin.substr(8);
  report.size = proof->checkpoint.size;
  report.root = proof->checkpoint.root;
  Sha256 sha256;
  const auto envelope = read_envelope(proof->line);
  if (!is_in(sha256, report.root, report.size, sha256.leaf(proof->line), proof->seq, proof->steps))
    report.add({Wrong::proof, proof->seq, proof->seq});
  else if (!envelope)
    report.add({Wrong::form, proof->seq, proof->seq});
  else if (envelope->seq != proof->seq)
    report.add({Wrong::number, proof->seq, proof->seq});
  else if (envelope->origin != report.origin)
    report.add({Wrong::origin, proof->seq, proof->seq});
  vouch(proof->checkpoint, outside, report);
  report.proved = proof->seq;
  report.line = proof->line;
  return report;
}

}  // namespace guichet::verify
