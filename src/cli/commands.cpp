#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace guichet::cli {

namespace {

constexpr std::array kLanguages{"fr", "en"};
constexpr std::array kFormats{"text", "json", "junit", "html"};
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
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder, or a file"), Argument::Count::one,
             Argument::Expects::procedure}};
constexpr std::array kShowExamples{
    Example{"guichet show carte-stationnement", N_("the sheet of the resident parking permit")},
    Example{"guichet show mon-permis/procedure.yaml", N_("that of a file of yours")}};

constexpr std::array kRunArguments{
    Argument{N_("SCENARIO"),
             N_("the name of a scenario, of a procedure (then all of its scenarios), a file, a folder, or `all`"),
             Argument::Count::many, Argument::Expects::scenario}};
constexpr std::array kRunOptions{
    Option{"--format", N_("FORMAT"), N_("text, json, junit or html"), kFormats},
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
    Example{"guichet run all --format html > rapport.html", N_("a report to read in a browser, to print, to hand in")},
    Example{"guichet run all --format junit > rapport.xml", N_("a report for the tests of a forge")},
    Example{"guichet run all --format json", N_("a report for another program")}};

constexpr std::array kCheckFormats{"text", "json", "sarif", "junit"};
constexpr std::array kCheckArguments{
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder, a file, or `all`"), Argument::Count::many,
             Argument::Expects::procedure}};
constexpr std::array kCheckOptions{
    Option{"--format", N_("FORMAT"), N_("text, json, sarif (editors, forges) or junit"), kCheckFormats},
    Option{"--out", N_("FOLDER"), N_("write each counter-example there, a scenario that `guichet run` takes")},
    Option{"--notes", nullptr, N_("show notes too")},
};
constexpr std::array kCheckExamples{
    Example{"guichet check all", N_("every procedure that is installed")},
    Example{"guichet check mon-permis --out contre-exemples", N_("yours, and the scenarios that show what is wrong")},
    Example{"guichet check all --format sarif > check.sarif", N_("for an editor or a forge")}};

constexpr std::array kCoverageFormats{"text", "json", "html"};
constexpr std::array kCoverageOptions{
    Option{"--format", N_("FORMAT"), N_("text, json or html"), kCoverageFormats},
    Option{"--min", N_("PERCENT"), N_("the exit code is 1 below that part of all there is to exercise")},
};
constexpr std::array kCoverageExamples{
    Example{"guichet coverage all", N_("what the scenarios exercise, and what they leave out")},
    Example{"guichet coverage mon-permis --min 100", N_("for the tests of a forge")}};

constexpr std::array kGentestArguments{
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder, or a file"), Argument::Count::one,
             Argument::Expects::procedure}};
constexpr std::array kGentestOptions{
    Option{"--out", N_("FOLDER"), N_("write each scenario there; otherwise they are printed")},
    Option{"--gtest", N_("FILE"), N_("write instead one GoogleTest file that exercises all of the compiled machine")}};
constexpr std::array kGentestExamples{
    Example{"guichet gentest mon-permis", N_("scenarios for what no scenario exercises")},
    Example{"guichet gentest acte-naissance --gtest acte_test.cpp", N_("for C++ that embeds the machine")}};

constexpr std::array kTwoFormats{"text", "json"};
constexpr std::array kDiffArguments{
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder or a file, twice"), Argument::Count::many,
             Argument::Expects::procedure}};
constexpr std::array kDiffOptions{
    Option{"--format", N_("FORMAT"), N_("text or json"), kTwoFormats},
    Option{"--out", N_("FOLDER"), N_("write there the same steps twice, each with what its version does")}};
constexpr std::array kDiffExamples{
    Example{"guichet diff ancien.yaml procedure.yaml", N_("what changed, and the first case on which it shows")}};
constexpr std::array kMutateOptions{
    Option{"--format", N_("FORMAT"), N_("text or json"), kTwoFormats},
    Option{"--out", N_("FOLDER"), N_("write there a scenario for each fault nobody notices")}};
constexpr std::array kMutateExamples{
    Example{"guichet mutate mon-permis", N_("which faults the check and the scenarios would notice")}};
