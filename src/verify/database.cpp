#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "verify/check.h"
#include "verify/lines.h"
#include "verify/sql.h"

namespace guichet::verify {

namespace {

constexpr std::int64_t kApplication = 0x47756963;
constexpr std::int64_t kSchemaVersion = 4;

// SHA-256 over name, newline, SQL, newline of all that is made on the tables of the log, by name;
// docs/audit_format.md has the texts.
constexpr std::string_view kGuards = "fb29608843210bb5b0d03938c83957e865abf95f934c21f3ea21d7fb5c9d22e4";
constexpr const char* kGuardsSql =
    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
    "(tbl_name GLOB 'audit_*' OR tbl_name IN ('payload', 'checkpoint')) ORDER BY name";

// Steps through the values beside the lines.
class Values {
 public:
  Values(Connection& connection, Report& report, Lines& lines) : report_{report}, lines_{lines},
    rows_{connection, "SELECT seq, key_id, nonce, ct FROM payload ORDER BY seq"} { next(); }

  void of(std::int64_t seq, const std::optional<Envelope>& envelope) {
    for (; there_ && rows_.integer(0) < seq; next()) stray(rows_.integer(0));
    const bool has = there_ && rows_.integer(0) == seq;
    if (!has) {
      if (envelope && !envelope->com.empty()) ++report_.valueless;
      return;
    }
    if (envelope && envelope->com.empty()) stray(seq);
    else look(seq);
    next();
  }
  void end() {
    for (; there_; next()) stray(rows_.integer(0));
  }
 private:
  void next() { there_ = rows_.row(); }
  void stray(std::int64_t seq) { lines_.find(Wrong::stray, seq); }
  // Sealed, so all that shows is its shape: 32 bytes of salt, two braces and 16 of tag at least. Whoever
  // has the keys sees whether they are the values the line commits to.
  void look(std::int64_t seq) {
    const bool fits = rows_.is_integer(1) && rows_.integer(1) > 0 && rows_.is_blob(2) && rows_.bytes(2).size() == 24 &&
                      rows_.is_blob(3) && rows_.bytes(3).size() >= kHash + 2 + 16;
    if (!fits) lines_.find(Wrong::values, seq);
  }
  Report& report_;
  Lines& lines_;
  Query rows_;
  bool there_ = false;
};

// Under which case each line stands: the name in the line is the name of that case.
class Cases {
 public:
  explicit Cases(Connection& connection) {
    for (Query each{connection, "SELECT dossier, pseudonym FROM audit_dossier"}; each.row();)
      names_.emplace(each.integer(0), each.bytes(1));
  }
  [[nodiscard]] bool stands(const Query& row, int column, const Envelope& envelope) {
    if (!row.is_integer(column)) return row.is_null(column) && envelope.dossier.empty();
    const std::int64_t number = row.integer(column);
    if (last_ == nullptr || number != last_number_) {
      const auto found = names_.find(number);
      if (found == names_.end()) return false;
      last_ = &found->second;
      last_number_ = found->first;
    }
    return envelope.dossier == *last_;
  }
 private:
  std::unordered_map<std::int64_t, std::string> names_;
  const std::string* last_ = nullptr;  // many lines in a row are about one case
  std::int64_t last_number_ = 0;
};

// Which definitions decided: the lines name digests, the database keeps the texts.
class Policies {
 public:
  void of(const std::optional<Envelope>& envelope) {
    if (!envelope || envelope->policy.empty()) return;
    if (named_.empty() || last_->first != envelope->policy) {
      last_ = named_.find(envelope->policy);
      if (last_ == named_.end()) last_ = named_.emplace(envelope->policy, Named{envelope->seq, 0}).first;
    }
    ++last_->second.lines;
  }
  void end(Connection& connection, Report& report) {
    Sha256 sha256;
    for (Query each{connection, "SELECT digest, text FROM definition"}; each.row();) {
      const auto named = named_.find(each.bytes(0));
      if (named == named_.end()) continue;
      if (hex(view(sha256.of(each.bytes(1)))) != each.bytes(0))
        report.add({Wrong::definition, named->second.first, named->second.first});
      named_.erase(named);
    }
    for (const auto& [digest, named] : named_) {
      if (report.unknown_policy_at < 0 || named.first < report.unknown_policy_at) report.unknown_policy_at = named.first;
      report.unknown_policies += named.lines;
    }
  }
 private:
  struct Named {
    std::int64_t first;  // line
    std::int64_t lines;
  };
  std::map<std::string, Named, std::less<>> named_;
  std::map<std::string, Named, std::less<>>::iterator last_ = named_.end();
};

// The database while it is verified: one view of it, in one transaction.
class Database {
 public:
  Database(Connection& connection, const Outside& outside, Report& report)
      : connection_{connection}, outside_{outside}, report_{report} {}

