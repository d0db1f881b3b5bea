#include "agency/registers.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "agency/csv.h"
#include "agency/schema.h"
#include "agency/sql.h"

namespace guichet::agency {
namespace {

namespace fs = std::filesystem;
using Databases = std::map<std::string, std::unique_ptr<SQLite::Database>, std::less<>>;

int read_write_flags() { return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE; }
constexpr int kBusyMs = 5'000;

base::Failure database_failed(const std::string& what, const SQLite::Exception& error) {
  return {{.id = N_("The register {register} cannot be used: {cause}."),
           .args = {{"register", what}, {"cause", error.what()}}}};
}

std::unique_ptr<SQLite::Database> open_memory() {
  return std::make_unique<SQLite::Database>(":memory:", read_write_flags());
}

void copy(SQLite::Database& to, SQLite::Database& from) {
  SQLite::Backup backup{to, from};
  backup.executeStep();
}

void insert_rows(SQLite::Database& database, const TableShape& shape, const Table& table) {
  std::string marks;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) marks += i == 0 ? "?" : ", ?";
  SQLite::Statement insert{
      database, fmt::format("INSERT INTO {} ({}) VALUES ({})", shape.table, fmt::join(shape.columns, ", "), marks)};
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) insert.bind(static_cast<int>(i) + 1, row[i]);
    insert.exec();
    insert.reset();
  }
}

base::Outcome fill(SQLite::Database& database, const TableShape& shape, const fs::path& citizens) {
  const fs::path path = citizens / (shape.path() + ".csv");
  base::Result<Table> table = read_csv(path, shape.path());
  if (!table.ok()) return table.failure();
  if (!std::ranges::equal(table->columns, shape.columns))
    return base::Failure{{.id = N_("The file {path} does not have the columns of its register: {columns}."),
                          .args = {{"path", path}, {"columns", fmt::format("{}", fmt::join(shape.columns, ", "))}}}};
  insert_rows(database, shape, *table);
  return base::Done{};
}

// A file appears whole or not at all.
void create_file(const fs::path& path, SQLite::Database& from) {
  const fs::path unfinished = path.string() + ".new";
  fs::remove(unfinished);
  {
    SQLite::Database file{unfinished.string(), read_write_flags()};
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write);
    copy(file, from);
  }
  fs::rename(unfinished, path);
}

}  // namespace

struct RegisterTemplate::Inner {
  Databases databases;
};

struct Registers::Inner {
  Databases databases;
};

