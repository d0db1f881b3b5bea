// Somebody is erased: nothing of what was kept of her opens any more, in any file; the log stands,
// says what happened, and still proves her lines.
#include "audit/erasure.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "audit/envelope.h"
#include "store/dossiers.h"
#include "store/scratch.h"
#include "support/permits.h"
#include "verify/check.h"

namespace guichet::audit {
namespace {

namespace fs = std::filesystem;
using store::Database;
using store::Dossiers;
using store::Hold;
using store::Scratch;
using store::sentence_of;
using store::Transaction;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kPlate = "AB-123-CD-secret-plate";
constexpr const char* kStreet = "12 rue du secret";
constexpr const char* kOther = "somebody else's secret";

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> keys_in(const fs::path& file) {
  std::vector<std::string> keys;
  SQLite::Database plain{file.string() + ".keys"};
  SQLite::Statement each{plain, "SELECT key FROM dek"};
  while (each.executeStep()) keys.push_back(each.getColumn(0).getString());
  return keys;
}

struct Office {
  Database database;
  Log log{database};
  Dossiers dossiers{database};
  explicit Office(const fs::path& file) : database{std::move(Database::open(file, Database::Mode::write)).value()} {}

  std::int64_t append(const Line& line) {
    auto transaction = Transaction::begin(database);
    const auto seq = log.append(line, 100);
    EXPECT_TRUE(seq) << sentence_of(seq);
    EXPECT_TRUE(transaction->commit());
    return seq ? *seq : -1;
  }
  Erased erase(const Erasure& erasure, const HoldRule& rule = {}) {
    auto erased = audit::erase(database, log, erasure, rule, 200);
    EXPECT_TRUE(erased) << sentence_of(erased);
    return *erased;
  }
  std::vector<std::string> kinds() {
    std::vector<std::string> kinds;
    const auto entries = *log.entries();
    for (const Entry& entry : entries) kinds.emplace_back(name(read_envelope(entry.envelope)->line.kind));
    return kinds;
  }
};

// Two persons, two cases of the first.
void fill(const fs::path& file) {
  Office office{file};
  auto transaction = Transaction::begin(office.database);
  ASSERT_TRUE(office.dossiers.keep_definition("p", 1, "d", "text"));
  for (const char* citizen : {"c-1", "c-1", "c-2"}) {
    const auto id = office.dossiers.insert({.procedure = "p", .digest = "d", .citizen = citizen, .state = "s"});
    ASSERT_TRUE(id) << sentence_of(id);
    const std::string value = citizen == std::string{"c-1"} ? kPlate : kOther;
    ASSERT_TRUE(office.dossiers.put_datum(*id, {"demande.plaque", "", value}, permit_for("dossier")));
    ASSERT_TRUE(office.dossiers.insert_letter({*id, 5, "usager", "Lettre", "{\"plaque\":\"" + value + "\"}"}, permit_for("dossier")));
    for (const char* purpose : {"attribution", "recours"}) {
      Line line{.kind = Kind::datum_stored, .at = 5, .dossier = *id, .subject = citizen};
      line.purpose = purpose;
      line.payload = {{"demande.plaque", value}, {"rue", citizen == std::string{"c-1"} ? kStreet : ""}};
      line.permit = permit_for(line.purpose);
      ASSERT_TRUE(office.log.append(line, 100));
    }
  }
  ASSERT_TRUE(transaction->commit());
}

TEST(Erasure, NothingIsLeftOfHerInAnyFile) {
  const Scratch scratch;
  const fs::path file = scratch / "a.db";
  fill(file);
  const std::vector<std::string> keys_before = keys_in(file);
  ASSERT_EQ(keys_before.size(), 9u);
  {
    Office office{file};
    const Erased erased = office.erase({.subject = "c-1", .reason = "art-17"});
    EXPECT_EQ(erased.keys.size(), 6u);
    EXPECT_TRUE(erased.forgotten);
    EXPECT_EQ(erased.done, erased.requested + 1);
    // While the program still runs, journals included.
    const std::vector<std::string> keys_after = keys_in(file);
    EXPECT_EQ(keys_after.size(), 3u);
    int searched = 0;
    for (const char* end : {"", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"}) {
      const std::string bytes = bytes_of(file.string() + end);
      for (const char* plain : {kPlate, kStreet, kOther, "c-1"}) {
        EXPECT_EQ(bytes.find(plain), std::string::npos) << plain << " in a.db" << end;
        ++searched;
      }
      for (const std::string& key : keys_before) {
        const bool stays = std::find(keys_after.begin(), keys_after.end(), key) != keys_after.end();
        const bool found = bytes.find(key) != std::string::npos;
        EXPECT_TRUE(!found || (stays && std::string_view{end}.starts_with(".keys"))) << "a key in a.db" << end;
        ++searched;
      }
    }
    std::cout << searched << " searches, nothing found\n";
    EXPECT_TRUE(office.dossiers.data(1)->empty());
    EXPECT_EQ(office.dossiers.find(1)->value().citizen, "");
    EXPECT_EQ(office.dossiers.letters(1)->at(0).data, "");
    EXPECT_EQ(office.dossiers.data(3)->at(0).value, kOther) << "the other person is as before";
    EXPECT_EQ(office.log.of_dossier(3)->at(0).line.payload.at("demande.plaque"), kOther);
    const auto told = *office.log.of_dossier(1);
    ASSERT_EQ(told.size(), 2u);
    EXPECT_TRUE(told[0].line.payload.empty());
    EXPECT_EQ(told[0].line.subject, "");
    EXPECT_EQ(office.erase({.subject = "c-1", .reason = "art-17"}).requested, -1) << "she is unknown";
  }
  const verify::Report report = verify::check_database(file.string(), {});
  EXPECT_EQ(report.verdict, verify::Verdict::intact) << "and each of her lines is still proved";
  EXPECT_EQ(report.size, 8);
}

TEST(Erasure, WhatTheLawKeepsIsSaidAndStays) {
  const Scratch scratch;
  fill(scratch / "a.db");
  Office office{scratch / "a.db"};
  const Erased erased = office.erase({.subject = "c-1", .reason = "art-17"}, [](const Hold& hold) {
    return hold.purpose == "recours" ? std::optional<std::string>{"claim"} : std::nullopt;
  });
  EXPECT_EQ(erased.keys.size(), 4u);
  EXPECT_FALSE(erased.forgotten);
  ASSERT_EQ(erased.held.size(), 2u);
  EXPECT_EQ(erased.held[0].reason, "claim");
  const auto told = *office.log.of_dossier(1);
  ASSERT_EQ(told.size(), 3u);
  EXPECT_TRUE(told[0].line.payload.empty());
  EXPECT_EQ(told[1].line.payload.at("demande.plaque"), kPlate) << "under the key that stays";
  EXPECT_EQ(told[2].line.kind, Kind::erasure_held);
  EXPECT_EQ(told[2].line.reason, "claim");
  EXPECT_EQ(told[0].line.subject, "c-1") << "she can still be named";
}

TEST(Erasure, OneCaseOrOnePurpose) {
  const Scratch scratch;
  fill(scratch / "a.db");
  Office office{scratch / "a.db"};
  EXPECT_EQ(office.erase({.subject = "c-1", .dossier = 1, .purpose = "recours", .reason = "consent-withdrawn"}).keys.size(), 1u);
  EXPECT_FALSE(office.log.of_dossier(1)->at(0).line.payload.empty());
  EXPECT_TRUE(office.log.of_dossier(1)->at(1).line.payload.empty());
  EXPECT_EQ(office.dossiers.data(1)->size(), 1u);
  EXPECT_EQ(office.erase({.subject = "c-1", .dossier = 1, .reason = "retention"}).keys.size(), 2u);
  EXPECT_TRUE(office.dossiers.data(1)->empty());
  EXPECT_EQ(office.dossiers.data(2)->size(), 1u);
  EXPECT_THAT(office.kinds(), testing::Contains("erasure-done").Times(2));
}

// Killed after each of its three parts: what was asked is finished at the next start, the keys never
// come back, and the log has the request and the end once each.
TEST(Erasure, ACrashIsMadeGood) {
  for (const int parts : {1, 2}) {
    const Scratch scratch;
    const fs::path file = scratch / "a.db";
    fill(file);
    {
      Office office{file};
      auto transaction = Transaction::begin(office.database);
      Line line{.kind = Kind::erasure_requested, .subject = "c-1"};
      const auto seq = office.log.append(line, 150);
      std::string keys;
      std::vector<std::int64_t> ids;
      const std::int64_t ref = office.database.vault().known_ref("c-1");
      for (const auto& key : office.database.vault().keys_of(ref)) {
        keys += (keys.empty() ? "" : ",") + std::to_string(key.id);
        ids.push_back(key.id);
      }
      office.database.handle().exec("INSERT INTO audit_erasure(seq, ref, whole, keys) VALUES (" + std::to_string(*seq) +
                                    ", " + std::to_string(ref) + ", 1, '" + keys + "')");
      ASSERT_TRUE(transaction->commit());
      if (parts == 2) office.database.vault().destroy(ids);
    }
    Office office{file};
    const auto resumed = resume_erasures(office.database, office.log, 300);
    ASSERT_TRUE(resumed) << sentence_of(resumed);
    EXPECT_EQ(*resumed, 1);
    EXPECT_EQ(keys_in(file).size(), 3u);
    EXPECT_EQ(office.database.vault().known_ref("c-1"), 0);
    EXPECT_EQ(*resume_erasures(office.database, office.log, 300), 0) << "once";
    const auto kinds = office.kinds();
    EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "erasure-requested"), 1);
    EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "erasure-done"), 1);
    EXPECT_EQ(verify::check_database(file.string(), {}).verdict, verify::Verdict::intact);
  }
}

