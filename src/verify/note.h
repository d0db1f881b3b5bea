// Checkpoints: "this log has so many lines and this root", as C2SP tlog-checkpoint writes it, signed
// as C2SP signed-note says, with Ed25519. A note that somebody kept himself needs no signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verify/digest.h"

namespace guichet::verify {

struct Checkpoint {
  std::string origin;
  std::int64_t size = 0;
  Hash root{};
  std::string text;        // what is signed
  std::string signatures;  // lines, may be empty
};
[[nodiscard]] std::optional<Checkpoint> read_checkpoint(std::string_view note);
[[nodiscard]] std::string write_checkpoint(std::string_view origin, std::int64_t size, const Hash& root);

// `name+12345678+base64`, a verifier key of Ed25519: of who signs a log, or of a witness (C2SP tlog-cosignature), which
// says when it saw it.
struct NoteKey {
  std::string name;
  std::string id;   // 4 bytes
  std::string key;  // 32 bytes
};
[[nodiscard]] std::optional<NoteKey> read_key(std::string_view text);
[[nodiscard]] std::optional<NoteKey> read_witness_key(std::string_view text);
[[nodiscard]] bool is_signed(const Checkpoint& checkpoint, const NoteKey& key);

// What a checkpoint bears of one witness: nothing, something it did not write, or the moment it cosigned (Unix seconds).
struct Cosignature {
  bool claimed = false;
  std::optional<std::int64_t> at;
};
[[nodiscard]] Cosignature cosignature_by(const Checkpoint& checkpoint, const NoteKey& witness);

}  // namespace guichet::verify