constexpr std::array kExportFormats{"bpmn", "mermaid", "plantuml", "dot", "xstate", "scxml", "promela"};
constexpr std::array kExportOptions{
    Option{"--format", N_("FORMAT"), N_("bpmn (2.0, with its picture), mermaid, plantuml, dot (Graphviz), xstate (v5, JSON), scxml (W3C) or "
                                        "promela (SPIN)"), kExportFormats},
    Option{"--out", N_("FILE"), N_("write there rather than on the screen")},
};
constexpr std::array kExportExamples{
    Example{"guichet export carte-stationnement --format bpmn --out carte.bpmn", N_("to retouch it in bpmn.io or Camunda Modeler")},
    Example{"guichet export carte-stationnement --format scxml --out carte.scxml", N_("for an SCXML editor or engine")},
    Example{"guichet export mon-permis --format xstate", N_("the machine for XState and its visual editor")}};

constexpr std::array kImportArguments{
    Argument{N_("FILE"), N_("a BPMN 2.0 file"), Argument::Count::one, Argument::Expects::file}};
constexpr std::array kImportOptions{Option{"--out", N_("FOLDER"), N_("write procedure.yaml there; otherwise in a folder named after the drawing")}};
constexpr std::array kImportExamples{
    Example{"guichet import dessin.bpmn --out ma-demarche", N_("go on from a drawing of bpmn.io, Camunda Modeler or Signavio")}};

constexpr std::array kPlayArguments{
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder, a file, or a scenario to go on from"),
             Argument::Count::one, Argument::Expects::procedure}};
constexpr std::array kPlayOptions{
    Option{"--citizen", N_("PERSON"), N_("the synthetic person whose case it is; otherwise it is asked")},
    Option{"--place", N_("PLACES"), N_("which place of an administration: ville=lyon-3; otherwise it is asked")},
    Option{"--start", N_("DATE"), N_("when the game begins; otherwise on 2 March 2026 at 09:00")},
};
constexpr std::array kPlayExamples{
    Example{"guichet play carte-stationnement", N_("a case of yours, from the first form to the right")},
    Example{"guichet play carte-stationnement --citizen p-0002 --place ville=paris-11", N_("without the first questions")},
    Example{"guichet play mon-cas.yaml", N_("go on from a scenario")}};

constexpr std::array kThemes{"colour", "grey", "contrast"};
constexpr std::array kPages{"prof", "eleve", "corrige", "erreurs"};
constexpr std::array kVariants{"A", "B"};
constexpr std::array kPapers{"a4", "a3"};
constexpr std::array kLevels{"1", "2", "3"};
constexpr std::array kDrawingFormats{"svg", "pdf", "png", "html", "markdown"};
constexpr std::array kDiagramArguments{
    Argument{N_("PROCEDURE"), N_("the name of a procedure (guichet list), a folder, a file, or `all`"), Argument::Count::many,
             Argument::Expects::procedure}};
