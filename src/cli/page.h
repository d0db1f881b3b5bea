// Text laid out for a terminal: titles, paragraphs, items, two columns, wrapped by code points. With `plain` it becomes
// lines that a screen reader tells in order: no symbol, no colour, nothing aligned by spaces, one sentence a line. It
// knows no language but the punctuation a label needs, and nothing of procedures.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/message.h"
#include "cli/environment.h"

namespace guichet::cli {

struct Style {
  base::Lang lang = base::Lang::fr;
  bool plain = false;
  bool colour = false;
  bool unicode = true;  // false: symbols in ASCII; letters keep their accents
  int width = 80;       // code points
};

// Colours only on a terminal, never with NO_COLOR or `plain`; COLUMNS counts on a terminal only.
[[nodiscard]] Style style_of(const Environment& environment, base::Lang lang, bool plain);

enum class Tone { normal, strong, good, bad, faint };
enum class Mark { good, bad, doubtful };

// "label: text", with the space French asks for.
[[nodiscard]] std::string labelled(base::Lang lang, std::string_view label, std::string_view text);

class Page {
 public:
  explicit Page(Style style) : style_{style} {}

  Page& title(std::string_view text);
  Page& heading(std::string_view text);  // an empty line before it
  Page& line(std::string_view text, int indent = 0, Tone tone = Tone::normal);
  Page& item(std::string_view text, int indent = 2);
  // Every pair on a line, the second column aligned; long texts go on below it.
  Page& rows(const std::vector<std::pair<std::string, std::string>>& rows, int indent = 2);
  Page& marked(Mark mark, std::string_view text, int indent = 2);
  Page& blank();
  // Exactly these bytes: an excerpt, whose columns must stay where they are.
  Page& verbatim(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
 private:
  [[nodiscard]] std::string adapted(std::string_view text) const;
  [[nodiscard]] std::string painted(std::string_view text, Tone tone) const;
  void put(std::string_view first, std::string_view text, int indent, int hang, Tone tone, Tone first_tone);

  Style style_;
  std::string text_;
};

}  // namespace guichet::cli
