// The lines of a log, one after the other: is each what its hash, its number and the line before
// say, and does the tree grow to what was kept? Knows no file: rows come from a database, an export
// or a test. One finding per line at most, the first that explains it.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "verify/envelope.h"
#include "verify/keys.h"
#include "verify/names.h"
#include "verify/report.h"
#include "verify/tree.h"

namespace guichet::verify {

inline constexpr std::int64_t kTile = 256;  // leaves of a full tile (C2SP tlog-tiles)
inline constexpr std::size_t kHash = 32;    // bytes of SHA-256

class Lines {
 public:
  // `mirror`: hashes of leaves kept outside, 32 bytes each; empty when there are none.
  Lines(Report& report, std::string origin, std::string_view mirror = {});

  // Roots to remember: the tree is asked for them when it has that size.
  void want_root(std::int64_t size) { roots_.emplace(size, Hash{}); }
  // Nothing when the log never had that size.
  [[nodiscard]] const Hash* root_at(std::int64_t size) const;

  // What was kept of the lines [256 index, 256 index + 256): their hashes; empty when nothing was. Must
  // live until the next one.
  void next_tile(std::int64_t index, std::string_view hashes) {
    tile_index_ = index;
    tile_ = hashes;
  }

  // A row as it stands: its number, its bytes, its leaf. Numbers must ascend; those left out are missing.
  // Gives the envelope, when it can be read.
  std::optional<Envelope> row(std::int64_t seq, std::string_view bytes, std::string_view leaf);
  void find(Wrong what, std::int64_t seq);
  void missing(std::int64_t first, std::int64_t last);

  // The keys the lines certify are added to these, which must live as long.
  void certify_with(Keys& keys) { keys_ = &keys; }

  // The lines of the next tile were pruned: of them, these hashes are left. Before any row.
  void pruned_tile(std::string_view hashes);
  // After the last row: what was pruned must be what a line says.
  void end_pruning();

  [[nodiscard]] std::int64_t next() const { return next_; }
  [[nodiscard]] bool broken() const { return broken_; }  // a hash is lost: no root means anything
  [[nodiscard]] bool found_in(std::int64_t first, std::int64_t last) const;
  [[nodiscard]] const Growing& tree() const { return tree_; }
  [[nodiscard]] const std::string& tiles(int level) const { return levels_[static_cast<std::size_t>(level)]; }
  Sha256& sha256() { return sha256_; }
  // What the lines say of their names; nothing once a line is at fault, for then nobody can tell.
  [[nodiscard]] Names* names() { return counts_ ? &names_ : nullptr; }
 private:
  void count(const Envelope& envelope);
  [[nodiscard]] std::string_view tile_hash(std::int64_t seq) const;
  void grow(const Hash& leaf);
  void compare_with_mirror(const Hash& leaf, std::int64_t seq);

  Report& report_;
  std::string origin_;
  std::string_view mirror_;
  std::string_view tile_;
  std::int64_t tile_index_ = -1;
  Sha256 sha256_;
  Growing tree_{sha256_};
  Names names_{sha256_};
  Keys* keys_ = nullptr;
  bool counts_ = true;
  std::int64_t pruned_ = 0;    // lines
  std::int64_t declared_ = 0;  // by the lines
  std::map<std::int64_t, Hash> roots_;
  std::map<std::int64_t, std::int64_t> found_;  // lines at fault: from, to
  std::string levels_[8];                       // [1..]: hashes of complete subtrees of 256^level lines
  std::int64_t next_ = 0;
  std::int64_t recorded_ = 0;
  bool knows_recorded_ = false;
  bool broken_ = false;
  bool mirror_differs_ = false;
};

}  // namespace guichet::verify
