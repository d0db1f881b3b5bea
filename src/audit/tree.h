// The Merkle tree of the log in its tables: the head (size, frontier, root) moves once per
// transaction, over all the lines that transaction wrote; hashes are kept in tiles of 256, as
// C2SP tlog-tiles cuts them. Proofs are read from tiles, never from what memory believes. Knows
// leaves only, no line. Layout: docs/audit_format.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/merkle.h"
#include "base/result.h"
#include "store/database.h"
#include "store/statement.h"

namespace guichet::audit {

inline constexpr std::int64_t kTileWidth = 256;
inline constexpr int kTileBits = 8;

struct Head {
  std::int64_t size = 0;
  Bytes32 root{};
};

// May throw what SQLiteCpp throws: the log guards its calls.
class Tree {
 public:
  explicit Tree(store::Database& database);

  [[nodiscard]] base::Result<Head> head();
  // From the head to the last line. Called by the closing of a transaction.
  [[nodiscard]] base::Outcome extend();

  void keep_checkpoint(std::int64_t size, const std::string& note);

  [[nodiscard]] base::Result<Bytes32> root_at(std::int64_t size);
  [[nodiscard]] base::Result<std::vector<Bytes32>> inclusion(std::int64_t seq, std::int64_t size);
  [[nodiscard]] base::Result<std::vector<Bytes32>> consistency(std::int64_t old_size, std::int64_t size);
  // The hashes of the lines from `seq` on, 32 bytes each.
  [[nodiscard]] std::string leaves(std::int64_t seq);
  // The hashes of one tile as tlog-tiles exports it, `width` of them (1 to 256).
  [[nodiscard]] base::Result<std::string> tile(int level, std::int64_t index, int width);
 private:
  [[nodiscard]] base::Result<Frontier> frontier();
  [[nodiscard]] base::Failure damaged() const;
  void keep(int level, std::int64_t index, const Bytes32& hash);
  void keep_leaves(std::int64_t index);
  [[nodiscard]] std::string hashes(int level, std::int64_t index);
  [[nodiscard]] Bytes32 node(Subtree subtree, bool& missing);
  template <class Walk>
  [[nodiscard]] auto walk(std::int64_t size, Walk&& with_nodes) -> base::Result<decltype(with_nodes(Nodes{}))>;

  std::string file_;
  store::Prepared read_head_, write_head_, leaves_, read_tile_, insert_tile_, update_tile_, insert_checkpoint_;
  int cached_level_ = -1;  // one tile of the last proof: its neighbours are asked next
  std::int64_t cached_index_ = -1;
  std::string cached_;
};

}  // namespace guichet::audit
