#include "store/database.h"

#include <SQLiteCpp/Database.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "base/ensure.h"
#include "store/authorizer.h"
#include "store/failure.h"
#include "store/hardening.h"
#include "store/schema.h"
#include "store/statement.h"
#include "store/vault.h"
#include "store/writer_lock.h"

namespace guichet::store {

struct Database::Inner {
  WriterLock lock;  // first, so that it goes last: closing a connection still writes
  SQLite::Database connection;
  std::unique_ptr<Vault> vault;
  std::uint64_t undone = 0;
  std::shared_ptr<Closing> closing;  // may hold statements: goes before the connection
  std::shared_ptr<Closing> unsaid;   // what was committed and could not be said elsewhere
  Prepared begin{connection, "BEGIN IMMEDIATE"};
  Prepared commit{connection, "COMMIT"};

  Inner(WriterLock held, const std::string& file, int flags) : lock{std::move(held)}, connection{file, flags} {
    sqlite3_rollback_hook(
        connection.getHandle(),
        [](void* self) {
          auto& inner = *static_cast<Inner*>(self);
          ++inner.undone;
          inner.closing = nullptr;
        },
        this);
    // Not zero: SQLite rolls back instead.
    sqlite3_commit_hook(
        connection.getHandle(), [](void* self) { return static_cast<Inner*>(self)->closing ? 1 : 0; }, this);
  }
  Inner(const Inner&) = delete;
  Inner& operator=(const Inner&) = delete;
  ~Inner() { sqlite3_rollback_hook(connection.getHandle(), nullptr, nullptr); }  // closing a connection may undo
};

namespace {

const char* const kMemory = ":memory:";

// Write-ahead logs and locks need one machine (sqlite.org/wal.html): these file systems share.
bool is_network_disk(const std::string& file) {
  constexpr std::array<unsigned long, 4> kNetwork{0x6969, 0x517B, 0xFF534D42, 0xFE534D42};  // NFS, SMB
  struct statfs system {};
  if (::statfs(file.c_str(), &system) != 0) return false;
  const auto type = static_cast<unsigned long>(system.f_type) & 0xFFFFFFFFUL;
  for (const unsigned long network : kNetwork)
    if (type == network) return true;
  return false;
}

// SQLite gives -wal and -shm the mode of the file they belong to, so the file is made here.
std::optional<base::Failure> create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_failure(errno, file);
  ::close(descriptor);
  if (!is_network_disk(file)) return std::nullopt;
  return base::Failure{{N_("{file}: a network disk can lose a log; choose a local folder"), {{"file", file}}}};
}

base::Failure refusal(const char* sentence, const std::string& file) { return {{sentence, {{"file", file}}}}; }

// The last thing done to a connection before anybody else uses it.
base::Outcome set_up(SQLite::Database& database, Database::Mode mode) {
  const std::string& file = database.getFilename();
  harden(database);
  const Identity identity = identify(database);
  const bool create = identity == Identity::blank && mode == Database::Mode::write;
  if (identity == Identity::older)
    return refusal(N_("{file} was made by an older Guichet, which this one cannot read"), file);
  if (identity == Identity::newer)
    return refusal(N_("{file} was made by a newer Guichet, which this one cannot read"), file);
  if (identity != Identity::ours && !create) return refusal(N_("{file} is not a database of Guichet"), file);
  if (mode == Database::Mode::write) {
    const std::string journal = database.execAndGet("PRAGMA journal_mode = WAL").getString();
    if (journal != "wal" && file != kMemory)
      return refusal(N_("{file}: this disk does not allow a write-ahead log"), file);
  }
  if (create) create_schema(database);
  if (!schema_is_ours(database)) return refusal(N_("{file}: the tables of this database were altered"), file);
  authorize_rows_only(database);
  return base::Done{};
}

// The keys of a database that has lines are never made anew: that would erase everybody.
base::Result<std::unique_ptr<Vault>> open_vault(SQLite::Database& database, Database::Mode mode) {
  const std::string& file = database.getFilename();
  const std::string origin = database.execAndGet("SELECT origin FROM audit_origin").getString();
  const bool blank = database.execAndGet("SELECT count(*) FROM audit_entry WHERE seq = 0").getInt() == 0;
  return Vault::open(file == kMemory ? "" : file + ".keys", mode == Database::Mode::write, blank, origin);
}

}  // namespace

