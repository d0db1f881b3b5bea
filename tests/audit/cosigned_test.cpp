// What a signature and a cosignature are worth later: to whoever verifies, to the next opening, to the end of old lines.
#include <algorithm>

#include "audit/anchored.h"
#include "audit/complete_proof.h"
#include "audit/export.h"
#include "audit/prune.h"
#include "base/civil.h"

namespace guichet::audit {
namespace {

class CosignedTest : public AnchorTest {};

std::string finding_names(const verify::Report& report) {
  std::string names;
  for (const auto& finding : report.findings) names += std::to_string(static_cast<int>(finding.what)) + ' ';
  return names;
}

TEST_F(CosignedTest, TheVerifierChecksWhatTheWitnessCosigned) {
  ASSERT_EQ(append(30), "");
  watch();
  ASSERT_EQ(anchored(), "anchored 31");
  ASSERT_EQ(append(5), "");
  std::string key = ask_witness({"key"});
  key.pop_back();
  EXPECT_THAT(verdict(outside()), HasSubstr("one checkpoint bears the signature of a witness; --witness checks it"));
  verify::Outside known = outside();
  known.witness = verify::read_witness_key(key);
  ASSERT_TRUE(known.witness) << key;
  EXPECT_FALSE(verify::read_key(key)) << "the key of a witness signs no log";
  const auto report = verify::check_database(file.string(), known);
  EXPECT_EQ(report.anchored, 31) << verdict(known);
  EXPECT_GT(report.cosigned_at, 1'700'000'000);
  EXPECT_THAT(verdict(known), HasSubstr("anchored up to line 30: the witness guichet-witness cosigned it on 20"));
  EXPECT_THAT(verdict(known), HasSubstr("the lines from 31 on are anchored nowhere"));
  // A proof and an export carry it.
  const auto proof = verify::check_proof(*prove_line(*log, 3), known);
  EXPECT_EQ(proof.anchored, 31) << "under the checkpoint it cosigned, not the head";
  ASSERT_EQ(anchored(), "anchored 36");
  ASSERT_TRUE(export_log(*log, scratch / "export"));
  EXPECT_EQ(verify::check_export((scratch / "export").string(), known).anchored, 36);
  ASSERT_TRUE(count_for_proof(*database, *log, 100));
  const auto all = verify::check_complete(*prove_all(*log, 1), known);
  EXPECT_EQ(all.anchored, log->head()->size) << verify::describe(all, "proof", verify::Lang::en);
  // Another witness anchors nothing.
  verify::Outside other = known;
  other.witness->key[0] = static_cast<char>(other.witness->key[0] ^ 1);
  other.witness->id = "none";
  EXPECT_EQ(verify::check_database(file.string(), other).anchored, 0);
  EXPECT_EQ(verify::check_database(file.string(), other).verdict, Verdict::intact);
  // Its time changed, or its signature: named.
  const std::string cosig = *log->covering(0);
  close();
  const std::size_t begin = cosig.rfind(' ') + 1;
  int refused = 0;
  for (const std::size_t byte : {4U, 8U, 11U, 12U, 40U, 75U}) {
    std::string bytes = *base::from_base64(cosig.substr(begin, cosig.size() - begin - 1));
    bytes[byte] = static_cast<char>(bytes[byte] ^ 1);
    verify::tamper(file, "UPDATE checkpoint SET cosig = '\u2014 guichet-witness " + base::to_base64(bytes) +
                             "' || char(10) WHERE size = (SELECT max(size) FROM checkpoint)");
    const auto forged = verify::check_database(file.string(), known);
    EXPECT_EQ(forged.verdict, Verdict::tampered) << byte;
    refused += forged.findings_count == 1 && forged.findings[0].what == Wrong::cosignature ? 1 : 0;
    EXPECT_EQ(forged.findings_count, 1) << finding_names(forged);
  }
  EXPECT_EQ(refused, 6);
}

// Its order is that of the log; a date earlier than the one before is no forgery, and is said.
TEST_F(CosignedTest, AWitnessWhoseClockWentBackIsNoticed) {
  watch();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(append(10), "");
    ASSERT_THAT(anchored(), HasSubstr("anchored"));
  }
  verify::Outside known = outside();
  close();
  const base::SigningKey key = base::SigningKey::drawn();
  const auto cosign_at = [&](const std::vector<std::int64_t>& times) {
    std::vector<std::pair<std::int64_t, std::string>> kept;
    {
      SQLite::Database sql{file.string()};
      SQLite::Statement each{sql, "SELECT size, note FROM checkpoint ORDER BY size"};
      while (each.executeStep()) kept.emplace_back(each.getColumn(0).getInt64(), each.getColumn(1).getString());
    }
    ASSERT_EQ(kept.size(), times.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
      std::string bytes;
      for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(times[i] >> shift & 0xff));
      bytes += key.sign("cosignature/v1\ntime " + std::to_string(times[i]) + '\n' + base::read_checkpoint(kept[i].second)->text);
      std::string line = base::signature_line({"temoin", base::KeyType::cosignature, key.public_key()}, bytes);
      line.pop_back();
      verify::tamper(file, "UPDATE checkpoint SET cosig = '" + line + "' || char(10) WHERE size = " + std::to_string(kept[i].first));
    }
  };
  known.witness = verify::read_witness_key(base::VerifierKey{"temoin", base::KeyType::cosignature, key.public_key()}.text());
  ASSERT_TRUE(known.witness);
  cosign_at({2000, 2000, 2001});
  EXPECT_EQ(verify::check_database(file.string(), known).cosigned_back, 0) << verdict(known);
  cosign_at({2000, 1999, 2001});
  const auto report = verify::check_database(file.string(), known);
  EXPECT_EQ(report.verdict, Verdict::intact) << verdict(known);
  EXPECT_EQ(report.cosigned_back, 1);
  EXPECT_THAT(verdict(known), HasSubstr("the clock of the witness went back once between"));
}

// Acknowledged, then its journal deleted: without a witness, the signer remembers.
TEST_F(CosignedTest, WithoutAWitnessTheSignerRemembersWhatItSigned) {
  ASSERT_EQ(append(30), "");
  EXPECT_EQ(anchored(), "anchored 0");
  reopen();
  ASSERT_EQ(append(10), "");
  EXPECT_EQ(anchored(), "anchored 0") << "and signs";
  fs::copy_file(file, scratch / "no_journal");
  for (const char* end : {".keys", ".keys-wal"})
    if (fs::exists(file.string() + end)) fs::copy_file(file.string() + end, (scratch / "no_journal").string() + end);
  close();
  const auto whole = scratch / "whole";
  keep_copy(whole);
  put_back(scratch / "no_journal");
  reopen();
  EXPECT_THAT(anchored(), HasSubstr("older than what was signed of it: 30 lines, there were 40"));
  close();
  put_back(whole);
  verify::tamper(file, "UPDATE audit_entry SET env = CAST(replace(CAST(env AS TEXT), 'usager', 'voisin') AS BLOB) WHERE seq >= 7");
  verify::make_consistent(file);
  reopen();
  EXPECT_THAT(anchored(), HasSubstr("is not what was signed: its first 40 lines were rewritten"));
  close();
  put_back(whole);
  reopen();
  EXPECT_EQ(anchored(), "anchored 0");
  // Lawfully put back: the signer is told, and the log says so.
  close();
  put_back(scratch / "no_journal");
  reopen();
  ASSERT_TRUE(certify_restore(*database, *log, at, 100));
  EXPECT_EQ(anchored(), "anchored 0");
  EXPECT_THAT(log->entries()->back().envelope, HasSubstr("\"reason\":\"restored\""));
}

// Lines of 2020, of 2024, and an exchange of 2020; on 1 January 2026 those of 2020 that are no exchange are over, and only
// those a witness saw, by whole tiles.
TEST_F(CosignedTest, LinesWhoseTimeIsOverGoAndEveryProofHolds) {
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
  EXPECT_EQ(prune(*database, *log, usual_retention(), now, 100)->gone, 0) << "no witness saw them";
  watch();
  EXPECT_EQ(anchored(), "anchored 601");
  EXPECT_EQ(prune(*database, *log, usual_retention(), minutes("2021-03-02T23:59"), 100)->gone, 0) << "the last day still runs";
  EXPECT_EQ(prune(*database, *log, usual_retention(), now, 100)->gone, 512) << "whole tiles";
  EXPECT_EQ(prune(*database, *log, usual_retention(), now, 100)->gone, 512) << "once";
  write(Kind::exchange_sent, "2024-03-02T09:00", 600);
  EXPECT_EQ(anchored(), "anchored " + std::to_string(log->head()->size));
  EXPECT_EQ(prune(*database, *log, usual_retention(), now, 100)->gone, 512) << "exchanges are kept 36 months";

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
  verify::tamper(file, "UPDATE audit_pruned SET size = 768; DELETE FROM audit_entry WHERE seq < 768");
  const auto deleted = verify::check_database(file.string(), known);
  ASSERT_EQ(deleted.findings.size(), 1u) << verify::describe(deleted, "log", verify::Lang::en);
  EXPECT_EQ(deleted.findings[0].what, Wrong::missing);
}

}  // namespace
}  // namespace guichet::audit