TEST(Erasure, AnOldKeyFilePutBackIsShreddedAgain) {
  const Scratch scratch;
  const fs::path file = scratch / "a.db";
  fill(file);
  fs::copy_file(file.string() + ".keys", scratch / "old.keys");
  Office{file}.erase({.subject = "c-1", .reason = "art-17"});
  fs::copy_file(scratch / "old.keys", file.string() + ".keys", fs::copy_options::overwrite_existing);
  EXPECT_EQ(keys_in(file).size(), 9u);
  Office office{file};
  EXPECT_EQ(*resume_erasures(office.database, office.log, 300), 1);
  EXPECT_EQ(keys_in(file).size(), 3u);
  EXPECT_TRUE(office.dossiers.data(1)->empty());
  EXPECT_EQ(read_envelope(office.log.entries()->back().envelope)->line.reason, "keys-came-back");
}

// What was asked stays asked, through a stranger's connection too: only its end is written, once.
TEST(Erasure, ARequestIsOnlyEverDone) {
  const Scratch scratch;
  const fs::path file = scratch / "a.db";
  fill(file);
  Office{file}.erase({.subject = "c-1", .dossier = 1, .purpose = "recours", .reason = "consent-withdrawn"});
  SQLite::Database plain{file.string(), SQLite::OPEN_READWRITE};
  const std::pair<const char*, const char*> cases[] = {
      {"UPDATE audit_erasure SET done = NULL", "only ever done"},
      {"UPDATE audit_erasure SET keys = ''", "only ever done"},
      {"DELETE FROM audit_erasure", "an erasure never goes"},
      {"REPLACE INTO audit_erasure SELECT seq, ref, 1, keys, NULL FROM audit_erasure", "follows the last one"},
      {"INSERT INTO audit_erasure VALUES (0, 7, 1, '', NULL)", "follows the last one"},
  };
  for (const auto& [statement, says] : cases) EXPECT_THAT(store::answer(plain, statement), HasSubstr(says)) << statement;
}

