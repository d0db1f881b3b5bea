// The completeness map as the lines themselves make it: how many are about each name, and which is the last. Each
// line must carry the next number of its names, and what a line commits to must be the root of this map.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "verify/digest.h"

namespace guichet::verify {

inline constexpr int kBucketBits = 12;                             // of a name: which leaf of the map's tree it is in
inline constexpr std::size_t kBuckets = std::size_t{1} << kBucketBits;
inline constexpr std::size_t kMapEntry = 32;                       // bytes: name 16, count 8, last 8, big-endian

struct Tally {
  std::int64_t count = 0, last = -1;
  friend bool operator==(const Tally&, const Tally&) = default;
};

// The way from a bucket up to the root of a map.
[[nodiscard]] Hash bucket_root(Sha256& sha256, std::string_view bucket, std::size_t number, std::span<const Hash> path);
[[nodiscard]] std::size_t bucket_of(std::string_view name);        // of 16 bytes
// What a bucket says of a name; nothing said is no line. False when it is not written as one: entries whole, of this
// bucket, in the order of their names.
[[nodiscard]] bool read_bucket(std::string_view bucket, std::size_t number, std::string_view name, Tally& tally);
[[nodiscard]] std::string bytes_of_hex(std::string_view digits);   // an even number of them

class Names {
 public:
  explicit Names(Sha256& sha256) : sha256_{&sha256}, hashes_(kBuckets), buckets_(kBuckets), stale_(kBuckets, true) {}

  // The line `seq` is about this name (32 hexadecimal digits); false when `nth` is not its next number.
  [[nodiscard]] bool count(std::string_view name, std::int64_t nth, std::int64_t seq);
  // A log whose beginning was pruned: a name met for the first time may have any number.
  void begin_anywhere() { anywhere_ = true; }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(tallies_.size()); }
  [[nodiscard]] Tally of(std::string_view bytes) const;            // of a name of 16 bytes
  [[nodiscard]] Hash root();
 private:
  struct Key {
    std::uint64_t high = 0, low = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.high ^ key.low; }  // names are drawn at random
  };
  static Key key_of(std::string_view bytes);
  Sha256* sha256_;
  std::unordered_map<Key, Tally, KeyHash> tallies_;
  std::vector<Hash> hashes_;
  std::vector<std::vector<Key>> buckets_;
  std::vector<bool> stale_;
  bool anywhere_ = false;
};

}  // namespace guichet::verify
