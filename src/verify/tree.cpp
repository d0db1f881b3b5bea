#include "verify/tree.h"

namespace guichet::verify {

void Growing::add(const Hash& leaf) {
  Hash top = leaf;
  int level = 0;
  for (std::int64_t rest = size_; rest % 2 == 1; rest /= 2) {
    top = sha256_->node(peaks_.back(), top);
    peaks_.pop_back();
    ++level;
    if (on_subtree) on_subtree(level, top);
  }
  peaks_.push_back(top);
  ++size_;
}

Hash Growing::root() const {
  if (peaks_.empty()) return sha256_->of("");
  Hash root = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = sha256_->node(*peak, root);
  return root;
}

bool is_in(Sha256& sha256, const Hash& root, std::int64_t size, const Hash& leaf, std::int64_t seq,
           std::span<const Hash> proof) {
  if (seq < 0 || seq >= size) return false;
  std::int64_t at = seq;
  std::int64_t last = size - 1;
  Hash top = leaf;
  for (const Hash& step : proof) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      top = sha256.node(step, top);
      while (at % 2 == 0 && at != 0) at /= 2, last /= 2;
    } else {
      top = sha256.node(top, step);
    }
    at /= 2, last /= 2;
  }
  return last == 0 && top == root;
}

}  // namespace guichet::verify
