#include "verify/digest.h"

#include <openssl/hmac.h>

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

Sha256::Sha256() : sha256_{EVP_MD_fetch(nullptr, "SHA256", nullptr)}, context_{EVP_MD_CTX_new()} {
  must(sha256_ != nullptr && context_ != nullptr);
}

Hash Sha256::digest(std::string_view prefix, std::string_view first, std::string_view second) {
  Hash hash{};
  must(EVP_DigestInit_ex2(context_.get(), sha256_.get(), nullptr) == 1);
  for (const std::string_view part : {prefix, first, second})
    must(EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1);
  must(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1);
  return hash;
}

Hash Sha256::leaf(std::string_view entry) { return digest(std::string_view{"\0", 1}, entry, {}); }
Hash Sha256::node(const Hash& left, const Hash& right) { return digest("\1", view(left), view(right)); }
Hash Sha256::of(std::string_view bytes) { return digest({}, bytes, {}); }

Hash hmac(std::string_view key, std::string_view message) {
  Hash hash{};
  must(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(message), message.size(), hash.data(),
            nullptr) != nullptr);
  return hash;
}

bool signed_by(std::string_view key, std::string_view signature, std::string_view message) {
  if (key.size() != 32 || signature.size() != 64) return false;
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
