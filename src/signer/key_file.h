// The keys that sign one log, in a file of their own that only the signer reads: the key in use, the certificates
// that lead from the first one to it, and the last head that was signed. A key that was followed by another is
// overwritten: nobody signs again what it signed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/note.h"
#include "base/result.h"

namespace guichet::signer {

// "key reason signature": by which the key before it (itself, for the first) says that it signs from then on.
struct Certificate {
  std::string key;        // name+12345678+base64
  std::string reason;     // first | next | restored
  std::string signature;  // base64
};

class KeyFile {
 public:
  // Made, mode 0600, with a first key named `name`, when it is not there.
  [[nodiscard]] static base::Result<KeyFile> open(const std::filesystem::path& file, const std::string& name);
  KeyFile(KeyFile&&) noexcept = default;
  KeyFile& operator=(KeyFile&&) noexcept = default;

  [[nodiscard]] const std::vector<Certificate>& chain() const { return chain_; }
  // What was signed last; 0 lines when nothing was. The root is in base64.
  [[nodiscard]] std::int64_t signed_size() const { return signed_size_; }
  [[nodiscard]] const std::string& signed_root() const { return signed_root_; }
  // The line of the signature. Refuses what is no checkpoint of this log, one with fewer lines than was signed, another
  // root for the number of lines last signed.
  [[nodiscard]] base::Result<std::string> sign(std::string_view checkpoint);
  // Another key from here on. `restored`: fewer lines may be signed than were.
  [[nodiscard]] base::Result<Certificate> next(bool restored);
 private:
  KeyFile(std::filesystem::path file, base::SigningKey key) : file_{std::move(file)}, key_{std::move(key)} {}
  [[nodiscard]] base::VerifierKey verifier() const { return {name_, base::KeyType::ed25519, key_.public_key()}; }
  enum class Key : std::uint8_t { same, another };  // than the file holds
  [[nodiscard]] base::Outcome write(Key key) const;
  [[nodiscard]] base::Failure failed(const char* sentence) const;

  std::filesystem::path file_;
  std::string name_;
  base::SigningKey key_;
  std::vector<Certificate> chain_;
  std::int64_t signed_size_ = 0;
  std::string signed_root_;
};

}  // namespace guichet::signer
