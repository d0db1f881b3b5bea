#include "cli/play_values.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "cli/page.h"
#include "expr/codec.h"
#include "model/pattern.h"

namespace guichet::cli {

namespace {

struct Pair {
  std::string_view typed, written;
};

constexpr std::array kTruths{Pair{"oui", "true"}, Pair{"o", "true"},     Pair{"vrai", "true"},  Pair{"yes", "true"},
                             Pair{"y", "true"},   Pair{"true", "true"},  Pair{"non", "false"},  Pair{"n", "false"},
                             Pair{"no", "false"}, Pair{"faux", "false"}, Pair{"false", "false"}};

// Longer names first: "jours ouvrés" begins with "jours".
constexpr std::array kUnits{Pair{"jours ouvrés", "working days"},
                            Pair{"jour ouvré", "working days"},
                            Pair{"jours ouvrables", "business days"},
                            Pair{"jour ouvrable", "business days"},
                            Pair{"jours francs", "clear days"},
                            Pair{"jour franc", "clear days"},
                            Pair{"heures ouvrées", "working hours"},
                            Pair{"mois francs", "clear months"},
                            Pair{"jours", "days"},
                            Pair{"jour", "days"},
                            Pair{"semaines", "weeks"},
                            Pair{"semaine", "weeks"},
                            Pair{"heures", "hours"},
                            Pair{"heure", "hours"},
                            Pair{"minutes", "minutes"},
                            Pair{"mois", "months"},
                            Pair{"ans", "years"},
                            Pair{"an", "years"},
                            Pair{"années", "years"},
                            Pair{"année", "years"}};

template <std::size_t size>
std::optional<std::string> written(const std::array<Pair, size>& pairs, std::string_view typed) {
  for (const Pair& pair : pairs)
    if (pair.typed == typed) return std::string{pair.written};
  return std::nullopt;
}

std::string small(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void remove_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) text.erase(at, what.size());
}

// "1 234,50 €" -> "1234.50"
std::string as_written_number(std::string_view typed) {
  std::string text{typed};
  for (const std::string_view space : {" ", "\u00a0", "\u202f", "€"}) remove_all(text, space);
  std::ranges::replace(text, ',', '.');
  return text;
}

// "02/03/2026" -> "2026-03-02"; anything else as it is.
std::string as_written_date(std::string_view typed) {
  std::array<int, 3> parts{};
  const char* at = typed.data();
  const char* end = typed.data() + typed.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto read = std::from_chars(at, end, parts[i]);
    const bool last = i + 1 == parts.size();
    if (read.ec != std::errc{} || (last ? read.ptr != end : (read.ptr == end || *read.ptr != '/')))
      return std::string{typed};
    at = last ? end : read.ptr + 1;
  }
  const auto date = base::make_date(parts[2], parts[1], parts[0]);
  return date ? base::to_iso(*date) : std::string{typed};
}

// The word, its title in either language, or its number from 1.
std::optional<std::string> word_typed(const model::Datum& datum, std::string_view typed) {
  const std::vector<std::string>& words = *datum.values;
  for (const std::string& word : words)
    if (word == typed) return word;
  for (const auto& [word, title] : datum.value_titles)
    if (small(title.text) == small(typed) || small(title.english) == small(typed)) return word;
  std::size_t number = 0;
  const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == typed.data() + typed.size();
  if (whole && number >= 1 && number <= words.size()) return words[number - 1];
  return std::nullopt;
}

// Words apart by commas; "-" ticks none.
std::optional<std::string> list_typed(const model::Datum& datum, std::string_view typed) {
  if (typed == "-") return std::string{};
  std::string list;
  while (!typed.empty()) {
    const std::size_t end = std::min(typed.find(','), typed.size());
    const auto word = word_typed(datum, trimmed(typed.substr(0, end)));
    if (!word) return std::nullopt;
    list += (list.empty() ? "" : ",") + *word;
    typed.remove_prefix(std::min(end + 1, typed.size()));
  }
  return list;
}

