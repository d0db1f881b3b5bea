#include "base/message.h"

#include <gtest/gtest.h>

namespace guichet::base {
namespace {

TEST(Message, SpeaksBothLanguages) {
  const Message message{.id = "did you mean '{word}'?", .args = {{"word", "instruction"}}};
  EXPECT_EQ(tr(Lang::en, message), "did you mean 'instruction'?");
  EXPECT_EQ(tr(Lang::fr, message), "vouliez-vous dire «\u00a0instruction\u00a0»\u00a0?");
}

TEST(Message, AValueIsShownAsItIs) {
  EXPECT_EQ(tr(Lang::en, "did you mean '{word}'?", {{"word", "{not a field}"}}), "did you mean '{not a field}'?");
}

TEST(Message, CountsAsEachLanguageDoes) {
  const auto days = [](std::int64_t count) {
    return Message{.id = "{count} day", .args = {{"count", std::to_string(count)}}, .plural = "{count} days", .count = count};
  };
  struct Case {
    std::int64_t count;
    const char* english;
    const char* french;
  } const cases[] = {{0, "0 days", "0 jour"}, {1, "1 day", "1 jour"}, {2, "2 days", "2 jours"}};
  for (const Case& c : cases) {
    EXPECT_EQ(tr(Lang::en, days(c.count)), c.english);
    EXPECT_EQ(tr(Lang::fr, days(c.count)), c.french);
  }
}

TEST(Message, KnowsTheLanguageOfALocaleName) {
  EXPECT_EQ(parse_lang("fr"), Lang::fr);
  EXPECT_EQ(parse_lang("fr_FR.UTF-8"), Lang::fr);
  EXPECT_EQ(parse_lang("en_GB"), Lang::en);
  EXPECT_EQ(parse_lang("C.UTF-8"), std::nullopt);
  EXPECT_EQ(parse_lang(""), std::nullopt);
  EXPECT_EQ(parse_lang("frobnicate"), std::nullopt);
}

}  // namespace
}  // namespace guichet::base
