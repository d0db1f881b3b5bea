// One line of the log as bytes: is it exactly in the canonical form of docs/audit_format.md, and
// what do the members say that a verifier needs? A strict reader: what it accepts can be written in
// one way only, so two different lines never mean the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace guichet::verify {

struct Envelope {
  std::int64_t seq = 0;
  std::int64_t recorded = 0;
  bool back = false;
  std::int64_t dossier_nth = 0, subject_nth = 0, size = 0;  // 0: not said
  std::string_view origin, com, kind, subject, dossier, root, key, signature, reason, rule, policy;  // parts of the bytes read; of ASCII without escapes
};
[[nodiscard]] std::optional<Envelope> read_envelope(std::string_view bytes);

// Whether these are the values of a payload: an object of texts.
[[nodiscard]] bool is_payload(std::string_view bytes);

}  // namespace guichet::verify
