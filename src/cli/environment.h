// What the system tells the program: variables, terminal, where it stands. Read once by `main` and passed on as a
// value, so that tests make up their own. It decides language and looks, and knows no command.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/message.h"

namespace guichet::cli {

struct Environment {
  std::map<std::string, std::string, std::less<>> variables;  // those read_environment() looks at, when set
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int window_columns = 0;            // of the terminal; 0 when there is none
  std::filesystem::path executable;  // where this program is; empty when not known
  std::filesystem::path folder;      // where the user stands

  [[nodiscard]] std::string_view variable(std::string_view name) const;  // empty when unset
};

[[nodiscard]] Environment read_environment();

// Of LC_ALL, LC_MESSAGES and LANG the first that is not empty; French for C, POSIX and every other language.
[[nodiscard]] base::Lang language(const Environment& environment);
// True when the character set of LC_ALL, LC_CTYPE or LANG is UTF-8.
[[nodiscard]] bool has_unicode(const Environment& environment);

}  // namespace guichet::cli
