// One act on a disk that fails at each of its changes in turn: an error, a disk that is full, half a write, the power
// cut with all or part of what was not synced lost, a disk that lies about syncs. Each time: what was acknowledged is
// there, state and log agree, the verifier says intact, and the next act goes on.
#include <gtest/gtest.h>

#include <iostream>

#include "audit/anchor.h"
#include "faults/faulty_disk.h"
#include "faults/one_act.h"

namespace guichet::faults {
namespace {

class DiskTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string said;
    for (std::int64_t now = 0; now < 3; ++now) ASSERT_TRUE(act(scratch / "good.db", now, said)) << said;
  }
  fs::path copy() {
    const fs::path file = scratch / "a.db";
    copy_database(scratch / "good.db", file);
    return file;
  }
  // The fault at each change in turn, until there is none left to meet.
  void at_each_change(Fault fault, std::size_t kept, bool lies, const char* what) {
    int refused = 0, done = 0, older = 0;
    for (int at = 1; at < 2000 && !HasFatalFailure(); ++at) {
      const fs::path file = copy();
      FaultyDisk disk;
      disk.lie(lies);
      disk.plan(fault, at);
      std::string said;
      const bool acknowledged = act(file, 3, said);
      const bool met = disk.met();
      if (!acknowledged) {
        ASSERT_FALSE(said.empty()) << "refused without a word";
      }
      disk.heal();
      if (fault == Fault::power_cut) disk.give_back(kept);
      disk.lie(false);
      const Seen seen = look(file);
      SCOPED_TRACE(std::string{what} + " at change " + std::to_string(at) + ": " + said + seen.told);
      ASSERT_EQ(seen.verdict, verify::Verdict::intact);
      ASSERT_EQ(seen.lines % kLines, 0) << "half an act";
      ASSERT_EQ(seen.lines, (seen.now + 1) * kLines) << "state and log differ";
      if (acknowledged && !lies) {
        ASSERT_EQ(seen.now, 3) << "an acknowledged act is lost";
      }
      ASSERT_TRUE(act(file, 4, said)) << "the next act: " << said;
      ASSERT_EQ(look(file).verdict, verify::Verdict::intact);
      older += acknowledged && seen.now < 3 ? 1 : 0;
      (acknowledged ? done : refused)++;
      if (!met) break;
    }
    std::cout << what << ": " << refused + done << " places, " << refused << " refused, " << done << " done, " << older
              << " acknowledged and lost\n";
    EXPECT_GT(refused, 5);
  }
  store::Scratch scratch;
};

TEST_F(DiskTest, AnErrorAtEachChange) { at_each_change(Fault::error, 0, false, "input/output error"); }
TEST_F(DiskTest, AFullDiskAtEachChange) { at_each_change(Fault::full, 0, false, "disk full"); }
TEST_F(DiskTest, HalfAWriteAtEachChange) { at_each_change(Fault::half_write, 0, false, "half a write"); }
TEST_F(DiskTest, ThePowerCutAtEachChange) { at_each_change(Fault::power_cut, 0, false, "power cut, nothing unsynced kept"); }
TEST_F(DiskTest, ThePowerCutAtEachChangeSomeKept) { at_each_change(Fault::power_cut, 1, false, "power cut, one write kept"); }
TEST_F(DiskTest, ThePowerCutAtEachChangeMostKept) { at_each_change(Fault::power_cut, 1000, false, "power cut, all written kept"); }

// A disk that says "synced" and was not: what it acknowledged may be lost, and no program can help it. But the signer keeps
// its own file, and an act it signed is never lost without a word: the log is refused at opening, or no longer reads as
// intact. Half an act is never taken for a whole one.
TEST_F(DiskTest, ADiskThatLiesAboutSyncsIsFoundOut) {
  int whole = 0, lost = 0, named = 0, damaged = 0;
  for (const std::size_t kept : {0U, 1U, 2U, 3U, 5U, 8U, 1000U}) {
    bool met = true;
    for (int at = 1; met && !HasFatalFailure(); ++at) {
      const fs::path file = copy();
      fs::remove(file.string() + ".signer");
      FaultyDisk disk;
      disk.lie(true);
      std::string said;
      ASSERT_TRUE(act(file, 3, said)) << said;  // acknowledged
      std::int64_t signed_lines = 0;
      {
        auto database = Database::open(file, Database::Mode::write);
        ASSERT_TRUE(database) << sentence_of(database);
        audit::Log log{*database};
        ASSERT_TRUE(log.checkpoint());
        signed_lines = log.head()->size;
      }
      disk.plan(Fault::power_cut, at);
      static_cast<void>(act(file, 4, said));
      met = disk.met();
      disk.heal();
      disk.give_back(kept);
      disk.lie(false);
      SCOPED_TRACE("kept " + std::to_string(kept) + " at change " + std::to_string(at) + ": " + said);
      const auto report = verify::check_database(file.string(), {});
      if (report.verdict != verify::Verdict::intact) {
        ++damaged;
        continue;
      }
      const Seen seen = look(file);
      ASSERT_EQ(seen.lines % kLines, 0) << "half an act";
      ASSERT_EQ(seen.lines, (seen.now + 1) * kLines) << "state and log differ";
      auto database = Database::open(file, Database::Mode::write);
      ASSERT_TRUE(database) << sentence_of(database);
      audit::Log log{*database};
      const auto anchored = audit::anchor(*database, log);
      if (seen.lines < signed_lines) {
        ++lost;
        ASSERT_FALSE(anchored) << "a signed act is lost, and nobody says so";
        named += sentence_of(anchored).find("older than what was signed") != std::string::npos ? 1 : 0;
      } else {
        ++whole;
        ASSERT_TRUE(anchored) << sentence_of(anchored);
      }
    }
  }
  std::cout << "a lying disk: " << whole << " times all that was signed is there, " << lost << " times it is lost, " << named
            << " times that is named at opening, " << damaged << " times the file no longer reads as intact\n";
  EXPECT_GT(lost, 0) << "the disk did lie";
  EXPECT_EQ(named, lost);
}

}  // namespace
}  // namespace guichet::faults