constexpr std::array kDiagramOptions{
    Option{"--view", N_("VIEW"),
           N_("process (lanes), columns, ser, rgpd, compare, exchanges (sequence), timeline (delays), states, map (who holds what, "
              "over all the procedures named); with --scenario: story (the path taken), strip (step by step), replay (moving); "
              "or all, with a page that shows them")},
    Option{"--scenario", N_("SCENARIO"), N_("play it, and show what became of the case")},
    Option{"--page", N_("SHEET"), N_("a sheet to print: prof, eleve or corrige; erreurs: mistakes to find, and their key"), kPages},
    Option{"--out", N_("FILE"), N_("where to write; a folder when several pictures are asked for")},
    Option{"--format", N_("FORMAT"),
           N_("svg, pdf, png, html (with a description and a table) or markdown (the table alone); otherwise as FILE ends"),
           kDrawingFormats},
    Option{"--dpi", N_("NUMBER"), N_("dots per inch of a PNG; otherwise 150")},
    Option{"--theme", N_("THEME"), N_("colour, grey (for a black printer) or contrast"), kThemes},
    Option{"--paper", N_("PAPER"), N_("a4 or a3"), kPapers},
    Option{"--level", N_("LEVEL"), N_("of a worksheet: 1, exchanges; 2, activities too; 3, questions and lanes too"), kLevels},
    Option{"--seed", N_("NUMBER"), N_("chooses the blanks of a worksheet, and among equal drawings")},
    Option{"--variant", N_("LETTER"), N_("of a worksheet: A or B; what one hides, the other does not"), kVariants},
    Option{"--no-bank", nullptr, N_("a worksheet without the words to choose from")},
    Option{"--metrics", nullptr, N_("the quality of the drawing, as JSON, instead of the drawing")},
    Option{"--fast", nullptr, N_("a drawing at once, less well laid out")},
    Option{"--open", nullptr, N_("show what was written")},
    Option{"--watch", nullptr, N_("draw again each time a file is saved")},
};
constexpr std::array kDiagramExamples{
    Example{"guichet diagram carte-stationnement --out carte.svg", N_("who does what, in lanes")},
    Example{"guichet diagram carte-stationnement --page prof --out carte.svg", N_("sheets to print, with legend and table")},
    Example{"guichet diagram carte-stationnement --view exchanges --out carte.pdf", N_("who says what to whom, to print")},
    Example{"guichet diagram mon-permis --scenario refusee --view replay --out cas.html",
            N_("a case that plays, with buttons")},
    Example{"guichet diagram mon-permis --out mon-permis.html --open --watch", N_("beside your editor: each save draws again")},
    Example{"guichet diagram all --view all --out dessins", N_("every procedure in every view, in a folder")}};

constexpr std::array kNewArguments{Argument{N_("NAME"), N_("of the new procedure: small letters, digits and hyphens")}};
constexpr std::array kNewOptions{Option{"--out", N_("FOLDER"), N_("where the folder NAME is created; otherwise here")}};
constexpr std::array kNewExamples{
    Example{"guichet new mon-permis", N_("writes mon-permis/procedure.yaml and two scenarios")},
    Example{"guichet run mon-permis", N_("which already run")}};

constexpr std::array kLogArguments{
    Argument{N_("CASE"), N_("the number of a case; without it, the cases are listed"), Argument::Count::optional}};
constexpr std::array kLogOptions{
    kDatabase,
    Option{"--export", N_("FOLDER"), N_("write the whole log there as C2SP tlog-tiles, for others to check")},
    Option{"--prove", N_("LINE"), N_("print the proof that this line is in the log, for guichet-verify")},
    Option{"--prove-all", N_("CASE"), N_("print the proof that these are all the lines about this case, for guichet-verify")},
    Option{"--key", nullptr, N_("print the first public key that signs the log")},
    Option{"--keys", nullptr, N_("print all of them, each certified by the one before")},
    Option{"--prune", nullptr, N_("remove the lines whose time is over, under what a witness cosigned; their hashes stay")},
    Option{"--at", N_("DATE"), N_("the day it is; otherwise the last one the cases have seen")}};
constexpr std::array kLogExamples{Example{"guichet run carte-stationnement --db demo.db", N_("keep some cases first")},
                                  Example{"guichet log --db demo.db", N_("which cases there are")},
                                  Example{"guichet log 1 --db demo.db", N_("the story of the first one")}};

constexpr std::array kRgpdFormats{"text", "json", "html", "csv", "jsonld"};
constexpr std::array kRgpdArguments{
    Argument{N_("VERB"),
             N_("who-saw, access, register, consent, restrict, object, rectify, erase, export, import, review, requests, answer, "
                "extend, retention or breach, then what it is about"),
             Argument::Count::many}};
