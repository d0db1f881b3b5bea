#include "audit/tree.h"

#include <bit>

#include "store/failure.h"

namespace guichet::audit {

using base::Outcome;
using base::Result;
using store::Execution;

namespace {
constexpr std::size_t kHash = 32;

Bytes32 hash_at(std::string_view hashes, std::size_t number) { return bytes32(hashes.substr(number * kHash, kHash)); }
}  // namespace

Tree::Tree(store::Database& database)
    : file_{database.handle().getFilename()},
      read_head_{database.handle(), "SELECT size, frontier, root FROM audit_head"},
      write_head_{database.handle(), "UPDATE audit_head SET size = ?, frontier = ?, root = ?"},
      leaves_{database.handle(), "SELECT seq, leaf FROM audit_entry WHERE seq >= ? ORDER BY seq LIMIT ?"},
      read_tile_{database.handle(), "SELECT hashes FROM audit_tile WHERE level = ? AND idx = ?"},
      insert_tile_{database.handle(), "INSERT INTO audit_tile(level, idx, hashes) VALUES (?, ?, ?)"},
      update_tile_{database.handle(), "UPDATE audit_tile SET hashes = ?3 WHERE level = ?1 AND idx = ?2"},
      insert_checkpoint_{database.handle(), "INSERT INTO checkpoint(size, note, cosig) VALUES (?, ?, '')"} {}

void Tree::keep_checkpoint(std::int64_t size, const std::string& note) { insert_checkpoint_().bind(size).bind(note).run(); }

base::Failure Tree::damaged() const {
  return {{N_("{file}: the tree of the log is not what was written; `guichet-verify` says where"), {{"file", file_}}}};
}

Result<Frontier> Tree::frontier() {
  Execution row = read_head_();
  if (!row.row()) return damaged();
  const std::int64_t size = row.integer(0);
  const std::string_view kept = row.view(1);
  const auto peaks = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
  if (size < 0 || kept.size() != peaks * kHash) return damaged();
  std::vector<Bytes32> hashes;
  for (std::size_t i = 0; i < peaks; ++i) hashes.push_back(hash_at(kept, i));
  Frontier frontier{size, std::move(hashes)};
  if (row.view(2) != view(frontier.root())) return damaged();
  return frontier;
}

Result<Head> Tree::head() {
  const Result<Frontier> found = frontier();
  if (!found) return found.failure();
  return Head{found->size(), found->root()};
}

// Tiles of leaves are written once, full: until then the leaves stand in their lines. Tiles above
// grow by one hash each time a tile below is full, or proofs would hash every leaf again.
Outcome Tree::extend() {
  Result<Frontier> frontier = this->frontier();
  if (!frontier) return frontier.failure();
  const std::int64_t size_before = frontier->size();
  const std::int64_t tiles_before = frontier->size() / kTileWidth;
  {
    Execution each = leaves_();
    each.bind(frontier->size()).bind(std::int64_t{-1});
    while (each.row()) {
      const std::string_view leaf = each.view(1);
      if (each.integer(0) != frontier->size() || leaf.size() != kHash) return damaged();
      if (frontier->size() % kTileWidth != kTileWidth - 1) {
        frontier->add(bytes32(leaf));
        continue;
      }
      frontier->add(bytes32(leaf), [&](Subtree subtree, const Bytes32& hash) {
        if (subtree.level != 0 && subtree.level % kTileBits == 0) keep(subtree.level / kTileBits, subtree.index, hash);
      });
    }
  }
  if (frontier->size() == size_before) return base::Done{};  // every line was refused
  for (std::int64_t tile = tiles_before; tile < frontier->size() / kTileWidth; ++tile) keep_leaves(tile);
  std::string peaks;
  for (const Bytes32& peak : frontier->peaks()) peaks += view(peak);
  const Bytes32 root = frontier->root();
  write_head_().bind(frontier->size()).bind_blob(peaks).bind_blob(view(root)).run();
  return base::Done{};
}

void Tree::keep(int level, std::int64_t index, const Bytes32& hash) {
  const std::int64_t tile = index / kTileWidth;
  if (index % kTileWidth == 0) {
    insert_tile_().bind(std::int64_t{level}).bind(tile).bind_blob(view(hash)).run();
    return;
  }
  std::string grown;
  if (Execution found = read_tile_(); found.bind(std::int64_t{level}).bind(tile).row()) grown = found.bytes(0);
  grown += view(hash);
  update_tile_().bind(std::int64_t{level}).bind(tile).bind_blob(grown).run();
}

void Tree::keep_leaves(std::int64_t index) {
  std::string hashes;
  {
    Execution each = leaves_();
    each.bind(index * kTileWidth).bind(kTileWidth);
    while (each.row()) hashes += each.view(1);
  }
  insert_tile_().bind(std::int64_t{0}).bind(index).bind_blob(hashes).run();
}

std::string Tree::hashes(int level, std::int64_t index) {
  if (Execution found = read_tile_(); found.bind(std::int64_t{level}).bind(index).row()) return found.bytes(0);
  std::string hashes;
  if (level != 0) return hashes;
  Execution each = leaves_();
  each.bind(index * kTileWidth).bind(kTileWidth);
  while (each.row()) hashes += each.view(1);
  return hashes;
}

Bytes32 Tree::node(Subtree subtree, bool& missing) {
  const int level = subtree.level / kTileBits;
  const int below = subtree.level % kTileBits;
  const std::int64_t first = subtree.index << below;
  const std::int64_t tile = first / kTileWidth;
  if (level != cached_level_ || tile != cached_index_) {
    cached_ = hashes(level, tile);
    cached_level_ = level;
    cached_index_ = tile;
  }
  const auto from = static_cast<std::size_t>(first % kTileWidth);
  const std::size_t count = std::size_t{1} << static_cast<unsigned>(below);
  if (cached_.size() < (from + count) * kHash) {
    missing = true;
    return {};
  }
  Frontier folded;
  for (std::size_t i = 0; i < count; ++i) folded.add(hash_at(cached_, from + i));
  return folded.root();
}

template <class Walk>
auto Tree::walk(std::int64_t size, Walk&& with_nodes) -> Result<decltype(with_nodes(Nodes{}))> {
  const Result<Head> now = head();
  if (!now) return now.failure();
  if (size < 0 || size > now->size)
    return base::Failure{{N_("{file}: the log has {size} lines, not {wanted}"),
                          {{"file", file_}, {"size", std::to_string(now->size)}, {"wanted", std::to_string(size)}}}};
  cached_level_ = -1;
  bool missing = false;
  auto found = with_nodes([&](Subtree subtree) { return node(subtree, missing); });
  cached_.clear();
  if (missing) return damaged();
  return found;
}

Result<Bytes32> Tree::root_at(std::int64_t size) {
  return walk(size, [&](const Nodes& nodes) { return root_of(size, nodes); });
}

Result<std::vector<Bytes32>> Tree::inclusion(std::int64_t seq, std::int64_t size) {
  if (seq < 0 || seq >= size)
    return base::Failure{{N_("{file}: a log of {size} lines has no line {seq}"),
                          {{"file", file_}, {"size", std::to_string(size)}, {"seq", std::to_string(seq)}}}};
  return walk(size, [&](const Nodes& nodes) { return prove_inclusion(seq, size, nodes); });
}

Result<std::vector<Bytes32>> Tree::consistency(std::int64_t old_size, std::int64_t size) {
  if (old_size <= 0 || old_size > size)
    return base::Failure{{N_("{file}: a log of {size} lines does not go on from one of {wanted}"),
                          {{"file", file_}, {"size", std::to_string(size)}, {"wanted", std::to_string(old_size)}}}};
  return walk(size, [&](const Nodes& nodes) { return prove_consistency(old_size, size, nodes); });
}

// Of what is committed: the head covers it all.
std::string Tree::leaves(std::int64_t seq) {
  std::string hashes;
  std::int64_t tile = seq / kTileWidth;
  for (std::string some; !(some = this->hashes(0, tile)).empty(); ++tile)
    hashes += some.substr(std::min(some.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, seq - tile * kTileWidth)) * kHash));
  return hashes;
}

Result<std::string> Tree::tile(int level, std::int64_t index, int width) {
  std::string found = hashes(level, index);
  const auto wanted = static_cast<std::size_t>(width) * kHash;
  if (found.size() < wanted) return damaged();
  found.resize(wanted);
  return found;
}

}  // namespace guichet::audit
