// Signed notes as C2SP signed-note writes them, with Ed25519 (RFC 8032), and the checkpoints that are signed so
// (C2SP tlog-checkpoint): what the log, its signer and its witness say to one another. The text that was signed is
// kept as it is, never written again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::base {

[[nodiscard]] std::string to_base64(std::string_view bytes);                          // RFC 4648 section 4, padded
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);          // nothing unless exactly that

enum class KeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

// name+12345678+base64, the number being the first bytes of SHA-256(name, newline, type, key).
struct VerifierKey {
  std::string name;
  KeyType type = KeyType::ed25519;
  std::string key;  // 32 bytes
  [[nodiscard]] std::string id() const;  // 4 bytes
  [[nodiscard]] std::string text() const;
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};
[[nodiscard]] std::optional<VerifierKey> read_verifier_key(std::string_view text);

// A private key: 32 bytes of seed from the operating system, wiped with the value.
class SigningKey {
 public:
  [[nodiscard]] static SigningKey drawn();
  [[nodiscard]] static std::optional<SigningKey> from_seed(std::string_view seed);
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  SigningKey(SigningKey&&) noexcept = default;
  SigningKey& operator=(SigningKey&&) noexcept = default;
  ~SigningKey();

  [[nodiscard]] const std::string& seed() const { return seed_; }
  [[nodiscard]] std::string public_key() const;
  [[nodiscard]] std::string sign(std::string_view message) const;  // 64 bytes
 private:
  explicit SigningKey(std::string seed) : seed_{std::move(seed)} {}
  std::string seed_;
};
[[nodiscard]] bool is_signed_by(std::string_view key, std::string_view signature, std::string_view message);

// "— name base64": what a signature of a note looks like. `bytes` come after the number of the key.
[[nodiscard]] std::string signature_line(const VerifierKey& key, std::string_view bytes);
// The bytes after the number, of the first line below a note that is by this key; nothing when none is.
[[nodiscard]] std::optional<std::string> signature_by(const VerifierKey& key, std::string_view signatures);

struct Checkpoint {
  std::string origin;
  std::int64_t size = 0;
  std::string root;        // 32 bytes
  std::string text;        // what is signed
  std::string signatures;  // lines below it
};
[[nodiscard]] std::optional<Checkpoint> read_checkpoint(std::string_view note);
[[nodiscard]] std::string checkpoint_text(std::string_view origin, std::int64_t size, std::string_view root);

// What a key says of the one that signs after it. `reason`: "first" (it says it of itself), "next", or "restored":
// the log was put back from a copy, and may be shorter than what was signed.
[[nodiscard]] std::string certificate_text(std::string_view key, std::string_view reason);

}  // namespace guichet::base
