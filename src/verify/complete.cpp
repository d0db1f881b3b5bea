#include <charconv>

#include "verify/check.h"
#include "verify/envelope.h"
#include "verify/names.h"
#include "verify/tree.h"

namespace guichet::verify {

namespace {

constexpr std::string_view kCompleteness = "guichet.completeness@v1\n";

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  return line;
}

bool take_word(std::string_view& line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  line.remove_prefix(word.size());
  return true;
}

// The file, read from top to bottom; what it says is checked as it comes.
class Complete {
 public:
  Complete(std::string_view body, const Checkpoint& checkpoint, Report& report)
      : rest_{body}, checkpoint_{checkpoint}, report_{report} {}

  // False when it is not written as such a proof.
  bool read() {
    std::string_view line = take_line(rest_);
    if (!take_word(line, "map ")) return false;
    const auto map = entry(line);
    if (!map) return false;
    if (map->kind != "names-counted" || map->root.empty()) report_.add({Wrong::map, map->seq, map->seq});
    root_ = hash_from(bytes_of_hex(map->root)).value_or(Hash{});
    // What the map does not count comes after it: the proof speaks of the lines before.
    report_.counted = map->seq;
    if (rest_.starts_with("pruned ")) {
      std::string_view pruned = take_line(rest_);
      take_word(pruned, "pruned ");
      const auto said = entry(pruned);
      if (!said) return false;
      if (said->kind != "log-pruned") report_.add({Wrong::form, said->seq, said->seq});
      report_.pruned = said->size;
      report_.pruned_by = said->rule;
    }
    while (!rest_.empty())
      if (!about()) return false;
    return true;
  }
 private:
  // "seq base64", and below it the hashes from the line up to the root.
  std::optional<Envelope> entry(std::string_view line) {
    std::int64_t seq = -1;
    const std::string_view digits = line.substr(0, line.find(' '));
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
    if (read.ec != std::errc{} || seq < 0 || std::to_string(seq) != digits || digits.size() == line.size()) return std::nullopt;
    const auto bytes = from_base64(line.substr(digits.size() + 1));
    if (!bytes) return std::nullopt;
    kept_ = *bytes;
    const auto envelope = read_envelope(kept_);
    if (!envelope) return std::nullopt;
    const auto steps = hashes();
    if (!is_in(sha256_, checkpoint_.root, checkpoint_.size, sha256_.leaf(kept_), seq, steps))
      report_.add({Wrong::proof, seq, seq});
    else if (envelope->seq != seq) report_.add({Wrong::number, seq, seq});
    else if (envelope->origin != report_.origin) report_.add({Wrong::origin, seq, seq});
    return envelope;
  }

  // Lines that are hashes and nothing else.
  std::vector<Hash> hashes() {
    std::vector<Hash> steps;
    while (!rest_.empty()) {
      std::string_view ahead = rest_;
      const auto bytes = from_base64(take_line(ahead));
      const auto hash = bytes ? hash_from(*bytes) : std::nullopt;
      if (!hash) break;
      steps.push_back(*hash);
      rest_ = ahead;
    }
    return steps;
  }

  bool about() {
    std::string_view name = take_line(rest_);
    if (!take_word(name, "about ") || name.size() != 32 || name.find_first_not_of("0123456789abcdef") != std::string_view::npos)
      return false;
    std::string_view line = take_line(rest_);
    if (!take_word(line, "bucket ")) return false;
    const auto bucket = from_base64(line);
    if (!bucket) return false;
    const auto path = hashes();
    const std::string bytes = bytes_of_hex(name);
    const std::size_t number = bucket_of(bytes);
    Tally tally;
    if (path.size() != kBucketBits || !read_bucket(*bucket, number, bytes, tally) ||
        bucket_root(sha256_, *bucket, number, path) != root_)
      report_.add({Wrong::map, report_.counted, report_.counted});
    report_.complete.push_back({std::string{name}, tally.count});
    lines(name, tally);
    return true;
  }

  // They must be there from the first to the last the map counts, each about this name.
  void lines(std::string_view name, const Tally& tally) {
    std::int64_t nth = 0;
    std::int64_t last = -1;
    while (rest_.starts_with("line ")) {
      std::string_view line = take_line(rest_);
      take_word(line, "line ");
      const auto envelope = entry(line);
      if (!envelope) return report_.add({Wrong::form, last + 1, last + 1});
      const std::int64_t said = envelope->dossier == name ? envelope->dossier_nth
                                : envelope->subject == name ? envelope->subject_nth
                                                            : 0;
      const bool first_left = last < 0 && report_.pruned > 0 && envelope->seq >= report_.pruned;
      if (said != nth + 1 && (!first_left || said <= 0)) report_.add({Wrong::ordinal, envelope->seq, envelope->seq});
      if (last < 0) report_.complete.back().first = said;
      nth = said;
      last = envelope->seq;
      report_.lines.push_back(kept_);
    }
    const bool all_pruned = last < 0 && tally.last < report_.pruned;
    if (all_pruned && tally.count > 0 && last < 0) report_.complete.back().first = tally.count + 1;
    if (!all_pruned && (nth != tally.count || (tally.count > 0 && last != tally.last))) report_.add({Wrong::incomplete, report_.counted, report_.counted});
  }

  std::string_view rest_;
  const Checkpoint& checkpoint_;
  Report& report_;
  Sha256 sha256_;
  Hash root_{};
  std::string kept_;
};

}  // namespace

Report check_complete(const std::string& text, const Outside& outside) {
  Report report;
  const std::size_t cut = text.find("\n\n");
  const auto checkpoint = cut == std::string::npos ? std::nullopt : read_checkpoint(text.substr(cut + 2));
  if (!text.starts_with(kCompleteness) || !checkpoint || !checkpoint->origin.starts_with("guichet/")) {
    report.stop(Obstacle::not_a_log);
    return report;
  }
  report.origin = checkpoint->origin.substr(8);
  report.size = checkpoint->size;
  report.root = checkpoint->root;
  const std::string body = text.substr(kCompleteness.size(), cut + 1 - kCompleteness.size());
  if (!Complete{body, *checkpoint, report}.read()) {
    report.stop(Obstacle::not_a_log);
    return report;
  }
  vouch(*checkpoint, outside, report);
  return report;
}

}  // namespace guichet::verify