  void check() {
    if (!is_a_log()) return;
    Lines lines{report_, report_.origin, outside_.leaves};
    lines.certify_with(keys_);
    guards(lines);
    read_head();
    lines.want_root(head_size_);
    for (Query each{connection_, "SELECT size FROM checkpoint"}; each.row();) lines.want_root(each.integer(0));
    if (outside_.checkpoint) lines.want_root(outside_.checkpoint->size);
    rows(lines);
    if (!connection_.ok()) return;
    report_.size = lines.next();
    report_.root = lines.broken() ? Hash{} : lines.tree().root();
    head(lines);
    above(lines);
    names(lines);
    checkpoints(lines);
    anchors(lines);
  }
 private:
  bool is_a_log() {
    Query application{connection_, "PRAGMA application_id"};
    Query version{connection_, "PRAGMA user_version"};
    if (!application.row() || application.integer(0) != kApplication) return report_.stop(Obstacle::not_a_log), false;
    if (!version.row() || version.integer(0) != kSchemaVersion) return report_.stop(Obstacle::other_version), false;
    Query origin{connection_, "SELECT origin FROM audit_origin"};
    if (origin.row()) report_.origin = origin.bytes(0);
    if (connection_.ok() && report_.origin.empty()) report_.add({Wrong::origin});
    return true;
  }

  void guards(Lines& lines) {
    std::string text;
    for (Query each{connection_, kGuardsSql}; each.row();)
      text.append(each.bytes(0)).append("\n").append(each.bytes(1)).append("\n");
    if (hex(view(lines.sha256().of(text))) != kGuards) report_.add({Wrong::guards});
  }

  void read_head() {
    Query head{connection_, "SELECT size, frontier, root FROM audit_head"};
    if (!head.row()) return;
    has_head_ = true;
    head_size_ = head.integer(0);
    frontier_ = head.bytes(1);
    root_ = head.bytes(2);
  }

  void rows(Lines& lines) {
    Query each{connection_, "SELECT seq, env, leaf, dossier FROM audit_entry ORDER BY seq"};
    Query tiles{connection_, "SELECT idx, hashes FROM audit_tile WHERE level = 0 ORDER BY idx"};
    Values values{connection_, report_, lines};
    Policies policies;
    Cases cases{connection_};
    bool more = tiles.row();
    Query pruned{connection_, "SELECT size FROM audit_pruned"};
    const std::int64_t gone = pruned.row() ? pruned.integer(0) : 0;
    for (; more && lines.next() < gone && tiles.integer(0) == lines.next() / kTile; more = tiles.row(), ++tiles_seen_)
      lines.pruned_tile(tiles.bytes(1));
    std::int64_t tile = -1;
    while (each.row()) {
      const std::int64_t seq = each.integer(0);
      if (seq < 0 || seq > (std::int64_t{1} << 40)) {
        report_.add({Wrong::number, seq, seq});
        continue;
      }
      if (seq > lines.next()) lines.missing(lines.next(), seq - 1);  // with the tile at hand
      if (seq / kTile != tile) {
        tile = seq / kTile;
        while (more && tiles.integer(0) < tile) more = tiles.row();
        lines.next_tile(tile, more && tiles.integer(0) == tile ? tiles.bytes(1) : std::string_view{});
        tiles_seen_ += more && tiles.integer(0) == tile && tiles.bytes(1).size() == kTile * kHash ? 1 : 0;
      }
      if (!each.is_blob(1) || !each.is_blob(2)) lines.find(Wrong::content, seq);
      const auto envelope = lines.row(seq, each.bytes(1), each.bytes(2));
      values.of(seq, envelope);
      policies.of(envelope);
      if (envelope && !cases.stands(each, 3, *envelope)) lines.find(Wrong::place, seq);
    }
    values.end();
    policies.end(connection_, report_);
    lines.end_pruning();
  }

  void head(Lines& lines) {
    if (!has_head_) return report_.add({Wrong::head});
    if (head_size_ > lines.next()) lines.missing(lines.next(), head_size_ - 1);
    if (head_size_ < lines.next() && !lines.found_in(head_size_, lines.next() - 1))
      report_.add({Wrong::uncovered, head_size_, lines.next() - 1});
    const Hash* const root = lines.root_at(head_size_);
    if (head_size_ == 0 || root == nullptr) {
      if (head_size_ == 0 && (!frontier_.empty() || root_ != view(lines.sha256().of("")))) report_.add({Wrong::head});
      return;
    }
    if (head_size_ == lines.tree().size()) subtrees(lines);
    if (view(*root) != root_ && report_.findings_count == 0) report_.add({Wrong::head});
  }

  // The frontier tells in which part of the log the first difference lies.
  void subtrees(Lines& lines) {
    const auto& peaks = lines.tree().peaks();
    if (frontier_.size() != peaks.size() * kHash) {
      if (report_.findings_count == 0) report_.add({Wrong::head});
      return;
    }
    std::int64_t first = 0;
    for (std::size_t i = 0; i < peaks.size(); ++i) {
      std::int64_t width = 1;
      while (2 * width <= head_size_ - first) width *= 2;
      const bool same = std::string_view{frontier_}.substr(i * kHash, kHash) == view(peaks[i]);
      if (!same && !lines.found_in(first, first + width - 1)) report_.add({Wrong::above, first, first + width - 1});
      first += width;
    }
  }

