// Whoever holds the file changes it in every way we could think of; the verifier names the lines.
#include <gmock/gmock.h>

#include <fstream>

#include "verify/leaves.h"
#include "store/dossiers.h"
#include "verify/log_file.h"
#include "verify/words.h"

namespace guichet::verify {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kLines = 700;  // two full tiles, then 128 + 32 + 16 + 8 + 4

std::string text_of(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& f : findings)
    text += std::to_string(static_cast<int>(f.what)) + '@' + std::to_string(f.seq) + '-' + std::to_string(f.last) + ' ';
  return text;
}

class VerifyDatabase : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new store::Scratch;
    write_log(*scratch_ / "good.db", kLines);
  }
  static void TearDownTestSuite() { delete scratch_; }
  static fs::path good() { return *scratch_ / "good.db"; }
  static fs::path copy() {
    const fs::path file = *scratch_ / "copy.db";
    for (const char* end : {"", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"}) fs::remove(file.string() + end);
    fs::copy_file(good(), file);
    fs::copy_file(good().string() + ".keys", file.string() + ".keys");
    return file;
  }
  static Report check(const fs::path& file, const Outside& outside = {}) {
    return check_database(file.string(), outside);
  }
  static Outside kept_of(const fs::path& file) {
    const Report report = check(file);
    Outside outside;
    outside.checkpoint = read_checkpoint(write_checkpoint("guichet/" + report.origin, report.size, report.root));
    return outside;
  }
  static Outside leaves_of(const fs::path& file) {
    const fs::path kept = *scratch_ / "leaves";
    EXPECT_TRUE(write_leaves(file.string(), kept.string()));
    std::ifstream stream{kept, std::ios::binary};
    return {.key = {}, .checkpoint = {}, .leaves = std::string{std::istreambuf_iterator<char>{stream}, {}}};
  }
  inline static store::Scratch* scratch_ = nullptr;
};

TEST_F(VerifyDatabase, AnUntouchedLogIsIntact) {
  const Report report = check(good());
  EXPECT_EQ(report.verdict, Verdict::intact) << describe(report, "good.db", Lang::en);
  EXPECT_EQ(report.size, kLines);
  EXPECT_EQ(report.anchored, 0);
  EXPECT_THAT(describe(report, "good.db", Lang::en), HasSubstr("not anchored"));
  EXPECT_THAT(describe(report, "good.db", Lang::fr), HasSubstr("good.db\u00a0: journal intact, 700 lignes"));
  auto reader = store::Database::open(good(), store::Database::Mode::read);
  EXPECT_EQ(view(report.root), audit::view(audit::Log{*reader}.head()->root)) << "two programs, one root";
  EXPECT_EQ(check(good(), kept_of(good())).anchored, kLines);
  EXPECT_EQ(check(good(), leaves_of(good())).anchored, kLines);
}

TEST_F(VerifyDatabase, NamesTheLinesAtFaultAndNoOther) {
  const std::string text = "CAST(replace(CAST(env AS TEXT), 'usager', 'citoyen') AS BLOB)";
  const auto edit = [&](int seq, bool with_leaf) {
    const std::string at = " WHERE seq = " + std::to_string(seq);
    return "UPDATE audit_entry SET env = " + text + at +
           (with_leaf ? "; UPDATE audit_entry SET leaf = leaf_of(env)" + at : "");
  };
  const auto swap = [](int a, int b) {
    const std::string one = std::to_string(a);
    const std::string two = std::to_string(b);
    return "UPDATE audit_entry SET seq = -1 WHERE seq = " + one + "; UPDATE audit_entry SET seq = " + one +
           " WHERE seq = " + two + "; UPDATE audit_entry SET seq = " + two + " WHERE seq = -1";
  };
  const struct {
    std::string what, sql;
    std::vector<Finding> expected;
  } cases[] = {
      {"a line edited", edit(57, false), {{Wrong::content, 57, 57}}},
      {"the first line edited", edit(0, false), {{Wrong::content, 0, 0}}},
      {"a late line edited", edit(650, false), {{Wrong::content, 650, 650}}},
      {"the last line edited", edit(699, false), {{Wrong::content, 699, 699}}},
      {"edited with its hash", edit(57, true), {{Wrong::tree, 57, 57}}},
      {"late, edited with its hash", edit(650, true), {{Wrong::above, 640, 671}}},
      {"three lines edited", edit(57, true) + ';' + edit(255, true) + ';' + edit(256, false),
       {{Wrong::tree, 57, 57}, {Wrong::tree, 255, 255}, {Wrong::content, 256, 256}}},
      {"one byte more", "UPDATE audit_entry SET env = CAST(env || ' ' AS BLOB) WHERE seq = 300", {{Wrong::content, 300, 300}}},
      {"another form", "UPDATE audit_entry SET env = CAST(env || ' ' AS BLOB), leaf = leaf_of(CAST(env || ' ' AS BLOB)) WHERE seq = 300",
       {{Wrong::form, 300, 300}}},
      {"a hash changed", "UPDATE audit_entry SET leaf = zeroblob(32) WHERE seq = 57", {{Wrong::content, 57, 57}}},
      {"a late hash changed", "UPDATE audit_entry SET leaf = zeroblob(32) WHERE seq = 650", {{Wrong::content, 650, 650}}},
      {"a line deleted", "DELETE FROM audit_entry WHERE seq = 57; DELETE FROM payload WHERE seq = 57", {{Wrong::missing, 57, 57}}},
      {"a late line deleted", "DELETE FROM audit_entry WHERE seq = 651", {{Wrong::missing, 651, 651}}},
      {"the first deleted", "DELETE FROM audit_entry WHERE seq < 3; DELETE FROM payload WHERE seq < 3", {{Wrong::missing, 0, 2}}},
      {"the last ones deleted", "DELETE FROM audit_entry WHERE seq > 690; DELETE FROM payload WHERE seq > 690", {{Wrong::missing, 691, 699}}},
      {"two lines swapped", swap(57, 58), {{Wrong::number, 57, 57}, {Wrong::number, 58, 58}}},
      {"swapped across tiles", swap(3, 699), {{Wrong::number, 3, 3}, {Wrong::number, 699, 699}}},
      {"a line said twice", "INSERT INTO audit_entry(seq, env, leaf) SELECT 700, env, leaf FROM audit_entry WHERE seq = 699", {{Wrong::number, 700, 700}}},
      {"a line renumbered", "UPDATE audit_entry SET seq = 700 WHERE seq = 57", {{Wrong::missing, 57, 57}, {Wrong::number, 700, 700}}},
      {"the root changed", "UPDATE audit_head SET root = zeroblob(32)", {{Wrong::head, -1, -1}}},
      {"the frontier changed", "UPDATE audit_head SET frontier = CAST(zeroblob(32) || substr(frontier, 33) AS BLOB)", {{Wrong::above, 0, 511}}},
      {"the head lowered", "UPDATE audit_head SET size = 699", {{Wrong::uncovered, 699, 699}}},
      {"the head raised", "UPDATE audit_head SET size = 701", {{Wrong::missing, 700, 700}}},
      {"the head gone", "DELETE FROM audit_head", {{Wrong::head, -1, -1}}},
      {"a tile changed", "UPDATE audit_tile SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE level = 0 AND idx = 1", {{Wrong::tree, 256, 256}}},
      {"a tile above changed", "UPDATE audit_tile SET hashes = CAST(substr(hashes, 1, 32) || zeroblob(32) AS BLOB) WHERE level = 1", {{Wrong::above, 256, 511}}},
      {"a tile gone", "DELETE FROM audit_tile WHERE level = 0 AND idx = 1", {{Wrong::above, 0, 699}}},
      {"values cut", "UPDATE payload SET ct = zeroblob(49) WHERE seq = 55", {{Wrong::values, 55, 55}}},
      {"values in clear", "UPDATE payload SET key_id = 0, nonce = x'' WHERE seq = 55", {{Wrong::values, 55, 55}}},
      {"values moved", "UPDATE payload SET seq = 56 WHERE seq = 55", {{Wrong::stray, 56, 56}}},
      {"values beyond", "UPDATE payload SET seq = 900 WHERE seq = 55", {{Wrong::stray, 900, 900}}},
      {"a line put under another case", "UPDATE audit_entry SET dossier = 1 WHERE seq = 57", {{Wrong::place, 57, 57}}},
      {"a line hidden from its case", "UPDATE audit_entry SET dossier = NULL WHERE seq = 57", {{Wrong::place, 57, 57}}},
      {"a case that is not there", "UPDATE audit_entry SET dossier = 9 WHERE seq = 57", {{Wrong::place, 57, 57}}},
      {"another origin", "UPDATE audit_origin SET origin = '00112233445566778899aabbccddeeff'", {{Wrong::origin, 0, 0}}},
      {"a checkpoint invented", "INSERT INTO checkpoint VALUES (9, 'guichet/x', '')", {{Wrong::checkpoint, 0, 8}}},
  };
  int named = 0;
  for (const auto& c : cases) {
    const fs::path file = copy();
    tamper(file, c.sql);
    const Report report = check(file);
    EXPECT_EQ(report.verdict, Verdict::tampered) << c.what;
    if (c.what == "another origin") {
      EXPECT_EQ(report.findings_count, kLines) << c.what;
      EXPECT_EQ(report.findings.size(), kFindingsMax);
      EXPECT_EQ(report.findings.front(), c.expected.front());
      EXPECT_THAT(describe(report, "x", Lang::en), HasSubstr("and 680 more"));
    } else {
      EXPECT_EQ(text_of(report.findings), text_of(c.expected)) << c.what;
    }
    ++named;
  }
  std::cout << named << " ways to change a log, each named\n";
}

TEST_F(VerifyDatabase, ACaseUnderAnotherNameHasItsLinesNamed) {
  const fs::path file = copy();
  tamper(file, "UPDATE audit_dossier SET pseudonym = 'x' WHERE dossier = 1; UPDATE audit_dossier SET dossier = 100 WHERE dossier = 2");
  const Report report = check(file);
  EXPECT_EQ(report.findings_count, 200) << "a hundred lines each";
  EXPECT_EQ(text_of({report.findings.front()}), text_of({{Wrong::place, 0, 0}}));
  EXPECT_THAT(describe(report, "x", Lang::en), HasSubstr("line 0: it does not stand under the case it names"));
}

TEST_F(VerifyDatabase, DroppedTriggersAreSaid) {
  const fs::path file = copy();
  tamper(file, "SELECT 1", false);
  const Report report = check(file);
  EXPECT_EQ(text_of(report.findings), text_of({{Wrong::guards}}));
}

// Lines name the digest of the definition that decided; its text is kept beside the cases.
TEST_F(VerifyDatabase, AReplacedDefinitionIsNamedAndAMissingOneSaid) {
  const fs::path file = *scratch_ / "policy.db";
  const std::string first = "procedure: a", second = "procedure: b";
  Sha256 sha256;
  const std::string digests[] = {hex(view(sha256.of(first))), hex(view(sha256.of(second)))};
  {
    auto database = store::Database::open(file, store::Database::Mode::write);
    ASSERT_TRUE(database);
    store::Dossiers dossiers{*database};
    audit::Log log{*database};
    auto transaction = store::Transaction::begin(*database);
    ASSERT_TRUE(dossiers.keep_definition("a", 1, digests[0], first));
    ASSERT_TRUE(dossiers.keep_definition("b", 1, digests[1], second));
    for (int i = 0; i < 20; ++i)
      ASSERT_TRUE(log.append({.kind = audit::Kind::transition, .at = i, .policy = i < 7 ? digests[0] : digests[1]}, 100));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(check(file).verdict, Verdict::intact);
  EXPECT_EQ(check(file).unknown_policies, 0);
  tamper(file, "UPDATE definition SET text = 'procedure: c' WHERE procedure = 'b'");
  EXPECT_EQ(text_of(check(file).findings), text_of({{Wrong::definition, 7, 7}}));
  tamper(file, "DELETE FROM definition WHERE procedure = 'b'");
  const Report report = check(file);
  EXPECT_EQ(report.verdict, Verdict::intact) << "the lines hold; what decided them is not here";
  EXPECT_EQ(report.unknown_policies, 13);
  EXPECT_THAT(describe(report, "x", Lang::en), HasSubstr("13 lines decided by a definition whose text is not kept here, the first one: 7"));
}

TEST_F(VerifyDatabase, LawfulErasureIsNoTampering) {
  const fs::path file = copy();
  tamper(file, "DELETE FROM payload WHERE seq < 100");
  const Report report = check(file);
  EXPECT_EQ(report.verdict, Verdict::intact);
  EXPECT_EQ(report.valueless, 20);
}

// The attack that leaves a perfect log: only what was kept outside sees it.
TEST_F(VerifyDatabase, ACutTailIsOlderThanWitnessed) {
  const Outside kept = kept_of(good());
  const Outside leaves = leaves_of(good());
  for (const int cut : {1, 44, 188, 444, 699}) {
    const fs::path file = copy();
    tamper(file, "DELETE FROM audit_entry WHERE seq >= " + std::to_string(kLines - cut));
    make_consistent(file);
    const Report alone = check(file);
    EXPECT_EQ(alone.verdict, Verdict::intact);
    EXPECT_THAT(describe(alone, "x", Lang::en), HasSubstr("not anchored"));
    for (const Outside& outside : {kept, leaves}) {
      const Report report = check(file, outside);
      EXPECT_EQ(report.verdict, Verdict::older) << cut;
      EXPECT_EQ(report.witnessed, kLines);
      EXPECT_EQ(report.size, kLines - cut);
    }
  }
}

TEST_F(VerifyDatabase, APerfectRewriteIsNamedByTheLeavesKept) {
  const Outside kept = kept_of(good());
  const Outside leaves = leaves_of(good());
  for (const int seq : {0, 57, 256, 650, 699}) {
    const fs::path file = copy();
    tamper(file, "UPDATE audit_entry SET env = CAST(replace(CAST(env AS TEXT), 'usager', 'citoyen') AS BLOB) WHERE seq >= " +
                     std::to_string(seq));
    make_consistent(file);
    EXPECT_EQ(check(file).verdict, Verdict::intact) << "alone, nothing shows it";
    EXPECT_EQ(text_of(check(file, kept).findings), text_of({{Wrong::anchor, 0, kLines - 1}}));
    EXPECT_EQ(text_of(check(file, leaves).findings), text_of({{Wrong::mirror, seq, seq}}));
  }
}

TEST_F(VerifyDatabase, ALogThatGrewIsAnchoredUpToWhatWasKept) {
  const fs::path file = copy();
  const Outside kept = kept_of(file);
  {
    auto database = store::Database::open(file, store::Database::Mode::write);
    audit::Log log{*database};
    auto transaction = store::Transaction::begin(*database);
    ASSERT_TRUE(log.append({.kind = audit::Kind::transition, .at = 1}, 2000));
    ASSERT_TRUE(transaction->commit());
  }
  const Report report = check(file, kept);
  EXPECT_EQ(report.verdict, Verdict::intact);
  EXPECT_EQ(report.anchored, kLines);
  EXPECT_EQ(report.size, kLines + 1);
  EXPECT_THAT(describe(report, "x", Lang::en), HasSubstr("from 700 on are anchored nowhere"));
}

TEST_F(VerifyDatabase, SaysWhyItCannotCheck) {
  const fs::path file = copy();
  EXPECT_EQ(check(*scratch_ / "absent.db").verdict, Verdict::cannot_check);
  EXPECT_EQ(check(*scratch_ / "absent.db").obstacle, Obstacle::unreadable);
  std::ofstream{*scratch_ / "text"} << std::string(5000, 'x');
  EXPECT_EQ(check(*scratch_ / "text").obstacle, Obstacle::damaged_file);
  tamper(file, "PRAGMA user_version = 77");
  EXPECT_EQ(check(file).obstacle, Obstacle::other_version);
  tamper(file, "PRAGMA application_id = 77");
  EXPECT_EQ(check(file).obstacle, Obstacle::not_a_log);
  EXPECT_EQ(static_cast<int>(Verdict::cannot_check), 2);
  fs::resize_file(copy(), 40'000);
  EXPECT_NE(check(file).verdict, Verdict::intact);
}

TEST_F(VerifyDatabase, ALogBeingWrittenIsReadAsOfItsLastCommit) {
  const fs::path file = copy();
  auto database = store::Database::open(file, store::Database::Mode::write);
  audit::Log log{*database};
  auto transaction = store::Transaction::begin(*database);
  ASSERT_TRUE(log.append({.kind = audit::Kind::transition, .at = 1}, 2000));
  EXPECT_EQ(check(file).size, kLines);
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(check(file).size, kLines + 1) << "from the write-ahead log";
}

}  // namespace
}  // namespace guichet::verify
