// A log, its signer and its witness as the three programs they are: what is signed, what is cosigned, and what is
// refused when the file is not what it was.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "audit/anchored.h"

namespace guichet::audit {
namespace {

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
  ASSERT_TRUE(log->last_checkpoint());  // signed beside what comes next: nothing does
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
  // The file of one moment with the journal of another: the copy as it was closed, and the journal it had before.
  fs::copy_file(scratch / "closed", scratch / "mixed");
  fs::copy_file(scratch / "closed.keys", scratch / "mixed.keys");
  fs::copy_file(scratch / "with_journal-wal", scratch / "mixed-wal");
  for (const char* copy : {"with_journal", "closed", "mixed"}) {
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
  EXPECT_THAT(sentence_of(certify_restore(*database, *log, at, 100)), HasSubstr("refuses to cosign"));
  ask_witness({"restored", "guichet/" + verify::check_database(file.string(), {}).origin});
  EXPECT_THAT(anchored(), HasSubstr("anchored 5")) << "it begins again";
  const auto lines = *log->entries();
  EXPECT_THAT(lines.back().envelope, HasSubstr("\"reason\":\"restored\""));
  EXPECT_TRUE(std::ranges::any_of(lines, [](const Entry& line) { return line.envelope.find("database-restored") != std::string::npos; }));
  EXPECT_EQ(verify::check_database(file.string(), known).verdict, Verdict::intact) << verdict(known);
  EXPECT_THAT(ask_witness({"evidence"}), HasSubstr("restored"));
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
