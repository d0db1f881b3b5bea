// A head of the log as others can hold it to: the text of C2SP tlog-checkpoint, signed by its signer as C2SP signed-note
// says. The text that was signed is kept as it is, never written again.
#pragma once

#include <string>

#include "audit/signing.h"
#include "audit/tree.h"
#include "store/vault.h"

namespace guichet::audit {

[[nodiscard]] std::string note_name(const store::Vault& vault);  // "guichet/" and the origin
[[nodiscard]] std::string note_text(const std::string& name, const Head& head);  // what is signed
[[nodiscard]] base::Result<std::string> sign_head(const Signer& signer, const std::string& name, const Head& head);
// Whether a note bears a signature by this key (name+12345678+base64), going by its number.
[[nodiscard]] bool is_signed_with(const std::string& note, const std::string& key);

}  // namespace guichet::audit
