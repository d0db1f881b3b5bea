#include "witness/tree.h"

#include <sodium.h>

#include <array>

namespace guichet::witness {

namespace {

std::string digest(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string node(std::string_view left, std::string_view right) {
  return digest(std::string{'\x01'}.append(left).append(right));
}

}  // namespace

void Growing::add(std::string_view leaf) {
  std::string top{leaf};
  for (std::int64_t complete = size; complete % 2 == 1; complete /= 2) {
    top = node(std::string_view{peaks}.substr(peaks.size() - kHash), top);
    peaks.resize(peaks.size() - kHash);
  }
  peaks += top;
  ++size;
}

std::string Growing::root() const {
  if (size == 0) return digest("");
  std::string_view rest = peaks;
  std::string top{rest.substr(rest.size() - kHash)};
  for (rest.remove_suffix(kHash); !rest.empty(); rest.remove_suffix(kHash))
    top = node(rest.substr(rest.size() - kHash), top);
  return top;
}

bool goes_on(std::string_view old_root, std::int64_t old_size, std::string_view root, std::int64_t size,
             std::span<const std::string> proof) {
  if (old_size < 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty();
  std::int64_t at = old_size - 1;
  std::int64_t last = size - 1;
  while (at % 2 == 1) at /= 2, last /= 2;
  std::size_t used = 0;
  std::string old_top;
  // The whole old tree is one complete subtree: its root is where both begin.
  if (at == 0) old_top = old_root;
  else if (!proof.empty()) old_top = proof[used++];
  else return false;
  std::string top = old_top;
  for (; used < proof.size(); ++used) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      old_top = node(proof[used], old_top);
      top = node(proof[used], top);
      while (at % 2 == 0 && at != 0) at /= 2, last /= 2;
    } else {
      top = node(top, proof[used]);
    }
    at /= 2, last /= 2;
  }
  return last == 0 && old_top == old_root && top == root;
}

}  // namespace guichet::witness
