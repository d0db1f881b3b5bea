// Checkpoints, exports and proofs, read by the verifier: the other program, the other library.
#include "audit/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "store/scratch.h"
#include "verify/check.h"
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

class ExportTest : public testing::Test {
 protected:
  void append(int lines) {
    auto transaction = Transaction::begin(database);
    for (int i = 0; i < lines; ++i) ASSERT_TRUE(log.append({.kind = Kind::transition, .at = i, .actor = "usager"}, 100));
    ASSERT_TRUE(transaction->commit());
  }
  // Asked of the signer, a process of its own: once.
  const verify::Outside& key() {
    if (!trusted.key) trusted.key = verify::read_key(log.keys()->front().key);
    return trusted;
  }
  verify::Outside trusted;
  static std::string describe(const verify::Report& report) { return verify::describe(report, "log", verify::Lang::en); }

  Scratch scratch;
  Database database = std::move(Database::open(scratch / "a.db", Database::Mode::write)).value();
  Log log{database};
};

TEST_F(ExportTest, CheckpointsAreSignedAndKeptAlongTheWay) {
  for (int i = 0; i < 7; ++i) append(400);
  const auto report = verify::check_database((scratch / "a.db").string(), key());
  EXPECT_EQ(report.verdict, Verdict::intact) << describe(report);
  EXPECT_EQ(report.checkpoints, 2);
  EXPECT_EQ(report.signed_size, 2003) << "with two counts of the names and the line of the key";
  EXPECT_THAT(describe(report), HasSubstr("signed up to line 2002"));
  const auto note = verify::read_checkpoint(*log.checkpoint());
  ASSERT_TRUE(note);
  EXPECT_EQ(note->size, 2803);
  EXPECT_TRUE(verify::is_signed(*note, *key().key));
  // Another key signed none of them.
  auto other = std::move(Database::open(scratch / "b.db", Database::Mode::write)).value();
  Log other_log{other};
  verify::Outside wrong;
  wrong.key = verify::read_key(other_log.keys()->front().key);
  ASSERT_TRUE(wrong.key);
  const auto refused = verify::check_database((scratch / "a.db").string(), wrong);
  ASSERT_EQ(refused.findings.size(), 3u) << describe(refused);
  EXPECT_EQ(refused.findings[0].what, verify::Wrong::certificate);
  EXPECT_EQ(refused.findings[1].what, verify::Wrong::signature);
}

TEST_F(ExportTest, AnExportProvesItselfAtEverySize) {
  int files = 0;
  for (const int lines : {1, 1, 254, 1, 700, 65'000}) {
    append(lines);
    const fs::path folder = scratch / "export";
    fs::remove_all(folder);
    const auto exported = export_log(log, folder);
    ASSERT_TRUE(exported) << sentence_of(exported);
    const auto report = verify::check_export(folder.string(), key());
    EXPECT_EQ(report.verdict, Verdict::intact) << describe(report);
    EXPECT_EQ(report.size, *exported);
    EXPECT_EQ(report.signed_size, *exported);
    EXPECT_EQ(verify::view(report.root), view(log.head()->root));
    for (const auto& entry : fs::recursive_directory_iterator{folder}) files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_TRUE(fs::exists(scratch / "export" / "tile" / "1" / "000"));
  EXPECT_TRUE(fs::exists(scratch / "export" / "tile" / "2" / "000.p" / "1"));
  std::cout << files << " files exported and read again\n";
}

TEST_F(ExportTest, AFileOfAnExportChangedOrGoneIsNamed) {
  append(600);
  const fs::path folder = scratch / "export";
  ASSERT_TRUE(export_log(log, folder));
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) files.push_back(entry.path());
  ASSERT_EQ(files.size(), 8u);
  for (const fs::path& file : files) {
    std::ifstream stream{file, std::ios::binary};
    const std::string good{std::istreambuf_iterator<char>{stream}, {}};
    const auto write = [&](const std::string& bytes) { std::ofstream{file, std::ios::binary} << bytes; };
    for (std::size_t at = 0; at < good.size(); at += 97) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 4);
      write(bad);
      EXPECT_NE(verify::check_export(folder.string(), key()).verdict, Verdict::intact) << file << " byte " << at;
    }
    write(good.substr(0, good.size() - 1));
    EXPECT_NE(verify::check_export(folder.string(), key()).verdict, Verdict::intact) << file << " cut";
    fs::remove(file);
    EXPECT_NE(verify::check_export(folder.string(), key()).verdict, Verdict::intact) << file << " gone";
    write(good);
  }
  EXPECT_EQ(verify::check_export(folder.string(), key()).verdict, Verdict::intact);
}

TEST_F(ExportTest, ALineIsProvedByOneFileAndNoBitOfItIsIdle) {
  append(300);
  for (const std::int64_t seq : {0, 255, 256, 299}) {
    const auto proof = prove_line(log, seq);
    ASSERT_TRUE(proof) << sentence_of(proof);
    EXPECT_LT(proof->size(), 2048u);
    const auto report = verify::check_proof(*proof, key());
    EXPECT_EQ(report.verdict, Verdict::intact) << describe(report);
    EXPECT_EQ(report.proved, seq);
    EXPECT_THAT(describe(report), HasSubstr("is in the log of 300 lines"));
    EXPECT_EQ(report.line, log.entries(seq, 1)->at(0).envelope);
  }
  const std::string proof = *prove_line(log, 77);
  const std::string line = log.entries(77, 1)->at(0).envelope;
  int flips = 0;
  for (std::size_t bit = 0; bit < 8 * proof.size(); ++bit) {
    std::string bad = proof;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    const auto report = verify::check_proof(bad, key());
    EXPECT_NE(report.verdict, Verdict::intact) << "bit " << bit;
    ++flips;
  }
  std::cout << flips << " bits of a proof flipped, each seen\n";
  EXPECT_THAT(sentence_of(prove_line(log, 300)), HasSubstr("no line 300"));
}

}  // namespace
}  // namespace guichet::audit
