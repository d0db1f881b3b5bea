// The reference interpreter and the compiled machines answer alike: same transition, same refusal for the same reason,
// same effects, same place to rest. Short here; conformance_long_test.cpp goes on for a million steps.
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/steps.h"
#include "conformance/subjects.h"
#include "conformance/walks.h"

namespace guichet::conformance {
namespace {

constexpr std::uint64_t kValuations = 30'000;
constexpr int kMoves = 60'000;
constexpr std::uint64_t kSequences = 15'000;

class Conformance : public testing::TestWithParam<Subject> {};

TEST_P(Conformance, EveryStateTriggerAndValue) {
  const Subject& subject = GetParam();
  const auto loaded = subject.load();
  const model::Procedure& procedure = *loaded;
  ASSERT_EQ(subject.compiled->steppers.size(), procedure.machines.size());
  for (std::uint16_t i = 0; i < procedure.machines.size(); ++i) {
    const engine::ReferenceStepper reference{procedure.machines[i]};
    const Compared compared =
        compare_steps(procedure, {i}, engine::AnyStepper{reference}, subject.compiled->steppers[i], kValuations);
    EXPECT_EQ(compared.difference, "");
    for (std::size_t t = 0; t < compared.taken.size(); ++t) {
      EXPECT_TRUE(compared.taken[t]) << "transition " << t << ", line " << procedure.machines[i].transitions[t].span.line << " never fired: nothing was compared";
    }
  }
}

TEST_P(Conformance, EverySequence) {
  const Walked walked = walk_all(*GetParam().load(), GetParam().compiled->steppers, kSequences);
  EXPECT_EQ(walked.difference, "");
  EXPECT_GT(walked.moves, 100u);
}

TEST_P(Conformance, RandomMoves) {
  const auto procedure = GetParam().load();
  const Walked walked = walk_at_random(*procedure, GetParam().compiled->steppers, 1, kMoves);
  EXPECT_EQ(walked.difference, "");
  EXPECT_GT(walked.accepted, kMoves / 10u) << "a walk that goes nowhere proves nothing";
  EXPECT_GT(walked.refused, kMoves / 50u);
  std::size_t transitions = 0;
  for (const model::Machine& machine : procedure->machines) transitions += machine.transitions.size();
  EXPECT_GT(walked.taken * 2, transitions) << "it goes to few places";
}

std::string name_of(const testing::TestParamInfo<Subject>& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  std::ranges::replace(name, ' ', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Toys, Conformance, testing::ValuesIn(toys()), name_of);
INSTANTIATE_TEST_SUITE_P(Shipped, Conformance, testing::ValuesIn(shipped()), name_of);

// Each comparison must be able to fail: these machines were spoilt by the generator, on request.
TEST(Spoilt, IsSeenByEachComparison) {
  for (const Subject& subject : spoilt()) {
    const auto loaded = subject.load();
  const model::Procedure& procedure = *loaded;
    const engine::ReferenceStepper reference{procedure.main()};
    const auto& steppers = subject.compiled->steppers;
    EXPECT_NE(compare_steps(procedure, {0}, engine::AnyStepper{reference}, steppers[0], kValuations).difference, "") << subject.compiled->id;
    EXPECT_NE(walk_all(procedure, steppers, kSequences).difference, "") << subject.compiled->id;
    EXPECT_NE(walk_at_random(procedure, steppers, 1, kMoves).difference, "") << subject.compiled->id;
  }
}

TEST(Shipped, RunsOnItsMachineUntilTheFileChanges) {
  for (const Subject& subject : shipped()) {
    const auto loaded = subject.load();
    EXPECT_TRUE(codegen::steppers_for(*loaded).has_value()) << subject.name;
    model::Procedure edited = *loaded;
    edited.digest[0] = edited.digest[0] == '0' ? '1' : '0';
    EXPECT_FALSE(codegen::steppers_for(edited).has_value()) << subject.name;
    if (edited.attributes.empty()) continue;
    edited = *loaded;
    edited.attributes[0].slot = static_cast<std::uint16_t>(edited.attributes[0].slot + 1);
    EXPECT_FALSE(codegen::steppers_for(edited).has_value()) << "an agency's attributes moved";
  }
}

}  // namespace
}  // namespace guichet::conformance