constexpr std::array kRgpdOptions{
    kDatabase,
    Option{"--format", N_("FORMAT"), N_("text, json, html; csv for the register; jsonld for consents"), kRgpdFormats},
    Option{"--at", N_("DATE"), N_("the day it is; otherwise the last one the cases have seen")},
    Option{"--case", N_("NUMBER"), N_("only this case of the person")},
    Option{"--purpose", N_("PURPOSE"), N_("only this purpose")},
    Option{"--reason", N_("WORDS"), N_("why, told to the person and kept with the request")},
    Option{"--since", N_("DATE"), N_("breach: since when the key is in other hands")},
    Option{"--proofs", N_("FOLDER"), N_("who-saw: write a proof of each line there, for guichet-verify")},
    Option{"--receipt", nullptr, N_("consent, in jsonld: the person's receipt, not the record")},
    Option{"--lift", nullptr, N_("restrict: the end of a restriction")},
    Option{"--override", nullptr, N_("object: compelling grounds were shown")},
};
constexpr std::array kRgpdExamples{
    Example{"guichet run carte-stationnement --db demo.db", N_("keep some cases first")},
    Example{"guichet rgpd who-saw p-0001 --db demo.db", N_("who saw the data of this person, when and why")},
    Example{"guichet rgpd access p-0001 --db demo.db --format html > copie.html", N_("the copy of article 15, to hand over")},
    Example{"guichet rgpd register --format html > registre.html", N_("the record of processing activities, as the CNIL lays it out")},
    Example{"guichet rgpd consent withdraw p-0001 PURPOSE --db demo.db", N_("as easy as giving it")},
    Example{"guichet rgpd erase p-0001 --db demo.db", N_("what may go, what stays and why, and a certificate")},
    Example{"guichet rgpd breach siv --since 2026-03-02 --db demo.db", N_("a drill: whose data a stolen key touches")},
    Example{"guichet rgpd retention run --at 2030-01-01 --db demo.db", N_("erase what is past its retention")}};

constexpr std::array kBackupArguments{
    Argument{N_("FILE"), N_("the copy to write"), Argument::Count::one, Argument::Expects::file}};
constexpr std::array kBackupOptions{kDatabase,
                                    Option{"--keys", N_("FILE"), N_("copy the keys too, in this file, to be kept apart")}};
constexpr std::array kBackupExamples{Example{"guichet backup cours.db", N_("a copy of guichet.db of the data folder")}};

constexpr std::array kRestoreArguments{
    Argument{N_("FILE"), N_("what `backup` wrote"), Argument::Count::one, Argument::Expects::file}};
constexpr std::array kRestoreOptions{
    kDatabase,
    Option{"--keys", N_("FILE"), N_("put these keys back too; otherwise those beside the database are its keys")},
    Option{"--force", nullptr, N_("replace the database that is there")}};
constexpr std::array kRestoreExamples{
    Example{"guichet restore cours.db --keys cours.keys --db demo.db", N_("the copy becomes demo.db, unless there is one")}};

constexpr std::array kCompletionArguments{
    Argument{N_("SHELL"), N_("bash, zsh or fish"), Argument::Count::many, Argument::Expects::shell}};
constexpr std::array kCompletionExamples{
    Example{"guichet completion bash > ~/.guichet-completion",
            N_("for bash, when `make install` did not")}};

constexpr std::array kHelpArguments{Argument{N_("COMMAND"), N_("a command of this list"), Argument::Count::optional,
                                             Argument::Expects::command}};
