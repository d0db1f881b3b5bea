#include "store/vault.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/ensure.h"
#include "store/blank.h"
#include "store/failure.h"
#include "store/hardening.h"
#include "store/statement.h"

namespace guichet::store {

namespace {

constexpr int kVaultApplication = 0x47754b79;  // "GuKy"
constexpr int kVaultVersion = 2;
constexpr std::size_t kKeysKnownMax = 16;  // an act needs few; looked through one by one
using KeyBytes = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;

constexpr const char* kVaultSchema[] = {
    "CREATE TABLE vault(id INTEGER PRIMARY KEY CHECK (id = 1), origin TEXT NOT NULL) STRICT",
    "CREATE TABLE person(ref INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE pseudonym(ref INTEGER NOT NULL, agency TEXT NOT NULL, purpose TEXT NOT NULL, "
    "pseudonym TEXT NOT NULL UNIQUE, PRIMARY KEY(ref, agency, purpose)) STRICT, WITHOUT ROWID",
    "CREATE TABLE dek(key_id INTEGER PRIMARY KEY, ref INTEGER NOT NULL, dossier INTEGER NOT NULL, "
    "purpose TEXT NOT NULL, key BLOB NOT NULL CHECK (length(key) = 32), UNIQUE(ref, dossier, purpose)) STRICT",
};

const unsigned char* octets_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Drawn, not counted: an old key file put back must never give a number to somebody else.
std::int64_t drawn_number() {
  std::uint64_t number = 0;
  while (number == 0) {
    randombytes_buf(&number, sizeof number);
    number &= (std::uint64_t{1} << 53U) - 1;  // exact in every reader
  }
  return static_cast<std::int64_t>(number);
}

void make_key_tables(SQLite::Database& connection) {
  for (const char* sql : kVaultSchema) connection.exec(sql);
  connection.exec("PRAGMA application_id = " + std::to_string(kVaultApplication));
  connection.exec("PRAGMA user_version = " + std::to_string(kVaultVersion));
}

// Whose keys it holds.
void give_identity(SQLite::Database& connection, const std::string& origin) {
  SQLite::Statement insert{connection, "INSERT INTO vault VALUES (1, ?)"};
  insert.bind(1, origin);
  insert.exec();
}

void make_vault(SQLite::Database& connection, const std::string& origin, bool in_memory) {
  if (in_memory) {
    static Blank blank{make_key_tables};
    blank.copy_into(connection);
  }
  SQLite::Transaction transaction{connection, SQLite::TransactionBehavior::IMMEDIATE};
  if (!in_memory) make_key_tables(connection);
  give_identity(connection, origin);
  transaction.commit();
}

// Of this version, and of the database it stands beside.
bool is_vault_of(SQLite::Database& connection, const std::string& origin) {
  if (connection.execAndGet("PRAGMA application_id").getInt() != kVaultApplication) return false;
  if (connection.execAndGet("PRAGMA user_version").getInt() != kVaultVersion) return false;
  return connection.execAndGet("SELECT origin FROM vault").getString() == origin;
}

}  // namespace

struct Vault::Inner {
  struct Known {
    Hold hold;
    std::int64_t id;
    KeyBytes bytes;
  };
  SQLite::Database connection;
  std::string origin;
  bool wanted = false;  // a transaction of the database is open
  bool open = false;    // and one of ours, since something was written
  std::vector<Known> known;
  std::int64_t last_ref = 0;
  std::string last_subject;

  Prepared find_ref{connection, "SELECT ref FROM person WHERE subject = ?"};
  Prepared find_subject{connection, "SELECT subject FROM person WHERE ref = ?"};
  Prepared insert_person{connection, "INSERT INTO person(ref, subject) VALUES (?, ?)"};
  Prepared find_key{connection, "SELECT key_id, key FROM dek WHERE ref = ? AND dossier = ? AND purpose = ?"};
  Prepared find_key_id{connection, "SELECT key FROM dek WHERE key_id = ?"};
  Prepared insert_key{connection, "INSERT INTO dek(key_id, ref, dossier, purpose, key) VALUES (?, ?, ?, ?, ?)"};
  Prepared keys_of{connection, "SELECT key_id, dossier, purpose FROM dek WHERE ref = ? ORDER BY key_id"};
  Prepared delete_key{connection, "DELETE FROM dek WHERE key_id = ?"};
  Prepared delete_pseudonyms{connection, "DELETE FROM pseudonym WHERE ref = ?"};
  Prepared delete_person{connection, "DELETE FROM person WHERE ref = ?"};

