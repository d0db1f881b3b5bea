#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/program.h"

namespace guichet::cli {
namespace {

using Typed = std::vector<std::string>;

struct Printed {
  int code;
  std::string out, err;
  [[nodiscard]] std::string both() const { return out + err; }
};

Printed run(const Typed& words, const std::string& lang) {
  const Environment environment{.variables = {{"LANG", lang}}};
  std::istringstream in;
  std::ostringstream out, err;
  const int code = run_program(words, environment, in, out, err, [] { return std::int64_t{0}; });
  return {code, out.str(), err.str()};
}

const std::vector<Typed> kMisuses{
    {},
    {"lits"},
    {"run"},
    {"show"},
    {"new"},
    {"show", "a", "b"},
    {"list", "too-many"},
    {"run", "all", "--fromat", "json"},
    {"run", "all", "--format", "xml"},
    {"run", "all", "--format"},
    {"run", "all", "--format="},
    {"run", "all", "--db"},
    {"--lang", "de", "list"},
    {"list", "--lang"},
    {"list", "--plain=yes"},
    {"list", "--plain=3"},
    {"--nope"},
    {"-x", "list"},
    {"list", "-hx"},
    {"help", "nope"},
    {"new", "Not A Name"},
    {"new", "all"},
    {"log", "1", "--db", "/nowhere/to/be/found.db"},
};

TEST(CommandLine, MisuseEndsWithTwoAndSaysNothingOnOut) {
  for (const Typed& words : kMisuses) {
    const Printed printed = run(words, "fr_FR.UTF-8");
    EXPECT_EQ(printed.code, kMisused) << testing::PrintToString(words) << printed.both();
    EXPECT_EQ(printed.out, "") << testing::PrintToString(words);
    EXPECT_NE(printed.err, "") << testing::PrintToString(words);
  }
}

// Sentences CLI11 2 writes by itself, and its headings. None may reach a user, in either language.
TEST(CommandLine, NoSentenceOfTheLibraryLeaks) {
  const std::vector<std::string> theirs{"were not expected",
                                        "was not expected",
                                        "is required",
                                        "required",
                                        "Run with --help",
                                        "Could not convert",
                                        "not an allowed value",
                                        "Should be true/false",
                                        "disallowed flag",
                                        "too many inputs",
                                        "Positionals",
                                        "Subcommands",
                                        "[SUBCOMMAND]",
                                        "TEXT",
                                        "arguments",
                                        "REQUIRED",
                                        "Expected",
                                        "INI",
                                        "Requires at",
                                        "Print this help",
                                        "excludes",
                                        "UINT"};
  std::vector<Typed> all = kMisuses;
  all.push_back({"--help"});
  all.push_back({"--version"});
  for (const Command& command : commands()) all.push_back({command.name, "--help"});
  for (const Typed& words : all)
    for (const char* lang : {"fr_FR.UTF-8", "en_GB.UTF-8"}) {
      const std::string both = run(words, lang).both();
      for (const std::string& sentence : theirs)
        EXPECT_EQ(both.find(sentence), std::string::npos) << testing::PrintToString(words) << ": " << sentence << "\n"
                                                          << both;
    }
}

// In French, no English sentence of ours either.
TEST(CommandLine, HelpIsWhollyTranslated) {
  std::vector<Typed> all = kMisuses;
  all.push_back({"--help"});
  for (const Command& command : commands()) all.push_back({"help", command.name});
  for (const Typed& words : all) {
    const std::string french = run(words, "fr_FR.UTF-8").both();
    for (const char* english :
         {"the ", "The ", "Usage", "Options:", "What to", "with ", "unknown", "did you mean", " takes"})
      EXPECT_EQ(french.find(english), std::string::npos) << testing::PrintToString(words) << ": " << english << "\n"
                                                         << french;
  }
}

TEST(CommandLine, NearestWordIsSuggested) {
  struct {
    Typed words;
    const char* suggestion;
  } const cases[] = {{{"lits"}, "list"},
                     {{"run", "all", "--fromat", "json"}, "--format"},
                     {{"run", "all", "--formta=json"}, "--format"},
                     {{"run", "all", "--format", "jsn"}, "json"},
                     {{"--lang", "fra", "list"}, "fr"},
                     {{"help", "rnu"}, "run"},
                     {{"--verson"}, "--version"}};
  for (const auto& c : cases) {
    const std::string err = run(c.words, "en_GB.UTF-8").err;
    EXPECT_NE(err.find(std::string{"did you mean '"} + c.suggestion + "'?"), std::string::npos) << err;
  }
}

TEST(CommandLine, ReadsWhatWasAsked) {
  const Typed words{"--lang", "en", "run", "a", "--format=json", "b", "--plain", "--story"};
  const auto read = read_command_line(words);
  const auto* wanted = std::get_if<Wanted>(&read);
  ASSERT_NE(wanted, nullptr);
  EXPECT_STREQ(wanted->command->name, "run");
  EXPECT_EQ(wanted->request.arguments, (Typed{"a", "b"}));
  EXPECT_EQ(wanted->request.value("--format"), "json");
  EXPECT_EQ(wanted->request.value("--db"), "");
  EXPECT_TRUE(wanted->request.has("--plain"));
  EXPECT_TRUE(wanted->request.has("--story"));
  EXPECT_FALSE(wanted->help);
  EXPECT_EQ(asked_language(words), base::Lang::en);
}

// The name of a command can be an argument of another.
TEST(CommandLine, CommandsAreWordsToo) {
  for (const Typed& words : {Typed{"help", "run"}, Typed{"show", "list"}, Typed{"run", "new", "show"}}) {
    const auto read = read_command_line(words);
    const auto* wanted = std::get_if<Wanted>(&read);
    ASSERT_NE(wanted, nullptr) << testing::PrintToString(words);
    EXPECT_EQ(wanted->command->name, words.front());
    EXPECT_EQ(wanted->request.arguments, Typed(words.begin() + 1, words.end()));
  }
}

TEST(CommandLine, LanguageIsKnownEvenWhenTheRestIsWrong) {
  EXPECT_NE(run({"lits", "--lang=en"}, "fr_FR.UTF-8").err.find("unknown command"), std::string::npos);
  EXPECT_EQ(run({"lits", "--lang", "fr"}, "en_GB.UTF-8").err.find("unknown command"), std::string::npos);
}

TEST(CommandLine, HelpOfEachCommandHasItsExamples) {
  for (const Command& command : commands()) {
    const Printed printed = run({command.name, "--help"}, "fr_FR.UTF-8");
    EXPECT_EQ(printed.code, kFine);
    EXPECT_EQ(printed.err, "");
    ASSERT_FALSE(command.examples.empty()) << command.name;
    for (const Example& example : command.examples)
      EXPECT_NE(printed.out.find(example.line), std::string::npos) << command.name;
    EXPECT_EQ(run({"help", command.name}, "fr_FR.UTF-8").out, printed.out);
  }
}

// Examples are commands that can be typed.
TEST(CommandLine, ExamplesAreUnderstood) {
  for (const Command& command : commands())
    for (const Example& example : command.examples) {
      std::istringstream line{example.line};
      Typed words{std::istream_iterator<std::string>{line}, {}};
      ASSERT_EQ(words.front(), "guichet");
      words.erase(words.begin());
      EXPECT_TRUE(std::holds_alternative<Wanted>(read_command_line(words))) << example.line;
    }
}

}  // namespace
}  // namespace guichet::cli
