// Goldens of the loader: where they stand, and the comparison that GUICHET_UPDATE_GOLDEN=1 turns into a rewrite.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "load/reference.h"

namespace guichet::load {

// tests/golden/<folder>, files ending so, sorted by name; full paths.
[[nodiscard]] std::vector<std::string> golden_files(std::string_view folder, std::string_view ending);
[[nodiscard]] std::string golden_path(std::string_view relative);
// A golden as people should see it named: bad/x.yaml.
[[nodiscard]] base::Source golden_source(const std::string& path);
[[nodiscard]] std::string slurp(const std::string& path);

// The test reference of tests/golden/reference; made once.
[[nodiscard]] const model::Reference& golden_reference();

// Compares, or rewrites the file when asked to.
void expect_golden(const std::string& path, const std::string& actual);

}  // namespace guichet::load
