// What was typed, read by CLI11 against the table of commands. None of CLI11's own sentences leaves this file: every
// misuse is a message of ours, in the user's language, with the nearest known word.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>

#include "cli/commands.h"

namespace guichet::cli {

struct Wanted {
  const Command* command = nullptr;  // nullptr: none was named
  Request request;
  bool help = false;
  bool version = false;
};

struct Misuse {
  base::Message sentence;
  std::optional<base::Message> hint;
};

// `words`: without the program's name.
[[nodiscard]] std::variant<Wanted, Misuse> read_command_line(std::span<const std::string> words);

// The value of --lang wherever it stands, even when the rest cannot be read: a complaint needs its language first.
[[nodiscard]] std::optional<base::Lang> asked_language(std::span<const std::string> words);

}  // namespace guichet::cli
