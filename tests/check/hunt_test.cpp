// An error hunt's key, proved again from outside: what the check says of the spoilt procedure and not of the sound one is
// what the key holds, mistake by mistake.
#include "check/hunt.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "check/here.h"

namespace guichet::check {
namespace {

using Sentences = std::set<std::string>;

void add(Sentences& all, const Finding& one) {
  if (one.proof == Proof::undecided || facts(one.kind).weight == Weight::note) return;
  all.insert(std::string{facts(one.kind).id} + ": " + base::tr(base::Lang::en, one.message));
}
Sentences said_of(const load::Loaded& loaded) {
  const model::Procedure& procedure = *loaded.procedure;
  Options options;
  if (procedure.machines.size() > 1) options.members_max = 1;
  Sentences all;
  for (const Finding& one : check(procedure, procedure.id, Here::instance().world, nullptr, options).findings) add(all, one);
  for (const base::Diagnostic& one : loaded.diagnostics.all()) all.insert(base::tr(base::Lang::en, one.message));
  return all;
}
// As the key has it: a finding of the check by its kind and words, a warning of the loader by its words alone.
void add_key(Sentences& key, const Finding& one, const load::Loaded& spoilt) {
  const std::string words = base::tr(base::Lang::en, one.message);
  const bool loads = std::ranges::any_of(spoilt.diagnostics.all(), [&](const auto& d) { return base::tr(base::Lang::en, d.message) == words; });
  loads ? static_cast<void>(key.insert(words)) : add(key, one);
}

class HuntTest : public testing::TestWithParam<std::string> {};

TEST_P(HuntTest, KeyIsWhatTheCheckFinds) {
  const auto file = Here::instance().open(GetParam());
  const Sentences sound = said_of(file.loaded);
  for (const std::uint32_t seed : {7U, 8U}) {
    const auto hunt = seed_hunt(file.source, nullptr, Here::instance().world, {.faults = 4, .seed = seed, .visible = {}});
    ASSERT_TRUE(hunt) << seed;
    EXPECT_EQ(hunt->faults.size(), 4u) << seed;
    Sentences key = sound;
    for (const Seeded& one : hunt->faults) {
      EXPECT_FALSE(one.findings.empty());
      for (const Finding& finding : one.findings) add_key(key, finding, hunt->spoilt);
    }
    EXPECT_EQ(said_of(hunt->spoilt), key) << seed;
    const auto about_data = std::ranges::count_if(hunt->faults, [](const Seeded& one) {
      return one.findings.front().kind >= Kind::collected_never_used && one.findings.front().kind < Kind::property_broken;
    });
    EXPECT_GT(about_data, 0) << seed;
    EXPECT_LT(about_data, 4) << seed;
  }
}
INSTANTIATE_TEST_SUITE_P(Shipped, HuntTest, testing::Values("carte-stationnement", "acte-naissance"),
                         [](const auto& info) { return info.param.substr(0, info.param.find('-')); });

TEST(Hunt, DrawsOtherFaultsByAnotherSeed) {
  const auto file = Here::instance().open("carte-stationnement");
  const auto drawn = [&](std::uint32_t seed) {
    std::string all;
    const auto hunt = seed_hunt(file.source, nullptr, Here::instance().world, {.faults = 1, .seed = seed, .visible = {}});
    if (hunt)
      for (const Seeded& one : hunt->faults) all += base::tr(base::Lang::en, one.mutant.what) + "\n";
    return all;
  };
  EXPECT_EQ(drawn(1), drawn(1));
  EXPECT_NE(drawn(1), drawn(2));
}

TEST(Hunt, WhatCannotBeSeenIsNotSeeded) {
  const auto file = Here::instance().open("droits-rgpd");
  EXPECT_TRUE(seed_hunt(file.source, nullptr, Here::instance().world, {.faults = 3, .seed = 7, .visible = {}}));
  EXPECT_FALSE(seed_hunt(file.source, nullptr, Here::instance().world,
                         {.faults = 3, .seed = 7, .visible = [](const model::Procedure&) { return false; }}));
}

}  // namespace
}  // namespace guichet::check
