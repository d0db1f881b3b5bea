// SQL meant to undo the log, tried on every one of its tables: through a stranger's connection, where the triggers alone
// stand, and through ours, where the authorizer comes first. After each, the tables of the log read as before.
#include <gtest/gtest.h>

#include <SQLiteCpp/Statement.h>

#include <iostream>

#include "faults/one_act.h"

namespace guichet::faults {
namespace {

struct Table {
  const char* name;
  const char* columns;  // all of them
  const char* key;      // those of its primary key
  const char* other;    // one that is not
};
constexpr Table kTables[] = {
    {"audit_origin", "id, origin", "id", "origin"},
    {"audit_entry", "seq, env, leaf, dossier", "seq", "env"},
    {"audit_dossier", "dossier, pseudonym", "dossier", "pseudonym"},
    {"payload", "seq, subject_ref, key_id, nonce, ct", "seq", "ct"},
    {"audit_head", "id, size, frontier, root", "id", "root"},
    {"audit_tile", "level, idx, hashes", "level, idx", "hashes"},
    {"audit_map", "name, count, last", "name", "count"},
    {"audit_pruned", "id, size", "id", "size"},
    {"audit_erasure", "seq, ref, whole, keys, done", "seq", "keys"},
    {"checkpoint", "size, note, cosig", "size", "note"},
};

std::string all_of(SQLite::Database& sql) {
  std::string text;
  for (const Table& table : kTables) {
    SQLite::Statement each{sql, std::string{"SELECT "} + table.columns + " FROM " + table.name + " ORDER BY " + table.key};
    while (each.executeStep())
      for (int i = 0; i < each.getColumnCount(); ++i) text += each.getColumn(i).getString() + '|';
  }
  return text;
}

std::vector<std::string> attacks(const Table& table) {
  const std::string name = table.name, columns = table.columns, key = table.key, other = table.other;
  const std::string row = "SELECT " + columns + " FROM " + name + " LIMIT 1";
  return {
      "DELETE FROM " + name,
      "DELETE FROM " + name + " WHERE rowid = 1 OR 1",
      "UPDATE " + name + " SET " + other + " = zeroblob(40)",
      "UPDATE " + name + " SET " + other + " = 0",
      "UPDATE OR REPLACE " + name + " SET " + other + " = zeroblob(40)",
      "UPDATE OR IGNORE " + name + " SET " + other + " = zeroblob(40)",
      "INSERT INTO " + name + "(" + columns + ") " + row,
      "INSERT OR REPLACE INTO " + name + "(" + columns + ") " + row,
      "REPLACE INTO " + name + "(" + columns + ") " + row,
      "INSERT OR IGNORE INTO " + name + "(" + columns + ") " + row,
      "INSERT INTO " + name + "(" + columns + ") SELECT " + columns + " FROM " + name + " WHERE true ON CONFLICT DO UPDATE SET " + other +
          " = 0",
      "INSERT INTO " + name + "(" + columns + ") SELECT " + columns + " FROM " + name + " WHERE true ON CONFLICT DO NOTHING",
  };
}

// What only somebody who owns the file may do: our connection refuses it by name.
std::vector<std::string> of_owners(const Table& table) {
  const std::string name = table.name;
  return {"DROP TABLE " + name, "ALTER TABLE " + name + " RENAME TO x", "ALTER TABLE " + name + " ADD COLUMN x",
          "CREATE TRIGGER x BEFORE INSERT ON " + name + " BEGIN SELECT 1; END", "CREATE INDEX x ON " + name + "(" + table.other + ")",
          "CREATE TEMP TRIGGER x BEFORE INSERT ON " + name + " BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TEMP TABLE x AS SELECT * FROM " + name};
}

class SqlTest : public testing::Test {
 protected:
  void SetUp() override {
    auto database = Database::open(file, Database::Mode::write);
    ASSERT_TRUE(database) << sentence_of(database);
    audit::Log log{*database};
    auto transaction = store::Transaction::begin(*database);
    for (int i = 0; i < 300; ++i) {
      audit::Line line{.kind = audit::Kind::datum_stored, .at = i, .dossier = 1, .subject = "p"};
      if (i % 10 == 9) line.payload = {{"demande.plaque", "AB-123-CD"}}, line.permit = permit_for();
      ASSERT_TRUE(log.append(line, 1));
    }
    ASSERT_TRUE(transaction->commit());
    SQLite::Database sql{file.string(), SQLite::OPEN_READWRITE};
    sql.exec("INSERT INTO checkpoint VALUES (256, 'note', 'cosignature')");
    sql.exec("INSERT INTO audit_erasure VALUES (3, 1, 1, '7', 4)");
  }
  store::Scratch scratch;
  fs::path file = scratch / "a.db";
};
class PlainSqlTest : public SqlTest, public testing::WithParamInterface<bool> {};  // with recursive triggers, or without

TEST_P(PlainSqlTest, NothingOfTheLogIsUndoneThroughAPlainConnection) {
  SQLite::Database sql{file.string(), SQLite::OPEN_READWRITE};
  sql.exec(GetParam() ? "PRAGMA recursive_triggers = ON" : "PRAGMA recursive_triggers = OFF");
  const std::string before = all_of(sql);
  int tried = 0, refused = 0;
  for (const Table& table : kTables)
    for (const std::string& attack : attacks(table)) {
      ++tried;
      refused += store::answer(sql, attack).empty() ? 0 : 1;
      ASSERT_EQ(all_of(sql), before) << attack;
    }
  std::cout << tried << " statements, " << refused << " refused, none changed the log\n";
  EXPECT_GT(refused, 60);
}

TEST_F(SqlTest, NorThroughOurs) {
  auto database = Database::open(file, Database::Mode::write);
  ASSERT_TRUE(database) << sentence_of(database);
  SQLite::Database& sql = database->handle();
  const std::string before = all_of(sql);
  int tried = 0;
  for (const Table& table : kTables) {
    for (const std::string& attack : attacks(table)) {
      ++tried;
      static_cast<void>(store::answer(sql, attack));
      ASSERT_EQ(all_of(sql), before) << attack;
    }
    for (const std::string& attack : of_owners(table)) {
      ++tried;
      EXPECT_NE(store::answer(sql, attack), "") << attack;
      ASSERT_EQ(all_of(sql), before) << attack;
    }
  }
  for (const char* attack : {"PRAGMA writable_schema = ON", "PRAGMA recursive_triggers = OFF", "PRAGMA journal_mode = OFF",
                             "ATTACH 'other.db' AS other", "VACUUM", "VACUUM INTO 'other.db'", "DELETE FROM sqlite_schema",
                             "UPDATE sqlite_schema SET sql = ''", "DROP TRIGGER audit_entry_stays", "PRAGMA user_version = 1",
                             "DETACH main", "SELECT writefile('x', 'y')"}) {
    ++tried;
    EXPECT_NE(store::answer(sql, attack), "") << attack;
  }
  ASSERT_EQ(all_of(sql), before);
  std::cout << tried << " statements, none changed the log\n";
}

INSTANTIATE_TEST_SUITE_P(Triggers, PlainSqlTest, testing::Bool(), [](const auto& recursive) { return recursive.param ? "recursive" : "plain"; });

}  // namespace
}  // namespace guichet::faults
