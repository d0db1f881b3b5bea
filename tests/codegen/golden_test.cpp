// The generated files of every procedure that ships, as they were last read by a person. GUICHET_UPDATE_GOLDEN=1 writes
// them again; git diff is the review.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "codegen/generate.h"
#include "load/load.h"

namespace guichet::codegen {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = GUICHET_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// What a machine was compiled from changes with every comment of the file; the machine does not.
std::string without_fingerprint(std::string text) {
  constexpr std::string_view kMark = ".fingerprint = \"";
  const std::size_t at = text.find(kMark);
  return at == std::string::npos ? text : text.replace(at + kMark.size(), 64, "...");
}

void expect_golden(const std::string& name, const std::string& generated) {
  const std::string text = without_fingerprint(generated);
  const fs::path path = kRoot / "tests/golden/codegen" / name;
  if (std::getenv("GUICHET_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
  }
  EXPECT_EQ(read(path), text) << name;
}

TEST(Golden, ShippedProcedures) {
  const auto reference = load::load_reference(kRoot / "data");
  ASSERT_TRUE(reference.ok());
  int count = 0;
  for (const auto& entry : fs::directory_iterator{kRoot / "procedures"}) {
    const fs::path file = entry.path() / "procedure.yaml";
    if (!fs::exists(file)) continue;
    const auto loaded = load::load_procedure_file(file.string(), reference->reference);
    ASSERT_TRUE(loaded.ok() && loaded->loaded.procedure.has_value()) << file;
    const Generated generated = generate(*loaded->loaded.procedure);
    const std::string first = "// Generated from procedures/" + loaded->loaded.procedure->id + "/procedure.yaml; edit that file.\n";
    EXPECT_TRUE(generated.header.starts_with(first));
    EXPECT_TRUE(generated.source.starts_with(first));
    EXPECT_EQ(generated.header.find("boost"), std::string::npos) << "users compile fast";
    expect_golden(generated.file + ".cpp.golden", generated.source);
    expect_golden(generated.file + ".hpp.golden", generated.header);
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace guichet::codegen
