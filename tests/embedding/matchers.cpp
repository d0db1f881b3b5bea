// A team's own procedure, tested in words with GoogleTest.
#include <string>

#include <guichet/testing/expect.h>

namespace {

using guichet::testing::Case;

struct Bicycle : testing::Test {
  Case velo{BICYCLE, DATA, "2026-03-02T09:00"};
  void SetUp() override { ASSERT_EQ(velo.problem(), ""); }
};

TEST_F(Bicycle, SilenceAccepts) {
  EXPECT_TRANSITION(velo.event("deposer", {{"demande.nom", "Lefèvre"}, {"demande.enfants", "2"}}), "instruction");
  EXPECT_VALUE(velo, "demande.nom", "Lefèvre");
  EXPECT_DUE(velo, "reponse", "2026-05-02");
  EXPECT_TRANSITION(velo.wait("2026-05-02T23:00"), "instruction");
  EXPECT_TRANSITION(velo.wait("2026-05-03"), "acceptee");
  EXPECT_REFUSED(velo.event("accepter"), "closed");
}

TEST_F(Bicycle, RefusesForItsReason) {
  EXPECT_REFUSED(velo.event("accepter"), "not-expected");
  EXPECT_REFUSED(velo.event("deposer"), "bad-data", "demande.nom");
  EXPECT_REFUSED(velo.event("deposer", {{"demande.nom", "Lefèvre"}}), "undetermined", "demande.enfants");
  EXPECT_REFUSED(velo.event("deposer", {{"demande.nom", "Lefèvre"}}, "", "mairie"), "wrong-actor");
  EXPECT_EQ(velo.state(), "saisie");
}

// The expectations themselves: each fails when what it says is not so, and says what happened.
TEST_F(Bicycle, ExpectationsCanFail) {
  const auto moved = velo.event("deposer", {{"demande.nom", "Lefèvre"}, {"demande.enfants", "9"}});
  const auto wrong = guichet::testing::is_transition(moved, "instruction");
  EXPECT_FALSE(wrong);
  EXPECT_STREQ(wrong.message(), "expected a transition to instruction; accepted, in refusee");
  EXPECT_FALSE(guichet::testing::is_refused(moved, "no-branch"));
  EXPECT_FALSE(guichet::testing::is_due(velo, "reponse", "2026-05-02"));
  EXPECT_FALSE(guichet::testing::is_value(velo, "demande.nom", "Durand"));
  EXPECT_EQ(velo.event("inconnu").why, "no event is called 'inconnu'");
}

TEST(Missing, FileIsTold) {
  EXPECT_NE(Case("none.yaml", DATA, "2026-03-02").problem().find("none.yaml"), std::string::npos);
}

}  // namespace
