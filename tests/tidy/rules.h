// The rules of the house that a machine can hold, as tables: each says what to write instead. They
// look at texts given to them and never at the disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidy/source_text.h"

namespace guichet::tidy {

struct Finding {
  std::string path;
  int line;
  std::string rule;     // its name in the tables
  std::string message;  // what is wrong and what to write instead
};

inline constexpr int kLinesMax = 400;

// Rules that look at one file at a time. `arrows` empty: the arrows are not held.
[[nodiscard]] std::vector<Finding> check_file(const SourceText& file, const Arrows& arrows);
// Rules about all files: include cycles, the list of long files.
[[nodiscard]] std::vector<Finding> check_tree(const std::vector<SourceText>& files);
// The names of every rule of both.
[[nodiscard]] std::vector<std::string> rule_names();

// Sentences for the reader: the arrows really included, with their number of includes, and the
// sizes of the C++ files.
[[nodiscard]] std::string describe(const std::vector<SourceText>& files);

}  // namespace guichet::tidy