std::optional<std::string> as_written(const model::Datum& datum, std::string_view typed) {
  switch (datum.type.kind) {
    case expr::Kind::boolean:
      return written(kTruths, small(typed));
    case expr::Kind::number:
    case expr::Kind::money:
      return as_written_number(typed);
    case expr::Kind::date:
      return as_written_date(typed);
    case expr::Kind::duration:
      if (const auto delay = read_typed_delay(typed)) return base::to_text(*delay);
      return std::nullopt;
    case expr::Kind::enumeration:
      return word_typed(datum, typed);
    case expr::Kind::list:
      return list_typed(datum, typed);
    default:
      return std::string{typed};
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (const std::string_view space : {" ", "\t", "\r", "\u00a0"}) {
    while (text.starts_with(space)) text.remove_prefix(space.size());
    while (text.ends_with(space)) text.remove_suffix(space.size());
  }
  return text;
}

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      if (!inside) words.emplace_back();
      inside = true;
      quoted = !quoted;
    } else if ((c == ' ' || c == '\t') && !quoted) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  return words;
}

std::optional<std::string> read_typed(const model::Datum& datum, std::string_view typed) {
  const auto text = as_written(datum, trimmed(typed));
  expr::TextPool texts;
  if (!text) return std::nullopt;
  const auto value = expr::parse_value(datum.type, *text, texts);
  if (!value || !model::matches_pattern(datum, *text)) return std::nullopt;
  return expr::to_text(*value, datum.type);
}

std::optional<base::Delay> read_typed_delay(std::string_view typed) {
  const std::string text{trimmed(typed)};
  if (const auto delay = base::parse_delay(text)) return delay;
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto unit = written(kUnits, small(trimmed(std::string_view{text}.substr(space))));
  return unit ? base::parse_delay(text.substr(0, space) + " " + *unit) : std::nullopt;
}

std::optional<base::Instant> read_typed_moment(std::string_view typed) {
  std::string text{trimmed(typed)};
  const std::size_t space = text.find(' ');
  const std::string day = as_written_date(text.substr(0, space));
  if (space == std::string::npos) return base::parse_instant(day);
  return base::parse_instant(day + "T" + std::string{trimmed(text.substr(space))});
}

std::string expected_value(const model::Datum& datum, const Words& words) {
  std::string text;
  switch (datum.type.kind) {
    case expr::Kind::enumeration:
      text = words.tr(N_("one of these words, or its number"));
      break;
    case expr::Kind::list:
      text = words.tr(N_("some of these words or numbers, apart by commas; - for none"));
      break;
    case expr::Kind::date:
      text = words.tr(N_("a date such as 2026-03-02 or 02/03/2026"));
      break;
    case expr::Kind::duration:
      text = words.tr(N_("a length of time such as 1 year, 3 months, 10 days"));
      break;
    case expr::Kind::money:
      text = words.tr(N_("an amount in euros such as 45.00"));
      break;
    case expr::Kind::file:
      text = words.tr(N_("the name of a document such as proof.pdf; no file is read"));
      break;
    default:
      text = words.kind(datum);
      break;
  }
  if (!datum.pattern.empty())
    text = words.tr(N_("{kind}, of the form {pattern}"), {{"kind", text}, {"pattern", datum.pattern}});
  return text;
}

std::vector<std::pair<std::string, std::string>> words_to_choose(const model::Datum& datum, const Words& words) {
  std::vector<std::pair<std::string, std::string>> rows;
  if (datum.type.kind != expr::Kind::enumeration && datum.type.kind != expr::Kind::list) return rows;
  for (const std::string& word : *datum.values) {
    const auto titled = datum.value_titles.find(word);
    std::string text = word;
    if (titled != datum.value_titles.end()) text = labelled(words.lang(), word, words.title(titled->second, word));
    rows.emplace_back(std::to_string(rows.size() + 1), text);
  }
  return rows;
}

}  // namespace guichet::cli
