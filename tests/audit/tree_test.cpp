// The tree in its tables: it covers every line committed and no other, gives the same roots and
// proofs as leaves in memory, and nothing changes it through SQL.
#include "audit/tree.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "audit/log.h"
#include "store/scratch.h"

namespace guichet::audit {
namespace {

using store::answer;
using store::Database;
using store::Scratch;
using store::sentence_of;
using store::Transaction;
using testing::HasSubstr;

class TreeTest : public testing::Test {
 protected:
  void append(int lines) {
    auto transaction = Transaction::begin(database);
    for (int i = 0; i < lines; ++i) ASSERT_TRUE(log.append({.kind = Kind::transition, .at = ++at}, 100));
    ASSERT_TRUE(transaction->commit());
  }
  Bytes32 expected_root(std::int64_t size) {
    Frontier frontier;
    const auto entries = *log.entries(0, size);
    for (const Entry& entry : entries) frontier.add(leaf_of(entry.envelope));
    return frontier.root();
  }
  std::int64_t number(const char* sql) { return database.handle().execAndGet(sql).getInt64(); }

  Database database = std::move(Database::in_memory()).value();
  Log log{database};
  std::int64_t at = 0;
};

TEST_F(TreeTest, TheHeadCoversEveryLineCommitted) {
  EXPECT_EQ(log.head()->size, 0);
  EXPECT_EQ(log.head()->root, empty_root());
  std::int64_t size = 0;
  for (const int lines : {1, 1, 3, 250, 1, 1, 255, 256, 1000, 0}) {
    append(lines);
    const bool counts = (size + lines) / kCheckpointEvery != size / kCheckpointEvery;
    size += lines + (counts ? 1 : 0);  // before a checkpoint, one line counts the names
    ASSERT_EQ(log.head()->size, size);
    EXPECT_EQ(log.head()->root, expected_root(size)) << size;
  }
  EXPECT_EQ(number("SELECT count(*) FROM audit_tile WHERE level = 0"), size / 256);
  EXPECT_EQ(number("SELECT length(hashes) FROM audit_tile WHERE level = 1"), size / 256 * 32);
}

TEST_F(TreeTest, ARollbackLeavesTheHead) {
  append(3);
  const Bytes32 root = log.head()->root;
  {
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(log.append({.kind = Kind::transition, .at = 77}, 100));
  }
  EXPECT_EQ(log.head()->size, 3);
  EXPECT_EQ(log.head()->root, root);
  append(1);
  EXPECT_EQ(log.head()->root, expected_root(4));
}

TEST_F(TreeTest, ALineIsNeverCommittedWithoutItsHead) {
  SQLite::Database& sql = database.handle();
  sql.exec("BEGIN IMMEDIATE");
  ASSERT_TRUE(log.append({.kind = Kind::transition, .at = 1}, 100));
  EXPECT_NE(answer(sql, "COMMIT"), "") << "past the closing";
  EXPECT_EQ(number("SELECT count(*) FROM audit_entry"), 0);
  append(2);
  EXPECT_EQ(log.head()->size, 2);
}

TEST_F(TreeTest, LinesNobodyCoveredAreNotAdopted) {
  append(2);
  database.handle().exec("INSERT INTO audit_entry(seq, env, leaf) SELECT 2, env, leaf FROM audit_entry WHERE seq = 1");
  auto transaction = Transaction::begin(database);
  EXPECT_THAT(sentence_of(log.append({.kind = Kind::transition, .at = 1}, 100)), HasSubstr("line 2 of the log"));
}

TEST_F(TreeTest, ADamagedHeadIsNotContinued) {
  append(5);
  sqlite3_set_authorizer(database.handle().getHandle(), nullptr, nullptr);
  database.handle().exec("DROP TRIGGER audit_head_grows");
  for (const char* change : {"frontier = zeroblob(64)", "frontier = x''", "root = zeroblob(32)", "size = 4", "size = -1"}) {
    database.handle().exec("SAVEPOINT before");
    database.handle().exec(std::string{"UPDATE audit_head SET "} + change);
    EXPECT_THAT(sentence_of(log.head()), HasSubstr("is not what was written")) << change;
    EXPECT_FALSE(log.append({.kind = Kind::transition, .at = 1}, 100)) << change;
    database.handle().exec("ROLLBACK TO before; RELEASE before");
  }
  EXPECT_TRUE(log.head());
}

TEST_F(TreeTest, ProofsFromTilesHold) {
  append(69'999);  // and one that counts their names: 273 tiles of leaves, two levels above
  const Head head = *log.head();
  EXPECT_EQ(number("SELECT max(level) FROM audit_tile"), 2);
  for (const std::int64_t size : {std::int64_t{1}, std::int64_t{255}, std::int64_t{256}, std::int64_t{257},
                                  std::int64_t{65'535}, std::int64_t{65'537}, head.size}) {
    Tree tree{database};
    const auto root = tree.root_at(size);
    ASSERT_TRUE(root);
    EXPECT_EQ(*root, expected_root(size)) << size;
    for (const std::int64_t seq : {std::int64_t{0}, size / 3, size - 1}) {
      const Bytes32 leaf = leaf_of(log.entries(seq, 1)->at(0).envelope);
      const auto proof = log.prove_inclusion(seq, size);
      ASSERT_TRUE(proof) << sentence_of(proof);
      EXPECT_LE(proof->size(), 17u);
      EXPECT_TRUE(includes(*root, size, leaf, seq, *proof)) << seq << " in " << size;
    }
    const auto proof = log.prove_consistency(size, head.size);
    ASSERT_TRUE(proof) << sentence_of(proof);
    EXPECT_TRUE(continues(*root, size, head.root, head.size, *proof)) << size;
  }
  EXPECT_THAT(sentence_of(log.prove_inclusion(70'000, 70'000)), HasSubstr("no line 70000"));
  EXPECT_THAT(sentence_of(log.prove_inclusion(1, 70'001)), HasSubstr("has 70000 lines"));
  EXPECT_THAT(sentence_of(log.prove_consistency(0, 9)), HasSubstr("does not go on"));
  sqlite3_set_authorizer(database.handle().getHandle(), nullptr, nullptr);
  database.handle().exec("DROP TRIGGER audit_tile_remains; DELETE FROM audit_tile WHERE level = 1");
  EXPECT_THAT(sentence_of(log.prove_inclusion(9, 70'000)), HasSubstr("is not what was written"));
}

// Through a stranger's connection, where only the triggers stand.
TEST(TreeOnDisk, TriggersStandAgainstAPlainConnection) {
  for (const bool recursive : {true, false}) {
    const Scratch scratch;
    {
      auto writer = Database::open(scratch / "a.db", Database::Mode::write);
      ASSERT_TRUE(writer) << sentence_of(writer);
      Log log{*writer};
      auto transaction = Transaction::begin(*writer);
      for (int i = 0; i < 300; ++i) ASSERT_TRUE(log.append({.kind = Kind::transition, .at = i}, 1));
      ASSERT_TRUE(transaction->commit());
    }
    SQLite::Database sql{(scratch / "a.db").string(), SQLite::OPEN_READWRITE};
    sql.exec(recursive ? "PRAGMA recursive_triggers = ON" : "PRAGMA recursive_triggers = OFF");
    sql.exec("INSERT INTO checkpoint VALUES (7, 'note', '')");
    const struct {
      const char* statement;
      const char* says;
    } cases[] = {
        {"UPDATE audit_head SET root = zeroblob(32)", "head only grows"},
        {"UPDATE audit_head SET size = 299", "head only grows"},
        {"UPDATE audit_head SET size = 301", "head only grows"},
        {"UPDATE audit_head SET id = 2", "head only grows"},
        {"UPDATE OR REPLACE audit_head SET size = 0", "head only grows"},
        {"DELETE FROM audit_head", "head never goes"},
        {"REPLACE INTO audit_head VALUES (1, 0, x'', zeroblob(32))", "it has one head"},
        {"INSERT INTO audit_head VALUES (2, 0, x'', zeroblob(32))", "it has one head"},
        {"UPDATE audit_tile SET hashes = zeroblob(8192)", "tile only grows"},
        {"UPDATE audit_tile SET hashes = zeroblob(64) WHERE level = 1", "tile only grows"},
        {"UPDATE audit_tile SET idx = 5", "tile only grows"},
        {"UPDATE audit_tile SET hashes = substr(hashes, 1, 32)", "tile only grows"},
        {"DELETE FROM audit_tile", "tile never goes"},
        {"REPLACE INTO audit_tile VALUES (0, 0, zeroblob(8192))", "follows the last one"},
        {"INSERT INTO audit_tile VALUES (0, 2, zeroblob(8192))", "follows the last one"},
        {"INSERT INTO audit_tile VALUES (0, 1, zeroblob(31))", "CHECK constraint"},
        {"UPDATE checkpoint SET note = 'other'", "never changes"},
        {"DELETE FROM checkpoint", "never goes"},
        {"REPLACE INTO checkpoint VALUES (7, 'other', '')", "follows the last one"},
        {"INSERT INTO checkpoint VALUES (6, 'other', '')", "follows the last one"},
        {"INSERT INTO checkpoint VALUES (301, 'other', '')", "follows the last one"},
    };
    for (const auto& c : cases) EXPECT_THAT(answer(sql, c.statement), HasSubstr(c.says)) << c.statement;
  }
}

}  // namespace
}  // namespace guichet::audit
