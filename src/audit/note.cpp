#include "audit/note.h"

#include "audit/seal.h"

namespace guichet::audit {

namespace {

constexpr char kEd25519 = 0x01;  // signature type of C2SP signed-note

std::string key_id(const std::string& name, const std::string& key) {
  const Bytes32 digest = digest_of(name + '\n' + kEd25519 + key);
  return std::string{view(digest).substr(0, 4)};
}

}  // namespace

std::string note_name(const store::Vault& vault) { return "guichet/" + vault.origin(); }

std::string sign_head(store::Vault& vault, const Head& head) {
  const std::string name = note_name(vault);
  const std::string text = name + '\n' + std::to_string(head.size) + '\n' + to_base64(view(head.root)) + '\n';
  const std::string signature = key_id(name, vault.public_key()) + vault.sign(text);
  return text + "\n\u2014 " + name + ' ' + to_base64(signature) + '\n';
}

std::string key_of(store::Vault& vault) {
  const std::string name = note_name(vault);
  const std::string key = vault.public_key();
  return name + '+' + to_hex(key_id(name, key)) + '+' + to_base64(kEd25519 + key);
}

}  // namespace guichet::audit
