#include "store/backup.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

#include "store/failure.h"
#include "store/vault.h"
#include "store/writer_lock.h"

namespace guichet::store {

namespace {

base::Failure told_of(const char* sentence, const std::string& file) { return {{sentence, {{"file", file}}}}; }

// Absolute, so that SQLite takes it for no URI; one name per file, as for the lock.
std::filesystem::path place_of(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::weakly_canonical(std::filesystem::absolute(path, none), none);
}

// One step, so one moment of the source; what else uses the target at that moment makes it fail, whole.
base::Outcome copy_all(SQLite::Database& target, SQLite::Database& source) {
  if (SQLite::Backup{target, source}.executeStep(-1) == SQLITE_DONE) return base::Done{};
  return told_of(N_("{file} is in use: it was not replaced"), target.getFilename());
}

// The file is made here, so that nobody else may read it from its first byte. `flags`: O_EXCL when it must be new.
base::Outcome copy_to(const std::string& file, SQLite::Database& source, int flags) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  if (descriptor < 0) return system_failure(errno, file);
  ::close(descriptor);
  const auto done = guarded(file, [&]() -> base::Outcome {
    SQLite::Database target{file, SQLite::OPEN_READWRITE};
    if (const auto copied = copy_all(target, source); !copied.ok()) return copied;
    if ((flags & O_EXCL) != 0) target.exec("PRAGMA journal_mode = DELETE");
    return base::Done{};
  });
  if (!done.ok() && (flags & O_EXCL) != 0) ::unlink(file.c_str());
  return done;
}

base::Outcome check_pages(SQLite::Database& opened, const std::string& file) {
  if (opened.execAndGet("PRAGMA integrity_check(1)").getString() != "ok")
    return told_of(N_("{file} is damaged: it was not restored"), file);
  SQLite::Statement lost{opened, "PRAGMA foreign_key_check"};
  if (lost.executeStep()) return told_of(N_("{file} is damaged: it was not restored"), file);
  return base::Done{};
}

// Opening to read refuses keys that are another database's.
base::Outcome check_keys(const std::string& keys, const std::string& origin) {
  if (::access(keys.c_str(), F_OK) != 0)
    return told_of(N_("{file} is missing: without the keys, what cases hold cannot be read; put it back beside its "
                      "database"),
                   keys);
  const auto vault = Vault::open(keys, false, false, origin);
  return vault.ok() ? base::Outcome{base::Done{}} : base::Outcome{vault.failure()};
}

}  // namespace

std::filesystem::path keys_of(const std::filesystem::path& database) { return place_of(database).string() + ".keys"; }

base::Outcome back_up(const std::filesystem::path& database, const std::filesystem::path& copy) {
  auto source = Database::open(database, Database::Mode::read);
  if (!source.ok()) return source.failure();
  return copy_to(place_of(copy).string(), source->handle(), O_EXCL);
}

base::Outcome back_up_keys(const std::filesystem::path& database, const std::filesystem::path& copy) {
  auto source = Database::open(database, Database::Mode::read);
  if (!source.ok()) return source.failure();
  return copy_to(place_of(copy).string(), source->vault().connection(), O_EXCL);
}

base::Outcome restore(const std::filesystem::path& copy, const std::filesystem::path& keys,
                      const std::filesystem::path& database) {
  const std::filesystem::path place = place_of(database);
  const std::string file = place_of(copy).string();
  std::string origin;
  {  // of this schema, its tables ours
    auto ours = Database::open(file, Database::Mode::read);
    if (!ours.ok()) return ours.failure();
    origin = ours->vault().origin();
  }
  const std::string used = (keys.empty() ? keys_of(database) : place_of(keys)).string();
  if (const auto own = check_keys(used, origin); !own.ok()) return own;
  const auto lock = WriterLock::take(place, kPatience);
  if (!lock.ok()) return lock.failure();
  return guarded(file, [&]() -> base::Outcome {
    SQLite::Database source{file, SQLite::OPEN_READONLY};
    if (const auto sound = check_pages(source, file); !sound.ok()) return sound;
    if (!keys.empty()) {
      SQLite::Database key_source{used, SQLite::OPEN_READONLY};
      if (const auto copied = copy_to(keys_of(database).string(), key_source, 0); !copied.ok()) return copied;
    }
    return copy_to(place.string(), source, 0);
  });
}

}  // namespace guichet::store
