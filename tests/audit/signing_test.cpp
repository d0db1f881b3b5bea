// A checkpoint is signed beside what comes next: none is lost by that, and none is kept of what was not committed.
#include <SQLiteCpp/Database.h>

#include "audit/anchored.h"

namespace guichet::audit {
namespace {

class SigningTest : public AnchorTest {
 protected:
  // Sizes of the checkpoints kept, as another program reads them now.
  std::string kept() {
    SQLite::Database other{file.string(), SQLite::OPEN_READONLY};
    return other.execAndGet("SELECT coalesce(group_concat(size, ' '), '') FROM (SELECT size FROM checkpoint ORDER BY size)").getString();
  }
};

TEST_F(SigningTest, ACheckpointIsKeptWithTheNextTransaction) {
  ASSERT_EQ(append(1000), "");  // the first key is certified before anything goes on
  EXPECT_EQ(kept(), "1002") << "names counted, key certified";
  ASSERT_EQ(append(1000), "");
  EXPECT_EQ(kept(), "1002") << "signed, not kept yet";
  ASSERT_EQ(append(1), "");
  EXPECT_EQ(kept(), "1002 2003");
  EXPECT_EQ(verify::check_database(file.string(), outside()).signed_size, 2003);
}

TEST_F(SigningTest, ItOutlivesATransactionThatWasUndone) {
  ASSERT_EQ(append(1000), "");
  ASSERT_EQ(append(1000), "");
  {
    auto transaction = Transaction::begin(*database);
    ASSERT_TRUE(log->append({.kind = Kind::transition, .at = ++at}, 100));
    ASSERT_TRUE(database->closing()->close());  // as far as its commit
  }
  ASSERT_EQ(append(1), "");
  EXPECT_EQ(kept(), "1002 2003");
}

TEST_F(SigningTest, NoneIsLostWhenTheLogIsClosedOrAskedForCheckpoints) {
  ASSERT_EQ(append(1000), "");
  ASSERT_EQ(append(1000), "");
  EXPECT_THAT(*log->last_checkpoint(), HasSubstr("\n2003\n"));
  EXPECT_EQ(kept(), "1002 2003");
  ASSERT_EQ(append(1000), "");
  close();
  EXPECT_EQ(kept(), "1002 2003 3004");
}

// Killed before it was kept, the log is held to it all the same: the signer remembers.
TEST_F(SigningTest, WhatWasSignedAndNotKeptStillHolds) {
  ASSERT_EQ(append(1000), "");
  keep_copy(scratch / "older");
  ASSERT_EQ(append(1000), "");
  keep_copy(scratch / "killed");  // as a kill leaves it
  close();
  put_back(scratch / "killed");
  reopen();
  EXPECT_EQ(kept(), "1002");
  EXPECT_EQ(anchored(), "anchored 0");
  EXPECT_EQ(verify::check_database(file.string(), outside()).verdict, Verdict::intact);
  close();
  put_back(scratch / "older");
  reopen();
  EXPECT_THAT(anchored(), HasSubstr("1002 lines, there were 2003"));
}

TEST_F(SigningTest, WithoutItsSignerTheLogGoesNoFurther) {
  ASSERT_EQ(append(1000), "");
  ASSERT_EQ(append(1000), "");
  ASSERT_EQ(append(1), "");
  // Another log's keys: the signer refuses.
  const fs::path keys = file.string() + ".signer";
  fs::rename(keys, scratch / "away");
  std::ofstream{keys} << "guichet.signer@v1\nname guichet/another\n";
  ASSERT_EQ(append(1000), "") << "what was committed stands";
  ASSERT_EQ(append(1), "") << "the signer's refusal is heard as this one ends";
  EXPECT_THAT(append(1), HasSubstr("holds the keys of another log"));
  fs::remove(keys);
  fs::rename(scratch / "away", keys);
  ASSERT_EQ(append(1), "");
  EXPECT_EQ(kept(), "1002 2003 3006") << "signed up to there, once it answers again";
}

}  // namespace
}  // namespace guichet::audit
