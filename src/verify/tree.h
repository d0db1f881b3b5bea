// The Merkle tree of RFC 6962 as a verifier needs it: the root of leaves that come one by one, and
// the two checks of RFC 9162 (2.1.3.2, 2.1.4.2).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "verify/digest.h"

namespace guichet::verify {

class Growing {
 public:
  explicit Growing(Sha256& sha256) : sha256_{&sha256} {}

  // Hears of each complete subtree of 2^level leaves, level > 0.
  std::function<void(int level, const Hash&)> on_subtree;

  void add(const Hash& leaf);
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] const std::vector<Hash>& peaks() const { return peaks_; }  // complete subtrees, the largest first
  [[nodiscard]] Hash root() const;
 private:
  Sha256* sha256_;
  std::int64_t size_ = 0;
  std::vector<Hash> peaks_;
};

[[nodiscard]] bool is_in(Sha256& sha256, const Hash& root, std::int64_t size, const Hash& leaf, std::int64_t seq,
                         std::span<const Hash> proof);

}  // namespace guichet::verify
