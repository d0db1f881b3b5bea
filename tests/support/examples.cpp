#include "support/examples.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <sstream>

#include "base/ensure.h"
#include "support/walk.h"

namespace guichet::support {
namespace {

using base::ensure;

std::string test_name(std::string_view heading) {
  std::string name;
  bool upper = true;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) == 0) {
      upper = true;
    } else {
      name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      upper = false;
    }
  }
  return name;
}

// Words of a line; quotes keep spaces.
std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      if (!all.back().empty()) all.emplace_back();
    } else {
      all.back() += c;
    }
  }
  if (all.back().empty()) all.pop_back();
  return all;
}

struct Command {
  std::string what;
  Values data;
  std::string by, member, identity = "franceconnect-plus";
  std::optional<std::uint32_t> visit;
  std::vector<std::string> rest;
};

Command read(const std::vector<std::string>& line) {
  Command command{.what = line.at(1), .data = {}, .by = {}, .member = {}, .visit = {}, .rest = {}};
  for (std::size_t i = 2; i < line.size(); ++i) {
    const std::size_t equal = line[i].find('=');
    const std::string key = line[i].substr(0, equal);
    if (equal == std::string::npos) {
      command.rest.push_back(key);
      continue;
    }
    const std::string value = line[i].substr(equal + 1);
    if (key == "by") command.by = value;
    else if (key == "member") command.member = value;
    else if (key == "identity") command.identity = value;
    else if (key == "visit") command.visit = static_cast<std::uint32_t>(std::stoul(value));
    else command.data.emplace_back(key, value);
  }
  return command;
}

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& list, std::string_view word) {
  const auto at = std::ranges::find(list, word);
  if (at == list.end()) return std::nullopt;
  return static_cast<std::size_t>(at - list.begin());
}

void perform(Walk& walk, const Command& command) {
  static constexpr std::array<std::string_view, 4> kOutcomes{"answered", "not-found", "refused", "failed"};
  static constexpr std::array<std::string_view, 4> kActs{"none", "agrees", "declines", "withdraws"};
  if (command.what == "wait") return;
  if (const auto outcome = index_of(kOutcomes, command.what)) {
    const auto trigger = static_cast<model::Trigger>(*outcome);
    if (command.visit) walk.answer_visit(*command.visit, trigger, command.data);
    else walk.answer(trigger, command.data, command.member);
  } else if (const auto act = index_of(kActs, command.what)) {
    walk.consent(static_cast<model::ConsentAct>(*act), command.rest.at(0));
  } else {
    walk.act(command.what, command.data, {.by = command.by, .member = command.member, .identity = command.identity});
  }
}

std::string ask(const Walk& walk, const std::vector<std::string>& question) {
  const auto or_none = [](const std::string& text) { return text.empty() ? "(absent)" : text; };
  if (question.at(0) == "due") return or_none(walk.due(question.at(1)));
  if (question.at(0) != "passed") return or_none(walk.value(question.at(0)));
  const expr::Value passed = walk.passed(question.at(1), question.at(2));
  return passed.is_error() ? "undetermined" : passed.is_true() ? "yes" : "no";
}

}  // namespace

std::vector<Example> examples_of(const std::string& document) {
  constexpr std::string_view kPreamble = "```preamble\n", kExample = "```guichet\n", kEnd = "```\n", kRule = "---\n";
  std::vector<Example> all;
  const std::size_t common = document.find(kPreamble) + kPreamble.size();
  const std::string preamble = document.substr(common, document.find(kEnd, common) - common);
  std::size_t at = 0;
  while ((at = document.find(kExample, at)) != std::string::npos) {
    const std::size_t heading = document.rfind("\n### ", at) + 5;
    at += kExample.size();
    const std::size_t rule = document.find(kRule, at);
    const std::size_t begin = rule + kRule.size();
    const std::size_t end = document.find(kEnd, begin);
    const std::string yaml = document.substr(at, rule - at);
    all.push_back({test_name(std::string_view{document}.substr(heading, document.find('\n', heading) - heading)),
                   yaml.starts_with("procedure:") ? yaml : preamble + yaml, document.substr(begin, end - begin), begin});
    at = end;
  }
  return all;
}

std::string play(const Example& example) {
  const auto procedure = toy(example.procedure);
  std::optional<Walk> walk;
  std::istringstream lines{example.script};
  std::string line, played;
  while (std::getline(lines, line)) {
    if (line.starts_with("> ")) {
      played += line + "\n";
      const std::vector<std::string> said = words(std::string_view{line}.substr(2));
      const Command command = read(said);
      if (command.what == "open") {
        walk.emplace(procedure, said.at(0));
      } else {
        ensure(walk.has_value(), "a script that opens a case first");
        walk->at(said.at(0));
        perform(*walk, command);
      }
      std::string told = walk->told_with_times();
      // The time of the line itself need not be said again.
      const std::string now = "@" + base::to_iso(walk->now()) + "\n";
      if (told.starts_with(now)) told.erase(0, now.size());
      std::istringstream answers{told};
      while (std::getline(answers, line)) played += "  " + line + "\n";
    } else if (line.starts_with("? ")) {
      played += line.substr(0, line.find(" = ")) + " = " +
                ask(*walk, words(std::string_view{line}.substr(2, line.find(" = ") - 2))) + "\n";
    }
  }
  return played;
}

}  // namespace guichet::support
