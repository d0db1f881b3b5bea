// The manual page of guichet(1), laid out for man from the table of commands: what --help says, in one page.
#pragma once

#include <string>

#include "cli/session.h"

namespace guichet::cli {

[[nodiscard]] std::string manual_page(const Session& session);

}  // namespace guichet::cli
