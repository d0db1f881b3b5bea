// Which procedures a command was asked to look at: words of the command line become names, folders or files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "scenario/world.h"

namespace guichet::cli {

// Each once, in the order asked; `all` is every installed one.
[[nodiscard]] std::vector<std::string> each_asked_procedure(const scenario::World& world,
                                                        const std::vector<std::string>& words);
// The first that is no procedure, folder nor file, with the nearest names.
[[nodiscard]] std::optional<Misuse> unknown_procedure(const scenario::World& world,
                                                      const std::vector<std::string>& words);
// As a scenario in `folder` names it: an installed procedure by its name, a file by its path from there.
[[nodiscard]] std::string named_from(const scenario::World& world, const std::string& given, const std::string& path,
                                     const std::filesystem::path& folder);

}  // namespace guichet::cli
