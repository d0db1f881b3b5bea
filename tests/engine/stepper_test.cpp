// The stepper alone, on a machine of one state: what each kind of guard makes of a trigger, and what it never does.
#include "engine/stepper.h"

#include <gtest/gtest.h>

#include "support/walk.h"

namespace guichet::engine {
namespace {

using Kind = Step::Kind;

struct Sample {
  const char* branches;
  Kind kind;
  int branch;  // of those written, when one is meant
  const char* why;
};

TEST(Stepper, FirstTrueGuardWins) {
  const Sample samples[] = {
      {"{to: fin}", Kind::moved, 0, "no guard is true"},
      {"[{if: 'n == 1', to: fin}, {to: fin}]", Kind::moved, 0, "the first is true"},
      {"[{if: 'n == 2', to: fin}, {to: fin}]", Kind::moved, 1, "the first is false"},
      {"[{if: 'n == 2', to: fin}, {if: 'n == 3', to: fin}]", Kind::no_branch, -1, "none is true"},
      {"[{if: 'vide == 1', to: fin}, {to: fin}]", Kind::undetermined, 0, "absent is not false"},
      {"[{if: 'n == 1', to: fin}, {if: 'vide == 1', to: fin}]", Kind::moved, 0, "what comes after is not asked"},
      {"[{if: 'n == 2 && vide == 1', to: fin}, {to: fin}]", Kind::moved, 1, "false absorbs absent"},
      {"[{if: 'n == 1 || vide == 1', to: fin}, {to: fin}]", Kind::moved, 0, "true absorbs absent"},
      {"[{if: 'vide == 1 && n == 2', to: fin}, {to: fin}]", Kind::moved, 1, "whichever side it stands"},
      {"[{if: 'has(vide)', to: fin}, {to: fin}]", Kind::moved, 1, "has() asks first"},
  };
  for (const Sample& sample : samples) {
    const auto procedure = support::toy(std::string{R"(procedure: pas
version: 1
title: Pas
actors: {usager: {role: citizen}}
purposes: {dossier: {controller: usager, basis: public-task, law: [choice], retention: {delay: 1 year, since: closed, source: choice}}}
data:
  n:    {type: number, category: request}
  vide: {type: number, category: request}
events: {aller: {by: usager, may-carry: [n, vide]}, autre: {by: usager}}
states:
  fin: {actor: usager, when: {aller: )"} + sample.branches + "}}\n");
    const ReferenceStepper stepper{procedure->main()};
    expr::Value slots[2] = {expr::Value::number(1), {}};
    expr::Frame frame;
    frame.slots = slots;
    const Step step = stepper.step({0}, procedure->trigger_of(*procedure->find_event("aller")), frame);
    EXPECT_EQ(step.kind, sample.kind) << sample.why;
    if (sample.branch >= 0) {
      EXPECT_EQ(step.transition.index, sample.branch) << sample.why;
    }
    if (step.kind == Kind::undetermined) {
      EXPECT_EQ(step.slot, 1) << sample.why;
    }
    const Step other = stepper.step({0}, procedure->trigger_of(*procedure->find_event("autre")), frame);
    EXPECT_EQ(other.kind, Kind::not_expected);
    EXPECT_EQ(AnyStepper{stepper}.step({0}, procedure->trigger_of(*procedure->find_event("aller")), frame), step);
  }
}

}  // namespace
}  // namespace guichet::engine
