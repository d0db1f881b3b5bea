#include "cli/transcript.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

std::string shell_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return out + "'";
}

// Standard output and error together, in order.
std::string run(const std::string& command, int& code) {
  std::string out;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "popen failed";
  std::array<char, 4096> bytes{};
  for (std::size_t read = 0; (read = std::fread(bytes.data(), 1, bytes.size(), pipe)) > 0;)
    out.append(bytes.data(), read);
  const int ended = pclose(pipe);
  code = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
  return out;
}

}  // namespace

std::string read_text(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

Transcript read_transcript(const fs::path& file) {
  const bool markdown = file.extension() == ".md";
  Transcript transcript;
  transcript.kept.emplace_back();
  bool inside = !markdown;  // a console block, or a whole session file
  bool after_command = false;
  std::istringstream lines{read_text(file)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const bool fence = markdown && line.starts_with("```");
    if (fence) {
      inside = !inside && line == "```console";
      after_command = false;
    }
    if (inside && !fence && line.starts_with("$ ")) {
      transcript.exchanges.push_back({.command = line.substr(2), .line = number});
      transcript.kept.emplace_back();
      after_command = true;
    } else if (after_command) {
      transcript.exchanges.back().output += line + "\n";
    } else {
      transcript.kept.back() += line + "\n";
    }
  }
  return transcript;
}

std::string write_transcript(const Transcript& transcript) {
  std::string text = transcript.kept.front();
  for (std::size_t i = 0; i < transcript.exchanges.size(); ++i) {
    const Exchange& exchange = transcript.exchanges[i];
    text += "$ " + exchange.command + "\n" + exchange.output + transcript.kept[i + 1];
  }
  return text;
}

Transcript run_again(const Transcript& transcript, const fs::path& bin, const fs::path& folder) {
  const std::string environment =
      fmt::format("cd {0} && env -i PATH={1}:/usr/bin:/bin HOME={0} LANG=fr_FR.UTF-8 TERM=dumb sh -c ",
                  shell_word(folder.string()), shell_word(bin.string()));
  Transcript again = transcript;
  for (Exchange& exchange : again.exchanges) {
    int code = 0;
    exchange.output = run(environment + shell_word(exchange.command) + " 2>&1", code);
    if (!exchange.output.empty() && exchange.output.back() != '\n') exchange.output += "\n";
    if (code != 0) exchange.output += fmt::format("[{}]\n", code);
  }
  return again;
}

}  // namespace guichet::cli
