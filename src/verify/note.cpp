#include "verify/note.h"

#include <charconv>

namespace guichet::verify {

namespace {

constexpr std::string_view kDash = "\u2014 ";

// The first line of `rest`, which loses it; nothing when no newline ends it.
std::optional<std::string_view> next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || std::to_string(value) != text || value < 0)
    return std::nullopt;
  return value;
}

}  // namespace

std::optional<Checkpoint> read_checkpoint(std::string_view note) {
  const std::size_t cut = note.find("\n\n");
  Checkpoint checkpoint;
  checkpoint.text = cut == std::string_view::npos ? note : note.substr(0, cut + 1);
  if (cut != std::string_view::npos) checkpoint.signatures = note.substr(cut + 2);
  std::string_view rest = checkpoint.text;
  const auto origin = next_line(rest);
  const auto size = next_line(rest);
  const auto root = next_line(rest);
  if (!origin || !size || !root || origin->empty()) return std::nullopt;
  const auto count = number(*size);
  const auto bytes = from_base64(*root);
  const auto hash = bytes ? hash_from(*bytes) : std::nullopt;
  if (!count || !hash) return std::nullopt;
  checkpoint.origin = *origin;
  checkpoint.size = *count;
  checkpoint.root = *hash;
  return checkpoint;
}

std::string write_checkpoint(std::string_view origin, std::int64_t size, const Hash& root) {
  return std::string{origin} + '\n' + std::to_string(size) + '\n' + to_base64(view(root)) + '\n';
}

namespace {

constexpr char kEd25519 = '\1';
constexpr char kCosigns = '\4';

std::optional<NoteKey> read_key_of(char type, std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(0, first);
  const auto bytes = from_base64(text.substr(second + 1));
  if (name.empty() || !bytes || bytes->size() != 33 || bytes->front() != type) return std::nullopt;
  Sha256 sha256;
  const Hash digest = sha256.of(std::string{name} + '\n' + *bytes);
  const std::string id{view(digest).substr(0, 4)};
  if (hex(id) != text.substr(first + 1, second - first - 1)) return std::nullopt;
  return NoteKey{std::string{name}, id, bytes->substr(1)};
}

// What each line that names this key has behind its number.
template <class Each>
void for_each_signature(const Checkpoint& checkpoint, const NoteKey& key, Each&& each) {
  std::string_view rest = checkpoint.signatures;
  while (const auto line = next_line(rest)) {
    const std::size_t space = line->rfind(' ');
    if (!line->starts_with(kDash) || space < kDash.size() || space == std::string_view::npos) return;
    if (line->substr(kDash.size(), space - kDash.size()) != key.name) continue;
    const auto bytes = from_base64(line->substr(space + 1));
    if (bytes && bytes->substr(0, key.id.size()) == key.id) each(std::string_view{*bytes}.substr(key.id.size()));
  }
}

}  // namespace

std::optional<NoteKey> read_key(std::string_view text) { return read_key_of(kEd25519, text); }
std::optional<NoteKey> read_witness_key(std::string_view text) { return read_key_of(kCosigns, text); }

bool is_signed(const Checkpoint& checkpoint, const NoteKey& key) {
  bool found = false;
  for_each_signature(checkpoint, key,
                     [&](std::string_view signature) { found = found || signed_by(key.key, signature, checkpoint.text); });
  return found;
}

// Eight bytes of time, the high one first, then a signature over the time and the text.
Cosignature cosignature_by(const Checkpoint& checkpoint, const NoteKey& witness) {
  constexpr std::size_t kTime = 8;
  Cosignature cosignature;
  for_each_signature(checkpoint, witness, [&](std::string_view bytes) {
    cosignature.claimed = true;
    if (bytes.size() < kTime) return;
    std::uint64_t at = 0;
    for (const char byte : bytes.substr(0, kTime)) at = at << 8U | static_cast<unsigned char>(byte);
    const std::string said = "cosignature/v1\ntime " + std::to_string(at) + '\n' + checkpoint.text;
    if (signed_by(witness.key, bytes.substr(kTime), said)) cosignature.at = static_cast<std::int64_t>(at);
  });
  return cosignature;
}

}  // namespace guichet::verify
