// SHA-256, HMAC-SHA-256, Ed25519 and base64, as OpenSSL computes them. The verifier shares neither
// this library nor a line of code with the program whose log it checks.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::verify {

using Hash = std::array<unsigned char, 32>;
[[nodiscard]] std::string_view view(const Hash& hash);
[[nodiscard]] std::optional<Hash> hash_from(std::string_view bytes);  // nothing unless 32 bytes
[[nodiscard]] std::string hex(std::string_view bytes);

// A million lines are two million calls.
class Sha256 {
 public:
  [[nodiscard]] Hash leaf(std::string_view entry);               // SHA-256(0x00 || entry)
  [[nodiscard]] Hash node(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)
  [[nodiscard]] Hash of(std::string_view bytes);
};

[[nodiscard]] Hash hmac(std::string_view key, std::string_view message);
// `key` 32 bytes, `signature` 64: anything else is no signature, nor is what a key of small order seems to sign.
[[nodiscard]] bool signed_by(std::string_view key, std::string_view signature, std::string_view message);

// RFC 4648 section 4, padded; nothing when it is not exactly that.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::string to_base64(std::string_view bytes);

}  // namespace guichet::verify
