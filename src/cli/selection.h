// What `guichet run` was asked to run: words become scenario files. It reads folders, no scenario.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "cli/command_line.h"
#include "scenario/world.h"

namespace guichet::cli {

// The files, in the order asked, each once.
[[nodiscard]] std::variant<std::vector<std::filesystem::path>, Misuse> select_scenarios(
    const scenario::World& world, const std::vector<std::string>& words);

// The procedure a scenario file is about, as open_procedure() takes it. `named`: what the file says; a path there is
// relative to the file. Empty when neither the file nor its folder tells.
[[nodiscard]] std::string procedure_of(const std::filesystem::path& scenario_file, const std::string& named);

}  // namespace guichet::cli
