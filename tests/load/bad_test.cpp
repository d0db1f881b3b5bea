// tests/golden/bad: one broken definition per kind of mistake, and the exact message each gets.
#include <gtest/gtest.h>

#include "load/golden.h"
#include "load/procedure.h"

namespace guichet::load {
namespace {

std::string told(const base::Source& source, base::Lang lang) {
  return base::render(load_procedure(source, golden_reference()).diagnostics, source, lang);
}

TEST(Bad, EachMistakeIsToldWithItsPlaceAndRemedy) {
  const auto files = golden_files("bad", ".yaml");
  EXPECT_GE(files.size(), 60U);
  for (const std::string& path : files) {
    const std::string said = told(golden_source(path), base::Lang::en);
    EXPECT_NE(said, "") << path;
    expect_golden(path.substr(0, path.size() - 5) + ".expected", said);
  }
}

TEST(Bad, OneFileInFrench) {
  expect_golden(golden_path("bad/several-at-once.fr"), told(golden_source(golden_path("bad/several-at-once.yaml")), base::Lang::fr));
}

TEST(Bad, AProcedureExactlyWhenNothingIsAnError) {
  for (const std::string& path : golden_files("bad", ".yaml")) {
    const Loaded loaded = load_procedure(golden_source(path), golden_reference());
    EXPECT_EQ(loaded.procedure.has_value(), !loaded.diagnostics.has_errors()) << path;
  }
}

TEST(Bad, AllMistakesInOnePass) {
  const base::Source source = golden_source(golden_path("bad/several-at-once.yaml"));
  EXPECT_EQ(load_procedure(source, golden_reference()).diagnostics.all().size(), 4U);
}

}  // namespace
}  // namespace guichet::load
