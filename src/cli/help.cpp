#include "cli/help.h"

#include "cli/man.h"

namespace guichet::cli {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

std::pair<std::string, std::string> row(const Session& session, const Option& option) {
  std::string name = option.short_name == nullptr ? option.name : std::string{option.short_name} + ", " + option.name;
  if (option.value != nullptr) name += " " + session.tr(option.value);
  return {name, session.tr(option.help)};
}

void add_options(Page& page, const Session& session, std::span<const Option> own) {
  Rows rows;
  for (const Option& option : own) rows.push_back(row(session, option));
  for (const Option& option : common_options()) rows.push_back(row(session, option));
  page.heading(session.tr(N_("Options"))).rows(rows);
}

void add_examples(Page& page, const Session& session, std::span<const Example> examples) {
  page.heading(session.tr(N_("Examples")));
  for (const Example& example : examples) page.line(session.tr(example.help), 2).line(example.line, 6, Tone::strong);
}

}  // namespace

std::string usage(const Session& session, const Command& command) {
  std::string line = std::string{"guichet "} + command.name;
  for (const Argument& argument : command.arguments) {
    const std::string name = session.tr(argument.name);
    switch (argument.count) {
      case Argument::Count::one:
        line += " " + name;
        break;
      case Argument::Count::optional:
        line += " [" + name + "]";
        break;
      case Argument::Count::many:
        line += " " + name + "...";
        break;
    }
  }
  return line + " [OPTIONS]";
}

Page general_help(const Session& session) {
  Page page = session.page();
  page.title(
      session.tr(N_("Guichet models an online administrative procedure once, then runs it and tells what moved.")));
  page.heading(session.tr(N_("Usage"))).line("guichet " + session.tr(N_("COMMAND")) + " [OPTIONS]", 2);
  Rows rows;
  for (const Command& command : commands()) rows.emplace_back(command.name, session.tr(command.summary));
  page.heading(session.tr(N_("Commands"))).rows(rows);
  rows.clear();
  for (const Option& option : common_options()) rows.push_back(row(session, option));
  rows.emplace_back("--version", session.tr(N_("the version of the program and that of its databases")));
  page.heading(session.tr(N_("Options"))).rows(rows);
  page.heading(session.tr(N_("Examples")));
  for (const Command& command : commands().first(3)) page.line(command.examples.front().line, 2, Tone::strong);
  page.heading(session.tr(N_("Exit codes")));
  page.rows({{"0", session.tr(N_("fine"))},
             {"1", session.tr(N_("what was examined is wrong"))},
             {"2", session.tr(N_("the command was misused"))},
             {"3", session.tr(N_("the disk, a database or the data failed"))}});
  page.blank().line(base::tr(session.lang(), footer()), 0, Tone::faint);
  return page;
}

Page command_help(const Session& session, const Command& command) {
  Page page = session.page();
  page.title(session.tr(command.about));
  page.heading(session.tr(N_("Usage"))).line(usage(session, command), 2);
  if (!command.arguments.empty()) {
    Rows rows;
    for (const Argument& argument : command.arguments)
      rows.emplace_back(session.tr(argument.name), session.tr(argument.help));
    page.heading(session.tr(N_("What to give"))).rows(rows);
  }
  add_options(page, session, command.options);
  add_examples(page, session, command.examples);
  return page;
}

int run_help(Session& session, const Request& request) {
  if (request.has("--roff")) {
    session.out << manual_page(session) << std::flush;
    return kFine;
  }
  if (request.arguments.empty()) {
    session.print(general_help(session));
    return kFine;
  }
  const std::string& name = request.arguments.front();
  if (const Command* command = find_command(name)) {
    session.print(command_help(session, *command));
    return kFine;
  }
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  return misused(session, {.id = N_("unknown command '{word}'"), .args = {{"word", name}}},
                 base::expected_one_of(name, names));
}

}  // namespace guichet::cli
