// What a test takes out of the code, one thing at a time, to see that another test notices: a line of the log, a call that
// writes one, a rule of the gate, a filter of fields. Nothing at all in every program but that of tests/mutants, which alone
// is compiled with GUICHET_MUTANTS: elsewhere no word typed anywhere removes anything.
#pragma once

#include <source_location>
#include <string_view>

namespace guichet::base {

#ifdef GUICHET_MUTANTS
inline namespace with_mutants {
[[nodiscard]] bool is_removed(std::string_view what, std::string_view which);
[[nodiscard]] bool is_removed(const std::source_location& call);  // "call/exchanges.cpp:106"
}
#else
[[nodiscard]] constexpr bool is_removed(std::string_view, std::string_view) { return false; }
[[nodiscard]] constexpr bool is_removed(const std::source_location&) { return false; }
#endif

}  // namespace guichet::base
