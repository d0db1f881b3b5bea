// Holds the tree to the rules of tests/tidy/rules.cpp and shows its arrows and sizes. The tables
// below give each rule something to fire on and something to leave alone, so that none can rot into
// a rule that never fires.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "tidy/rules.h"

namespace guichet::tidy {
namespace {

const Arrows kToyArrows{{"base", {}}, {"model", {"base"}}, {"load", {"model", "base"}}, {"engine", {"model", "base"}}};

std::string names_of(const std::vector<Finding>& findings) {
  std::string names;
  for (const Finding& finding : findings) names += (names.empty() ? "" : " ") + finding.rule;
  return names;
}

TEST(Tidy, ShowsArrowsAndSizes) {
  const std::string shown = describe(read_tree(GUICHET_SOURCE_DIR));
  std::cout << shown;
  EXPECT_NE(shown.find("median"), std::string::npos);
}

TEST(Tidy, TreeFollowsTheRules) {
  const Arrows arrows = read_arrows(GUICHET_ARROWS);
  ASSERT_TRUE(arrows.contains("engine")) << "the build wrote no arrows to " GUICHET_ARROWS;
  const std::vector<SourceText> files = read_tree(GUICHET_SOURCE_DIR);
  ASSERT_GT(files.size(), 10u);
  std::vector<Finding> findings = check_tree(files);
  for (const SourceText& file : files) {
    for (Finding& finding : check_file(file, arrows)) findings.push_back(std::move(finding));
  }
  for (const Finding& finding : findings) {
    ADD_FAILURE() << finding.path << ':' << finding.line << ": " << finding.rule << ": " << finding.message;
  }
}

struct Sample {
  std::string path;
  std::string text;
  std::string fires;  // names of the rules, in order
};
const std::vector<Sample> kBroken{
    {"src/model/a.h", "#include \"load/a.h\"\n", "arrow"},
    {"src/engine/a.cpp", "#include \"load/a.h\"\n", "arrow"},
    {"src/engine/a.cpp", "#include \"a.h\"\n", "include"},
    {"src/engine/a.cpp", "#include \"../model/a.h\"\n", "include"},
    {"src/engine/a.cpp", "#include <yaml-cpp/yaml.h>\n", "yaml-cpp"},
    {"src/scenario/a.cpp", "#include <yaml-cpp/eventhandler.h>\n", "yaml-cpp"},
    {"src/check/a.cpp", "#include <valijson/schema.hpp>\n", "valijson"},
    {"src/engine/a.cpp", "#  include <SQLiteCpp/Database.h>\n", "SQLiteCpp"},
    {"src/dossier/a.cpp", "#include <sqlite3.h>\n", "sqlite3"},
    {"src/privacy/a.cpp", "#include <sodium.h>\n", "sodium"},
    {"src/audit/a.cpp", "#include <nettle/sha2.h>\n", "Nettle"},
    {"src/audit/a.cpp", "#include <openssl/evp.h>\n", "OpenSSL"},
    {"src/diagram/a.cpp", "#include <librsvg/rsvg.h>\n", "librsvg"},
    {"src/diagram/a.cpp", "#include <cairo-pdf.h>\n", "cairo"},
    {"src/engine/a.cpp", "#include <boost/msm/back/state_machine.hpp>\n", "Boost.MSM"},
    {"src/load/a.cpp", "#include <boost/spirit/home/x3.hpp>\n", "Boost.Spirit"},
    {"src/scenario/a.cpp", "#include <CLI/CLI.hpp>\n", "CLI11"},
    {"src/interop/a.cpp", "#include <pugixml.hpp>\n", "pugixml"},
    {"src/dossier/a.cpp", "auto t = std::chrono::system_clock::now();\n", "clock"},
    {"src/cli/run.cpp", "auto t = std::time(nullptr);\n", "clock"},
    {"src/population/a.cpp", "std::random_device seed;\n", "chance"},
    {"src/agency/a.cpp", "int n = rand();\n", "chance"},
    {"src/base/a.cpp", "std::locale here;\n", "locale"},
    {"src/cli/main.cpp", "setlocale(LC_ALL, \"\");\n", "locale"},
    {"src/store/a.cpp", "const char* home = std::getenv(\"HOME\");\n", "environment"},
    {"src/engine/a.cpp", "std::cout << 1;\n", "output"},
    {"src/engine/a.cpp", "void f() { throw 1; }\n", "throw"},
    {"src/engine/a.cpp", "auto& m = const_cast<Model&>(model);\n", "cast"},
    {"src/engine/a.cpp", "void process(int event);\n", "process"},
    {"src/engine/a.cpp", "void f() { try { g(); } catch (...) {} }\n", "catch"},
    {"src/engine/a.h", "class EventManager {};\n", "Manager"},
    {"src/engine/a.h", "struct [[nodiscard]] EventHandler;\n", "Handler"},
    {"tests/engine/a.h", "struct ToyHelper {};\n", "Helper"},
    {"src/engine/a.h", "struct EngineHelpers {};\n", "Helpers"},
    {"src/engine/a.h", "struct StringUtil {};\n", "Util"},
    {"src/engine/a.h", "struct StringUtils {};\n", "Utils"},
    {"src/engine/a.h", "struct CaseData {};\n", "Data"},
    {"src/engine/a.h", "using CaseInfo = int;\n", "Info"},
    {"src/engine/a.h", "enum class CaseStatus { open };\n", "Status"},
    {"src/engine/a.h", "class StoreImpl;\n", "Impl"},
    {"docs/a.md", "one\nTODO: two\n", "leftover"},
    {"src/engine/a.cpp", "// FIXME later\n", "leftover"},
    {"data/a.yaml", "path: \57home\57ada/data\n", "machine"},
    {"Makefile", "curl https://registry\56npmjs.org/x\n", "registry"},
};

TEST(Tidy, EachRuleFires) {
  std::set<std::string> fired;
  for (const Sample& sample : kBroken) {
    const std::string names = names_of(check_file({sample.path, sample.text}, kToyArrows));
    EXPECT_EQ(names, sample.fires) << sample.path << ": " << sample.text;
    fired.insert(names);
  }
  for (const Finding& finding : check_tree({{"src/base/a.h", "#include \"base/b.h\"\n"},
                                            {"src/base/b.h", "#include \"base/a.h\"\n"},
                                            {"src/base/c.h", std::string(kLinesMax + 1, '\n')}})) {
    fired.insert(finding.rule);
  }
  for (const std::string& name : rule_names()) EXPECT_TRUE(fired.contains(name)) << name << " has no sample to fire on";
}

TEST(Tidy, RulesLeaveTheRestAlone) {
  const Sample fine[] = {
      {"src/load/a.cpp", "#include <yaml-cpp/yaml.h>\n#include \"model/a.h\"\n#include \"load/b.h\"\n", ""},
      {"src/load/a.cpp", "#include <yaml-cpp/yaml.h>\nvoid f() { try { g(); } catch (const X&) {} }\n", ""},
      {"src/load/a.cpp", "#include <regex>\nvoid f() { throw Stop{}; }\n", ""},
      {"tests/load/a.cpp", "void f() { throw 1; }\n", ""},
      {"src/load/a.cpp", "struct Reader : YAML::EventHandler {};  // a Manager would throw\n", ""},
      {"src/engine/a.cpp", "// std::cout is for cli\nconst char* s = \"throw rand()\"; int n = 10'000;\n", ""},
      {"src/engine/a.cpp", "auto s = R\"(throw \" catch)\"; int throws = 0, operand();\n", ""},
      {"src/engine/a.cpp", "char c = '\"'; /* throw\n throw */ char d = '\\'';\n", ""},
      {"src/cli/clock.cpp", "auto t = std::chrono::system_clock::now();\n", ""},
      {"src/cli/main.cpp", "int main() { try { run(); } catch (...) {} }\n", ""},
      {"src/expr/a.cpp", "#include <boost/spirit\57home/x3.hpp>\n", ""},
      {"src/base/a.h", "void preprocess(int); struct Dataset {}; struct Database {};\n", ""},
      {"docs/a.md", "XXXL, METHODO\n", ""},
  };
  for (const Sample& sample : fine) {
    EXPECT_EQ(names_of(check_file({sample.path, sample.text}, kToyArrows)), "") << sample.text;
  }
}

TEST(Tidy, CyclesAreToldAsAChain) {
  const auto findings = check_tree({{"src/base/a.h", "#include \"base/b.h\"\n"},
                                    {"src/base/b.h", "#include \"base/c.h\"\n"},
                                    {"src/base/c.h", "#include \"base/b.h\"\n"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message, "base/b.h -> base/c.h -> base/b.h: move what both need into a third header");
  EXPECT_TRUE(check_tree({{"src/base/a.h", "#include \"base/b.h\"\n"}, {"src/base/b.h", ""}}).empty());
}

TEST(Tidy, FindingsNameTheLine) {
  const auto findings = check_file({"src/engine/a.cpp", "int a;\n\"x\\\"\n\";\nint b = rand();\n"}, kToyArrows);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 4);
}

}  // namespace
}  // namespace guichet::tidy
