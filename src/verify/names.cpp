#include "verify/names.h"

#include <algorithm>
#include <tuple>

namespace guichet::verify {

namespace {

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = at; i < at + 8; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

void add_number(std::string& out, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(number >> static_cast<unsigned>(shift) & 0xffU));
}

unsigned digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

std::uint64_t number_of(std::string_view digits) {
  std::uint64_t number = 0;
  for (const char c : digits) number = number << 4U | digit(c);
  return number;
}

}  // namespace

std::string bytes_of_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<char>(digit(digits[i]) << 4U | digit(digits[i + 1])));
  return bytes;
}

std::size_t bucket_of(std::string_view name) { return number_at(name, 0) >> (64 - kBucketBits); }

Hash bucket_root(Sha256& sha256, std::string_view bucket, std::size_t number, std::span<const Hash> path) {
  Hash top = sha256.leaf(bucket);
  for (std::size_t level = 0; level < path.size(); ++level)
    top = (number >> level & 1U) != 0 ? sha256.node(path[level], top) : sha256.node(top, path[level]);
  return top;
}

bool read_bucket(std::string_view bucket, std::size_t number, std::string_view name, Tally& tally) {
  tally = {0, -1};
  if (bucket.size() % kMapEntry != 0) return false;
  std::string_view last;
  for (std::size_t at = 0; at < bucket.size(); at += kMapEntry) {
    const std::string_view of = bucket.substr(at, 16);
    if (bucket_of(of) != number || (!last.empty() && of <= last)) return false;
    last = of;
    if (of == name)
      tally = {static_cast<std::int64_t>(number_at(bucket, at + 16)), static_cast<std::int64_t>(number_at(bucket, at + 24))};
  }
  return true;
}

Names::Key Names::key_of(std::string_view bytes) { return {number_at(bytes, 0), number_at(bytes, 8)}; }

bool Names::count(std::string_view name, std::int64_t nth, std::int64_t seq) {
  const Key key{number_of(name.substr(0, 16)), number_of(name.substr(16))};
  const auto [found, fresh] = tallies_.try_emplace(key);
  Tally& tally = found->second;
  const std::size_t bucket = key.high >> (64 - kBucketBits);
  if (fresh) buckets_[bucket].push_back(key);
  stale_[bucket] = true;
  const bool follows = nth == tally.count + 1 || (fresh && anywhere_);
  tally = {nth, seq};
  return follows;
}

Tally Names::of(std::string_view bytes) const {
  const auto found = tallies_.find(key_of(bytes));
  return found == tallies_.end() ? Tally{} : found->second;
}

Hash Names::root() {
  for (std::size_t i = 0; i < kBuckets; ++i) {
    if (!stale_[i]) continue;
    std::ranges::sort(buckets_[i], [](const Key& a, const Key& b) { return std::tie(a.high, a.low) < std::tie(b.high, b.low); });
    std::string bytes;
    for (const Key& key : buckets_[i]) {
      const Tally& tally = tallies_.at(key);
      add_number(bytes, key.high);
      add_number(bytes, key.low);
      add_number(bytes, static_cast<std::uint64_t>(tally.count));
      add_number(bytes, static_cast<std::uint64_t>(tally.last));
    }
    hashes_[i] = sha256_->leaf(bytes);
    stale_[i] = false;
  }
  // Most buckets of a small log are empty, and their subtrees alike.
  std::vector<Hash> level = hashes_;
  Hash empty = sha256_->leaf("");
  while (level.size() > 1) {
    const Hash above = sha256_->node(empty, empty);
    for (std::size_t i = 0; i < level.size() / 2; ++i) {
      const bool both_empty = level[2 * i] == empty && level[2 * i + 1] == empty;
      level[i] = both_empty ? above : sha256_->node(level[2 * i], level[2 * i + 1]);
    }
    level.resize(level.size() / 2);
    empty = above;
  }
  return level.front();
}

}  // namespace guichet::verify
