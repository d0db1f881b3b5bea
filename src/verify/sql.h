// SQLite to read with, through its C interface: a connection that changes nothing and statements
// whose columns keep their types. What SQLite refuses is remembered, never thrown.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace guichet::verify {

class Connection {
 public:
  explicit Connection(const std::string& file);
  [[nodiscard]] bool ok() const { return error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] bool exists() const { return exists_; }
  void fail(int code);
  [[nodiscard]] sqlite3* handle() { return handle_.get(); }
 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
  std::string error_;
  bool exists_ = false;
};

class Query {
 public:
  Query(Connection& connection, const char* sql);
  [[nodiscard]] bool row();
  [[nodiscard]] bool is_integer(int column) const { return type(column) == SQLITE_INTEGER; }
  [[nodiscard]] bool is_blob(int column) const { return type(column) == SQLITE_BLOB; }
  [[nodiscard]] bool is_null(int column) const { return type(column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  // Good until the next row.
  [[nodiscard]] std::string_view bytes(int column) const;
 private:
  [[nodiscard]] int type(int column) const { return sqlite3_column_type(statement_.get(), column); }
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Connection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace guichet::verify
