// docs/expressions.md can't rot: each of its examples is evaluated or refused as it says.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "toy.h"

namespace guichet::expr {
namespace {

struct Example {
  int line = 0;
  std::string text;
  std::string want;
  Type expected;
};

std::vector<Example> examples() {
  std::ifstream file{GUICHET_SOURCE_DIR "/docs/expressions.md"};
  static const std::regex kExample{R"((.*?)\s*  ->  (.*))"};
  std::vector<Example> all;
  std::optional<Type> inside;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = line == "```expr"        ? std::optional{Type{Kind::absent}}
               : line == "```condition" ? std::optional{Type{Kind::boolean}}
                                        : std::nullopt;
      continue;
    }
    std::smatch parts;
    if (!inside || !std::regex_match(line, parts, kExample)) {
      EXPECT_FALSE(inside.has_value()) << "docs/expressions.md:" << number << ": an example has no '->'";
      continue;
    }
    all.push_back({number, parts[1], parts[2], *inside});
  }
  return all;
}

std::string refusal(const base::Diagnostics& diagnostics) {
  std::string out;
  for (const base::Diagnostic& d : diagnostics.all()) {
    out += (out.empty() ? "refused: " : " / ") + tr(base::Lang::en, d.message);
    if (d.hint) out += " (" + tr(base::Lang::en, *d.hint) + ")";
  }
  return out;
}

TEST(Doc, EveryExampleGivesWhatItSays) {
  const Scope scope = toy::scope();
  toy::Case c;
  toy::fill(c);
  const auto all = examples();
  for (const Example& example : all) {
    base::Diagnostics diagnostics;
    const auto expression = compile(example.text, {}, scope, example.expected, diagnostics);
    const std::string got =
        expression ? toy::shown(expression->evaluate(c.frame()), expression->type()) : refusal(diagnostics);
    EXPECT_EQ(got, example.want) << "docs/expressions.md:" << example.line << ": " << example.text;
  }
  EXPECT_GE(all.size(), 80u);
}

}  // namespace
}  // namespace guichet::expr
