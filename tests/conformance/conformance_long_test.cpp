// A million random steps of every procedure that ships and of every toy, on both engines; longer sequences, more values.
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/steps.h"
#include "conformance/subjects.h"
#include "conformance/walks.h"

namespace guichet::conformance {
namespace {

class LongConformance : public testing::TestWithParam<Subject> {};

TEST_P(LongConformance, AMillionMoves) {
  const auto procedure = GetParam().load();
  const Walked walked = walk_at_random(*procedure, GetParam().compiled->steppers, 1, 1'000'000);
  EXPECT_EQ(walked.difference, "");
  std::size_t transitions = 0;
  for (const model::Machine& machine : procedure->machines) transitions += machine.transitions.size();
  EXPECT_GT(walked.taken * 4, transitions * 3) << "it goes to few places";
}

TEST_P(LongConformance, EveryLongerSequence) {
  EXPECT_EQ(walk_all(*GetParam().load(), GetParam().compiled->steppers, 400'000).difference, "");
}

TEST_P(LongConformance, MoreValues) {
  const auto loaded = GetParam().load();
  const model::Procedure& procedure = *loaded;
  for (std::uint16_t i = 0; i < procedure.machines.size(); ++i) {
    const engine::ReferenceStepper reference{procedure.machines[i]};
    EXPECT_EQ(compare_steps(procedure, {i}, engine::AnyStepper{reference}, GetParam().compiled->steppers[i], 200'000).difference, "");
  }
}

std::string name_of(const testing::TestParamInfo<Subject>& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Toys, LongConformance, testing::ValuesIn(toys()), name_of);
INSTANTIATE_TEST_SUITE_P(Shipped, LongConformance, testing::ValuesIn(shipped()), name_of);

}  // namespace
}  // namespace guichet::conformance
