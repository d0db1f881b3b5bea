// What SQL can't do to a database of ours: through our connection, where the authorizer refuses, and
// through a stranger's, where only the triggers stand.
#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/database.h"
#include "store/scratch.h"

namespace guichet::store {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

const char* const kLine =
    "INSERT INTO audit_entry(seq, env, leaf) VALUES (0, x'7b7d', zeroblob(32)); "
    "INSERT INTO audit_entry(seq, env, leaf) VALUES (1, x'7b7d', zeroblob(32));";

TEST(Hardening, OurConnectionOnlyMovesRows) {
  const Scratch scratch;
  auto database = Database::open(scratch / "a.db", Database::Mode::write);
  ASSERT_TRUE(database);
  SQLite::Database& sql = database->handle();
  const char* const refused[] = {
      "DROP TABLE audit_entry",
      "DROP TRIGGER audit_entry_stays",
      "DROP INDEX dossier_open",
      "ALTER TABLE dossier RENAME TO other",
      "ALTER TABLE dossier ADD COLUMN more",
      "ATTACH ':memory:' AS copy",
      "DETACH main",
      "VACUUM",
      "VACUUM INTO 'copy.db'",
      "CREATE TABLE more(x)",
      "CREATE TEMP TABLE more(x)",
      "CREATE VIEW more AS SELECT 1",
      "CREATE INDEX more ON dossier(state)",
      "CREATE TRIGGER more BEFORE INSERT ON dossier BEGIN SELECT 1; END",
      "CREATE TEMP TRIGGER more BEFORE INSERT ON dossier BEGIN SELECT 1; END",
      "CREATE VIRTUAL TABLE more USING fts5(x)",
      "PRAGMA recursive_triggers = OFF",
      "PRAGMA foreign_keys = OFF",
      "PRAGMA writable_schema = ON",
      "PRAGMA journal_mode = DELETE",
      "PRAGMA synchronous = OFF",
      "PRAGMA user_version = 7",
      "PRAGMA ignore_check_constraints = ON",
      "UPDATE sqlite_schema SET sql = ''",
      "DELETE FROM sqlite_schema",
      "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 9, '')",
      "DELETE FROM sqlite_sequence",
      "UPDATE audit_entry SET env = x'00'",
      "UPDATE OR REPLACE audit_entry SET seq = 0",
      "DELETE FROM audit_entry",
      "UPDATE audit_origin SET origin = 'x'",
      "DELETE FROM audit_origin",
      "DELETE FROM audit_tile",
      "DELETE FROM audit_head",
      "DELETE FROM checkpoint",
      "UPDATE checkpoint SET note = ''",
      "SELECT load_extension('x')",
      "SELECT randomblob(8)",
      "SAVEPOINT x",
      "ANALYZE",
      "REINDEX",
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION SELECT x + 1 FROM n) SELECT x FROM n LIMIT 9",
  };
  for (const char* statement : refused)
    EXPECT_THAT(answer(sql, statement),
                AnyOf(HasSubstr("not authorized"), HasSubstr("authorization denied"), HasSubstr("may not be modified")))
        << statement;
  EXPECT_EQ(answer(sql, "BEGIN IMMEDIATE; DELETE FROM letter; ROLLBACK"), "") << "rows do move";
}

TEST(Hardening, LinesOnlyFollowOneAnother) {
  const Scratch scratch;
  auto database = Database::open(scratch / "a.db", Database::Mode::write);
  ASSERT_TRUE(database);
  SQLite::Database& sql = database->handle();
  const struct {
    const char* statement;
    const char* says;
  } cases[] = {
      {"INSERT INTO audit_entry(seq, env, leaf) VALUES (1, x'7b7d', x'00')", "only follows the last"},
      {"INSERT INTO audit_entry(seq, env, leaf) VALUES (-1, x'7b7d', x'00')", "only follows the last"},
      {"INSERT INTO audit_entry(env, leaf) VALUES (x'7b7d', x'00')", "only follows the last"},
      {"INSERT INTO audit_entry(seq, env, leaf) VALUES (0, x'7b7d', x'00')", "CHECK constraint failed"},
      {"INSERT INTO audit_entry(seq, env, leaf) VALUES (0, '{}', x'00')", "cannot store TEXT value"},
      {"INSERT INTO audit_entry(seq, env, leaf) VALUES (0, NULL, x'00')", "NOT NULL constraint failed"},
      {"INSERT INTO audit_origin VALUES (1, 'other')", "given once"},
      {"INSERT OR REPLACE INTO audit_origin VALUES (1, 'other')", "given once"},
  };
  for (const auto& c : cases) EXPECT_THAT(answer(sql, c.statement), HasSubstr(c.says)) << c.statement;
}

