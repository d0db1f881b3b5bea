// Lines typed at the prompt, from a terminal or a pipe. From a pipe each line is shown after the prompt, so that what
// is printed reads as what a person saw. It understands no line.
#pragma once

#include <optional>
#include <string>

#include "cli/session.h"

namespace guichet::cli {

class Prompt {
 public:
  explicit Prompt(Session& session) : session_{session} {}

  // The next line without the spaces around it; nothing at the end of the input, now and ever after. What is no UTF-8,
  // or longer than any honest answer, is told and asked again.
  [[nodiscard]] std::optional<std::string> line();
 private:
  Session& session_;
  bool ended_ = false;
};

}  // namespace guichet::cli