TEST(Erasure, TheKeyFileIsPrivateAndItsOwn) {
  const Scratch scratch;
  const fs::path file = scratch / "a.db";
  fill(file);
  struct stat state {};
  ASSERT_EQ(::stat((file.string() + ".keys").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  EXPECT_EQ(bytes_of(file).find("c-1"), std::string::npos) << "the database alone names nobody";
  EXPECT_EQ(bytes_of(file).find(kPlate), std::string::npos) << "nor holds a value";
  fill(scratch / "b.db");
  fs::copy_file(file.string() + ".keys", (scratch / "b.db").string() + ".keys", fs::copy_options::overwrite_existing);
  EXPECT_THAT(sentence_of(Database::open(scratch / "b.db", Database::Mode::write)), HasSubstr("does not hold the keys"));
  fs::remove(file.string() + ".keys");
  EXPECT_THAT(sentence_of(Database::open(file, Database::Mode::write)), HasSubstr("is missing"));
  auto reader = Database::open(file, Database::Mode::read);
  ASSERT_TRUE(reader) << sentence_of(reader);
  EXPECT_TRUE(Dossiers{*reader}.data(1)->empty()) << "without keys, nothing opens";
}

TEST(Erasure, AValueMovedDoesNotOpen) {
  const Scratch scratch;
  const fs::path file = scratch / "a.db";
  fill(file);
  {
    SQLite::Database plain{file.string(), SQLite::OPEN_READWRITE};
    plain.exec("UPDATE datum SET name = 'demande.autre' WHERE dossier = 1; "
               "UPDATE datum SET ct = zeroblob(length(ct)) WHERE dossier = 2");
  }
  Office office{file};
  EXPECT_THAT(sentence_of(office.dossiers.data(1)), HasSubstr("is not what was sealed"));
  EXPECT_THAT(sentence_of(office.dossiers.data(2)), HasSubstr("is not what was sealed"));
  EXPECT_TRUE(office.dossiers.data(3));
}

}  // namespace
}  // namespace guichet::audit
