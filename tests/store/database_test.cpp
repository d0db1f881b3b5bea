// Opening, locking, modes, versions, damage: what a Database promises about its file.
#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/database.h"
#include "store/dossiers.h"
#include "store/scratch.h"
#include "store/vault.h"

namespace guichet::store {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

unsigned mode_of(const std::filesystem::path& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 07777u : 0u;
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream{path, std::ios::binary} << text;
}

TEST(Database, IsPrivateToItsOwner) {
  const Scratch scratch;
  const mode_t mask = ::umask(0);
  auto database = Database::open(scratch / "a.db", Database::Mode::write);
  ::umask(mask);
  ASSERT_TRUE(database) << sentence_of(database);
  for (const char* name : {"a.db", "a.db-wal", "a.db-shm", "a.db.lock"})
    EXPECT_EQ(mode_of(scratch / name), 0600u) << name;
}

TEST(Database, ComesBackAfterBeingClosed) {
  const Scratch scratch;
  {
    auto database = Database::open(scratch / "a.db", Database::Mode::write);
    ASSERT_TRUE(database) << sentence_of(database);
    auto transaction = Transaction::begin(*database);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(Dossiers{*database}.keep_definition("p", 1, "d", "text"));
    ASSERT_TRUE(transaction->commit());
  }
  auto again = Database::open(scratch / "a.db", Database::Mode::write);
  ASSERT_TRUE(again) << sentence_of(again);
  EXPECT_EQ(*Dossiers{*again}.definition("d"), "text");
}

TEST(Database, RollsBackWhatWasNotCommitted) {
  auto database = Database::in_memory();
  ASSERT_TRUE(database) << sentence_of(database);
  Dossiers dossiers{*database};
  {
    auto transaction = Transaction::begin(*database);
    ASSERT_TRUE(dossiers.keep_definition("p", 1, "d", "text"));
    EXPECT_FALSE(Transaction::begin(*database)) << "a transaction inside a transaction";
  }
  EXPECT_EQ(*dossiers.definition("d"), std::nullopt);
}

// In memory they start as copies of one that was made once: all they share is their tables.
TEST(Database, EachInMemoryIsItsOwn) {
  auto first = Database::in_memory();
  auto second = Database::in_memory();
  ASSERT_TRUE(first && second) << sentence_of(first) << sentence_of(second);
  const auto origin = [](Database& database) {
    return database.handle().execAndGet("SELECT origin FROM audit_origin").getString();
  };
  EXPECT_EQ(origin(*first).size(), 32u);
  EXPECT_NE(origin(*first), origin(*second));
  EXPECT_NE(first->vault().origin(), second->vault().origin());
  ASSERT_TRUE(Dossiers{*first}.keep_definition("p", 1, "d", "text"));
  EXPECT_EQ(*Dossiers{*second}.definition("d"), std::nullopt);
  auto third = Database::in_memory();
  EXPECT_EQ(*Dossiers{*third}.definition("d"), std::nullopt);
  EXPECT_THAT(answer(second->handle(), "UPDATE audit_head SET size = 5"), HasSubstr("head only grows"));
}

TEST(Database, SaysWhyItDoesNotOpen) {
  const Scratch scratch;
  write_file(scratch / "text.db", std::string(5000, 'x'));
  write_file(scratch / "empty.db", "");
  std::filesystem::create_directory(scratch / "folder.db");
  SQLite::Database{(scratch / "other.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(
      "CREATE TABLE mine(x)");
  using enum Database::Mode;
  const struct {
    std::filesystem::path path;
    Database::Mode mode;
    const char* says;
  } cases[] = {
      {scratch / "absent.db", read, "absent.db: there is no such file or folder"},
      {scratch / "nowhere/a.db", write, "a.db.lock: there is no such file or folder"},
      {"", write, "there is no such file"},
      {scratch / "text.db", write, "text.db is not a database of Guichet"},
      {scratch / "text.db", read, "text.db is not a database of Guichet"},
      {scratch / "empty.db", read, "empty.db is not a database of Guichet"},
      {scratch / "other.db", write, "other.db is not a database of Guichet"},
      {scratch / "folder.db", write, "folder.db: this database cannot be opened"},
      {scratch / "folder.db", read, "folder.db: "},
  };
  for (const auto& c : cases) {
    const auto opened = Database::open(c.path, c.mode);
    EXPECT_FALSE(opened) << c.path;
    EXPECT_THAT(sentence_of(opened), HasSubstr(c.says)) << c.path;
  }
  EXPECT_EQ(SQLite::Database{(scratch / "other.db").string()}.execAndGet("PRAGMA journal_mode").getString(), "delete")
      << "a stranger's database is left as it was";
}

TEST(Database, RefusesAnotherVersionAndAlteredTables) {
  const struct {
    const char* sql;
    const char* says;
  } cases[] = {
      {"PRAGMA user_version = 0", "made by an older Guichet"},
      {"PRAGMA user_version = 9", "made by a newer Guichet"},
      {"PRAGMA application_id = 7", "is not a database of Guichet"},
      {"DROP TRIGGER audit_entry_stays", "the tables of this database were altered"},
      {"DROP INDEX outbox_open", "the tables of this database were altered"},
      {"CREATE TABLE more(x)", "the tables of this database were altered"},
      {"DROP TRIGGER audit_entry_stays; CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON "
       "audit_entry BEGIN SELECT 1; END",
       "the tables of this database were altered"},
  };
  for (const auto& c : cases) {
    const Scratch scratch;
    const auto path = scratch / "a.db";
    ASSERT_TRUE(Database::open(path, Database::Mode::write));
    SQLite::Database{path.string(), SQLite::OPEN_READWRITE}.exec(c.sql);
    for (const auto mode : {Database::Mode::write, Database::Mode::read}) {
      const auto opened = Database::open(path, mode);
      EXPECT_THAT(sentence_of(opened), HasSubstr(c.says)) << c.sql;
    }
  }
}

TEST(Database, OneWriterAtATimeAmongPrograms) {
  const Scratch scratch;
  const auto path = scratch / "a.db";
  int ready[2];
  int leave[2];
  ASSERT_EQ(::pipe(ready), 0);
  ASSERT_EQ(::pipe(leave), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  char byte = 0;
  if (child == 0) {
    const auto held = Database::open(path, Database::Mode::write);
    const bool told = ::write(ready[1], held ? "y" : "n", 1) == 1 && ::read(leave[0], &byte, 1) == 1;
    ::_exit(told ? 0 : 1);  // as if killed: nothing is closed in order
  }
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  const auto second = Database::open(path, Database::Mode::write, milliseconds{60});
  EXPECT_THAT(sentence_of(second), HasSubstr("another program is writing to this database"));
  const auto reader = Database::open(path, Database::Mode::read);
  EXPECT_TRUE(reader) << "readers need no lock: " << sentence_of(reader);

  ASSERT_EQ(::write(leave[1], "x", 1), 1);
  const auto patient = Database::open(path, Database::Mode::write, std::chrono::seconds{5});
  EXPECT_TRUE(patient) << "waits for the lock: " << sentence_of(patient);
  int state = 0;
  ::waitpid(child, &state, 0);
  EXPECT_EQ(state, 0);
  for (const int end : {ready[0], ready[1], leave[0], leave[1]}) ::close(end);
}

TEST(Database, OneWriterAtATimeWhateverLinkLeadsToIt) {
  const Scratch scratch;
  std::filesystem::create_symlink(scratch / "a.db", scratch / "link.db");
  const auto first = Database::open(scratch / "a.db", Database::Mode::write);
  ASSERT_TRUE(first);
  EXPECT_FALSE(Database::open(scratch / "link.db", Database::Mode::write, milliseconds{0}));
}

TEST(Database, ReadersReadAndDoNotWrite) {
  const Scratch scratch;
  auto writer = Database::open(scratch / "a.db", Database::Mode::write);
  auto reader = Database::open(scratch / "a.db", Database::Mode::read);
  ASSERT_TRUE(writer && reader) << sentence_of(reader);
  Dossiers written{*writer};
  Dossiers read{*reader};
  ASSERT_TRUE(written.keep_definition("p", 1, "d", "text"));
  EXPECT_EQ(*read.definition("d"), "text") << "while the writer is still there";
  EXPECT_THAT(sentence_of(read.keep_definition("p", 2, "e", "text")),
              HasSubstr("a.db: this database can only be read"));
}

TEST(Database, SaysThatItIsDamaged) {
  const Scratch scratch;
  const auto path = scratch / "a.db";
  {
    auto database = Database::open(path, Database::Mode::write);
    ASSERT_TRUE(Dossiers{*database}.keep_definition("p", 1, "d", std::string(20'000, 'x')));
  }
  std::fstream file{path, std::ios::binary | std::ios::in | std::ios::out};
  constexpr int kLastPages = 4 * 4096;  // of the text; the tables' descriptions come first
  file.seekp(-kLastPages, std::ios::end);
  file << std::string(kLastPages, '\xff');
  file.close();
  auto database = Database::open(path, Database::Mode::read);
  ASSERT_TRUE(database) << sentence_of(database);
  EXPECT_THAT(sentence_of(Dossiers{*database}.definition("d")), HasSubstr("a.db: the database is damaged"));
}

}  // namespace
}  // namespace guichet::store
