#include "audit/seal.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <sodium.h>

#include <algorithm>

#include "base/ensure.h"

namespace guichet::audit {

namespace {

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Of both, one behind the other.
Bytes32 sha256(std::string_view first, std::string_view rest) {
  sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, first.size(), octets(first));
  sha256_update(&state, rest.size(), octets(rest));
  Bytes32 digest{};
  sha256_digest(&state, digest.size(), digest.data());
  return digest;
}

void make_ready() {
  static const bool ready = sodium_init() >= 0;
  base::ensure(ready, "libsodium starts");
}

}  // namespace

std::string_view view(const Bytes32& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes32 bytes32(std::string_view bytes) {
  Bytes32 copy{};
  base::ensure(bytes.size() == copy.size(), "a hash has 32 bytes");
  std::copy(bytes.begin(), bytes.end(), copy.begin());
  return copy;
}

Bytes32 random_salt() {
  make_ready();
  Bytes32 salt{};
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string random_pseudonym() {
  make_ready();
  std::array<char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return to_hex({bytes.data(), bytes.size()});
}

Bytes32 leaf_of(std::string_view envelope) {
  constexpr std::string_view kLeaf{"\0", 1};  // RFC 6962 2.1: a leaf is never taken for a node
  return sha256(kLeaf, envelope);
}

Bytes32 node_of(const Bytes32& left, const Bytes32& right) {
  std::array<char, 65> bytes{0x01};  // RFC 6962 2.1: a node is never taken for a leaf
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 33);
  return sha256({}, {bytes.data(), bytes.size()});
}

Bytes32 empty_root() { return digest_of({}); }

Bytes32 commitment(const Bytes32& salt, std::string_view payload) {
  hmac_sha256_ctx state;
  hmac_sha256_set_key(&state, salt.size(), salt.data());
  hmac_sha256_update(&state, payload.size(), octets(payload));
  Bytes32 digest{};
  hmac_sha256_digest(&state, digest.size(), digest.data());
  return digest;
}

Bytes32 digest_of(std::string_view bytes) { return sha256({}, bytes); }

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), octets(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // sodium counts the zero at the end
  return text;
}

std::string to_hex(std::string_view bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    hex.push_back(kDigits[static_cast<unsigned char>(byte) >> 4u]);
    hex.push_back(kDigits[static_cast<unsigned char>(byte) & 0xfu]);
  }
  return hex;
}

}  // namespace guichet::audit
