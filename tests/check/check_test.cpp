// One seeded fault per kind of finding, each found by the check named for it and by no other; nothing found where there
// is nothing; every counter-example a scenario that runs. GUICHET_UPDATE_GOLDEN=1 rewrites what is expected.
#include "check/here.h"

#include <algorithm>
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
