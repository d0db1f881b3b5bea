#include "load/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace guichet::load {

namespace fs = std::filesystem;

std::string golden_path(std::string_view relative) { return std::string{GUICHET_SOURCE_DIR "/tests/golden/"}.append(relative); }

std::vector<std::string> golden_files(std::string_view folder, std::string_view ending) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator{golden_path(folder)})
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

std::string slurp(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

base::Source golden_source(const std::string& path) {
  const fs::path place{path};
  return {.path = (place.parent_path().filename() / place.filename()).string(), .text = slurp(path)};
}

const model::Reference& golden_reference() {
  static const LoadedReference loaded = [] {
    auto read = load_reference(golden_path("reference"));
    EXPECT_TRUE(read.ok());
    EXPECT_EQ(render(read->faulty, base::Lang::en), "");
    return std::move(*read);
  }();
  return loaded.reference;
}

void expect_golden(const std::string& path, const std::string& actual) {
  if (const char* update = std::getenv("GUICHET_UPDATE_GOLDEN"); update != nullptr && std::string_view{update} == "1") {
    std::ofstream{path, std::ios::binary} << actual;
    return;
  }
  EXPECT_EQ(slurp(path), actual) << path << " (GUICHET_UPDATE_GOLDEN=1 rewrites it)";
}

}  // namespace guichet::load
