#include "audit/merkle.h"

#include <bit>

#include "base/ensure.h"

namespace guichet::audit {

namespace {

std::uint64_t bits(std::int64_t number) { return static_cast<std::uint64_t>(number); }

// The leaves [first, first + count) of a tree; RFC 9162 cuts them at the largest power of two below
// their number.
struct Span {
  std::int64_t first = 0;
  std::int64_t count = 0;
  [[nodiscard]] std::int64_t cut() const { return static_cast<std::int64_t>(std::bit_floor(bits(count - 1))); }
  [[nodiscard]] Span left() const { return {first, cut()}; }
  [[nodiscard]] Span right() const { return {first + cut(), count - cut()}; }
};

Bytes32 hash_of(Span span, const Nodes& nodes) {
  if (std::has_single_bit(bits(span.count))) {
    const int level = std::countr_zero(bits(span.count));
    return nodes({level, span.first >> level});
  }
  const Bytes32 left = hash_of(span.left(), nodes);
  return node_of(left, hash_of(span.right(), nodes));
}

}  // namespace

Frontier::Frontier(std::int64_t size, std::vector<Bytes32> peaks) : size_{size}, peaks_{std::move(peaks)} {
  base::ensure(static_cast<int>(peaks_.size()) == std::popcount(bits(size)), "a peak per bit of the size");
}

void Frontier::add(const Bytes32& leaf, const std::function<void(Subtree, const Bytes32&)>& completed) {
  Bytes32 top = leaf;
  Subtree subtree{0, size_};
  if (completed) completed(subtree, top);
  for (std::uint64_t rest = bits(size_); (rest & 1U) != 0; rest >>= 1U) {
    top = node_of(peaks_.back(), top);
    peaks_.pop_back();
    subtree = {subtree.level + 1, subtree.index >> 1};
    if (completed) completed(subtree, top);
  }
  peaks_.push_back(top);
  ++size_;
}

Bytes32 Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Bytes32 root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_of(peaks_[i], root);
  return root;
}

Bytes32 root_of(std::int64_t size, const Nodes& nodes) {
  return size == 0 ? empty_root() : hash_of({0, size}, nodes);
}

std::vector<Bytes32> prove_inclusion(std::int64_t seq, std::int64_t size, const Nodes& nodes) {
  base::ensure(0 <= seq && seq < size, "a line is proved in a tree that holds it");
  std::vector<Bytes32> proof;
  for (Span span{0, size}; span.count > 1;) {
    const bool on_the_left = seq < span.right().first;
    proof.push_back(hash_of(on_the_left ? span.right() : span.left(), nodes));
    span = on_the_left ? span.left() : span.right();
  }
  return {proof.rbegin(), proof.rend()};
}

std::vector<Bytes32> prove_consistency(std::int64_t old_size, std::int64_t size, const Nodes& nodes) {
  base::ensure(0 < old_size && old_size <= size, "a tree goes on from a smaller one that is not empty");
  std::vector<Bytes32> proof;
  Span span{0, size};
  bool whole = true;  // the span begins where the tree begins, and ends where the old one might
  while (old_size != span.first + span.count) {
    const bool on_the_left = old_size <= span.right().first;
    proof.push_back(hash_of(on_the_left ? span.right() : span.left(), nodes));
    whole = whole && on_the_left;
    span = on_the_left ? span.left() : span.right();
  }
  if (!whole) proof.push_back(hash_of(span, nodes));
  return {proof.rbegin(), proof.rend()};
}

bool includes(const Bytes32& root, std::int64_t size, const Bytes32& leaf, std::int64_t seq,
              std::span<const Bytes32> proof) {
  if (seq < 0 || seq >= size) return false;
  std::uint64_t at = bits(seq);
  std::uint64_t last = bits(size) - 1;
  Bytes32 top = leaf;
  for (const Bytes32& step : proof) {
    if (last == 0) return false;
    if ((at & 1U) != 0 || at == last) {
      top = node_of(step, top);
      while ((at & 1U) == 0 && at != 0) at >>= 1U, last >>= 1U;
    } else {
      top = node_of(top, step);
    }
    at >>= 1U, last >>= 1U;
  }
  return last == 0 && top == root;
}

bool continues(const Bytes32& old_root, std::int64_t old_size, const Bytes32& root, std::int64_t size,
               std::span<const Bytes32> proof) {
  if (old_size < 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  std::vector<Bytes32> path{proof.begin(), proof.end()};
  if (std::has_single_bit(bits(old_size))) path.insert(path.begin(), old_root);
  if (path.empty()) return false;
  std::uint64_t at = bits(old_size) - 1;
  std::uint64_t last = bits(size) - 1;
  while ((at & 1U) != 0) at >>= 1U, last >>= 1U;
  Bytes32 before = path.front();
  Bytes32 now = path.front();
  for (const Bytes32& step : std::span{path}.subspan(1)) {
    if (last == 0) return false;
    if ((at & 1U) != 0 || at == last) {
      before = node_of(step, before);
      now = node_of(step, now);
      while ((at & 1U) == 0 && at != 0) at >>= 1U, last >>= 1U;
    } else {
      now = node_of(now, step);
    }
    at >>= 1U, last >>= 1U;
  }
  return last == 0 && before == old_root && now == root;
}

}  // namespace guichet::audit