TEST(Hardening, TriggersStandAgainstAPlainConnection) {
  for (const bool recursive : {true, false}) {
    const Scratch scratch;
    ASSERT_TRUE(Database::open(scratch / "a.db", Database::Mode::write));
    SQLite::Database sql{(scratch / "a.db").string(), SQLite::OPEN_READWRITE};
    sql.exec(recursive ? "PRAGMA recursive_triggers = ON" : "PRAGMA recursive_triggers = OFF");
    ASSERT_EQ(answer(sql, kLine), "");
    const struct {
      const char* statement;
      const char* says;
    } cases[] = {
        {"UPDATE audit_entry SET env = x'00'", "never changes"},
        {"UPDATE audit_entry SET seq = seq + 10", "never changes"},
        {"UPDATE OR REPLACE audit_entry SET seq = 0 WHERE seq = 1", "never changes"},
        {"UPDATE OR IGNORE audit_entry SET env = x'00'", "never changes"},
        {"DELETE FROM audit_entry", "never goes"},
        {"DELETE FROM audit_entry WHERE seq = 1", "never goes"},
        {"INSERT OR REPLACE INTO audit_entry(seq, env, leaf) VALUES (0, x'00', zeroblob(32))", "only follows"},
        {"INSERT OR REPLACE INTO audit_entry(seq, env, leaf) VALUES (1, x'00', zeroblob(32))", "only follows"},
        {"REPLACE INTO audit_entry(seq, env, leaf) VALUES (1, x'00', zeroblob(32))", "only follows"},
        {"INSERT OR IGNORE INTO audit_entry(seq, env, leaf) VALUES (1, x'00', zeroblob(32))", "only follows"},
        {"INSERT INTO audit_entry(seq, env, leaf) VALUES (1, x'00', zeroblob(32)) "
         "ON CONFLICT(seq) DO UPDATE SET env = excluded.env",
         "only follows"},
        {"INSERT INTO audit_entry(seq, env, leaf) VALUES (3, x'00', zeroblob(32))", "only follows"},
        {"REPLACE INTO audit_origin VALUES (1, 'other')", "given once"},
        {"UPDATE audit_origin SET origin = 'other'", "never changes"},
        {"DELETE FROM audit_origin", "never goes"},
    };
    for (const auto& c : cases) EXPECT_THAT(answer(sql, c.statement), HasSubstr(c.says)) << c.statement;
    EXPECT_EQ(sql.execAndGet("SELECT count(*) FROM audit_entry WHERE env = x'7b7d'").getInt(), 2);
  }
}

TEST(Hardening, TheConnectionIsSetUp) {
  const Scratch scratch;
  auto database = Database::open(scratch / "a.db", Database::Mode::write);
  ASSERT_TRUE(database);
  SQLite::Database& sql = database->handle();
  sqlite3_set_authorizer(sql.getHandle(), nullptr, nullptr);  // to ask
  const struct {
    const char* pragma;
    const char* value;
  } cases[] = {{"journal_mode", "wal"},  {"synchronous", "2"},   {"recursive_triggers", "1"},
               {"foreign_keys", "1"},    {"secure_delete", "1"}, {"cell_size_check", "1"},
               {"trusted_schema", "0"},  {"mmap_size", "0"},     {"temp_store", "2"},
               {"writable_schema", "0"}, {"user_version", "4"},  {"application_id", "1198877027"}};
  for (const auto& c : cases)
    EXPECT_EQ(sql.execAndGet(std::string{"PRAGMA "} + c.pragma).getString(), c.value) << c.pragma;
  sql.tryExec("PRAGMA writable_schema = ON");
  EXPECT_NE(answer(sql, "UPDATE sqlite_schema SET sql = ''"), "") << "defensive";
}

}  // namespace
}  // namespace guichet::store