RegisterTemplate::RegisterTemplate(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
RegisterTemplate::RegisterTemplate(RegisterTemplate&&) noexcept = default;
RegisterTemplate& RegisterTemplate::operator=(RegisterTemplate&&) noexcept = default;
RegisterTemplate::~RegisterTemplate() = default;

Registers::Registers(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Registers::Registers(Registers&&) noexcept = default;
Registers& Registers::operator=(Registers&&) noexcept = default;
Registers::~Registers() = default;

base::Result<RegisterTemplate> RegisterTemplate::load(const fs::path& citizens) {
  auto inner = std::make_unique<Inner>();
  for (const std::string_view name : register_names()) {
    try {
      auto database = open_memory();
      SQLite::Transaction transaction{*database};
      database->exec(schema_sql(name));
      for (const TableShape& shape : table_shapes()) {
        if (shape.register_name != name || shape.is_view) continue;
        if (base::Outcome filled = fill(*database, shape, citizens); !filled.ok()) return filled.failure();
      }
      transaction.commit();
      inner->databases.emplace(name, std::move(database));
    } catch (const SQLite::Exception& error) {
      return database_failed(std::string{name}, error);
    }
  }
  return RegisterTemplate{std::move(inner)};
}

base::Result<Registers> Registers::fresh(const RegisterTemplate& from) {
  auto inner = std::make_unique<Inner>();
  for (const auto& [name, source] : from.inner_->databases) {
    try {
      auto database = open_memory();
      copy(*database, *source);
      inner->databases.emplace(name, std::move(database));
    } catch (const SQLite::Exception& error) {
      return database_failed(name, error);
    }
  }
  return Registers{std::move(inner)};
}

base::Result<Registers> Registers::open(const RegisterTemplate& from, const fs::path& directory) {
  auto inner = std::make_unique<Inner>();
  for (const auto& [name, source] : from.inner_->databases) {
    const fs::path path = directory / (name + ".db");
    try {
      fs::create_directories(directory);
      if (!fs::exists(path)) create_file(path, *source);
      auto database = std::make_unique<SQLite::Database>(path.string(), read_write_flags(), kBusyMs);
      database->exec("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL;");
      inner->databases.emplace(name, std::move(database));
    } catch (const SQLite::Exception& error) {
      return database_failed(path.string(), error);
    } catch (const fs::filesystem_error&) {
      return base::Failure{{.id = N_("The file {path} cannot be written."), .args = {{"path", path}}}};
    }
  }
  return Registers{std::move(inner)};
}

base::Outcome Registers::reset(const RegisterTemplate& from) {
  for (const auto& [name, source] : from.inner_->databases) {
    try {
      copy(*inner_->databases.find(name)->second, *source);
    } catch (const SQLite::Exception& error) {
      return database_failed(name, error);
    }
  }
  return base::Done{};
}

SQLite::Database& Registers::database(std::string_view name) {
  const auto at = inner_->databases.find(name);
  return *(at == inner_->databases.end() ? inner_->databases.find(kNoRegister) : at)->second;
}

base::Outcome Registers::edit(const std::string& register_name, const Edit& edit) {
  const TableShape* shape = find_shape(register_name, edit.table);
  if (shape == nullptr || shape->is_view)
    return base::Failure{{.id = N_("The register {register} has no table {table} to change."),
                          .args = {{"register", register_name}, {"table", edit.table}}}};
  for (const Fields* fields : {&edit.where, &edit.to}) {
    for (const auto& [column, value] : *fields) {
      if (fields == &edit.to ? shape->writable(column) : shape->has(column)) continue;
      return base::Failure{{.id = N_("The table {table} has no column {column} to use here; it has: {columns}."),
                            .args = {{"table", edit.table},
                                     {"column", column},
                                     {"columns", fmt::format("{}", fmt::join(shape->columns, ", "))}}}};
    }
  }
  try {
    if (change_rows(database(register_name), edit) > 0) return base::Done{};
  } catch (const SQLite::Exception& error) {
    return database_failed(register_name, error);
  }
  return base::Failure{{.id = N_("No row of {table} matches: {where}."),
                        .args = {{"table", edit.table}, {"where", describe(edit.where)}}}};
}

base::Result<SignIn> Registers::sign_in(const std::string& person) {
  try {
    const std::vector<Fields> rows = find_rows(database("franceconnect"), "identites", {{"personne", person}});
    if (rows.empty())
      return base::Failure{{.id = N_("Nobody of the synthetic population who can sign in has the id {person}."),
                            .args = {{"person", person}}}};
    SignIn answer;
    for (const auto& [column, value] : rows.front()) {
      if (column == "erreur")
        answer.error = value;
      else if (column == "niveau")
        answer.level = value;
      else if (column != "personne" && !value.empty())
        answer.claims.emplace(column, value);
    }
    return answer;
  } catch (const SQLite::Exception& error) {
    return database_failed("franceconnect", error);
  }
}

base::Result<std::vector<ReceivedCall>> Registers::calls() {
  std::vector<ReceivedCall> all;
  for (const std::string_view name : register_names()) {
    try {
      SQLite::Statement query{database(name),
                              "SELECT cle, agence, api, demandeur, base, instant, champs, trace,"
                              " issue, code FROM appels ORDER BY rowid"};
      while (query.executeStep()) {
        const auto text = [&](int column) { return query.getColumn(column).getString(); };
        all.push_back({text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8), text(9)});
      }
    } catch (const SQLite::Exception& error) {
      return database_failed(std::string{name}, error);
    }
  }
  return all;
}

}  // namespace guichet::agency
