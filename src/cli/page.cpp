#include "cli/page.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace guichet::cli {

namespace {

constexpr int kWidthMin = 40;
constexpr int kWidthMax = 100;
constexpr std::size_t kColumnMax = 32;  // of a first column; longer texts take a line of their own

struct Swap {
  std::string_view from, to;
};
constexpr std::array kAscii{Swap{"→", "->"},     Swap{"•", "-"},     Swap{"·", "-"},        Swap{"—", "-"},
                            Swap{"–", "-"},      Swap{"…", "..."},   Swap{"“", "\""},       Swap{"”", "\""},
                            Swap{"’", "'"},      Swap{"−", "-"},     Swap{"«\u00a0", "\""}, Swap{"\u00a0»", "\""},
                            Swap{"\u00a0", " "}, Swap{"\u202f", " "}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

const char* colour_of(Tone tone) {
  switch (tone) {
    case Tone::normal:
      return "";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::good:
      return "\x1b[32m";
    case Tone::bad:
      return "\x1b[31m";
    case Tone::faint:
      return "\x1b[2m";
  }
  return "";
}

int number(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? value : 0;
}

// The words of a text, broken at plain spaces only: a no-break space holds.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string spaces(int count) { return std::string(static_cast<std::size_t>(std::max(count, 0)), ' '); }

}  // namespace

Style style_of(const Environment& environment, base::Lang lang, bool plain) {
  const std::string_view term = environment.variable("TERM");
  Style style{.lang = lang, .plain = plain, .unicode = has_unicode(environment)};
  style.colour = environment.out_is_terminal && !plain && environment.variable("NO_COLOR").empty() && term != "dumb";
  if (environment.out_is_terminal) {
    const int asked = number(environment.variable("COLUMNS"));
    const int columns = asked > 0 ? asked : environment.window_columns;
    if (columns > 0) style.width = std::clamp(columns, kWidthMin, kWidthMax);
  }
  return style;
}

std::string labelled(base::Lang lang, std::string_view label, std::string_view text) {
  return std::string{label} + (lang == base::Lang::fr ? "\u00a0: " : ": ") + std::string{text};
}

std::string Page::adapted(std::string_view text) const {
  std::string shown{text};
  std::ranges::replace(shown, '\n', ' ');
  shown = base::printable(shown);
  if (style_.plain) {  // a screen reader would say "rightwards arrow"
    replace_all(shown, " → ", style_.lang == base::Lang::fr ? ", puis " : ", then ");
    replace_all(shown, " · ", ", ");
  }
  if (!style_.unicode)
    for (const Swap& swap : kAscii) replace_all(shown, swap.from, swap.to);
  return shown;
}

std::string Page::painted(std::string_view text, Tone tone) const {
  if (!style_.colour || tone == Tone::normal || text.empty()) return std::string{text};
  return colour_of(tone) + std::string{text} + "\x1b[0m";
}

// `first` stands at `indent`, the text after it; what does not fit goes on at `hang`.
void Page::put(std::string_view first, std::string_view text, int indent, int hang, Tone tone, Tone first_tone) {
  if (style_.plain) {
    text_ += std::string{first} + adapted(text) + "\n";
    return;
  }
  std::string row = spaces(indent) + painted(first, first_tone);
  int used = indent + static_cast<int>(base::count_code_points(first));
  bool fresh = true;
  const std::string shown = adapted(text);
  std::string run;
  const auto flush = [&] {
    row += painted(run, tone);
    run.clear();
    while (!row.empty() && row.back() == ' ') row.pop_back();
    text_ += row + "\n";
  };
  for (const std::string_view word : words_of(shown)) {
    const int length = static_cast<int>(base::count_code_points(word));
    if (!fresh && used + 1 + length > style_.width) {
      flush();
      row = spaces(hang);
      used = hang;
      fresh = true;
    }
    run += (fresh ? "" : " ") + std::string{word};
    used += length + (fresh ? 0 : 1);
    fresh = false;
  }
  flush();
}

Page& Page::title(std::string_view text) {
  put("", text, 0, 0, Tone::strong, Tone::normal);
  return *this;
}

Page& Page::heading(std::string_view text) {
  blank();
  put("", text, 0, 0, Tone::strong, Tone::normal);
  return *this;
}

Page& Page::line(std::string_view text, int indent, Tone tone) {
  put("", text, indent, indent, tone, Tone::normal);
  return *this;
}

Page& Page::item(std::string_view text, int indent) {
  put(style_.plain ? "" : style_.unicode ? "• " : "- ", text, indent, indent + 2, Tone::normal, Tone::faint);
  return *this;
}

Page& Page::rows(const std::vector<std::pair<std::string, std::string>>& rows, int indent) {
  std::size_t column = 0;
  for (const auto& [first, second] : rows)
    if (const std::size_t length = base::count_code_points(adapted(first)); length <= kColumnMax)
      column = std::max(column, length);
  const int hang = indent + static_cast<int>(column) + 2;
  for (const auto& [first, second] : rows) {
    if (style_.plain) {
      put("", second.empty() ? first : labelled(style_.lang, first, second), 0, 0, Tone::normal, Tone::normal);
      continue;
    }
    const std::string shown = adapted(first);
    const std::size_t length = base::count_code_points(shown);
    if (length > kColumnMax) {
      put("", first, indent, indent, Tone::normal, Tone::normal);
      if (!second.empty()) put("", second, hang, hang, Tone::normal, Tone::normal);
    } else {
      put(shown + spaces(static_cast<int>(column - length) + 2), second, indent, hang, Tone::normal, Tone::normal);
    }
  }
  return *this;
}

Page& Page::marked(Mark mark, std::string_view text, int indent) {
  using base::tr;
  const auto word = [&] {
    switch (mark) {
      case Mark::good:
        return tr(style_.lang, N_("passed"));
      case Mark::bad:
        return tr(style_.lang, N_("FAILED"));
      case Mark::doubtful:
        return tr(style_.lang, N_("to verify"));
    }
    return std::string{};
  };
  if (style_.plain) {
    put("", labelled(style_.lang, word(), text), 0, 0, Tone::normal, Tone::normal);
    return *this;
  }
  static constexpr std::array kSymbols{"✓ ", "✗ ", "? "};
  static constexpr std::array kLetters{"ok ", "KO ", "?  "};
  static constexpr std::array kTones{Tone::good, Tone::bad, Tone::faint};
  const auto index = static_cast<std::size_t>(mark);
  const char* symbol = style_.unicode ? kSymbols[index] : kLetters[index];
  put(symbol, text, indent, indent + (style_.unicode ? 2 : 3), Tone::normal, kTones[index]);
  return *this;
}

Page& Page::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += "\n";
  return *this;
}

Page& Page::verbatim(std::string_view text) {
  text_ += text;
  return *this;
}

}  // namespace guichet::cli
