#include "base/note.h"

#include <sodium.h>

#include <array>
#include <charconv>

#include "base/ensure.h"

namespace guichet::base {

namespace {

constexpr std::string_view kDash = "\u2014 ";

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void make_ready() {
  static const bool ready = sodium_init() >= 0;
  ensure(ready, "libsodium starts");
}

// The first line of `rest`, which loses it; nothing when no newline ends it.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
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

struct Pair {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  explicit Pair(std::string_view seed) { crypto_sign_seed_keypair(open.data(), secret.data(), octets(seed)); }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { sodium_memzero(secret.data(), secret.size()); }
};

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), octets(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // sodium counts the zero at the end
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(octets(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  bytes.resize(length);
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

std::string VerifierKey::id() const {
  const std::string hashed = name + '\n' + static_cast<char>(type) + key;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), octets(hashed), hashed.size());
  return {reinterpret_cast<const char*>(digest.data()), 4};
}

std::string VerifierKey::text() const { return name + '+' + hex(id()) + '+' + to_base64(static_cast<char>(type) + key); }

std::optional<VerifierKey> read_verifier_key(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || first == 0) return std::nullopt;
  const auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != 33) return std::nullopt;
  if (bytes->front() != '\x01' && bytes->front() != '\x04') return std::nullopt;
  VerifierKey key{std::string{text.substr(0, first)}, static_cast<KeyType>(bytes->front()), bytes->substr(1)};
  if (key.name.find_first_of(" \n") != std::string::npos || key.text() != text) return std::nullopt;
  return key;
}

SigningKey SigningKey::drawn() {
  make_ready();
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  randombytes_buf(seed.data(), seed.size());
  return SigningKey{std::move(seed)};
}

std::optional<SigningKey> SigningKey::from_seed(std::string_view seed) {
  make_ready();
  if (seed.size() != crypto_sign_SEEDBYTES) return std::nullopt;
  return SigningKey{std::string{seed}};
}

SigningKey::~SigningKey() { sodium_memzero(seed_.data(), seed_.size()); }

std::string SigningKey::public_key() const {
  const Pair pair{seed_};
  return {reinterpret_cast<const char*>(pair.open.data()), pair.open.size()};
}

std::string SigningKey::sign(std::string_view message) const {
  const Pair pair{seed_};
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(octets(signature), nullptr, octets(message), message.size(), pair.secret.data());
  return signature;
}

bool is_signed_by(std::string_view key, std::string_view signature, std::string_view message) {
  make_ready();
  return key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(octets(signature), octets(message), message.size(), octets(key)) == 0;
}

std::string signature_line(const VerifierKey& key, std::string_view bytes) {
  return std::string{kDash} + key.name + ' ' + to_base64(key.id() + std::string{bytes}) + '\n';
}

std::optional<std::string> signature_by(const VerifierKey& key, std::string_view signatures) {
  const std::string begin = std::string{kDash} + key.name + ' ';
  while (const auto line = take_line(signatures)) {
    if (!line->starts_with(begin)) continue;
    const auto bytes = from_base64(line->substr(begin.size()));
    if (bytes && bytes->starts_with(key.id())) return bytes->substr(4);
  }
  return std::nullopt;
}

std::optional<Checkpoint> read_checkpoint(std::string_view note) {
  const std::size_t cut = note.find("\n\n");
  Checkpoint checkpoint;
  checkpoint.text = cut == std::string_view::npos ? note : note.substr(0, cut + 1);
  if (cut != std::string_view::npos) checkpoint.signatures = note.substr(cut + 2);
  std::string_view rest = checkpoint.text;
  const auto origin = take_line(rest);
  const auto size = take_line(rest);
  const auto root = take_line(rest);
  if (!origin || !size || !root || origin->empty()) return std::nullopt;
  const auto read = std::from_chars(size->data(), size->data() + size->size(), checkpoint.size);
  const auto bytes = from_base64(*root);
  if (read.ec != std::errc{} || checkpoint.size < 0 || std::to_string(checkpoint.size) != *size) return std::nullopt;
  if (!bytes || bytes->size() != 32) return std::nullopt;
  checkpoint.origin = *origin;
  checkpoint.root = *bytes;
  return checkpoint;
}

std::string checkpoint_text(std::string_view origin, std::int64_t size, std::string_view root) {
  return std::string{origin} + '\n' + std::to_string(size) + '\n' + to_base64(root) + '\n';
}

std::string certificate_text(std::string_view key, std::string_view reason) {
  return "guichet.certificate@v1\n" + std::string{reason} + '\n' + std::string{key} + '\n';
}

}  // namespace guichet::base
