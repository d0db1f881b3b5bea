// `guichet completion`: the scripts of the shells, and the answers they ask for.
#include "cli/complete.h"

#include <algorithm>
#include <array>

#include "cli/places.h"

namespace guichet::cli {

namespace {

using Expects = Argument::Expects;

constexpr const char* kBash =
    R"(# Completion of guichet for bash. Source it, or put it in bash-completion/completions/guichet.
_guichet() {
  local word=${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word")
    else
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done < <(guichet completion -- next "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _guichet guichet
)";

constexpr const char* kZsh = R"(#compdef guichet
# Completion of guichet for zsh. Put it as _guichet in a folder of fpath.
_guichet() {
  local -a lines found
  local line files=0
  lines=("${(@f)$(guichet completion -- next "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    if [[ $line == :files ]]; then
      files=1
    else
      line=${line//:/\\:}
      found+=("${line/$'\t'/:}")
    fi
  done
  (( $#found )) && _describe -t words guichet found
  (( files )) && _files
}
# Loaded by compinit, this file is the function's first call; sourced, it only tells compinit.
if [[ $funcstack[1] == _guichet ]]; then _guichet "$@"; else compdef _guichet guichet; fi
)";

constexpr const char* kFish =
    R"(# Completion of guichet for fish. Put it as guichet.fish in vendor_completions.d or ~/.config/fish/completions.
function __guichet_next
  set -l words (commandline -opc) (commandline -ct)
  for line in (guichet completion -- next $words[2..-1] 2>/dev/null)
    if test "$line" = ':files'
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c guichet -f -a '(__guichet_next)'
)";

struct Shell {
  const char* name;
  const char* script;
};
constexpr std::array kShells{Shell{"bash", kBash}, Shell{"zsh", kZsh}, Shell{"fish", kFish}};

// Collects what begins as the word being typed does.
class Candidates {
 public:
  explicit Candidates(const std::string& begun) : begun_{begun} {}
  void add(const std::string& word, std::string what = {}) {
    if (word.starts_with(begun_)) found.words.emplace_back(word, std::move(what));
  }
  void add_files() { found.files = true; }
  Completions found;
 private:
  const std::string& begun_;
};

const Option* find_option(const Command* command, std::string_view name) {
  const auto is_named = [&](const Option& option) { return name == option.name; };
  for (const auto options : {command == nullptr ? std::span<const Option>{} : command->options, common_options()})
    if (const auto found = std::ranges::find_if(options, is_named); found != options.end()) return &*found;
  return nullptr;
}

void add_values(Candidates& candidates, const Option& option) {
  for (const char* word : option.words) candidates.add(word);
  if (option.words.empty()) candidates.add_files();
}

void add_options(Candidates& candidates, const Command* command, base::Lang lang) {
  if (command != nullptr)
    for (const Option& option : command->options) candidates.add(option.name, base::tr(lang, option.help));
  for (const Option& option : common_options()) candidates.add(option.name, base::tr(lang, option.help));
  if (command == nullptr)
    candidates.add("--version", base::tr(lang, N_("the version of the program and that of its databases")));
}

void add_commands(Candidates& candidates, base::Lang lang) {
  for (const Command& command : commands()) candidates.add(command.name, base::tr(lang, command.summary));
}

void add_argument(Candidates& candidates, const Argument& argument, const KnownNames& known, base::Lang lang) {
  if (argument.expects == Expects::command) return add_commands(candidates, lang);
  if (argument.expects == Expects::shell)
    for (const Shell& shell : kShells) candidates.add(shell.name);
  if (argument.expects == Expects::procedure || argument.expects == Expects::scenario)
    for (const std::string& name : known.procedures()) candidates.add(name);
  if (argument.expects == Expects::scenario) {
    candidates.add("all");
    for (const std::string& name : known.scenarios()) candidates.add(name);
  }
  if (argument.expects != Expects::shell && argument.expects != Expects::other) candidates.add_files();
}

// Every scenario as `run` takes it: its name, or procedure/name when several procedures have one of that name.
std::vector<std::string> scenario_names(const std::filesystem::path& root) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string& id : scenario::procedure_ids(root))
    for (const auto& file : scenario::scenario_files(root / "procedures" / id))
      all.emplace_back(id, file.stem().string());
  std::vector<std::string> names;
  for (const auto& [id, name] : all)
    names.push_back(std::ranges::count(all, name, [](const auto& one) { return one.second; }) > 1 ? id + "/" + name
                                                                                                  : name);
  std::ranges::sort(names);
  return names;
}

int answer(Session& session, std::span<const std::string> typed) {
  const auto root = find_data(session.environment);
  const auto names = [&](const auto& list) {
    return [&root, list] { return root.ok() ? list(*root) : std::vector<std::string>{}; };
  };
  const Completions found = complete(
      typed, {.procedures = names(scenario::procedure_ids), .scenarios = names(scenario_names)}, session.lang());
  for (const auto& [word, what] : found.words) session.out << word << (what.empty() ? "" : "\t") << what << "\n";
  if (found.files) session.out << ":files\n";
  session.out << std::flush;
  return kFine;
}

}  // namespace

Completions complete(std::span<const std::string> typed, const KnownNames& known, base::Lang lang) {
  static const std::string kNothing;
  Candidates candidates{typed.empty() ? kNothing : typed.back()};
  const Command* command = nullptr;
  const Option* waiting = nullptr;  // an option whose value comes next
  std::size_t arguments = 0;
  for (const std::string& word : typed.empty() ? typed : typed.first(typed.size() - 1)) {
    if (word == "=") continue;  // bash takes --format=json apart
    if (waiting != nullptr) {
      waiting = nullptr;
    } else if (word.starts_with('-')) {
      const Option* option = find_option(command, word);
      if (option != nullptr && option->value != nullptr) waiting = option;
    } else if (command == nullptr) {
      command = find_command(word);
      if (command == nullptr) return {};
    } else {
      ++arguments;
    }
  }
  if (waiting != nullptr) {
    add_values(candidates, *waiting);
  } else if (!typed.empty() && typed.back().starts_with('-')) {
    add_options(candidates, command, lang);
  } else if (command == nullptr) {
    add_commands(candidates, lang);
  } else if (!command->arguments.empty()) {
    const Argument& argument = command->arguments.front();
    if (arguments == 0 || argument.count == Argument::Count::many) add_argument(candidates, argument, known, lang);
  }
  return std::move(candidates.found);
}

int run_completion(Session& session, const Request& request) {
  const std::string& word = request.arguments.front();
  if (word == "next") return answer(session, std::span{request.arguments}.subspan(1));
  std::vector<std::string> names;
  for (const Shell& shell : kShells) {
    names.emplace_back(shell.name);
    if (word != shell.name || request.arguments.size() > 1) continue;
    session.out << shell.script << std::flush;
    return kFine;
  }
  return misused(session, {.id = N_("no shell is called '{word}' here"), .args = {{"word", request.arguments.back()}}},
                 base::expected_one_of(request.arguments.back(), names));
}

}  // namespace guichet::cli
