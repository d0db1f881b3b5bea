#include "store/hardening.h"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <utility>

namespace guichet::store {

namespace {
constexpr int kBusyMilliseconds = 5000;  // a reader that recovers the write-ahead log
}

void harden(SQLite::Database& database, int attached_max) {
  sqlite3* const handle = database.getHandle();
  const std::pair<int, int> settings[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0}};
  for (const auto& [setting, value] : settings) database.check(sqlite3_db_config(handle, setting, value, nullptr));
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, attached_max);
  database.setBusyTimeout(kBusyMilliseconds);
  // mmap_size=0: a damaged file must be an error, not a signal. secure_delete: erased is erased. A page that many acts write
  // goes from the write-ahead log (16 MB) to its place once.
  for (const char* pragma :
       {"PRAGMA recursive_triggers = ON", "PRAGMA foreign_keys = ON", "PRAGMA cell_size_check = ON",
        "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", "PRAGMA mmap_size = 0", "PRAGMA temp_store = MEMORY",
        "PRAGMA wal_autocheckpoint = 4000"})
    database.exec(pragma);
}

}  // namespace guichet::store
