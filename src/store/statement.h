// Prepared statements that live as long as their owner, and one execution of one of them. Texts and
// blobs are bound without a copy: they must outlive the execution. For store and audit only.
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::store {

// Binds its parameters in order, reads columns by number, resets the statement at its end.
class Execution {
 public:
  explicit Execution(SQLite::Statement& statement) : statement_{&statement} {}
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;
  ~Execution() { statement_->tryReset(); }

  Execution& bind(std::int64_t value) { return statement_->bind(next_++, value), *this; }
  Execution& bind(const std::string& text) { return statement_->bindNoCopy(next_++, text), *this; }
  Execution& bind(std::string&&) = delete;  // would be gone before the statement runs
  Execution& bind(const std::optional<std::int64_t>& value) {
    return value ? bind(*value) : (statement_->bind(next_++), *this);
  }
  Execution& bind_blob(std::string_view bytes) {
    static const char kEmpty = 0;  // a null pointer would be NULL, not an empty blob
    statement_->bindNoCopy(next_++, bytes.empty() ? &kEmpty : bytes.data(), static_cast<int>(bytes.size()));
    return *this;
  }

  // Moves to the next row; false when there is none.
  [[nodiscard]] bool row() { return statement_->executeStep(); }
  // Runs a statement that gives no row; the number of rows it changed.
  int run() { return statement_->exec(); }

  [[nodiscard]] std::int64_t integer(int column) const { return statement_->getColumn(column).getInt64(); }
  [[nodiscard]] std::string bytes(int column) const {  // of a text or a blob
    return statement_->getColumn(column).getString();
  }
  // Good until the next row or the end of the execution.
  [[nodiscard]] std::string_view view(int column) const {
    const SQLite::Column cell = statement_->getColumn(column);
    const void* const data = cell.getBlob();
    return {static_cast<const char*>(data), static_cast<std::size_t>(cell.getBytes())};
  }
  [[nodiscard]] bool is_null(int column) const { return statement_->isColumnNull(column); }
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional{integer(column)};
  }
 private:
  SQLite::Statement* statement_;
  int next_ = 1;
};

// Prepared at its first use, because preparing may fail and a constructor could not say so.
class Prepared {
 public:
  Prepared(SQLite::Database& database, const char* sql) : database_{&database}, sql_{sql} {}
  [[nodiscard]] Execution operator()() {
    if (!statement_) statement_.emplace(*database_, sql_);
    return Execution{*statement_};
  }
 private:
  SQLite::Database* database_;
  const char* sql_;
  std::optional<SQLite::Statement> statement_;
};

}  // namespace guichet::store
