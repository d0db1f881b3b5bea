// What is wrong in a file somebody wrote, and where: the place, the line itself with a caret, what
// was expected, the nearest known word. A reader of a file never stops at the first mistake; it adds
// to a Diagnostics and goes on.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"

namespace guichet::base {

// A place in a text: 1-based line, 1-based column counted in code points; `length` in code points.
struct Span {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t length = 1;
  auto operator<=>(const Span&) const = default;
};

// A text and the name people know it by (a path as it was given).
struct Source {
  std::string path;
  std::string text;
};

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  Span span;
  Message message;               // what is wrong
  std::optional<Message> hint;   // what was expected, or "did you mean ...?"; shown beside the caret
  std::string path = {};         // another file than the source being read, when not empty
};

class [[nodiscard]] Diagnostics {
 public:
  void error(Span span, Message message, std::optional<Message> hint = std::nullopt);
  void warning(Span span, Message message, std::optional<Message> hint = std::nullopt);
  void add(Diagnostic diagnostic);
  void append(const Diagnostics& others);

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] std::span<const Diagnostic> all() const { return all_; }
  // By line, then column, keeping the order of mistakes at one place.
  void sort();

 private:
  std::vector<Diagnostic> all_;
};

// "path:line:column: error: sentence", the excerpt and the caret; ends with a newline.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const Source& source, Lang lang);
[[nodiscard]] std::string render(const Diagnostics& diagnostics, const Source& source, Lang lang);

// The known word nearest to `word` (Damerau-Levenshtein, at most a third of its letters apart, half when
// it starts the same);
// empty when none is near. Ties go to the first candidate.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string> known);

// "did you mean 'x'?" when a known word is near, else "expected one of: a, b, c" (at most 12 shown).
[[nodiscard]] Message expected_one_of(std::string_view word, std::span<const std::string> known);

}  // namespace guichet::base
