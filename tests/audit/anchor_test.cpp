// A log, its signer and its witness as the three programs they are: what is signed, what is cosigned, and what is
// refused when the file is not what it was.
#include "audit/anchor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "audit/complete_proof.h"
#include "audit/export.h"
#include "audit/prune.h"
#include "base/child.h"
#include "base/civil.h"
#include "base/note.h"
#include "verify/log_file.h"
#include "verify/words.h"

namespace guichet::audit {
namespace {

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

TEST_F(AnchorTest, WithoutAWitnessTheLogIsSignedAndNotAnchored) {
  ASSERT_EQ(append(1200), "");
  EXPECT_EQ(anchored(), "anchored 0");
  const std::string said = verdict(outside());
  EXPECT_THAT(said, HasSubstr("log intact, 1202 lines"));
  EXPECT_THAT(said, HasSubstr("signed up to line 1201"));
  EXPECT_THAT(said, HasSubstr("not anchored"));
}

TEST_F(AnchorTest, TheKeyIsInNoFileOfTheLog) {
  ASSERT_EQ(append(1200), "");
  std::ifstream stream{file.string() + ".signer"};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  const std::string seed = *base::from_base64(text.substr(text.find("seed ") + 5, 44));
  for (const char* end : {"", "-wal", ".keys", ".keys-wal"}) {
    std::ifstream other{file.string() + end, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{other}, {}};
    EXPECT_EQ(bytes.find(seed), std::string::npos) << end;
  }
}

TEST_F(AnchorTest, EachEpochHasItsKeyAndTheFirstLeadsToAll) {
  for (int i = 0; i < 12; ++i) ASSERT_EQ(append(1000), "");
  EXPECT_EQ(log->keys()->size(), 2u);
  const auto report = verify::check_database(file.string(), outside());
  EXPECT_EQ(report.verdict, Verdict::intact) << verdict(outside());
  EXPECT_EQ(report.checkpoints, 12);
  EXPECT_EQ(report.signed_size, report.size);
  // A certificate that the key before did not sign.
  close();
  verify::tamper(file, "UPDATE audit_entry SET env = CAST(replace(CAST(env AS TEXT), '\"signature\":\"', '\"signature\":\"A') "
                       "AS BLOB) WHERE seq > 2000 AND CAST(env AS TEXT) LIKE '%key-certified%'");
  reopen();
  EXPECT_EQ(verify::check_database(file.string(), outside()).verdict, Verdict::tampered);
}

TEST_F(AnchorTest, TheCurrentKeySignsNothingOfAnEarlierEpoch) {
  for (int i = 0; i < 11; ++i) ASSERT_EQ(append(1000), "");
  const verify::Outside known = outside();
  // Whoever has all files asks for a checkpoint of the past, as it was or not: refused, that size is behind.
  const std::string name = "guichet/" + verify::check_database(file.string(), {}).origin;
  const Signer signer{file.string(), name};
  EXPECT_THAT(sentence_of(signer.sign(base::checkpoint_text(name, 1002, std::string(32, 'x')))), HasSubstr("were signed already"));
  // Even with the seed itself, the key of another epoch is not the one that signed then.
  std::ifstream stream{file.string() + ".signer"};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  const auto key = base::SigningKey::from_seed(*base::from_base64(text.substr(text.find("seed ") + 5, 44)));
  const std::string past = base::checkpoint_text(name, 1002, std::string(32, 'x'));
  const base::VerifierKey own{name, base::KeyType::ed25519, key->public_key()};
  const std::string forged = past + '\n' + base::signature_line(own, key->sign(past));
  close();
  verify::tamper(file, "UPDATE checkpoint SET note = '" + forged + "' WHERE size = (SELECT min(size) FROM checkpoint)");
  const auto report = verify::check_database(file.string(), known);
  bool named = false;
  for (const auto& finding : report.findings) named = named || finding.what == Wrong::signature;
  EXPECT_TRUE(named) << verify::describe(report, "log", verify::Lang::en);
}

TEST_F(AnchorTest, TheWitnessCosignsWhatGoesOn) {
  ASSERT_EQ(append(30), "");
  watch();
  EXPECT_EQ(anchored(), "anchored 31") << "with the line of the key";
  EXPECT_EQ(anchored(), "anchored 31") << "nothing new";
  ASSERT_EQ(append(1200), "");
  EXPECT_EQ(*log->witnessed(), log->head()->size) << "along the way";
  ASSERT_EQ(append(5), "");
  reopen();
  EXPECT_EQ(anchored(), "anchored " + std::to_string(log->head()->size));
  const std::string leaves = ask_witness({"leaves", "guichet/" + verify::check_database(file.string(), {}).origin});
  EXPECT_EQ(leaves.size(), static_cast<std::size_t>(log->head()->size) * 32);
  verify::Outside known = outside();
  known.leaves = leaves;
  EXPECT_EQ(verify::check_database(file.string(), known).anchored, log->head()->size);
}

TEST_F(AnchorTest, ACutTailIsRefusedAtOpening) {
  ASSERT_EQ(append(100), "");
  watch();
  ASSERT_EQ(anchored(), "anchored 101");
  for (const int cut : {1, 50, 100}) {  // each from what the one before left
    close();
    verify::tamper(file, "DELETE FROM audit_entry WHERE seq >= " + std::to_string(101 - cut) + "; DELETE FROM checkpoint");
    verify::make_consistent(file);
    reopen();
    EXPECT_THAT(anchored(), HasSubstr("older than its witness saw it: " + std::to_string(101 - cut) + " lines, there were 101"));
  }
}

TEST_F(AnchorTest, ARewritingWithAStolenKeyIsRefusedAndNamed) {
  ASSERT_EQ(append(100), "");
  watch();
  ASSERT_EQ(anchored(), "anchored 101");
  const std::string leaves = ask_witness({"leaves", "guichet/" + verify::check_database(file.string(), {}).origin});
  for (const int first : {90, 40, 0}) {
    close();
    verify::tamper(file, "UPDATE audit_entry SET env = CAST(replace(CAST(env AS TEXT), 'usager', 'voisin') AS BLOB) WHERE seq >= " +
                             std::to_string(first) + "; DELETE FROM checkpoint");
    verify::make_consistent(file);
    reopen();
    EXPECT_THAT(anchored(), HasSubstr("its first 101 lines were rewritten")) << first;
    verify::Outside known;
    known.leaves = leaves;
    const auto report = verify::check_database(file.string(), known);
    ASSERT_EQ(report.findings.size(), 1u) << verify::describe(report, "log", verify::Lang::en);
    EXPECT_EQ(report.findings[0], (verify::Finding{Wrong::mirror, first, first}));
  }
}

TEST_F(AnchorTest, AnOldCopyIsRefusedHoweverItIsPutBack) {
  ASSERT_EQ(append(50), "");
  watch();
  ASSERT_EQ(anchored(), "anchored 51");
  keep_copy(scratch / "with_journal");
  close();
  keep_copy(scratch / "closed");
  reopen();
  ASSERT_EQ(append(50), "");
  ASSERT_EQ(anchored(), "anchored 101");
  for (const char* copy : {"with_journal", "closed"}) {
    close();
    put_back(scratch / copy);
    reopen();
    EXPECT_THAT(anchored(), HasSubstr("older than its witness saw it")) << copy;
  }
}

TEST_F(AnchorTest, ARestoreIsSignedAndNeedsTheWitnesssAgreement) {
  ASSERT_EQ(append(50), "");
  watch();
  ASSERT_EQ(anchored(), "anchored 51");
  close();
  keep_copy(scratch / "copy");
  reopen();
  ASSERT_EQ(append(50), "");
  ASSERT_EQ(anchored(), "anchored 101");
  const verify::Outside known = outside();
  close();
  put_back(scratch / "copy");
  reopen();
  EXPECT_THAT(sentence_of(certify_restore(*database, *log)), HasSubstr("refuses to cosign"));
  ask_witness({"restored", "guichet/" + verify::check_database(file.string(), {}).origin});
  EXPECT_THAT(anchored(), HasSubstr("anchored 5")) << "it begins again";
  const auto lines = *log->entries();
  EXPECT_THAT(lines.back().envelope, HasSubstr("\"reason\":\"restored\""));
  EXPECT_EQ(verify::check_database(file.string(), known).verdict, Verdict::intact) << verdict(known);
  EXPECT_THAT(ask_witness({"evidence"}), HasSubstr("restored"));
}

// Lines of 2020, of 2024, and an exchange of 2020; on 1 January 2026 those of 2020 that are no exchange are over, and only
// those a witness saw, by whole tiles.
TEST_F(AnchorTest, LinesWhoseTimeIsOverGoAndEveryProofHolds) {
  const auto minutes = [](const char* text) { return base::parse_instant(text)->minutes; };
  const auto write = [&](Kind kind, const char* when, int lines) {
    auto transaction = Transaction::begin(*database);
    for (int i = 0; i < lines; ++i)
      ASSERT_TRUE(log->append({.kind = kind, .at = minutes(when), .dossier = 1 + i % 3, .subject = "p"}, 100));
    const auto done = transaction->commit();
    ASSERT_TRUE(done) << sentence_of(done);
  };
  write(Kind::transition, "2020-03-02T09:00", 600);
  const std::string kept = *prove_line(*log, 77);
  const auto now = minutes("2026-01-01T00:00");
  EXPECT_EQ(*prune(*database, *log, usual_retention(), now, 100), 0) << "no witness saw them";
  watch();
  EXPECT_EQ(anchored(), "anchored 601");
  EXPECT_EQ(*prune(*database, *log, usual_retention(), minutes("2021-03-02T23:59"), 100), 0) << "the last day still runs";
  EXPECT_EQ(*prune(*database, *log, usual_retention(), now, 100), 512) << "whole tiles";
  EXPECT_EQ(*prune(*database, *log, usual_retention(), now, 100), 512) << "once";
  write(Kind::exchange_sent, "2024-03-02T09:00", 600);
  EXPECT_EQ(anchored(), "anchored " + std::to_string(log->head()->size));
  EXPECT_EQ(*prune(*database, *log, usual_retention(), now, 100), 512) << "exchanges are kept 36 months";

  const auto known = outside();
  const auto report = verify::check_database(file.string(), known);
  EXPECT_EQ(report.verdict, Verdict::intact) << verdict(known);
  EXPECT_EQ(report.pruned, 512);
  EXPECT_THAT(verdict(known), HasSubstr("lines 0 to 511 pruned, by rule CNIL-2021-122"));
  EXPECT_EQ(verify::check_proof(kept, known).verdict, Verdict::intact) << "the proof of a line that went";
  EXPECT_THAT(sentence_of(prove_line(*log, 77)), HasSubstr("was pruned"));
  EXPECT_EQ(verify::check_proof(*prove_line(*log, 700), known).verdict, Verdict::intact);
  ASSERT_TRUE(export_log(*log, scratch / "export"));
  EXPECT_EQ(verify::check_export((scratch / "export").string(), known).verdict, Verdict::intact)
      << verify::describe(verify::check_export((scratch / "export").string(), known), "export", verify::Lang::en);
  ASSERT_TRUE(log->count_names(*database, 100));
  const auto all = verify::check_complete(*prove_all(*log, 1), known);
  EXPECT_EQ(all.verdict, Verdict::intact) << verify::describe(all, "proof", verify::Lang::en);
  EXPECT_EQ(all.complete[0].lines, 400);
  EXPECT_GT(all.complete[0].first, 100) << "and it says which are not there";

  // Undeclared, it is a deletion.
  close();
  verify::tamper(file, "UPDATE audit_pruned SET size = 768; DELETE FROM audit_entry WHERE seq < 768; DELETE FROM audit_of WHERE seq < 768");
  const auto deleted = verify::check_database(file.string(), known);
  ASSERT_EQ(deleted.findings.size(), 1u) << verify::describe(deleted, "log", verify::Lang::en);
  EXPECT_EQ(deleted.findings[0].what, Wrong::missing);
}

TEST_F(AnchorTest, AWitnessThatDoesNotAnswerLeavesReadsOnly) {
  ASSERT_EQ(append(30), "");
  watch();
  ASSERT_EQ(anchored(), "anchored 31");
  std::ofstream{file.string() + ".witness"} << "/nonexistent/guichet-witness\n";
  EXPECT_THAT(anchored(), HasSubstr("did not answer"));
  EXPECT_TRUE(Database::open(file, Database::Mode::read));
  // It goes away while lines are written: what was committed stands, and nothing follows it.
  EXPECT_EQ(append(1200), "");
  EXPECT_THAT(append(1), HasSubstr("did not answer"));
  EXPECT_THAT(append(1), HasSubstr("did not answer"));
  configure();
  EXPECT_EQ(append(1), "") << "it is back";
  fs::remove(file.string() + ".witness");
  EXPECT_THAT(anchored(), HasSubstr("was held to its word by a witness"));
}

TEST_F(AnchorTest, ASignerThatIsNotThereStopsTheNextAct) {
  fs::create_directory(file.string() + ".signer");  // not a file of keys
  EXPECT_EQ(append(1200), "");
  EXPECT_THAT(append(1), HasSubstr("did not answer"));
  fs::remove(file.string() + ".signer");
  EXPECT_EQ(append(1), "");
  EXPECT_EQ(verify::check_database(file.string(), outside()).checkpoints, 1);
}

}  // namespace
}  // namespace guichet::audit
