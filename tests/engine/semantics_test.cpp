// docs/semantics.md is the law of the engine: every example in it is played here. GUICHET_UPDATE_GOLDEN=1 writes the
// document again as the engine has it; the difference is then to be read like a change of law.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/examples.h"

namespace guichet {
namespace {

const std::string kDocument = GUICHET_SOURCE_DIR "/docs/semantics.md";

std::string read(const std::string& path) {
  std::ifstream file{path};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Semantics : public testing::TestWithParam<support::Example> {};

TEST_P(Semantics, Example) {
  const support::Example& example = GetParam();
  const std::string played = support::play(example);
  if (std::getenv("GUICHET_UPDATE_GOLDEN") == nullptr) {
    EXPECT_EQ(played, example.script);
    return;
  }
  std::string document = read(kDocument);
  for (const support::Example& now : support::examples_of(document)) {
    if (now.name == example.name) document.replace(now.begin, now.script.size(), played);
  }
  std::ofstream{kDocument} << document;
}

INSTANTIATE_TEST_SUITE_P(Docs, Semantics, testing::ValuesIn(support::examples_of(read(kDocument))),
                         [](const auto& about) { return about.param.name; });

// Cases that two implementers would read differently: each has its example.
TEST(SemanticsDocument, NamesEveryCase) {
  const std::string document = read(kDocument);
  for (int n = 1; n <= 23; ++n) {
    EXPECT_NE(document.find("(case " + std::to_string(n) + ")"), std::string::npos) << "case " << n;
  }
}

}  // namespace
}  // namespace guichet