  // Tiles: as many as the head says, and each the hashes of the one below.
  void above(Lines& lines) {
    if (lines.broken() || !has_head_) return;
    if (tiles_seen_ != head_size_ / kTile) note_tile(lines, 0, 0);
    std::string kept[8];
    std::int64_t leaves = 0;
    for (Query each{connection_, "SELECT level, idx, hashes FROM audit_tile ORDER BY level, idx"}; each.row();) {
      const std::int64_t level = each.integer(0);
      if (level == 0) ++leaves;
      if (level < 0 || level > 7) report_.add({Wrong::head});
      else if (level > 0) kept[level].append(each.bytes(2));
    }
    if (leaves != head_size_ / kTile) note_tile(lines, 0, 0);
    for (int level = 1; level < 8; ++level) {
      const std::string& built = lines.tiles(level);
      std::size_t at = 0;
      while (at < built.size() && at < kept[level].size() && built[at] == kept[level][at]) ++at;
      if (at != built.size() || at != kept[level].size()) note_tile(lines, level, static_cast<std::int64_t>(at / kHash));
    }
  }
  void note_tile(Lines& lines, int level, std::int64_t index) {
    std::int64_t width = 1;
    for (int i = 0; i < level; ++i) width *= kTile;
    const std::int64_t first = level == 0 ? 0 : index * width;
    const std::int64_t last = level == 0 ? head_size_ - 1 : first + width - 1;
    if (!lines.found_in(first, last) && report_.findings_count == 0) report_.add({Wrong::above, first, last});
  }

  // The table of the map is what the lines make.
  void names(Lines& lines) {
    Names* const counted = lines.names();
    if (counted == nullptr || report_.pruned > 0) return;
    std::int64_t rows = 0;
    bool same = true;
    for (Query each{connection_, "SELECT name, count, last FROM audit_map"}; each.row(); ++rows)
      same = same && each.bytes(0).size() == 16 && counted->of(each.bytes(0)) == Tally{each.integer(1), each.integer(2)};
    if (!same || rows != counted->size()) report_.add({Wrong::map});
  }

  void checkpoints(Lines& lines) {
    for (Query each{connection_, "SELECT size, note, cosig FROM checkpoint ORDER BY size"}; each.row();) {
      ++report_.checkpoints;
      const std::int64_t size = each.integer(0);
      auto checkpoint = read_checkpoint(each.bytes(1));
      if (checkpoint) checkpoint->signatures += each.bytes(2);
      const Hash* const root = lines.root_at(size);
      const bool same = checkpoint && checkpoint->size == size && root != nullptr && *root == checkpoint->root &&
                        checkpoint->origin == "guichet/" + report_.origin;
      if (!same && (!checkpoint || root != nullptr || !lines.broken()) && !lines.found_in(0, size - 1))
        report_.add({Wrong::checkpoint, 0, size - 1});
      if (same && !count_cosignature(*checkpoint, outside_, report_)) report_.add({Wrong::cosignature, 0, size - 1});
      if (!keys_.any() || !checkpoint) continue;
      if (!keys_.signs(*checkpoint)) report_.add({Wrong::signature, 0, size - 1});
      else if (same) report_.signed_size = size;
    }
  }

  void anchors(Lines& lines) {
    const std::int64_t mirrored = static_cast<std::int64_t>(outside_.leaves.size() / kHash);
    const auto witnessed = std::max(mirrored, outside_.checkpoint ? outside_.checkpoint->size : 0);
    report_.witnessed = witnessed;
    if (outside_.checkpoint) {
      const Checkpoint& kept = *outside_.checkpoint;
      const bool forged = outside_.witness && cosignature_by(kept, *outside_.witness).claimed &&
                          !cosignature_by(kept, *outside_.witness).at;
      if (forged || (keys_.any() && !keys_.signed_once(kept))) return report_.stop(Obstacle::bad_note);
      if (kept.origin != "guichet/" + report_.origin) report_.add({Wrong::origin});
      else if (const Hash* const root = lines.root_at(kept.size); root != nullptr && *root != kept.root)
        if (report_.findings_count == 0) report_.add({Wrong::anchor, 0, kept.size - 1});
    }
    if (report_.verdict != Verdict::intact) return;
    if (witnessed > report_.size) report_.verdict = Verdict::older;
    else report_.anchored = std::max(witnessed, report_.cosigned);
  }

  Connection& connection_;
  const Outside& outside_;
  Report& report_;
  Keys keys_{outside_.key};
  bool has_head_ = false;
  std::int64_t head_size_ = 0;
  std::int64_t tiles_seen_ = 0;
  std::string frontier_, root_;
};

}  // namespace

Report check_database(const std::string& file, const Outside& outside) {
  Report report;
  Connection connection{file};
  if (connection.ok()) Database{connection, outside, report}.check();
  // Lines already found at fault stay found; a file SQLite cannot follow proves nothing by itself.
  if (!connection.ok() && report.verdict != Verdict::tampered)
    report.stop(connection.exists() ? Obstacle::damaged_file : Obstacle::unreadable, connection.error());
  return report;
}

}  // namespace guichet::verify
