// Whatever a text holds, the document stays a document.
#include "cli/markup.h"

#include <gtest/gtest.h>

namespace guichet::cli {
namespace {

std::string told(std::string_view text) { return Markup{""}.leaf("p", text).take(); }
std::string attribute(std::string_view text) { return Markup{""}.empty("p", {{"a", text}}).take(); }

TEST(Markup, TextStaysText) {
  const std::pair<const char*, const char*> cases[] = {
      {"a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"},
      {"</p><script>alert(1)</script>", "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"]]>", "]]&gt;"},
      {"&amp;", "&amp;amp;"},
      {"a\nb\tc", "a\nb\tc"},
      {"\"é\"", "&quot;é&quot;"},
      {"\x01\x1b[31m\x7f", "\uFFFD\uFFFD[31m\uFFFD"},
      {"\u202Eenvers", "\uFFFDenvers"},   // would turn the direction of reading
      {"\uFFFE\uFFFF", "\uFFFD\uFFFD"},   // no characters of XML
      {"\xC3(", "\uFFFD("},               // no UTF-8
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(told(text), std::string{"<p>"} + want + "</p>\n") << text;
}

TEST(Markup, AttributesKeepTheirLines) {
  EXPECT_EQ(attribute("a\"><b\n\t'"), "<p a=\"a&quot;&gt;&lt;b&#10;&#9;'\" />\n");
}

TEST(Markup, ElementsNest) {
  Markup page{"<!DOCTYPE html>\n"};
  page.open("ul", {{"class", "x"}}).leaf("li", "a").leaf("li", "").close();
  EXPECT_EQ(page.take(), "<!DOCTYPE html>\n<ul class=\"x\"><li>a</li>\n<li></li>\n</ul>\n");
}

TEST(MarkupDeathTest, AnOpenElementIsOurMistake) {
  EXPECT_DEATH((void)Markup{""}.open("p").take(), "every element is closed");
  EXPECT_DEATH(Markup{""}.close(), "");
}

}  // namespace
}  // namespace guichet::cli