  Inner(const std::string& file, int flags, std::string of) : connection{file, flags}, origin{std::move(of)} {}
  Inner(const Inner&) = delete;
  Inner& operator=(const Inner&) = delete;
  ~Inner() { forget_keys(); }

  void forget_keys() {
    for (Known& key : known) sodium_memzero(key.bytes.data(), key.bytes.size());
    known.clear();
    last_ref = 0;
    last_subject.clear();
  }
  const Known& key_for(const Hold& hold, Vault& vault);
  void scrub();
};

base::Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& file, bool write, bool may_create,
                                                 const std::string& origin) {
  static const bool ready = sodium_init() >= 0;
  base::ensure(ready, "libsodium starts");
  const std::string name = file.empty() ? ":memory:" : file.string();
  return guarded(name, [&]() -> base::Result<std::unique_ptr<Vault>> {
    const bool there = !file.empty() && ::access(name.c_str(), F_OK) == 0;
    if (!file.empty() && !there && write && !may_create)
      return base::Failure{{N_("{file} is missing: without the keys, what cases hold cannot be read; put it back beside "
                               "its database"),
                            {{"file", name}}}};
    const bool in_memory = file.empty() || (!there && !write);
    if (!in_memory && write) {
      const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (descriptor < 0) return system_failure(errno, name);
      ::close(descriptor);
    }
    const int flags = write || in_memory ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
    auto inner = std::make_unique<Inner>(in_memory ? ":memory:" : name, flags, origin);
    harden(inner->connection, 1);
    if (!in_memory && write) inner->connection.exec("PRAGMA journal_mode = WAL");
    const bool blank = inner->connection.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    if (blank && (in_memory || write)) make_vault(inner->connection, origin, in_memory);
    if (!is_vault_of(inner->connection, origin))
      return base::Failure{{N_("{file} does not hold the keys of this database"), {{"file", name}}}};
    return std::unique_ptr<Vault>{new Vault{std::move(inner)}};
  });
}

