#include "audit/note.h"

#include "audit/seal.h"
#include "base/note.h"

namespace guichet::audit {

std::string note_name(const store::Vault& vault) { return "guichet/" + vault.origin(); }

std::string note_text(const std::string& name, const Head& head) {
  return base::checkpoint_text(name, head.size, view(head.root));
}

base::Result<std::string> sign_head(const Signer& signer, const std::string& name, const Head& head) {
  const std::string text = note_text(name, head);
  const auto signature = signer.sign(text);
  if (!signature) return signature.failure();
  return text + '\n' + *signature;
}

bool is_signed_with(const std::string& note, const std::string& key) {
  const auto read = base::read_checkpoint(note);
  const auto known = base::read_verifier_key(key);
  return read && known && base::signature_by(*known, read->signatures).has_value();
}

}  // namespace guichet::audit
