#include "verify/digest.h"

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstdlib>

namespace guichet::verify {

namespace {

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Without memory or without SHA-256 there is nothing to say that could be believed.
void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

std::string_view view(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

std::optional<Hash> hash_from(std::string_view bytes) {
  Hash hash{};
  if (bytes.size() != hash.size()) return std::nullopt;
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

std::string hex(std::string_view bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text.push_back(kDigits[static_cast<unsigned char>(byte) >> 4U]);
    text.push_back(kDigits[static_cast<unsigned char>(byte) & 0xfU]);
  }
  return text;
}

namespace {

// The interface OpenSSL 3 calls deprecated: through the other one, a call costs more than the hash of
// a node.
Hash sha256(std::string_view prefix, std::string_view bytes) {
  SHA256_CTX context;
  Hash hash{};
  must(SHA256_Init(&context) == 1 && SHA256_Update(&context, prefix.data(), prefix.size()) == 1 &&
       SHA256_Update(&context, bytes.data(), bytes.size()) == 1 && SHA256_Final(hash.data(), &context) == 1);
  return hash;
}

}  // namespace

Hash Sha256::leaf(std::string_view entry) { return sha256(std::string_view{"\0", 1}, entry); }

Hash Sha256::node(const Hash& left, const Hash& right) {
  std::array<char, 65> bytes{'\1'};
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 33);
  return sha256({}, {bytes.data(), bytes.size()});
}

Hash Sha256::of(std::string_view bytes) { return sha256({}, bytes); }

Hash hmac(std::string_view key, std::string_view message) {
  Hash hash{};
  must(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(message), message.size(), hash.data(),
            nullptr) != nullptr);
  return hash;
}

namespace {

// Keys under which one signature holds for many messages: the points of small order, however they are written. OpenSSL
// takes them (C2SP CCTV, ed25519).
bool is_of_small_order(std::string_view key) {
  constexpr std::string_view kPoints[] = {
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  };
  std::string positive{key};
  positive.back() = static_cast<char>(positive.back() & 0x7f);
  return std::ranges::find(kPoints, hex(positive)) != std::end(kPoints);
}

}  // namespace

bool signed_by(std::string_view key, std::string_view signature, std::string_view message) {
  if (key.size() != 32 || signature.size() != 64 || is_of_small_order(key)) return false;
  EVP_PKEY* const ed25519 = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(key), key.size());
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  const bool holds = ed25519 != nullptr && context != nullptr &&
                     EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, ed25519) == 1 &&
                     EVP_DigestVerify(context, octets(signature), signature.size(), octets(message),
                                      message.size()) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(ed25519);
  return holds;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  if (text.empty()) return bytes;
  const int written =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(text), static_cast<int>(text.size()));
  if (text.size() % 4 != 0 || written < 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(written) - padding);
  // OpenSSL forgives spaces and stray bits: what it reads must be written the same way.
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int written =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets(bytes), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(written));
  return text;
}

}  // namespace guichet::verify
