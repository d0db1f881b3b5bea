// What each shell would offer after some words, and that the scripts of the shells ask for it.
#include "cli/complete.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::cli {
namespace {

using Typed = std::vector<std::string>;

std::string offered(const Typed& typed) {
  const KnownNames known{.procedures =
                             [] {
                               return Typed{"acte-naissance", "carte-stationnement"};
                             },
                         .scenarios =
                             [] {
                               return Typed{"accordee", "refusee"};
                             }};
  const Completions found = complete(typed, known, base::Lang::en);
  std::string text;
  for (const auto& [word, what] : found.words) text += (text.empty() ? "" : " ") + word;
  if (found.files) text += text.empty() ? ":files" : " :files";
  return text;
}

TEST(Complete, OffersWhatTheTableSays) {
  const std::pair<Typed, const char*> cases[] = {
      {{"sh"}, "show"},
      {{"--l"}, "--lang"},
      {{"--version"}, "--version"},
      {{"show", ""}, "acte-naissance carte-stationnement :files"},
      {{"show", "c"}, "carte-stationnement :files"},
      {{"show", "carte-stationnement", ""}, ""},
      {{"run", "a"}, "acte-naissance all accordee :files"},
      {{"run", "all", "ref"}, "refusee :files"},
      {{"run", "--format", "js"}, "json"},
      {{"run", "--format", "=", "js"}, "json"},
      {{"run", "--format", "json", "accord"}, "accordee :files"},
      {{"--lang", "fr", "run", "--st"}, "--story"},
      {{"run", "--db", ""}, ":files"},
      {{"help", "sh"}, "show"},
      {{"completion", ""}, "bash zsh fish"},
      {{"new", ""}, ""},
      {{"nonsense", ""}, ""},
  };
  for (const auto& [typed, want] : cases) EXPECT_EQ(offered(typed), want) << testing::PrintToString(typed);
}

TEST(Complete, SaysWhatEachIs) {
  const Completions found = complete(Typed{"lis"}, {}, base::Lang::en);
  ASSERT_EQ(found.words.size(), 1u);
  EXPECT_EQ(found.words[0].second, "list the procedures");
}

TEST(Complete, NoCommandAtAll) { EXPECT_THAT(offered({}), testing::HasSubstr("list")); }

}  // namespace
}  // namespace guichet::cli
