#include "cli/environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <system_error>

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array kRead{"LC_ALL", "LC_MESSAGES", "LC_CTYPE",      "LANG", "NO_COLOR",
                           "TERM",   "COLUMNS",     "XDG_DATA_HOME", "HOME", "GUICHET_DATA",
                           "SOURCE_DATE_EPOCH", "BROWSER"};

std::string_view first_set(const Environment& environment, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const std::string_view value = environment.variable(name); !value.empty()) return value;
  return {};
}

}  // namespace

std::string_view Environment::variable(std::string_view name) const {
  const auto found = variables.find(name);
  return found == variables.end() ? std::string_view{} : std::string_view{found->second};
}

Environment read_environment() {
  Environment environment;
  for (const char* name : kRead)
    if (const char* value = std::getenv(name); value != nullptr) environment.variables[name] = value;
  environment.in_is_terminal = isatty(STDIN_FILENO) == 1;
  environment.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  environment.err_is_terminal = isatty(STDERR_FILENO) == 1;
  winsize window{};
  if (environment.out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0)
    environment.window_columns = window.ws_col;
  std::error_code none;
  environment.executable = fs::read_symlink("/proc/self/exe", none);
  environment.folder = fs::current_path(none);
  return environment;
}

base::Lang language(const Environment& environment) {
  return base::parse_lang(first_set(environment, {"LC_ALL", "LC_MESSAGES", "LANG"})).value_or(base::Lang::fr);
}

bool has_unicode(const Environment& environment) {
  const std::string_view locale = first_set(environment, {"LC_ALL", "LC_CTYPE", "LANG"});
  for (const std::string_view name : {"UTF-8", "utf-8", "UTF8", "utf8"})
    if (locale.find(name) != std::string_view::npos) return true;
  return false;
}

}  // namespace guichet::cli
