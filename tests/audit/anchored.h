// A log, its signer and its witness as the three programs they are: what tests of them start from.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "audit/anchor.h"
#include "base/child.h"
#include "base/note.h"
#include "verify/log_file.h"
#include "verify/words.h"

namespace guichet::audit {

namespace fs = std::filesystem;
using store::Database;
using store::Scratch;
using store::sentence_of;
using store::Transaction;
using testing::HasSubstr;
using verify::Verdict;
using verify::Wrong;

class AnchorTest : public testing::Test {
 protected:
  AnchorTest() { reopen(); }

  void reopen() {
    log.reset();
    database.reset();
    auto opened = Database::open(file, Database::Mode::write);
    ASSERT_TRUE(opened) << sentence_of(opened);
    database.emplace(std::move(*opened));
    log.emplace(*database);
  }
  void close() { log.reset(), database.reset(); }
  std::string append(int lines) {
    auto transaction = Transaction::begin(*database);
    if (!transaction) return sentence_of(transaction);
    for (int i = 0; i < lines; ++i) {
      const auto seq = log->append({.kind = Kind::transition, .at = ++at, .dossier = 1, .subject = "p", .actor = "usager"}, 100);
      if (!seq) return sentence_of(seq);
    }
    return sentence_of(transaction->commit());
  }
  std::string ask_witness(std::vector<std::string> words) {
    words.insert(words.begin(), {base::sibling("guichet-witness"), (scratch / "w.db").string()});
    const auto answer = base::ask_child(words, "");
    EXPECT_TRUE(answer) << sentence_of(answer);
    return answer ? *answer : "";
  }
  void configure() { std::ofstream{file.string() + ".witness"} << "guichet-witness\n" << (scratch / "w.db").string() << '\n'; }
  void watch() {
    ask_witness({"trust", log->keys()->front().key});
    configure();
  }
  std::string anchored() {
    const auto done = anchor(*database, *log);
    return done ? "anchored " + std::to_string(*done) : sentence_of(done);
  }
  verify::Outside outside() {
    verify::Outside known;
    known.key = verify::read_key(log->keys()->front().key);
    return known;
  }
  std::string verdict(const verify::Outside& known) {
    return verify::describe(verify::check_database(file.string(), known), "log", verify::Lang::en);
  }
  void keep_copy(const fs::path& to) {
    for (const char* end : {"", "-wal", ".keys", ".keys-wal"}) {
      fs::remove(to.string() + end);
      if (fs::exists(file.string() + end)) fs::copy_file(file.string() + end, to.string() + end);
    }
  }
  void put_back(const fs::path& from) {
    for (const char* end : {"", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"}) {
      fs::remove(file.string() + end);
      if (fs::exists(from.string() + end)) fs::copy_file(from.string() + end, file.string() + end);
    }
  }

  Scratch scratch;
  fs::path file = scratch / "a.db";
  std::optional<Database> database;
  std::optional<Log> log;
  std::int64_t at = 0;
};

}  // namespace guichet::audit
