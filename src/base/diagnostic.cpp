#include "base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/utf8.h"

namespace guichet::base {

namespace {

constexpr std::size_t kExcerptWidthMax = 160;  // code points; longer lines are shown around the caret
constexpr std::size_t kShownMax = 12;

std::string_view line_of(std::string_view text, std::uint32_t line) {
  for (; line > 1; --line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

std::size_t distance(std::u32string_view a, std::u32string_view b) {
  // Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

// A third of the letters may differ; half of them when the first half is the same (instruite,
// instruction: people lose the ending, not the beginning).
std::size_t bearable(std::u32string_view wanted, std::u32string_view known) {
  const std::size_t half = (wanted.size() + 1) / 2;
  const bool same_beginning = wanted.size() > 3 && known.substr(0, half) == wanted.substr(0, half);
  return std::max<std::size_t>(1, same_beginning ? wanted.size() / 2 : wanted.size() / 3);
}

}  // namespace

void Diagnostics::error(Span span, Message message, std::optional<Message> hint) {
  all_.push_back({Severity::error, span, std::move(message), std::move(hint)});
}

void Diagnostics::warning(Span span, Message message, std::optional<Message> hint) {
  all_.push_back({Severity::warning, span, std::move(message), std::move(hint)});
}

void Diagnostics::add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }

void Diagnostics::append(const Diagnostics& others) {
  all_.insert(all_.end(), others.all_.begin(), others.all_.end());
}

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(all_, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void Diagnostics::sort() {
  std::ranges::stable_sort(all_, [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair{a.span.line, a.span.column} < std::pair{b.span.line, b.span.column};
  });
}

std::string render(const Diagnostic& diagnostic, const Source& source, Lang lang) {
  const Span& span = diagnostic.span;
  const bool elsewhere = !diagnostic.path.empty() && diagnostic.path != source.path;
  const std::string kind =
      diagnostic.severity == Severity::error ? tr(lang, N_("error")) : tr(lang, N_("warning"));
  std::string out = fmt::format("{}:{}:{}: {}{}: {}\n", elsewhere ? diagnostic.path : source.path,
                                span.line, span.column, kind, lang == Lang::fr ? "\u00a0" : "",
                                tr(lang, diagnostic.message));
  std::u32string line = elsewhere ? U"" : decode(line_of(source.text, span.line));
  std::size_t column = std::max<std::size_t>(span.column, 1) - 1;
  if (line.size() > kExcerptWidthMax) {
    const std::size_t start = column > kExcerptWidthMax / 2 ? column - kExcerptWidthMax / 2 : 0;
    line = line.substr(std::min(start, line.size()), kExcerptWidthMax);
    column -= std::min(start, column);
  }
  const std::string hint = diagnostic.hint ? tr(lang, *diagnostic.hint) : "";
  if (line.empty()) return hint.empty() ? out : out + "    = " + hint + "\n";
  const std::string number = std::to_string(span.line);
  out += fmt::format(" {} | {}\n", number, encode(printable(line)));
  const std::size_t room = line.size() > column ? line.size() - column : 1;
  const std::size_t carets = std::clamp<std::size_t>(span.length, 1, room);
  out += fmt::format(" {:>{}} | {:>{}}{}", "", number.size(), "", column, std::string(carets, '^'));
  if (!hint.empty()) out += " " + hint;
  return out + "\n";
}

std::string render(const Diagnostics& diagnostics, const Source& source, Lang lang) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += render(diagnostic, source, lang);
  return out;
}

std::string_view nearest(std::string_view word, std::span<const std::string> known) {
  const std::u32string wanted = decode(word);
  if (wanted.size() > 64) return {};
  std::string_view best;
  std::size_t best_distance = wanted.size() + 1;
  for (const std::string& candidate : known) {
    const std::u32string word_known = decode(candidate);
    const std::size_t d = distance(wanted, word_known);
    if (d < best_distance && d <= bearable(wanted, word_known)) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

Message expected_one_of(std::string_view word, std::span<const std::string> known) {
  const std::string_view near = nearest(word, known);
  if (!near.empty()) return {.id = N_("did you mean '{word}'?"), .args = {{"word", std::string{near}}}};
  std::string shown;
  for (std::size_t i = 0; i < known.size() && i < kShownMax; ++i) shown += (i == 0 ? "" : ", ") + known[i];
  if (known.size() > kShownMax) shown += ", …";
  return {.id = N_("expected one of: {words}"), .args = {{"words", shown}}};
}

}  // namespace guichet::base
