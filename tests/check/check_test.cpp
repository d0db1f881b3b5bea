// One seeded fault per kind of finding, each found by the check named for it and by no other; nothing found where there
// is nothing; every counter-example a scenario that runs. GUICHET_UPDATE_GOLDEN=1 rewrites what is expected.
#include "check/here.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace guichet::check {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> faults() {
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator{kFaults})
    if (entry.path().extension() == ".yaml") all.push_back(entry.path());
  std::ranges::sort(all);
  return all;
}

// Line, kind, how sure, both sentences, the scenario.
std::string told(const Checked& checked) {
  std::string text;
  for (const Finding& finding : checked.findings) {
    text += std::to_string(finding.span.line) + " " + facts(finding.kind).id + " " +
            std::to_string(static_cast<int>(finding.proof)) + "\n";
    for (const base::Lang lang : {base::Lang::en, base::Lang::fr}) text += base::tr(lang, finding.message) + "\n";
    if (!finding.scenario) continue;
    text += *finding.scenario;
  }
  return text;
}

std::string read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Check, EachSeededFaultIsFoundByTheCheckNamedForIt) {
  for (const fs::path& file : faults()) {
    const std::string id = file.stem().string();
    SCOPED_TRACE(id);
    const Checked checked = Here::instance().check_file(file.string());
    EXPECT_TRUE(checked.complete);
    std::vector<std::string> found;
    for (const Finding& finding : checked.findings) {
      if (facts(finding.kind).weight == Weight::note && facts(finding.kind).id != id) continue;
      found.emplace_back(facts(finding.kind).id);
      EXPECT_NE(finding.proof, Proof::undecided) << base::tr(base::Lang::en, finding.message);
    }
    EXPECT_EQ(found, id == "clean" ? std::vector<std::string>{} : std::vector<std::string>{id});
    const std::string text = told(checked);
    const fs::path golden = fs::path{file}.replace_extension(".expected");
    if (std::getenv("GUICHET_UPDATE_GOLDEN") != nullptr) std::ofstream{golden, std::ios::binary} << text;
    EXPECT_EQ(text, read(golden));
  }
}

// What no model can hold is refused when the file is read; each has its file in tests/golden/bad.
constexpr std::array kRefused{"decide-without-else",  "decide-circle",     "branch-never-tried", "exchange-outcome-missing",
                              "not-held-for-purpose", "outside-the-grant", "letter-not-held",    "no-basis",
                              "basis-under-police",   "source-missing",    "consent-without-notice"};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// The tables of the document: one row per check, with what it says of the fault seeded for it; then what is refused.
std::string rows_of_checks() {
  std::string text;
  for (const KindFacts& kind : all_kinds()) {
    const std::string said = read(kFaults / (std::string{kind.id} + ".expected"));
    EXPECT_FALSE(said.empty()) << "no fault is seeded for " << kind.id;
    const char* weight = kind.weight == Weight::error ? "error" : kind.weight == Weight::warning ? "warning" : "note";
    const std::size_t line = said.find('\n') + 1;
    text += "| `" + std::string{kind.id} + "` | " + weight + " | " + base::tr(base::Lang::en, {.id = kind.law, .args = {}}) + " | " +
            first_line(said.substr(line)) + " |\n";
  }
  return text;
}
std::string rows_of_refusals() {
  std::string text;
  for (const std::string id : kRefused) {
    const std::string said = read(kFaults.parent_path() / "bad" / (id + ".expected"));
    const std::string weight = said.find(": error: ") == std::string::npos ? "warning" : "error";
    const std::size_t at = said.find(": " + weight + ": ");
    EXPECT_NE(at, std::string::npos) << id;
    if (at != std::string::npos) text += "| `" + id + "` | " + weight + " | " + first_line(said.substr(at + weight.size() + 4)) + " |\n";
  }
  return text;
}

// Every kind of finding has its seeded fault, and docs/verification.md tells what is said of each.
TEST(Check, TheDocumentShowsEachCheckAndTheFaultSeededForIt) {
  const fs::path file = fs::path{GUICHET_SOURCE_DIR} / "docs" / "verification.md";
  std::string text = read(file);
  const std::vector<std::pair<std::string, std::string>> tables{
      {"| Check | Weight | Law or principle | What is said of the fault seeded |\n|---|---|---|---|\n", rows_of_checks()},
      {"| File | Weight | What is said |\n|---|---|---|\n", rows_of_refusals()}};
  for (const auto& [head, rows] : tables) {
    const std::size_t begin = text.find(head);
    ASSERT_NE(begin, std::string::npos) << head;
    const std::size_t from = begin + head.size();
    const std::size_t end = text.find("\n\n", from) + 1;
    if (std::getenv("GUICHET_UPDATE_GOLDEN") != nullptr) {
      std::ofstream{file, std::ios::binary} << text.replace(from, end - from, rows);
    } else {
      EXPECT_EQ(text.substr(from, end - from), rows);
    }
  }
}

TEST(Check, NoFalseAlarmOnWhatIsShipped) {
  for (const std::string& id : scenario::procedure_ids(Here::instance().world.root)) {
    SCOPED_TRACE(id);
    const Checked checked = Here::instance().check_file(id);
    EXPECT_TRUE(checked.complete);
    for (const Finding& finding : checked.findings)
      EXPECT_NE(facts(finding.kind).weight, Weight::error)
          << finding.span.line << ": " << base::tr(base::Lang::en, finding.message);
  }
}

// "Not proved" never reads as "holds".
TEST(Check, ASearchCutShortSaysSoAndClaimsNothing) {
  auto& here = Here::instance();
  const auto file = scenario::open_procedure(here.world, (kFaults / "unreachable-state.yaml").string());
  Options few;
  few.states_max = 1;
  const Checked checked = check(*file->loaded.procedure, "x", here.world, nullptr, few);
  EXPECT_FALSE(checked.complete);
  EXPECT_TRUE(
      std::ranges::none_of(checked.findings, [](const Finding& one) { return one.kind == Kind::unreachable_state; }));
}

}  // namespace
}  // namespace guichet::check
