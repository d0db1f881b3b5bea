// `guichet` without its process: words in, texts and an exit code out. Tests call it as `main` does.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <span>
#include <string>

#include "cli/environment.h"

namespace guichet::cli {

// `words`: without the program's name. Returns 0, 1, 2 or 3 (see session.h).
[[nodiscard]] int run_program(std::span<const std::string> words, const Environment& environment, std::istream& in,
                              std::ostream& out, std::ostream& err, const std::function<std::int64_t()>& clock);

}  // namespace guichet::cli
