// What may follow the words typed so far, from the table of commands: the one place that knows, for every shell. The
// scripts that `guichet completion SHELL` prints only ask it and show the answer.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"

namespace guichet::cli {

struct Completions {
  std::vector<std::pair<std::string, std::string>> words;  // with what each is, empty when its name says it
  bool files = false;                                      // paths may follow too
};

// Names that only the disk knows.
struct KnownNames {
  std::function<std::vector<std::string>()> procedures;
  std::function<std::vector<std::string>()> scenarios;
};

// `typed`: all words after the program's name, the last one being typed, perhaps empty.
[[nodiscard]] Completions complete(std::span<const std::string> typed, const KnownNames& known, base::Lang lang);

}  // namespace guichet::cli
