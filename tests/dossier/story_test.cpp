// What the log and the rows say of one act that changes a datum twice: each thing as it was at its own moment.
#include "dossier/story.h"

#include <gtest/gtest.h>

#include "shop.h"

namespace guichet::dossier {
namespace {

// A request is told back, then corrected by a rule, then told back again: all in the act of depositing it.
constexpr const char* kTwice = R"(procedure: deux-fois
version: 1
title: Deux fois
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, service: {role: agency, title: Service}}
purposes: {suivi: {title: Suivre, controller: service, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data:
  demande.motif: {type: text, category: request, title: Motif}
  demande.suite: {type: text, category: request, title: Suite}
events: {deposer: {by: usager, carries: [demande.motif], title: Demande}}
states:
  saisie:
    actor: usager
    activity: Demander
    when: {deposer: {to: relecture, tell: [{to: usager, title: Avant, carries: [demande.suite, demande.motif]}]}}
  relecture: {decide: [{to: relue, set: {demande.motif: "'relu'", demande.suite: "'suivie'"}}]}
  relue: {outcome: granted, tell: [{to: usager, title: Après, carries: [demande.suite, demande.motif]}]}
)";

class Story : public testing::Test {
 protected:
  Shop shop{"agencies: {}\n", {kTwice}};
  std::int64_t id = shop.open("deux-fois", "2026-03-02T09:00");

  void SetUp() override {
    ASSERT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"demande.motif", "brouillon"}}), "");
    ASSERT_EQ(shop.state(id), "relue");
  }
  std::vector<audit::Line> lines(audit::Kind kind) {
    std::vector<audit::Line> found;
    const auto told = shop.office().log().of_dossier(id);
    for (const auto& one : *told)
      if (one.line.kind == kind) found.push_back(one.line);
    return found;
  }
};
using Values = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

TEST_F(Story, AValueIsToldAsItWasWhenKept) {
  const auto kept = lines(audit::Kind::datum_stored);
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[0].payload, (Values{{"demande.motif", "brouillon"}}));
  EXPECT_EQ(kept[1].payload, (Values{{"demande.motif", "relu"}}));
  EXPECT_EQ(kept[2].payload, (Values{{"demande.suite", "suivie"}}));
}

TEST_F(Story, ALetterCarriesWhatWasThereWhenItLeft) {
  const auto letters = lines(audit::Kind::letter_told);
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_EQ(letters[0].payload, (Values{{"demande.motif", "brouillon"}}));
  EXPECT_EQ(letters[0].fields, Names{"demande.motif"}) << "the other was absent";
  EXPECT_EQ(letters[1].payload, (Values{{"demande.motif", "relu"}, {"demande.suite", "suivie"}}));
  EXPECT_EQ(letters[1].fields, (Names{"demande.suite", "demande.motif"})) << "as the file orders them";
  const auto rows = shop.office().rows().letters(id);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].data, R"({"demande.motif":"brouillon"})");
}

TEST_F(Story, TheCaseHoldsTheLastValues) {
  const auto rows = shop.office().rows().data(id);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].value, "relu");
  EXPECT_EQ((*rows)[1].value, "suivie");
}

}  // namespace
}  // namespace guichet::dossier
