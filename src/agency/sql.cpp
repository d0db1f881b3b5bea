#include "agency/sql.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

namespace guichet::agency {
namespace {

// `"column" = ? <separator> ...`
std::string equalities(const Fields& fields, std::string_view separator) {
  std::string text;
  for (const auto& [column, value] : fields) text += fmt::format("{}\"{}\" = ?", text.empty() ? "" : separator, column);
  return text;
}

std::string condition(const Fields& where) { return where.empty() ? "" : " WHERE " + equalities(where, " AND "); }

int bind(SQLite::Statement& statement, const Fields& fields, int first) {
  for (const auto& [column, value] : fields) statement.bind(first++, value);
  return first;
}

std::string insertion(const Edit& edit) {
  std::string columns, marks;
  for (const auto& [column, value] : edit.to) {
    columns += fmt::format("{}\"{}\"", columns.empty() ? "" : ", ", column);
    marks += marks.empty() ? "?" : ", ?";
  }
  return fmt::format("INSERT INTO \"{}\" ({}) VALUES ({})", edit.table, columns, marks);
}

std::string statement_of(const Edit& edit) {
  switch (edit.kind) {
    case Edit::Kind::set:
      return fmt::format("UPDATE \"{}\" SET {}{}", edit.table, equalities(edit.to, ", "), condition(edit.where));
    case Edit::Kind::add:
      return insertion(edit);
    case Edit::Kind::remove:
      return fmt::format("DELETE FROM \"{}\"{}", edit.table, condition(edit.where));
  }
  return {};
}

}  // namespace

std::vector<Fields> find_rows(SQLite::Database& database, std::string_view table, const Fields& where) {
  SQLite::Statement query{database, fmt::format("SELECT * FROM \"{}\"{}", table, condition(where))};
  bind(query, where, 1);
  std::vector<Fields> rows;
  while (query.executeStep()) {
    Fields& row = rows.emplace_back();
    for (int i = 0; i < query.getColumnCount(); ++i)
      row.emplace(query.getColumnName(i), query.getColumn(i).getString());
  }
  return rows;
}

int change_rows(SQLite::Database& database, const Edit& edit) {
  SQLite::Statement statement{database, statement_of(edit)};
  int next = 1;
  if (edit.kind != Edit::Kind::remove) next = bind(statement, edit.to, next);
  if (edit.kind != Edit::Kind::add) bind(statement, edit.where, next);
  return statement.exec();
}

std::string describe(const Fields& where) {
  std::string text;
  for (const auto& [column, value] : where) text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", column, value);
  return text;
}

}  // namespace guichet::agency
