// docs/procedure_format.md names every key of the format, in an example.
#include <gtest/gtest.h>

#include <set>

#include "load/format.h"
#include "load/golden.h"

namespace guichet::load {
namespace {

// The examples of the document, one text.
std::string examples() {
  const std::string document = slurp(GUICHET_SOURCE_DIR "/docs/procedure_format.md");
  std::string all;
  for (std::size_t at = document.find("```yaml"); at != std::string::npos; at = document.find("```yaml", at + 1))
    all += document.substr(at, document.find("```", at + 7) - at);
  return all;
}

void expect_keys(const Block& block, const std::string& text, std::set<const Block*>& seen) {
  if (!seen.insert(&block).second) return;
  for (const Key& key : block.keys) {
    const std::string written = std::string{key.name} + ":";
    EXPECT_NE(text.find(written), std::string::npos) << "no example of '" << key.name << "' of " << block.name;
    if (key.block != nullptr) expect_keys(*key.block, text, seen);
  }
}

TEST(Document, HasAnExampleOfEveryKey) {
  std::set<const Block*> seen;
  expect_keys(kProcedureFormat.root, examples(), seen);
  EXPECT_GE(seen.size(), 14U);
}

}  // namespace
}  // namespace guichet::load
