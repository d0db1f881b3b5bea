// The commands of `guichet` as a table: what --help says, what the command line accepts and what runs all come from
// here. A new command is one line of the table and one file.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "cli/session.h"

namespace guichet::cli {

struct Option {
  const char* name;   // "--format"
  const char* value;  // what follows it, as help shows it; nullptr: nothing does
  const char* help;
  std::span<const char* const> words = {};  // the only values, when not empty
  const char* short_name = nullptr;         // "-h"
};

struct Argument {
  const char* name;
  const char* help;
  enum class Count { one, optional, many } count = Count::one;
  enum class Expects { other, procedure, scenario, command, shell, file } expects = Expects::other;  // to complete it
};

struct Example {
  const char* line;
  const char* help;
};

// What was typed, held against the table.
struct Request {
  std::vector<std::string> arguments;
  std::map<std::string, std::string, std::less<>> values;  // of options, by name: "--format"
  std::set<std::string, std::less<>> flags;

  [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
  [[nodiscard]] std::string value(std::string_view option, std::string_view otherwise = {}) const {
    const auto found = values.find(option);
    return found == values.end() ? std::string{otherwise} : found->second;
  }
};

struct Command {
  const char* name;
  const char* summary;  // one line
  const char* about;    // a paragraph
  std::span<const Argument> arguments;
  std::span<const Option> options;  // beside the common ones
  std::span<const Example> examples;
  int (*run)(Session&, const Request&);
};

[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);
[[nodiscard]] std::span<const Option> common_options();

// One per file.
int run_list(Session& session, const Request& request);
int run_show(Session& session, const Request& request);
int run_run(Session& session, const Request& request);
int run_new(Session& session, const Request& request);
int run_check(Session& session, const Request& request);
int run_diagram(Session& session, const Request& request);
int run_coverage(Session& session, const Request& request);
int run_gentest(Session& session, const Request& request);
int run_diff(Session& session, const Request& request);
int run_mutate(Session& session, const Request& request);
int run_export(Session& session, const Request& request);
int run_import(Session& session, const Request& request);
int run_play(Session& session, const Request& request);
int run_log(Session& session, const Request& request);
int run_rgpd(Session& session, const Request& request);
int run_backup(Session& session, const Request& request);
int run_restore(Session& session, const Request& request);
int run_completion(Session& session, const Request& request);
int run_help(Session& session, const Request& request);

}  // namespace guichet::cli
