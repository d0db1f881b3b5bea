// One SQLite file for cases and log, because a transaction that tells one story needs one file. This
// header opens it hardened and hands out transactions; it knows no procedure. One writer at a time:
// a lock file is held for the whole life of a writing Database (Debian's SQLite 3.40 has the
// WAL-reset bug, see docs/audit_format.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "base/result.h"

namespace SQLite {
class Database;
}

namespace guichet::store {

inline constexpr int kSchemaVersion = 4;
inline constexpr std::chrono::seconds kPatience{5};  // for another writer to finish

// For a program whose threads have connections of their own: SQLite then counts no allocation and guards no connection,
// each a lock that all threads wait for. Called once, before the first database is opened; later it does nothing.
void one_connection_per_thread();

class Transaction;
class Vault;

// What must run, once, as the last thing before the open transaction commits; the commit fails with it, a
// rollback forgets it, and nothing is committed past it. One writer of lines at a time sets it, and knows it again.
class Closing {
 public:
  virtual ~Closing() = default;
  [[nodiscard]] virtual base::Outcome close() = 0;
  // Then, once it is committed, what is said of it elsewhere; it may begin transactions of its own. When it fails, what
  // was committed stands, and the next transaction begins by trying again.
  using Begin = std::function<base::Result<Transaction>()>;
  [[nodiscard]] virtual base::Outcome closed(const Begin& begin) = 0;
};

class Database {
 public:
  enum class Mode { write, read };
  // `write` creates the file (mode 0600, and so -wal and -shm) and its schema when it does not
  // exist, and the key file beside it; `read` takes no lock and changes nothing. Fails with a sentence when another writer holds
  // it longer than `patience`, when it is of another schema version, not a database of ours, altered
  // by hand, on a network disk, or the disk refuses.
  [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& path, Mode mode,
                                                   std::chrono::milliseconds patience = kPatience);
  // Gone with the value; for scenarios. No lock.
  [[nodiscard]] static base::Result<Database> in_memory();

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  [[nodiscard]] SQLite::Database& handle();  // for store and audit only
  [[nodiscard]] Vault& vault();              // idem: the key file, `<database>.keys`
  // Grows each time something written here was undone: who remembers rows compares, and forgets.
  // Lives as long as the connection, wherever this value is moved.
  [[nodiscard]] const std::uint64_t& undone() const;
  // Empties the write-ahead log into the file: what was overwritten there is then nowhere.
  [[nodiscard]] base::Outcome empty_journal();
  [[nodiscard]] std::shared_ptr<Closing>& closing();  // lives as long as the connection
 private:
  friend class Transaction;
  struct Inner;
  explicit Database(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// BEGIN IMMEDIATE ... COMMIT. Rolls back when destroyed uncommitted, so also after a failed commit.
// On a database opened to read it gives one view of all that is read meanwhile. One at a time.
class Transaction {
 public:
  [[nodiscard]] static base::Result<Transaction> begin(Database& database);
  Transaction(Transaction&&) noexcept;
  ~Transaction();
  [[nodiscard]] base::Outcome commit();
 private:
  [[nodiscard]] static base::Result<Transaction> begin(Database::Inner& database);
  explicit Transaction(Database::Inner& database);
  Database::Inner* database_;  // nothing once moved from or committed
};

}  // namespace guichet::store