constexpr std::array kHelpOptions{Option{"--roff", nullptr, N_("the whole manual, as a page for `man`")}};
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
    Command{"check", N_("look for what is wrong in a procedure"),
            N_("Explores every state a case can reach, whatever people answer and time does, and follows each personal datum. "
               "What it finds is told with its place in the file and the law or principle it offends; a fault of behaviour is "
               "told once the reference engine has played it, with the shortest scenario that shows it. The exit code is 1 "
               "when an error is found. A search that was cut short says so, and proves nothing."),
            kCheckArguments, kCheckOptions, kCheckExamples, run_check},
    Command{"coverage", N_("say what the scenarios of a procedure exercise"),
            N_("Runs every scenario of a procedure and tells which states, branches, outcomes of exchanges and deadlines they "
               "exercise, and which conditions of the guards were each seen to decide alone, by being true and by being false "
               "(masking MC/DC). What a failing scenario exercises does not count."),
            kCheckArguments, kCoverageOptions, kCoverageExamples, run_coverage},
    Command{"gentest", N_("write the scenarios that are missing"),
            N_("Makes scenarios for what no scenario of the procedure exercises, by the shortest way to each. A scenario is kept "
               "when it runs, passes, and exercises something the others leave out. What no case can exercise is said apart."),
            kGentestArguments, kGentestOptions, kGentestExamples, run_gentest},
    Command{"diff", N_("compare two versions of a procedure"),
            N_("Tells which states, transitions, data, exchanges, letters, purposes and delays are written differently, then does "
               "in both every different thing that can happen and shows the shortest case on which they differ. The exit code is "
               "1 when they differ."),
            kDiffArguments, kDiffOptions, kDiffExamples, run_diff},
    Command{"mutate", N_("seed faults, and see who notices"),
            N_("Seeds realistic faults in a procedure, one at a time (a condition turned round, a letter forgotten, a datum too many "
               "sent...), and tells which are refused when the file is loaded, found by `check`, or noticed by a scenario. Of "
               "those nobody notices, the explorer tells which are no fault at all; for the others it gives the scenario to write. "
               "The exit code is 1 when one is left."),
            kCheckArguments, kMutateOptions, kMutateExamples, run_mutate},
    Command{"export", N_("write a procedure for another tool"),
            N_("Writes a procedure in the format of another tool: its picture for a BPMN modeller, or its state machine, conditions "
               "translated, whose head says how to drive it and what it does not carry."),
            kShowArguments, kExportOptions, kExportExamples, run_export},
    Command{"import", N_("start a procedure from a BPMN drawing"),
            N_("Writes a procedure from the lanes, tasks, gateways, delays and ends of a BPMN 2.0 file, then lists what could not "
               "be carried over and what must be added: a drawing knows no data and no legal basis. Nothing is overwritten."),
            kImportArguments, kImportOptions, kImportExamples, run_import},
    Command{"play", N_("play a case, one act after the other"),
            N_("Plays a case in the terminal: where it stands, what each actor may do, which data would move, to whom "
               "and why. Do it, let time pass, break an administration, take it back. What is saved is a scenario: "
               "`guichet run` takes the same steps and expects the same end. Nothing else is kept."),
            kPlayArguments, kPlayOptions, kPlayExamples, run_play},
    Command{"diagram", N_("draw a procedure"),
            N_("Draws a procedure as a picture, from the same file that runs. What the file leaves out and a picture needs is "
               "told on the error stream."),
            kDiagramArguments, kDiagramOptions, kDiagramExamples, run_diagram},
    Command{"new", N_("start a procedure of your own"),
            N_("Writes a commented procedure with two scenarios, ready to run and to change. Nothing is overwritten."),
            kNewArguments, kNewOptions, kNewExamples, run_new},
    Command{"log", N_("tell the story of a case"),
            N_("Tells what happened in a case kept with `run --db`, from its log, oldest first. Without --db it reads "
               "guichet.db in the data folder of the user."),
            kLogArguments, kLogOptions, kLogExamples, run_log},
    Command{"rgpd", N_("exercise rights on personal data, carry out the duties"),
            N_("Everything the GDPR gives a person and asks of a controller, on the cases kept with `run --db`: who saw her "
               "data, the copy of article 15, correction, erasure, restriction, objection, portability, consent, review by a "
               "person, the record of processing, retention, a breach drill. Each request is a case of its own, with the "
               "clock of one month, and a line of the log. A person is named as the cases name her."),
            kRgpdArguments, kRgpdOptions, kRgpdExamples, run_rgpd},
    Command{"backup", N_("copy a database"),
            N_("Copies a database, whole and consistent even while it is written to. Nothing is overwritten."),
            kBackupArguments, kBackupOptions, kBackupExamples, run_backup},
    Command{"restore", N_("put a copy of a database back"),
            N_("Reads every page of the copy first, puts it in the place of the database, and writes in its log that it "
               "was restored."),
            kRestoreArguments, kRestoreOptions, kRestoreExamples, run_restore},
    Command{"completion",
            N_("print what completes commands in your shell"),
            N_("Prints a script. With it, the Tab key completes commands, options, procedures and scenarios."),
            kCompletionArguments,
            {},
            kCompletionExamples,
            run_completion},
    Command{"help", N_("help on a command"), N_("Shows the help of a command, with examples."), kHelpArguments,
            kHelpOptions, kHelpExamples, run_help},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }
std::span<const Option> common_options() { return kCommon; }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, [](const Command& c) { return std::string_view{c.name}; });
  return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace guichet::cli
