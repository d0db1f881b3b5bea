// Two independent implementations of CEL gave these answers (tests/golden/cel/record.mjs); so must we.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "expr/codec.h"
#include "expr/expression.h"

namespace guichet::expr {
namespace {

using Json = nlohmann::json;

const std::vector<std::string> kWords{"alpha", "beta", "gamma"};

struct Datum {
  const char* name;
  Type type;
};
// The names record.mjs generates; the slot is the place in this table.
const std::vector<Datum> kData{
    {"n", {Kind::number}},
    {"m", {Kind::number}},
    {"t", {Kind::text}},
    {"u", {Kind::text}},
    {"b", {Kind::boolean}},
    {"c", {Kind::boolean}},
    {"e", {Kind::enumeration, &kWords}},
    {"l", {Kind::list, &kWords}},
    {"k", {Kind::list, &kWords}},
};

Scope scope() {
  Scope s;
  s.variable = [](std::string_view name) -> std::optional<Variable> {
    for (std::size_t i = 0; i < kData.size(); ++i)
      if (name == std::string{"d."} + kData[i].name) return Variable{static_cast<std::uint16_t>(i), 1, kData[i].type};
    return std::nullopt;
  };
  return s;
}

// What parse_value reads.
std::string plain(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string out;
  for (const Json& word : value) out += (out.empty() ? "" : ",") + word.get<std::string>();
  return out;
}

TEST(Cel, RecordedAnswersAreOurs) {
  std::ifstream file{GUICHET_SOURCE_DIR "/tests/golden/cel/expressions.jsonl"};
  const Scope names = scope();
  std::size_t count = 0;
  std::size_t errors = 0;
  for (std::string line; std::getline(file, line); ++count) {
    const Json entry = Json::parse(line);
    const std::string text = entry["expr"];
    const std::string kind = entry["type"];
    const Type type{kind == "boolean" ? Kind::boolean : kind == "number" ? Kind::number : Kind::text};
    base::Diagnostics diagnostics;
    const auto expression = compile(text, {}, names, type, diagnostics);
    ASSERT_TRUE(expression) << "line " << count + 1 << "\n" << render(diagnostics, {"", text}, base::Lang::en);

    TextPool texts;
    std::vector<Value> slots(kData.size());
    for (std::size_t i = 0; i < kData.size(); ++i) {
      if (!entry["vars"].contains(kData[i].name)) continue;
      const auto value = parse_value(kData[i].type, plain(entry["vars"][kData[i].name]), texts);
      ASSERT_TRUE(value) << line;
      slots[i] = *value;
    }
    const Value got = expression->evaluate({.slots = slots.data(), .texts = &texts});
    if (entry.contains("error")) {
      EXPECT_TRUE(got.is_error()) << line << "\ngot " << to_text(got, type);
      ++errors;
    } else {
      ASSERT_FALSE(got.is_error()) << line << "\ngot an error";
      EXPECT_EQ(to_text(got, type), plain(entry["result"])) << line;
    }
  }
  EXPECT_GE(count, 3000u);
  EXPECT_GT(errors, count / 10);
  EXPECT_LT(errors, count / 2);
}

}  // namespace
}  // namespace guichet::expr
