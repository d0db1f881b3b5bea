// GoogleTest expectations over a Case, with messages that say what happened instead:
//   EXPECT_TRANSITION(carte.event("deposer", {...}), "titulaire");
//   EXPECT_REFUSED(carte.event("payer"), "not-expected");
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "testing/case.h"

namespace guichet::testing {

inline void PrintTo(const Outcome& outcome, std::ostream* out) {
  *out << (outcome.accepted() ? "accepted" : "refused: " + outcome.why) << (outcome.datum.empty() ? "" : " (" + outcome.datum + ")") << ", in "
       << outcome.state;
}

inline ::testing::AssertionResult is_transition(const Outcome& outcome, const std::string& state) {
  if (outcome.accepted() && outcome.state == state) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "expected a transition to " << state << "; " << ::testing::PrintToString(outcome);
}

// The case stays where it was. `datum`: the one that is missing or wrong; empty: whichever.
inline ::testing::AssertionResult is_refused(const Outcome& outcome, const std::string& why, const std::string& datum = "") {
  if (outcome.why == why && (datum.empty() || outcome.datum == datum)) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "expected a refusal: " << why << (datum.empty() ? "" : " (" + datum + ")") << "; "
                                       << ::testing::PrintToString(outcome);
}

inline ::testing::AssertionResult is_due(const Case& one, const std::string& deadline, const std::string& day) {
  if (one.due(deadline) == day) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << deadline << " is due " << (one.due(deadline).empty() ? "never" : one.due(deadline)) << ", expected " << day;
}

inline ::testing::AssertionResult is_value(const Case& one, const std::string& datum, const std::string& value) {
  if (one.value(datum) == value) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << datum << " is " << (one.value(datum).empty() ? "absent" : one.value(datum)) << ", expected "
                                       << (value.empty() ? "absent" : value);
}

}  // namespace guichet::testing

#define EXPECT_TRANSITION(outcome, state) EXPECT_TRUE(::guichet::testing::is_transition(outcome, state))
#define ASSERT_TRANSITION(outcome, state) ASSERT_TRUE(::guichet::testing::is_transition(outcome, state))
#define EXPECT_REFUSED(outcome, ...) EXPECT_TRUE(::guichet::testing::is_refused(outcome, __VA_ARGS__))
#define EXPECT_DUE(one, deadline, day) EXPECT_TRUE(::guichet::testing::is_due(one, deadline, day))
#define EXPECT_VALUE(one, datum, value) EXPECT_TRUE(::guichet::testing::is_value(one, datum, value))
