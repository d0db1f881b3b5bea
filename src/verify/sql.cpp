#include "verify/sql.h"

#include <filesystem>

namespace guichet::verify {

namespace {

// A file name as SQLite's URI wants it.
std::string uri(const std::string& file, const char* options) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text = "file:";
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#' || byte < 0x20) {
      text += '%';
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 0xfU];
    } else {
      text += c;
    }
  }
  return text + options;
}

bool is_empty(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error || size == 0;
}

}  // namespace

// `immutable` only where no write-ahead log holds anything: on a disk one may not write to, SQLite
// cannot make the index such a log needs.
Connection::Connection(const std::string& file) {
  std::error_code error;
  exists_ = std::filesystem::is_regular_file(file, error);
  const std::string place = std::filesystem::absolute(file, error).string();
  for (const char* options : {"?mode=ro", "?mode=ro&immutable=1"}) {
    sqlite3* handle = nullptr;
    const int opened =
        sqlite3_open_v2(uri(place, options).c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    handle_.reset(handle);
    error_.clear();
    if (opened != SQLITE_OK) {
      fail(opened);
      continue;
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_busy_timeout(handle, 5000);
    const int begun = sqlite3_exec(handle, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; BEGIN; "
                                           "SELECT count(*) FROM sqlite_schema",
                                   nullptr, nullptr, nullptr);
    if (begun == SQLITE_OK) return;
    fail(begun);
    if (begun != SQLITE_CANTOPEN || !is_empty(file + "-wal")) return;
  }
}

void Connection::fail(int code) {
  if (error_.empty()) error_ = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
}

Query::Query(Connection& connection, const char* sql) : connection_{connection} {
  sqlite3_stmt* statement = nullptr;
  const int prepared = sqlite3_prepare_v2(connection.handle(), sql, -1, &statement, nullptr);
  statement_.reset(statement);
  if (prepared != SQLITE_OK) connection.fail(prepared);
}

bool Query::row() {
  if (!statement_) return false;
  const int stepped = sqlite3_step(statement_.get());
  if (stepped == SQLITE_ROW) return true;
  if (stepped != SQLITE_DONE) connection_.fail(stepped);
  statement_.reset();
  return false;
}

std::string_view Query::bytes(int column) const {
  const void* const data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const char*>(data), data == nullptr ? 0 : static_cast<std::size_t>(size)};
}

}  // namespace guichet::verify
