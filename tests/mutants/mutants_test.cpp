// Each kind of line, each call that writes one, each rule of the gate about exchanges, about what is kept and about letters,
// each filter of fields is removed in turn, and the tests everyone runs are run: one of them must fail, or that thing could
// go unnoticed. A chain of hashes cannot show what was never written; these tests can.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "audit/log.h"
#include "privacy/denial.h"

namespace guichet {
namespace {

struct Ran {
  int code = -1;
  std::string killer;  // the first test that failed, or how the program ended
};

Ran run(const std::string& mutant) {
  const std::string command = "GUICHET_MUTANT=" + mutant + " " + GUICHET_MUTABLE_TEST + " --gtest_fail_fast --gtest_brief=1 2>&1";
  Ran ran;
  FILE* const output = ::popen(command.c_str(), "r");
  if (output == nullptr) return ran;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), line.size(), output) != nullptr) {
    std::string text{line.data()};
    if (!ran.killer.empty() || !text.starts_with("[  FAILED  ] ")) continue;
    ran.killer = text.substr(13, text.find_first_of(" ,\n", 13) - 13);
  }
  ran.code = ::pclose(output);
  if (ran.code != 0 && ran.killer.empty()) ran.killer = "(it stopped)";
  return ran;
}

// What the program was asked about while nothing was removed.
std::vector<std::string> seen_in(const std::string& file) {
  std::vector<std::string> names;
  std::ifstream in{file};
  for (std::string name; std::getline(in, name);) names.push_back(name);
  return names;
}

// The calls that hand a line to the log, in the layers compiled with the switch; what hands on its caller's is none.
std::size_t calls_in_sources() {
  const std::regex call{R"re((^|[^\w])(story(\.|->)line|this->line|log(\(\))?\.append)\()re"};
  std::size_t calls = 0;
  for (const char* layer : {"audit", "dossier", "rights"})
    for (const auto& file : std::filesystem::directory_iterator{std::string{GUICHET_SOURCE_DIR} + "/src/" + layer}) {
      std::ifstream in{file.path()};
      for (std::string line; std::getline(in, line);) calls += std::regex_search(line, call) ? 1 : 0;
    }
  return calls;
}

std::vector<std::string> mutants(const std::vector<std::string>& seen) {
  std::vector<std::string> all;
  for (int kind = 0; audit::Kind{static_cast<std::uint8_t>(kind)} <= audit::Kind::log_pruned; ++kind)
    all.push_back("line/" + std::string{audit::name(audit::Kind{static_cast<std::uint8_t>(kind)})});
  for (std::size_t i = 0; i < privacy::kDenials; ++i)
    all.push_back("gate/" + std::string{privacy::reason_code(privacy::Denial{static_cast<std::uint8_t>(i)})});
  for (const char* rule : {"unknown-purpose", "no-basis", "no-consent", "consent-withdrawn", "consent-declined", "consent-expired",
                           "processing-objected", "retention-over", "special-category", "offence-data"}) {
    all.push_back(std::string{"storage/"} + rule);
    all.push_back(std::string{"letter/"} + rule);
  }
  for (const char* rule : {"field-not-for-purpose", "processing-restricted"}) all.push_back(std::string{"letter/"} + rule);
  for (const char* filter : {"cut", "excess"}) all.push_back(std::string{"field/"} + filter);
  for (const std::string& name : seen)
    if (name.starts_with("call/")) all.push_back(name);
  return all;
}

TEST(Mutants, EveryOneDies) {
  const std::string file = testing::TempDir() + "mutants_seen";
  std::filesystem::remove(file);
  const Ran whole = run("none GUICHET_MUTANTS_SEEN=" + file);
  ASSERT_EQ(whole.code, 0) << "nothing removed, and " << whole.killer << " fails";
  int dead = 0;
  const auto all = mutants(seen_in(file));
  const auto calls = std::ranges::count_if(all, [](const std::string& name) { return name.starts_with("call/"); });
  EXPECT_EQ(static_cast<std::size_t>(calls), calls_in_sources()) << "a call that no test reaches";
  for (const std::string& mutant : all) {
    const Ran ran = run(mutant);
    std::printf("%-32s %s\n", mutant.c_str(), ran.code != 0 ? ran.killer.c_str() : "SURVIVES");
    std::fflush(stdout);
    EXPECT_NE(ran.code, 0) << mutant << " is noticed by no test";
    dead += ran.code != 0 ? 1 : 0;
  }
  std::printf("%d of %zu mutants die\n", dead, all.size());
}

}  // namespace
}  // namespace guichet
