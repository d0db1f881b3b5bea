// The Merkle tree of RFC 6962 (RFC 9162 2.1) over hashes of leaves, as pure functions: the root that
// grows with each line, proofs that a line is in a root, proofs that a root goes on from an older
// one, and the checks of both. Knows no line, no file and no secret.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "audit/seal.h"

namespace guichet::audit {

// The complete subtree of 2^level leaves number `index`: leaves [index << level, (index + 1) << level).
struct Subtree {
  int level = 0;
  std::int64_t index = 0;
  friend bool operator==(const Subtree&, const Subtree&) = default;
};
using Nodes = std::function<Bytes32(Subtree)>;

// The complete subtrees that make a tree of `size` leaves, the largest first: one per bit of `size`.
class Frontier {
 public:
  Frontier() = default;
  // `peaks` as peaks() gave them; their number must be that of the bits of `size`.
  Frontier(std::int64_t size, std::vector<Bytes32> peaks);

  // `completed` hears of each subtree the leaf completes, from the leaf itself upwards.
  void add(const Bytes32& leaf, const std::function<void(Subtree, const Bytes32&)>& completed = {});

  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] const std::vector<Bytes32>& peaks() const { return peaks_; }
  [[nodiscard]] Bytes32 root() const;
 private:
  std::int64_t size_ = 0;
  std::vector<Bytes32> peaks_;
};

[[nodiscard]] Bytes32 root_of(std::int64_t size, const Nodes& nodes);
// 0 <= seq < size; from the leaf's neighbour up. RFC 9162 2.1.3.1.
[[nodiscard]] std::vector<Bytes32> prove_inclusion(std::int64_t seq, std::int64_t size, const Nodes& nodes);
// 0 < old_size <= size; empty when they are equal. RFC 9162 2.1.4.1.
[[nodiscard]] std::vector<Bytes32> prove_consistency(std::int64_t old_size, std::int64_t size, const Nodes& nodes);

// RFC 9162 2.1.3.2 and 2.1.4.2. Whatever they are given, they answer.
[[nodiscard]] bool includes(const Bytes32& root, std::int64_t size, const Bytes32& leaf, std::int64_t seq,
                            std::span<const Bytes32> proof);
[[nodiscard]] bool continues(const Bytes32& old_root, std::int64_t old_size, const Bytes32& root, std::int64_t size,
                             std::span<const Bytes32> proof);

}  // namespace guichet::audit
