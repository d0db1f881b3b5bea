// What the checker finds in a procedure file, as GoogleTest expectations:
//   const guichet::testing::Examined velo{"velo.yaml", share};
//   EXPECT_NO_ERROR(velo);
//   EXPECT_HOLDS(velo, "reponse-d-abord");
// Every state a case can reach is looked at once, when it is made. A failure shows the finding and the scenario that
// `guichet run` would replay. To be linked with Guichet::check.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/check.h"

namespace guichet::testing {

class Examined {
 public:
  // `root`: what has the folder data/ with agencies.yaml, sources.yaml, tables: share/guichet, or a team's own.
  Examined(const std::string& procedure, const std::string& root, const check::Options& options = {}) { problem_ = examine(procedure, root, options); }

  // Why nothing could be examined: "" when it was; every expectation repeats it otherwise.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const check::Checked& checked() const { return checked_; }

  // One finding as a failed test shows it.
  [[nodiscard]] std::string told(const check::Finding& finding) const {
    std::string text = source_.path + ":" + std::to_string(finding.span.line) + ": " + check::facts(finding.kind).id + ": " +
                       base::tr(base::Lang::en, finding.message) + "\n";
    return finding.scenario ? text + *finding.scenario : text;
  }

 private:
  std::string examine(const std::string& procedure, const std::string& root, const check::Options& options) {
    std::vector<load::FaultyFile> faulty;
    const auto world = scenario::open_world(root, faulty);
    if (!world.ok()) return base::tr(base::Lang::en, world.failure());
    auto agencies = scenario::Agencies::open(*world);
    if (!agencies.ok()) return base::tr(base::Lang::en, agencies.failure());
    const auto file = scenario::open_procedure(*world, procedure);
    if (!file.ok()) return base::tr(base::Lang::en, file.failure());
    source_ = file->source;
    if (!file->loaded.procedure) return base::render(file->loaded.diagnostics, file->source, base::Lang::en);
    checked_ = check::check(*file->loaded.procedure, procedure, *world, &*agencies, options);
    return "";
  }

  base::Source source_;
  check::Checked checked_;
  std::string problem_;
};

// No finding that is an error; `weight`: nor any of that weight or above (a warning, a note).
inline ::testing::AssertionResult is_free_of(const Examined& one, check::Weight weight) {
  if (!one.problem().empty()) return ::testing::AssertionFailure() << one.problem();
  std::string all;
  for (const check::Finding& finding : one.checked().findings)
    if (check::facts(finding.kind).weight <= weight && finding.proof != check::Proof::undecided) all += one.told(finding);
  if (all.empty()) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << all;
}

// A finding of that kind, "dead-end", is told: for tests of a procedure spoilt on purpose.
inline ::testing::AssertionResult is_found(const Examined& one, std::string_view kind) {
  if (!one.problem().empty()) return ::testing::AssertionFailure() << one.problem();
  std::string others;
  for (const check::Finding& finding : one.checked().findings) {
    if (check::facts(finding.kind).id == kind) return ::testing::AssertionSuccess();
    others += one.told(finding);
  }
  return ::testing::AssertionFailure() << "no " << kind << " is found; instead:\n" << (others.empty() ? "nothing" : others);
}

// Every state was seen, and this one of `properties` holds in all.
inline ::testing::AssertionResult is_held(const Examined& one, std::string_view property) {
  if (!one.problem().empty()) return ::testing::AssertionFailure() << one.problem();
  const auto& all = one.checked().properties;
  const auto answer = std::ranges::find(all, property, &check::Answer::name);
  if (answer == all.end()) return ::testing::AssertionFailure() << "no property is called '" << property << "'";
  constexpr const char* kAnswers[] = {"holds", "is broken", "is undecided", "is not proved"};
  if (answer->kind == check::Answer::Kind::holds) return ::testing::AssertionSuccess();
  auto failure = ::testing::AssertionFailure() << property << " " << kAnswers[static_cast<std::size_t>(answer->kind)] << "\n";
  for (const check::Finding& finding : one.checked().findings)
    if (finding.kind == check::Kind::property_broken) failure << one.told(finding);
  return failure;
}

}  // namespace guichet::testing

#define EXPECT_NO_ERROR(examined) EXPECT_TRUE(::guichet::testing::is_free_of(examined, ::guichet::check::Weight::error))
#define EXPECT_NO_WARNING(examined) EXPECT_TRUE(::guichet::testing::is_free_of(examined, ::guichet::check::Weight::warning))
#define EXPECT_FOUND(examined, kind) EXPECT_TRUE(::guichet::testing::is_found(examined, kind))
#define EXPECT_HOLDS(examined, property) EXPECT_TRUE(::guichet::testing::is_held(examined, property))