Vault::Vault(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Vault::~Vault() = default;

const std::string& Vault::origin() const { return inner_->origin; }
SQLite::Database& Vault::connection() { return inner_->connection; }

std::int64_t Vault::known_ref(const std::string& subject) {
  if (subject.empty()) return 0;
  if (inner_->last_ref != 0 && subject == inner_->last_subject) return inner_->last_ref;
  Execution found = inner_->find_ref();
  if (!found.bind(subject).row()) return 0;
  inner_->last_subject = subject;
  return inner_->last_ref = found.integer(0);
}

std::int64_t Vault::ref_of(const std::string& subject) {
  if (const std::int64_t known = known_ref(subject); known != 0 || subject.empty()) return known;
  about_to_write();
  const std::int64_t ref = drawn_number();
  inner_->insert_person().bind(ref).bind(subject).run();
  return ref;
}

std::string Vault::subject(std::int64_t ref) {
  if (ref == 0) return {};
  if (ref == inner_->last_ref) return inner_->last_subject;
  Execution found = inner_->find_subject();
  return found.bind(ref).row() ? found.bytes(0) : std::string{};
}

const Vault::Inner::Known& Vault::Inner::key_for(const Hold& hold, Vault& vault) {
  for (const Known& key : known)
    if (key.hold == hold) return key;
  Known key{hold, 0, {}};
  if (Execution found = find_key(); found.bind(hold.ref).bind(hold.dossier).bind(hold.purpose).row()) {
    key.id = found.integer(0);
    const std::string_view bytes = found.view(1);
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
  } else {
    vault.about_to_write();
    crypto_aead_xchacha20poly1305_ietf_keygen(key.bytes.data());
    const std::string_view bytes{reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
    key.id = drawn_number();
    insert_key().bind(key.id).bind(hold.ref).bind(hold.dossier).bind(hold.purpose).bind_blob(bytes).run();
  }
  if (known.size() == kKeysKnownMax) {
    sodium_memzero(known.front().bytes.data(), known.front().bytes.size());
    known.erase(known.begin());
  }
  known.push_back(key);
  return known.back();
}

Sealed Vault::seal(const privacy::StoragePermit& permit, std::int64_t ref, std::int64_t dossier, std::string_view text,
                   std::string_view about) {
  const Inner::Known& key = inner_->key_for({ref, dossier, permit.purpose()}, *this);
  Sealed sealed{key.id, std::string(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0'),
                std::string(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0')};
  randombytes_buf(sealed.nonce.data(), sealed.nonce.size());
  crypto_aead_xchacha20poly1305_ietf_encrypt(octets_of(sealed.text), nullptr, octets_of(text), text.size(),
                                             octets_of(about), about.size(), nullptr,
                                             octets_of(std::string_view{sealed.nonce}), key.bytes.data());
  return sealed;
}

Vault::Opening Vault::unseal(std::int64_t key_id, std::string_view nonce, std::string_view sealed,
                             std::string_view about, std::string& text) {
  KeyBytes bytes{};
  const auto known = std::find_if(inner_->known.begin(), inner_->known.end(),
                                  [&](const Inner::Known& key) { return key.id == key_id; });
  if (known != inner_->known.end()) {
    bytes = known->bytes;
  } else {
    Execution found = inner_->find_key_id();
    if (!found.bind(key_id).row()) return Opening::no_key;
    const std::string_view kept = found.view(0);
    std::copy(kept.begin(), kept.end(), bytes.begin());
  }
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (nonce.size() != crypto_aead_xchacha20poly1305_ietf_NPUBBYTES || sealed.size() < kTag) return Opening::damaged;
  text.resize(sealed.size() - kTag);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      octets_of(text), nullptr, nullptr, octets_of(sealed), sealed.size(), octets_of(about), about.size(),
      octets_of(nonce), bytes.data());
  sodium_memzero(bytes.data(), bytes.size());
  return opened == 0 ? Opening::opened : Opening::damaged;
}

std::vector<Vault::Key> Vault::keys_of(std::int64_t ref) {
  std::vector<Key> keys;
  Execution each = inner_->keys_of();
  each.bind(ref);
  while (each.row()) keys.push_back({each.integer(0), {ref, each.integer(1), each.bytes(2)}});
  return keys;
}

bool Vault::has_key(std::int64_t key_id) {
  Execution found = inner_->find_key_id();
  return found.bind(key_id).row();
}

// secure_delete overwrites the rows, VACUUM leaves no free page, the truncation empties the journal
// that still holds the pages as they were.
void Vault::Inner::scrub() {
  forget_keys();
  connection.exec("VACUUM");
  if (connection.getFilename() != ":memory:") connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

void Vault::destroy(const std::vector<std::int64_t>& keys) {
  base::ensure(!inner_->open, "keys are destroyed outside a transaction");
  for (const std::int64_t key : keys) inner_->delete_key().bind(key).run();
  inner_->scrub();
}

void Vault::forget(std::int64_t ref) {
  base::ensure(!inner_->open, "a person is forgotten outside a transaction");
  inner_->delete_pseudonyms().bind(ref).run();
  inner_->delete_person().bind(ref).run();
  inner_->scrub();
}

void Vault::begin() { inner_->wanted = true; }

void Vault::about_to_write() {
  if (!inner_->wanted || inner_->open) return;
  inner_->connection.exec("BEGIN IMMEDIATE");
  inner_->open = true;
}

void Vault::commit() {
  if (inner_->open) inner_->connection.exec("COMMIT");
  inner_->open = inner_->wanted = false;
}

void Vault::rollback() {
  inner_->wanted = false;
  if (!inner_->open) return;
  inner_->open = false;
  inner_->connection.tryExec("ROLLBACK");
  inner_->forget_keys();
}

}  // namespace guichet::store
