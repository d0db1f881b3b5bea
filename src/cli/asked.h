// Which procedures a command was asked to look at: words of the command line become names, folders or files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/command_line.h"
#include "cli/session.h"
#include "scenario/runner.h"
#include "scenario/world.h"

namespace guichet::cli {

// Each once, in the order asked; `all` is every installed one.
[[nodiscard]] std::vector<std::string> each_asked_procedure(const scenario::World& world,
                                                        const std::vector<std::string>& words);
// The first that is no procedure, folder nor file, with the nearest names.
[[nodiscard]] std::optional<Misuse> unknown_procedure(const scenario::World& world,
                                                      const std::vector<std::string>& words);
// The reason was told; the exit code that goes with it.
struct NotOpened {
  int code = kWrong;
};
// The world, what is asked for in it, and the agencies its cases meet.
struct Asked {
  scenario::World world;
  std::vector<std::string> words;  // each_asked_procedure
  scenario::Agencies agencies;
};
[[nodiscard]] std::variant<std::unique_ptr<Asked>, NotOpened> open_asked(Session& session,
                                                                       const std::vector<std::string>& words);
// As a scenario in `folder` names it: an installed procedure by its name, a file by its path from there.
[[nodiscard]] std::string named_from(const scenario::World& world, const std::string& given, const std::string& path,
                                     const std::filesystem::path& folder);

}  // namespace guichet::cli
