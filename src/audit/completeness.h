// How many lines are about each name, and which is the last: what lets somebody who holds n lines know that
// they are all the lines about a case or a person. Each line carries its number among those about its names; now
// and then one line commits to the whole map by a Merkle root. Knows names, no line. docs/audit_format.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/seal.h"
#include "store/database.h"
#include "store/statement.h"

namespace guichet::audit {

// The map is cut by the first 12 bits of a name: a leaf of its tree is one such bucket.
inline constexpr int kBucketBits = 12;
inline constexpr std::size_t kBuckets = std::size_t{1} << kBucketBits;
inline constexpr std::size_t kMapEntry = 32;  // bytes: name 16, count 8, last 8, big-endian

// May throw what SQLiteCpp throws: the log guards its calls.
class CompletenessMap {
 public:
  explicit CompletenessMap(store::Database& database);

  // Of a transaction that begins: what the one before left undone is forgotten.
  void begin() { counted_.clear(); }
  // The line about this name (32 hexadecimal digits) comes next; its number among them, from 1.
  [[nodiscard]] std::int64_t next(std::string_view name);
  // It is written, as line `seq` of the log.
  void count(std::string_view name, std::int64_t seq);
  // What was counted goes to its table: once, before the transaction commits.
  void flush();

  [[nodiscard]] std::int64_t size();  // names
  [[nodiscard]] Bytes32 root();

  // What proves how many lines are about `name`: its bucket, and the way from there to the root.
  struct Place {
    std::string bucket;  // entries of kMapEntry bytes in the order of their names
    std::vector<Bytes32> path;
  };
  [[nodiscard]] Place place_of(std::string_view name);
 private:
  struct Counted {
    std::array<char, 16> name;
    std::int64_t count = 0, last = 0;
    bool fresh = false, changed = false;
  };
  Counted& find(std::string_view name);
  // Calls back with each bucket's number and entries, empty ones left out.
  template <class Each>
  void buckets(Each&& each);

  std::vector<Counted> counted_;  // in this transaction: an act names few, looked through one by one
  store::Prepared find_, insert_, update_, size_, all_;
};

}  // namespace guichet::audit
