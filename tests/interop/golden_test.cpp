// Each format as a person last read it, on a toy with one of everything. GUICHET_UPDATE_GOLDEN=1 writes them again; git
// diff is the review. What other engines make of them: peers_test.cpp.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "interop/bpmn.h"
#include "interop/flow_text.h"
#include "interop/promela.h"
#include "interop/scxml.h"
#include "interop/subjects.h"
#include "interop/xstate.h"
#include "load/load.h"

namespace guichet::interop {
namespace {

void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = std::string{GUICHET_SOURCE_DIR} + "/tests/golden/interop/" + name;
  if (std::getenv("GUICHET_UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
  }
  ASSERT_TRUE(std::filesystem::exists(path)) << path;
  EXPECT_EQ(read_file(path.string()), text) << name;
}

TEST(Golden, XState) { expect_golden("cantine.xstate.json", to_xstate(*toy_canteen(), base::Lang::fr)); }
TEST(Golden, Scxml) { expect_golden("cantine.scxml", to_scxml(*toy_canteen(), base::Lang::fr)); }

TEST(Golden, Promela) { expect_golden("cantine.pml", to_promela(*toy_canteen(), base::Lang::fr)); }

TEST(Golden, Drawings) {
  const auto reference = load::load_reference(std::string{GUICHET_SOURCE_DIR} + "/data");
  ASSERT_TRUE(reference.ok());
  const struct {
    const char* name;
    base::Result<std::string> (*write)(const model::Procedure&, const model::Reference&, base::Lang);
  } formats[] = {{"cantine.bpmn", [](const model::Procedure& p, const model::Reference& r, base::Lang lang) { return to_bpmn(p, r, lang); }}, {"cantine.mmd", to_mermaid}, {"cantine.puml", to_plantuml}, {"cantine.dot", to_dot}};
  for (const auto& format : formats) {
    const auto text = format.write(*toy_canteen(), reference->reference, base::Lang::fr);
    ASSERT_TRUE(text.ok());
    expect_golden(format.name, *text);
  }
}

// The head is in the language asked for; the machine is the same.
TEST(Golden, LanguageChangesTheHeadOnly) {
  const std::string french = to_scxml(*toy_canteen(), base::Lang::fr);
  const std::string english = to_scxml(*toy_canteen(), base::Lang::en);
  EXPECT_NE(english.find("exported by Guichet"), std::string::npos);
  EXPECT_EQ(french.find("exported by Guichet"), std::string::npos);
  EXPECT_EQ(french.substr(french.find("<scxml")), english.substr(english.find("<scxml")));
}

}  // namespace
}  // namespace guichet::interop
