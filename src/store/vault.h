// The key file beside a database: who the persons are, what names they have in the log, and one key
// per person, case and purpose, under which values are sealed (XChaCha20-Poly1305). It never enters a
// backup of the database. A key destroyed, all that was sealed under it is gone, wherever copies of it
// are; the log stands. Knows no line and no procedure.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "privacy/storage.h"

namespace SQLite {
class Database;
}

namespace guichet::store {

// What one key opens: the values of a person, in a case, for a purpose (empty: the case itself).
struct Hold {
  std::int64_t ref = 0;  // of the person; 0: nobody in particular
  std::int64_t dossier = 0;
  std::string purpose;
  friend bool operator==(const Hold&, const Hold&) = default;
};

struct Sealed {
  std::int64_t key_id = 0;
  std::string nonce;  // 24 bytes from the system
  std::string text;   // 16 bytes longer than what it hides
};

// May throw what SQLiteCpp throws, as all that works on a raw connection: callers are guarded.
class Vault {
 public:
  // `file` empty: in memory. Writing, it is made (mode 0600) when it is not there and `may_create`; reading without it,
  // nobody is known and nothing opens. `origin`: of the database; keys of another one are refused.
  [[nodiscard]] static base::Result<std::unique_ptr<Vault>> open(const std::filesystem::path& file, bool write,
                                                                 bool may_create, const std::string& origin);
  ~Vault();

  [[nodiscard]] const std::string& origin() const;
  [[nodiscard]] SQLite::Database& connection();

  // A reference is given once and stays; 0 for nobody.
  [[nodiscard]] std::int64_t ref_of(const std::string& subject);
  [[nodiscard]] std::int64_t known_ref(const std::string& subject);  // 0 when unknown
  [[nodiscard]] std::string subject(std::int64_t ref);               // empty when unknown, or no more

  // `about` says what is sealed and where: it opens nowhere else.
  // Under the key of the permit's purpose: without a permit nothing personal is kept.
  [[nodiscard]] Sealed seal(const privacy::StoragePermit& permit, std::int64_t ref, std::int64_t dossier,
                            std::string_view text, std::string_view about);
  enum class Opening : std::uint8_t { opened, no_key, damaged };
  [[nodiscard]] Opening unseal(std::int64_t key_id, std::string_view nonce, std::string_view sealed,
                               std::string_view about, std::string& text);

  struct Key {
    std::int64_t id = 0;
    Hold hold;
  };
  [[nodiscard]] std::vector<Key> keys_of(std::int64_t ref);
  [[nodiscard]] bool has_key(std::int64_t key_id);
  // Gone from the file and its journal when this returns: rows overwritten, file rebuilt, journal
  // emptied. Not inside a transaction. Those that are gone already are fine.
  void destroy(const std::vector<std::int64_t>& keys);
  // The person and her names in the log.
  void forget(std::int64_t ref);

  // Rows made here are durable before the transaction of the database that needs them: it commits
  // second. Rows nobody came to need are harmless.
  void begin();
  void commit();
  void rollback();
  void about_to_write();  // for who inserts through connection()
 private:
  struct Inner;
  explicit Vault(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace guichet::store
