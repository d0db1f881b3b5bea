// The Merkle tree of RFC 6962 as a witness needs it: the root of leaves that come one by one, and the check that one
// root goes on from another (RFC 9162 2.1.4.2). Its own, as what it watches has its own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guichet::witness {

inline constexpr std::size_t kHash = 32;

// The complete subtrees of what was added, the largest first: 32 bytes each, as many as `size` has bits set.
struct Growing {
  std::int64_t size = 0;
  std::string peaks;
  void add(std::string_view leaf);
  [[nodiscard]] std::string root() const;
};

// `proof`: hashes of 32 bytes.
[[nodiscard]] bool goes_on(std::string_view old_root, std::int64_t old_size, std::string_view root, std::int64_t size,
                           std::span<const std::string> proof);

}  // namespace guichet::witness