base::Result<Database> Database::open(const std::filesystem::path& path, Mode mode,
                                      std::chrono::milliseconds patience) {
  std::error_code error;
  // One name per file, whatever links lead to it: the lock is beside the file itself. Absolute, so
  // that SQLite never takes a name for a URI or for ":memory:".
  const std::filesystem::path place =
      std::filesystem::weakly_canonical(path.empty() ? path : std::filesystem::absolute(path, error), error);
  const std::string file = place.string();
  if (file.empty()) return system_failure(ENOENT, path.string());
  WriterLock lock;
  if (mode == Mode::write) {
    base::Result<WriterLock> taken = WriterLock::take(place, patience);
    if (!taken) return taken.failure();
    lock = std::move(*taken);
    if (auto failure = create_private(file)) return *failure;
  } else if (::access(file.c_str(), R_OK) != 0) {
    return system_failure(errno, file);
  }
  return guarded(file, [&]() -> base::Result<Database> {
    const int flags = mode == Mode::write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
    auto inner = std::make_unique<Inner>(std::move(lock), file, flags);
    if (base::Outcome done = set_up(inner->connection, mode); !done) return done.failure();
    auto vault = open_vault(inner->connection, mode);
    if (!vault) return vault.failure();
    inner->vault = std::move(*vault);
    return Database{std::move(inner)};
  });
}

void one_connection_per_thread() {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
}

base::Result<Database> Database::in_memory() {
  return guarded(kMemory, [&]() -> base::Result<Database> {
    const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    auto inner = std::make_unique<Inner>(WriterLock{}, kMemory, flags);
    copy_schema(inner->connection);
    if (base::Outcome done = set_up(inner->connection, Mode::write); !done) return done.failure();
    auto vault = open_vault(inner->connection, Mode::write);
    if (!vault) return vault.failure();
    inner->vault = std::move(*vault);
    return Database{std::move(inner)};
  });
}

Database::Database(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

SQLite::Database& Database::handle() { return inner_->connection; }
Vault& Database::vault() { return *inner_->vault; }
const std::uint64_t& Database::undone() const { return inner_->undone; }
base::Outcome Database::empty_journal() {
  SQLite::Database& connection = inner_->connection;
  return guarded(connection.getFilename(), [&]() -> base::Outcome {
    connection.check(sqlite3_wal_checkpoint_v2(connection.getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr));
    return base::Done{};
  });
}

std::shared_ptr<Closing>& Database::closing() { return inner_->closing; }

base::Result<Transaction> Transaction::begin(Database& database) {
  Database::Inner& inner = *database.inner_;
  if (const auto unsaid = std::exchange(inner.unsaid, nullptr))
    if (base::Outcome said = unsaid->closed([&inner] { return begin(inner); }); !said) {
      inner.unsaid = unsaid;
      return said.failure();
    }
  return begin(inner);
}

base::Result<Transaction> Transaction::begin(Database::Inner& inner) {
  return guarded(inner.connection.getFilename(), [&]() -> base::Result<Transaction> {
    inner.begin().run();
    inner.vault->begin();
    return Transaction{inner};
  });
}

base::Outcome Transaction::commit() {
  base::ensure(database_ != nullptr, "a transaction is committed once");
  return guarded(database_->connection.getFilename(), [&]() -> base::Outcome {
    const auto closing = database_->closing;
    if (closing)
      if (base::Outcome closed = closing->close(); !closed) return closed;
    database_->closing = nullptr;
    database_->vault->commit();  // keys first: what they seal is never there without them
    database_->commit().run();
    Database::Inner& inner = *std::exchange(database_, nullptr);
    if (closing && !closing->closed([&inner] { return begin(inner); })) inner.unsaid = closing;
    return base::Done{};
  });
}

Transaction::Transaction(Database::Inner& database) : database_{&database} {}
Transaction::Transaction(Transaction&& other) noexcept : database_{std::exchange(other.database_, nullptr)} {}
Transaction::~Transaction() {
  // SQLite may have rolled back already (disk full); then there is nothing left to undo.
  if (database_ == nullptr) return;
  database_->connection.tryExec("ROLLBACK");
  database_->vault->rollback();
}

}  // namespace guichet::store
