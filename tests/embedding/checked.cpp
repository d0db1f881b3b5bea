// A team's own procedure held to the checker in the team's own tests: what it finds, and that it finds nothing once mended.
#include <fstream>
#include <iterator>
#include <string>

#include <guichet/testing/check.h>

namespace {

using guichet::testing::Examined;

// bicycle.yaml with each `from` written as `to`, in a file of this folder.
std::string mended(const std::string& name, std::initializer_list<std::pair<std::string, std::string>> changes) {
  std::ifstream file{BICYCLE};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  for (const auto& [from, to] : changes) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
  }
  std::ofstream{name} << text;
  return name;
}

TEST(Bicycle, HasTheFaultsItWasWrittenWith) {
  const Examined velo{BICYCLE, SHARE};
  ASSERT_EQ(velo.problem(), "");
  EXPECT_TRUE(velo.checked().complete);
  EXPECT_FOUND(velo, "used-before-exists");
  EXPECT_FOUND(velo, "refusal-without-motive");
  EXPECT_HOLDS(velo, "demande-d-abord");
  EXPECT_HOLDS(velo, "reponse-donnee");
}

TEST(Bicycle, OnceMendedHasNone) {
  const Examined velo{mended("mended.yaml", {{"carries: [demande.nom], may-carry: [demande.enfants]", "carries: [demande.nom, demande.enfants]"},
                                             {"outcome: rejected, recourse: [gracieux]", "outcome: withdrawn"},
                                             {"within 1 month", "within 2 months"},
                                             {"    actor: usager\n", "    actor: usager\n    after: {delay: 90 days, to: refusee, source: choice}\n"}}),
                      SHARE};
  ASSERT_EQ(velo.problem(), "");
  EXPECT_NO_WARNING(velo);
  EXPECT_HOLDS(velo, "rapidite");
}

// The expectations themselves: each fails when what it says is not so, and shows a case.
TEST(Bicycle, ExpectationsCanFail) {
  const Examined velo{BICYCLE, SHARE};
  const auto wrong = guichet::testing::is_free_of(velo, guichet::check::Weight::error);
  EXPECT_FALSE(wrong);
  EXPECT_NE(std::string{wrong.message()}.find("refused: undetermined"), std::string::npos) << wrong.message();
  EXPECT_FALSE(guichet::testing::is_held(velo, "rapidite"));
  EXPECT_FALSE(guichet::testing::is_held(velo, "inconnue"));
  EXPECT_FALSE(guichet::testing::is_found(velo, "dead-end"));
}

TEST(Missing, FileIsTold) { EXPECT_NE((Examined{"none.yaml", SHARE}.problem().find("none")), std::string::npos); }

}  // namespace
