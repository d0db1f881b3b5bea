#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>

namespace guichet::cli {

namespace {

using base::Message;

Message with(const char* id, base::Args args) { return {.id = id, .args = std::move(args)}; }

// CLI11 writes into these; they must not move while it reads.
struct Slots {
  struct Value {
    const Option* option;
    std::string text;
    CLI::Option* seen = nullptr;
  };
  struct Flag {
    const Option* option;
    bool on = false;
  };
  std::deque<Value> values;
  std::deque<Flag> flags;
  std::vector<std::string> arguments;
  bool version = false;
};

std::string names_of(const Option& option) {
  return option.short_name == nullptr ? option.name : std::string{option.short_name} + "," + option.name;
}

void declare(CLI::App& app, const Option& option, Slots& slots) {
  if (option.value == nullptr) {
    auto& flag = slots.flags.emplace_back(&option);
    app.add_flag(names_of(option), flag.on)->disable_flag_override();
  } else {
    auto& value = slots.values.emplace_back(&option);
    value.seen = app.add_option(names_of(option), value.text)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
}

std::vector<std::string> option_names(const Command* command) {
  std::vector<std::string> names;
  if (command == nullptr) names.emplace_back("--version");
  for (const Option& option : common_options()) names.emplace_back(option.name);
  if (command != nullptr)
    for (const Option& option : command->options) names.emplace_back(option.name);
  return names;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  return names;
}

Message help_hint(const Command* command) {
  return with(N_("see `{command}`"),
              {{"command", command == nullptr ? std::string{"guichet --help"}
                                              : "guichet " + std::string{command->name} + " --help"}});
}

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

// The first word nobody waits for.
Misuse unexpected(const std::string& word, const Command* command) {
  if (is_option(word)) {
    const std::string name = word.substr(0, word.find('='));
    return {with(N_("unknown option '{word}'"), {{"word", name}}), base::expected_one_of(name, option_names(command))};
  }
  if (command == nullptr)
    return {with(N_("unknown command '{word}'"), {{"word", word}}), base::expected_one_of(word, command_names())};
  return {with(N_("'{word}' is one too many"), {{"word", word}}), help_hint(command)};
}

std::optional<Misuse> wrong_value(const Option& option, const std::string& text) {
  if (option.words.empty()) return std::nullopt;
  std::vector<std::string> words{option.words.begin(), option.words.end()};
  if (std::ranges::find(words, text) != words.end()) return std::nullopt;
  return Misuse{with(N_("option {option} does not take '{word}'"), {{"option", option.name}, {"word", text}}),
                base::expected_one_of(text, words)};
}

std::optional<Misuse> wrong_count(const Command& command, const std::vector<std::string>& given) {
  using Count = Argument::Count;
  const Argument* argument = command.arguments.empty() ? nullptr : &command.arguments.front();
  if (argument != nullptr && argument->count != Count::optional && given.empty())
    return Misuse{with(N_("`guichet {command}` needs to know more"), {{"command", command.name}}),
                  Message{.id = argument->help}};
  const std::size_t most = argument == nullptr ? 0 : argument->count == Count::many ? given.size() : 1;
  if (given.size() > most) return unexpected(given[most], &command);
  return std::nullopt;
}

// The first option that takes no value and was given one: "--plain=yes".
std::string flag_with_value(std::span<const std::string> words) {
  for (const std::string& word : words) {
    const std::string name = word.substr(0, word.find('='));
    if (name == word) continue;
    if (name == "--version") return name;
    for (const Command& command : commands())
      for (const auto options : {command.options, common_options()})
        for (const Option& option : options)
          if (name == option.name && option.value == nullptr) return name;
  }
  return {};
}

// Which option a mistake of CLI11's is about: its message begins with the name, before a colon or a space.
std::string option_in(const std::string& message) {
  const std::size_t at = message.find("--");
  if (at == std::string::npos) return {};
  return message.substr(at, message.find_first_of(":,= ", at) - at);
}

}  // namespace

std::optional<base::Lang> asked_language(std::span<const std::string> words) {
  static constexpr std::string_view kName = "--lang";
  std::optional<base::Lang> asked;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == kName && i + 1 < words.size()) asked = base::parse_lang(words[i + 1]);
    if (word.starts_with("--lang=")) asked = base::parse_lang(word.substr(kName.size() + 1));
  }
  return asked;
}

std::variant<Wanted, Misuse> read_command_line(std::span<const std::string> words) {
  CLI::App app;
  app.set_help_flag();
  Slots slots;
  app.add_flag("--version", slots.version);
  for (const Option& option : common_options()) declare(app, option, slots);
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name);
    sub->set_help_flag();
    sub->fallthrough();
    for (const Option& option : command.options) declare(*sub, option, slots);
    if (!command.arguments.empty()) sub->add_option("arguments", slots.arguments);
  }
  app.require_subcommand(0, 1);

  const auto named = [&]() -> const Command* {
    const auto subs = app.get_subcommands();
    return subs.empty() ? nullptr : find_command(subs.front()->get_name());
  };
  std::vector<std::string> reversed{words.rbegin(), words.rend()};  // as CLI11 wants them
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ExtrasError&) {
    const auto extras = app.remaining(true);
    return unexpected(extras.empty() ? std::string{} : extras.front(), named());
  } catch (const CLI::ArgumentMismatch& mismatch) {
    if (const std::string flag = flag_with_value(words); !flag.empty())
      return Misuse{with(N_("option {option} takes no value"), {{"option", flag}}), help_hint(named())};
    return Misuse{with(N_("option {option} waits for a value"), {{"option", option_in(mismatch.what())}}),
                  help_hint(named())};
  } catch (const CLI::Error&) {
    return Misuse{{.id = N_("the command line cannot be read")}, help_hint(named())};
  }

  Wanted wanted{.command = named(), .version = slots.version};
  wanted.request.arguments = std::move(slots.arguments);
  for (const Slots::Flag& flag : slots.flags)
    if (flag.on) wanted.request.flags.insert(flag.option->name);
  for (const Slots::Value& value : slots.values) {
    if (value.seen->count() == 0) continue;
    if (auto misuse = wrong_value(*value.option, value.text)) return std::move(*misuse);
    wanted.request.values[value.option->name] = value.text;
  }
  wanted.help = wanted.request.has("--help");
  if (wanted.command != nullptr && !wanted.help)
    if (auto misuse = wrong_count(*wanted.command, wanted.request.arguments)) return std::move(*misuse);
  return wanted;
}

}  // namespace guichet::cli
