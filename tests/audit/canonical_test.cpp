// Canonical JSON: the vectors of RFC 8785 that our narrowing keeps, and what it refuses.
#include "audit/canonical.h"

#include <gtest/gtest.h>

namespace guichet::audit {
namespace {

using Why = Unwritable::Why;
using namespace std::string_literals;

std::string as_json(std::string_view text) {
  std::string out;
  Canonical json{out};
  json.text("k", text);
  EXPECT_FALSE(json.close()) << text;
  return out.substr(5, out.size() - 6);  // {"k":...}
}

TEST(Canonical, EscapesAsTheStandardSays) {
  const struct {
    std::string text;
    std::string json;
  } cases[] = {
      // RFC 8785 3.2.2: the string of its sample object.
      {"\u20ac$\x0f\nA'B\"\\\\\"/", "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""},
      {"", "\"\""},
      {"\b\t\n\f\r", R"("\b\t\n\f\r")"},
      {"\0\x01\x1f"s, R"("\u0000\u0001\u001f")"},
      {"\x7f", "\"\x7f\""},
      {"</script>", "\"</script>\""},
      {"\u202e\u2028\ufeff", "\"\u202e\u2028\ufeff\""},
      {"e\u0301 \u00e9 \U0001F600", "\"e\u0301 \u00e9 \U0001F600\""},
  };
  for (const auto& c : cases) EXPECT_EQ(as_json(c.text), c.json);
}

TEST(Canonical, WritesMembersWithoutSpaces) {
  std::string out = "old";
  Canonical json{out};
  json.integer("a", 0);
  json.texts("b", {});
  const std::string list[] = {"x", "\"", ""};
  json.texts("c", list);
  json.integer("d", -kIntegerMax);
  json.integer("e", kIntegerMax);
  json.text("f", "y");
  ASSERT_FALSE(json.close());
  EXPECT_EQ(out, R"({"a":0,"b":[],"c":["x","\"",""],"d":-9007199254740991,"e":9007199254740991,"f":"y"})");
  Canonical empty{out};
  ASSERT_FALSE(empty.close());
  EXPECT_EQ(out, "{}");
}

TEST(Canonical, RefusesRatherThanReplaces) {
  const auto refused = [](auto write) {
    std::string out;
    Canonical json{out};
    write(json);
    const auto why = json.close();
    EXPECT_TRUE(why.has_value());
    return why ? why->why : Why{};
  };
  for (const char* text : {"\xff", "a\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"})
    EXPECT_EQ(refused([&](Canonical& json) { json.text("k", text); }), Why::invalid_utf8);
  const std::string list[] = {"a", "\x80"};
  EXPECT_EQ(refused([&](Canonical& json) { json.texts("k", list); }), Why::invalid_utf8);
  EXPECT_EQ(refused([](Canonical& json) { json.text("é", "x"); }), Why::not_ascii_name);
  for (const std::int64_t n : {kIntegerMax + 1, -kIntegerMax - 1, INT64_MAX, INT64_MIN})
    EXPECT_EQ(refused([&](Canonical& json) { json.integer("k", n); }), Why::integer_too_large);
  for (const std::size_t size : {65'536u, 10u << 20u})
    EXPECT_EQ(refused([&](Canonical& json) { json.text("k", std::string(size, 'x')); }), Why::too_long);
}

TEST(Canonical, TheLimitIsExact) {
  std::string out;
  Canonical fits{out};
  fits.text("k", std::string(kCanonicalMax - 8, 'x'));
  EXPECT_FALSE(fits.close());
  EXPECT_EQ(out.size(), kCanonicalMax);
  Canonical over{out};
  over.text("k", std::string(kCanonicalMax - 7, 'x'));
  EXPECT_TRUE(over.close());
}

TEST(Canonical, NamesTheFieldAtFault) {
  std::string out;
  Canonical json{out};
  json.text("a", "fine");
  json.text("b", "\xff");
  json.text("c", "\xff");
  const auto why = json.close();
  ASSERT_TRUE(why);
  EXPECT_EQ(why->field, "b");
}

TEST(CanonicalDeathTest, NamesAscendEachOnce) {
  std::string out;
  Canonical json{out};
  json.integer("b", 1);
  EXPECT_DEATH(json.integer("b", 1), "ascend");
  EXPECT_DEATH(json.integer("a", 1), "ascend");
}

}  // namespace
}  // namespace guichet::audit
