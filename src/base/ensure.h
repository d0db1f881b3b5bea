// Our own mistakes, told at once. `ensure` stays in release builds: a broken invariant must never
// become a line of the log. It is for bugs only: bad input is a Diagnostic, a refusal is a value of
// the domain, a failing disk is a Result.
#pragma once

#include <source_location>
#include <string_view>

namespace guichet::base {

// Prints file, line and `what` on standard error, then aborts.
[[noreturn]] void broken(std::string_view what, const std::source_location& where);

inline void ensure(bool holds, std::string_view what,
                   const std::source_location& where = std::source_location::current()) {
  if (!holds) [[unlikely]] broken(what, where);
}

}  // namespace guichet::base
