// A head of the log as others can hold it to: the text of C2SP tlog-checkpoint, signed as C2SP
// signed-note says. The text that was signed is kept as it is, never written again.
#pragma once

#include <string>

#include "audit/tree.h"
#include "store/vault.h"

namespace guichet::audit {

[[nodiscard]] std::string note_name(const store::Vault& vault);  // "guichet/" and the origin
[[nodiscard]] std::string sign_head(store::Vault& vault, const Head& head);
// name+12345678+base64: what a verifier is given, by another way than the log itself.
[[nodiscard]] std::string key_of(store::Vault& vault);

}  // namespace guichet::audit
