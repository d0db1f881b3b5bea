#include "audit/completeness.h"

#include <algorithm>
#include <map>

#include "audit/merkle.h"
#include "base/ensure.h"

namespace guichet::audit {

using store::Execution;

namespace {

int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

using Name = std::array<char, 16>;

Name bytes_of(std::string_view name) {
  Name bytes{};
  base::ensure(name.size() == 2 * bytes.size(), "a name in the log has 32 digits");
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(digit(name[2 * i]) * 16 + digit(name[2 * i + 1]));
  return bytes;
}

std::string_view view_of(const Name& name) { return {name.data(), name.size()}; }

std::size_t bucket_of(std::string_view bytes) {
  return static_cast<unsigned char>(bytes[0]) * std::size_t{16} + static_cast<unsigned char>(bytes[1]) / 16;
}

void add_number(std::string& out, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

// The roots of the complete subtrees of a tree whose leaves are mostly empty buckets: those alike are hashed once.
class SparseTree {
 public:
  SparseTree() {
    empty_.push_back(leaf_of({}));
    for (int level = 1; level <= kBucketBits; ++level) empty_.push_back(node_of(empty_.back(), empty_.back()));
  }
  void put(std::size_t bucket, const Bytes32& leaf) { levels_[0][bucket] = leaf; }
  void build() {
    for (std::size_t level = 1; level <= kBucketBits; ++level)
      for (const auto& [index, hash] : levels_[level - 1])
        if (!levels_[level].contains(index / 2))
          levels_[level][index / 2] = node_of(at(level - 1, index & ~std::size_t{1}), at(level - 1, index | 1));
  }
  [[nodiscard]] const Bytes32& at(std::size_t level, std::size_t index) const {
    const auto found = levels_[level].find(index);
    return found == levels_[level].end() ? empty_[level] : found->second;
  }
 private:
  std::vector<Bytes32> empty_;
  std::array<std::map<std::size_t, Bytes32>, kBucketBits + 1> levels_;
};

}  // namespace

CompletenessMap::CompletenessMap(store::Database& database)
    : find_{database.handle(), "SELECT count, last FROM audit_map WHERE name = ?"},
      insert_{database.handle(), "INSERT INTO audit_map(name, count, last) VALUES (?, ?, ?)"},
      update_{database.handle(), "UPDATE audit_map SET count = ?2, last = ?3 WHERE name = ?1"},
      size_{database.handle(), "SELECT count(*) FROM audit_map"},
      all_{database.handle(), "SELECT name, count, last FROM audit_map ORDER BY name"} {}

CompletenessMap::Counted& CompletenessMap::find(std::string_view name) {
  const Name bytes = bytes_of(name);
  for (Counted& one : counted_)
    if (one.name == bytes) return one;
  Counted one{.name = bytes};
  if (Execution found = find_(); found.bind_blob(view_of(bytes)).row()) {
    one.count = found.integer(0);
    one.last = found.integer(1);
  } else {
    one.fresh = true;
  }
  // A group of acts may name many; the rest is read again from the table.
  constexpr std::size_t kCountedMax = 256;
  if (counted_.size() == kCountedMax) flush();
  counted_.push_back(one);
  return counted_.back();
}

std::int64_t CompletenessMap::next(std::string_view name) { return find(name).count + 1; }

void CompletenessMap::count(std::string_view name, std::int64_t seq) {
  Counted& one = find(name);
  ++one.count;
  one.last = seq;
  one.changed = true;
}

void CompletenessMap::flush() {
  for (const Counted& one : counted_)
    if (one.changed) (one.fresh ? insert_ : update_)().bind_blob(view_of(one.name)).bind(one.count).bind(one.last).run();
  counted_.clear();
}

std::int64_t CompletenessMap::size() {
  Execution found = size_();
  return found.row() ? found.integer(0) : 0;
}

template <class Each>
void CompletenessMap::buckets(Each&& each) {
  Execution row = all_();
  std::string bucket;
  std::size_t number = 0;
  while (row.row()) {
    const std::string_view name = row.view(0);
    if (bucket_of(name) != number) {
      if (!bucket.empty()) each(number, bucket);
      bucket.clear();
      number = bucket_of(name);
    }
    bucket += name;
    add_number(bucket, row.integer(1));
    add_number(bucket, row.integer(2));
  }
  if (!bucket.empty()) each(number, bucket);
}

Bytes32 CompletenessMap::root() {
  SparseTree tree;
  buckets([&](std::size_t number, const std::string& bucket) { tree.put(number, leaf_of(bucket)); });
  tree.build();
  return tree.at(kBucketBits, 0);
}

CompletenessMap::Place CompletenessMap::place_of(std::string_view name) {
  const std::size_t wanted = bucket_of(view_of(bytes_of(name)));
  SparseTree tree;
  Place place;
  buckets([&](std::size_t number, const std::string& bucket) {
    tree.put(number, leaf_of(bucket));
    if (number == wanted) place.bucket = bucket;
  });
  tree.build();
  for (std::size_t level = 0; level < kBucketBits; ++level) place.path.push_back(tree.at(level, wanted >> level ^ 1));
  return place;
}

}  // namespace guichet::audit
