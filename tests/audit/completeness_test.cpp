// "These are all the lines about this case": made by the log, checked by the verifier, and refused as soon as one
// line is held back, said twice, or said to be about somebody else.
#include "audit/complete_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/envelope.h"
#include "store/scratch.h"
#include "verify/check.h"
#include "verify/words.h"

namespace guichet::audit {
namespace {

using store::Database;
using store::Scratch;
using store::sentence_of;
using store::Transaction;
using testing::HasSubstr;
using verify::Verdict;
using verify::Wrong;

class CompletenessTest : public testing::Test {
 protected:
  // Of cases 1 to 5 in turn, each of its own person; two registers ask.
  void append(int lines) {
    auto transaction = Transaction::begin(database);
    for (int i = 0; i < lines; ++i, ++at) {
      Line line{.kind = Kind::transition, .at = at, .dossier = 1 + at % 5};
      line.subject = "p-" + std::to_string(at % 5);
      line.recipient = at % 2 == 0 ? "siv" : "";
      line.purpose = "attribution";
      const auto seq = log.append(line, 100);
      ASSERT_TRUE(seq) << sentence_of(seq);
    }
    const auto done = transaction->commit();
    ASSERT_TRUE(done) << sentence_of(done);
  }
  std::string proof_of(std::int64_t dossier) {
    const auto counted = log.count_names(database, 100);
    EXPECT_TRUE(counted) << sentence_of(counted);
    const auto proof = prove_all(log, dossier);
    EXPECT_TRUE(proof) << sentence_of(proof);
    return proof ? *proof : "";
  }
  verify::Outside key() { return {.key = verify::read_key(log.keys()->front().key), .checkpoint = {}, .leaves = {}}; }
  verify::Report check() { return verify::check_database((scratch / "a.db").string(), {}); }

  Scratch scratch;
  Database database = std::move(Database::open(scratch / "a.db", Database::Mode::write)).value();
  Log log{database};
  std::int64_t at = 0;
};

// The text of a proof without what begins with the `nth` line that starts with `word`, up to the next word.
std::string without(const std::string& proof, const std::string& word, int nth) {
  std::size_t begin = 0;
  for (int i = 0; i <= nth; ++i) begin = proof.find('\n' + word + ' ', begin + 1);
  std::size_t end = begin + 1;
  do end = proof.find('\n', end + 1);
  while (proof.find(' ', end + 1) > proof.find('\n', end + 1) && proof[end + 1] != '\n');
  return proof.substr(0, begin) + proof.substr(end);
}

TEST_F(CompletenessTest, EachLineCarriesItsNumberForEachOfItsNames) {
  append(40);
  append(10);
  std::map<std::string, std::int64_t> seen;
  const auto entries = *log.entries();
  for (const Entry& entry : entries) {
    const auto opened = read_envelope(entry.envelope);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->dossier_nth, ++seen[opened->dossier]);
    EXPECT_EQ(opened->subject_nth, ++seen[opened->subject]);
  }
  EXPECT_EQ(seen.size(), 5u + 10u);
  EXPECT_EQ(check().verdict, Verdict::intact) << verify::describe(check(), "log", verify::Lang::en);
}

TEST_F(CompletenessTest, WhatWasUndoneIsNotCounted) {
  append(5);
  {
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(log.append({.kind = Kind::transition, .dossier = 1, .subject = "p-1"}, 100));
  }
  Log other{database};
  {
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(other.append({.kind = Kind::transition, .dossier = 1, .subject = "p-1"}, 100));
    ASSERT_TRUE(log.append({.kind = Kind::transition, .dossier = 1, .subject = "p-1"}, 100));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(read_envelope(log.entries(5, 1)->at(0).envelope)->dossier_nth, 2);
  EXPECT_EQ(read_envelope(log.entries(6, 1)->at(0).envelope)->dossier_nth, 3);
  EXPECT_EQ(check().verdict, Verdict::intact) << verify::describe(check(), "log", verify::Lang::en);
}

TEST_F(CompletenessTest, AllTheLinesAboutACaseAreProvedByOneFile) {
  append(300);
  const std::string proof = proof_of(2);
  const auto report = verify::check_complete(proof, key());
  EXPECT_EQ(report.verdict, Verdict::intact) << verify::describe(report, "proof", verify::Lang::en);
  ASSERT_EQ(report.complete.size(), 1u);
  EXPECT_EQ(report.complete[0].lines, 60);
  EXPECT_EQ(report.lines.size(), 60u);
  EXPECT_EQ(report.signed_size, 301);
  EXPECT_THAT(verify::describe(report, "p", verify::Lang::en), HasSubstr("60 lines, all there are before line 300"));
  EXPECT_THAT(verify::describe(report, "p", verify::Lang::fr), HasSubstr("60 lignes, toutes celles d’avant la ligne 300"));
  EXPECT_EQ(proof_of(2), proof) << "asked again, nothing is written";
  append(5);
  EXPECT_THAT(sentence_of(prove_all(log, 2)), HasSubstr("were not counted"));
  EXPECT_EQ(verify::check_complete(proof_of(2), key()).complete[0].lines, 61);
}

TEST_F(CompletenessTest, SeveralCasesInOneFile) {
  append(300);
  ASSERT_TRUE(log.count_names(database, 100));
  const auto proof = prove_all(log, std::vector<std::int64_t>{1, 4});
  ASSERT_TRUE(proof);
  const auto report = verify::check_complete(*proof, key());
  EXPECT_EQ(report.verdict, Verdict::intact) << verify::describe(report, "proof", verify::Lang::en);
  EXPECT_EQ(report.complete.size(), 2u);
  EXPECT_EQ(report.lines.size(), 120u);
}

TEST_F(CompletenessTest, NoLineCanBeHeldBack) {
  append(100);
  const std::string proof = proof_of(3);
  for (int held = 0; held < 20; ++held) {
    const std::string shorter = without(proof, "line", held);
    ASSERT_LT(shorter.size(), proof.size());
    const auto report = verify::check_complete(shorter, key());
    ASSERT_EQ(report.verdict, Verdict::tampered) << held;
    const Wrong expected = held == 19 ? Wrong::incomplete : Wrong::ordinal;
    EXPECT_EQ(report.findings.front().what, expected) << verify::describe(report, "p", verify::Lang::en);
  }
}

TEST_F(CompletenessTest, NoByteOfAProofIsIdle) {
  append(8);
  const std::string proof = proof_of(3);
  const verify::Outside known = key();
  const std::size_t note = proof.find("\n\n");  // above it, the root sees it; below, the signature
  int silent = 0;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    std::string bad = proof;
    bad[i] = static_cast<char>(bad[i] ^ 1 << i % 8);
    silent += verify::check_complete(bad, i < note ? verify::Outside{} : known).verdict == Verdict::intact ? 1 : 0;
  }
  EXPECT_EQ(silent, 0);
  std::cout << proof.size() << " bytes of a proof changed, each seen\n";
}

TEST_F(CompletenessTest, TheMapIsCommittedBeforeEachCheckpoint) {
  for (int i = 0; i < 7; ++i) append(400);
  std::int64_t counted = 0;
  const auto entries = *log.entries();
  for (const Entry& entry : entries) counted += entry.envelope.find("names-counted") != std::string::npos ? 1 : 0;
  const auto report = check();
  EXPECT_EQ(report.verdict, Verdict::intact) << verify::describe(report, "log", verify::Lang::en);
  EXPECT_EQ(counted, 2);
  EXPECT_EQ(report.checkpoints, 2);
}

}  // namespace
}  // namespace guichet::audit
