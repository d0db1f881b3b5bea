#include "base/utf8.h"

#include <gtest/gtest.h>

namespace guichet::base {
namespace {

TEST(Utf8, RefusesWhatRfc3629Refuses) {
  struct Case {
    std::string_view text;
    std::optional<std::size_t> want;
  } const cases[] = {
      {"", std::nullopt},
      {"été", std::nullopt},
      {"\xF0\x9F\x9A\x97", std::nullopt},       // U+1F697
      {"a\x80", 1},                             // a continuation alone
      {"ab\xC3", 2},                            // cut short
      {"\xC0\xAF", 0},                          // overlong '/'
      {"\xE0\x80\xAF", 0},                      // overlong in three
      {"\xED\xA0\x80", 0},                      // a surrogate
      {"\xF4\x90\x80\x80", 0},                  // past U+10FFFF
      {"\xFF", 0},
  };
  for (const Case& c : cases) EXPECT_EQ(first_invalid_utf8(c.text), c.want) << c.text;
}

TEST(Utf8, DecodesAndEncodesEveryLength) {
  const std::string text = "aé€🚗";
  EXPECT_EQ(decode(text), U"aé€🚗");
  EXPECT_EQ(encode(decode(text)), text);
  EXPECT_EQ(count_code_points(text), 4u);
}

TEST(Utf8, AnExcerptCannotRewriteTheTerminal) {
  EXPECT_EQ(printable(std::string_view{"a\tb"}), "a b");
  EXPECT_EQ(printable(std::string_view{"\x1B[31mrouge"}), "\uFFFD[31mrouge");
  EXPECT_EQ(printable(std::string_view{"abc\u202Etxt"}), "abc\uFFFDtxt");
}

}  // namespace
}  // namespace guichet::base
