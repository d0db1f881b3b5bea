// --help, in both languages, laid out from the table of commands.
#pragma once

#include "cli/commands.h"

namespace guichet::cli {

[[nodiscard]] Page general_help(const Session& session);
[[nodiscard]] Page command_help(const Session& session, const Command& command);
// "guichet run SCENARIO... [--format FORMAT]", the options left out.
[[nodiscard]] std::string usage(const Session& session, const Command& command);

}  // namespace guichet::cli
