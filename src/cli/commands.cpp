#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace guichet::cli {

namespace {

constexpr std::array kLanguages{"fr", "en"};
constexpr std::array kFormats{"text", "json"};
constexpr std::array kEngines{"msm", "reference"};

constexpr std::array kCommon{
    Option{"--lang", N_("LANGUAGE"), N_("fr or en; otherwise the language of the environment, then French"),
           kLanguages},
    Option{"--plain", nullptr, N_("for screen readers: no symbols, no colours, nothing aligned by spaces")},
    Option{"--help", nullptr, N_("this help, or that of the command"), {}, "-h"},
};

constexpr Option kDatabase{"--db", N_("DATABASE"),
                           N_("a file, or a name: then NAME.db in the data folder of the user")};

constexpr std::array kListExamples{Example{"guichet list", N_("every procedure, with its title")}};

constexpr std::array kShowArguments{
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder, or a file")}};
constexpr std::array kShowExamples{
    Example{"guichet show carte-stationnement", N_("the sheet of the resident parking permit")},
    Example{"guichet show mon-permis/procedure.yaml", N_("that of a file of yours")}};

constexpr std::array kRunArguments{
    Argument{N_("SCENARIO"),
             N_("the name of a scenario, of a procedure (then all of its scenarios), a file, a folder, or `all`"),
             Argument::Count::many}};
constexpr std::array kRunOptions{
    Option{"--format", N_("FORMAT"), N_("text or json"), kFormats},
    Option{"--story", nullptr, N_("tell each case step by step, as its log does")},
    Option{"--engine", N_("ENGINE"),
           N_("msm, the machine compiled from the procedure, or reference; otherwise msm where it was compiled from this "
              "very text"),
           kEngines},
    kDatabase,
};
constexpr std::array kRunExamples{
    Example{"guichet run all", N_("every scenario of every procedure")},
    Example{"guichet run accordee --story", N_("one scenario, told step by step")},
    Example{"guichet run mon-permis/scenarios/refusee.yaml", N_("one file of yours")},
    Example{"guichet run carte-stationnement --db demo.db", N_("keep the cases and their log")},
    Example{"guichet run all --format json", N_("a report for another program")}};

constexpr std::array kNewArguments{Argument{N_("NAME"), N_("of the new procedure: small letters, digits and hyphens")}};
constexpr std::array kNewOptions{Option{"--out", N_("FOLDER"), N_("where the folder NAME is created; otherwise here")}};
constexpr std::array kNewExamples{
    Example{"guichet new mon-permis", N_("writes mon-permis/procedure.yaml and two scenarios")},
    Example{"guichet run mon-permis", N_("which already run")}};

constexpr std::array kLogArguments{
    Argument{N_("CASE"), N_("the number of a case; without it, the cases are listed"), Argument::Count::optional}};
constexpr std::array kLogOptions{kDatabase};
constexpr std::array kLogExamples{Example{"guichet run carte-stationnement --db demo.db", N_("keep some cases first")},
                                  Example{"guichet log --db demo.db", N_("which cases there are")},
                                  Example{"guichet log 1 --db demo.db", N_("the story of the first one")}};

constexpr std::array kHelpArguments{Argument{N_("COMMAND"), N_("a command of this list"), Argument::Count::optional}};
constexpr std::array kHelpExamples{Example{"guichet help run", N_("what `run` accepts")}};

constexpr std::array kCommands{
    Command{"list",
            N_("list the procedures"),
            N_("Lists the procedures that are installed, with their titles."),
            {},
            {},
            kListExamples,
            run_list},
    Command{"show",
            N_("show a procedure as a readable sheet"),
            N_("Shows who acts, which data are asked for what purpose and on which legal basis, who receives what, the "
               "delays and their sources, the fees, the letters and the ways to contest. What no source settles is "
               "marked “to verify”. Mistakes of the file are shown with their place."),
            kShowArguments,
            {},
            kShowExamples,
            run_show},
    Command{"run", N_("run scenarios and tell what happened"),
            N_("Runs scenarios, each on fresh registers and, without --db, in a database that is then forgotten. An "
               "expectation that does not hold is shown with its place in the file, what was expected, what happened "
               "and the last steps of the case; the exit code is then 1."),
            kRunArguments, kRunOptions, kRunExamples, run_run},
    Command{"new", N_("start a procedure of your own"),
            N_("Writes a commented procedure with two scenarios, ready to run and to change. Nothing is overwritten."),
            kNewArguments, kNewOptions, kNewExamples, run_new},
    Command{"log", N_("tell the story of a case"),
            N_("Tells what happened in a case kept with `run --db`, from its log, oldest first. Without --db it reads "
               "guichet.db in the data folder of the user."),
            kLogArguments, kLogOptions, kLogExamples, run_log},
    Command{"help",
            N_("help on a command"),
            N_("Shows the help of a command, with examples."),
            kHelpArguments,
            {},
            kHelpExamples,
            run_help},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }
std::span<const Option> common_options() { return kCommon; }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, [](const Command& c) { return std::string_view{c.name}; });
  return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace guichet::cli
