#include "layout/text.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/utf8.h"
#include "layout/font_widths.h"

namespace guichet::layout {

namespace {

constexpr int kEm = 2048;
constexpr char32_t kNoBreakSpace = 0x00A0;

// Of a glyph Liberation Sans does not have, another font draws it: ideographs fill the em.
int fallback_advance(char32_t c) {
  if (c >= 0x0300 && c <= 0x036F) return 0;  // accents combine with the letter before
  if (c == 0x200B || c == 0x200D || c == 0xFEFF || c == 0x00AD) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    c >= 0x1F000;
  return wide ? kEm : 1366;
}

int advance(char32_t c, bool bold) {
  for (const font::Range& range : font::kRanges) {
    if (c < range.first || c > range.last) continue;
    const auto at = static_cast<std::size_t>(range.start) + (c - range.first);
    const int found = bold ? font::kBold[at] : font::kRegular[at];
    return found != 0 ? found : fallback_advance(c);
  }
  return fallback_advance(c);
}

std::int64_t advances(std::u32string_view text, bool bold) {
  std::int64_t sum = 0;
  for (const char32_t c : text) sum += advance(c, bold);
  return sum;
}

bool is_space(char32_t c) { return c == U' ' || c == U'\n' || c == U'\t' || c == U'\r'; }

bool opens_line_never(std::u32string_view word) {
  return word.size() == 1 && std::u32string_view{U"?!:;»=%€"}.find(word[0]) != std::u32string_view::npos;
}

bool is_vowel(char32_t c) {
  return std::u32string_view{U"aeiouyàâäéèêëîïôöùûüAEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜ"}.find(c) != std::u32string_view::npos;
}

bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x17F); }

// Whether a syllable begins at `at`: a consonant, or two that are said together, then a vowel.
bool begins_syllable(std::u32string_view word, std::size_t at) {
  const auto consonant = [&](std::size_t k) { return k < word.size() && is_letter(word[k]) && !is_vowel(word[k]); };
  const auto vowel = [&](std::size_t k) { return k < word.size() && is_vowel(word[k]); };
  if (!consonant(at) || !is_letter(word[at - 1])) return false;
  static constexpr std::u32string_view kPairs = U"bl br ch cl cr dr fl fr gl gn gr ph pl pr th tr vr";
  const auto paired = [&](std::size_t k) { return kPairs.find(word.substr(k, 2)) != std::u32string_view::npos; };
  if (vowel(at + 1)) return !(consonant(at - 1) && paired(at - 1));
  return consonant(at + 1) && paired(at) && vowel(at + 2);
}

// Where a word too wide is cut: the last syllable that fits, three letters from either end; else the last letter that
// fits.
std::size_t cut_at(std::u32string_view word, std::int64_t room, bool bold) {
  const std::int64_t hyphen = advance(U'-', bold);
  std::size_t last = 1, syllable = 0;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    sum += advance(word[i], bold);
    if (sum + hyphen > room) break;
    last = i + 1;
    if (i >= 2 && i + 3 < word.size() && begins_syllable(word, i + 1)) syllable = i + 1;
  }
  return syllable != 0 ? syllable : last;
}

std::vector<std::u32string> words_of(std::string_view text, std::int64_t room, bool bold) {
  std::vector<std::u32string> words;
  const std::u32string all = base::decode(text);
  for (std::size_t at = 0; at < all.size();) {
    if (is_space(all[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < all.size() && !is_space(all[end])) ++end;
    std::u32string word = all.substr(at, end - at);
    at = end;
    const bool after_quote = !words.empty() && words.back() == U"«";
    if (!words.empty() && (opens_line_never(word) || after_quote)) {
      words.back() += kNoBreakSpace + word;
    } else {
      words.push_back(std::move(word));
    }
  }
  std::vector<std::u32string> fitting;
  for (std::u32string& word : words) {
    while (word.size() > 1 && advances(word, bold) > room) {
      const std::size_t cut = cut_at(word, room, bold);
      std::u32string head = word.substr(0, cut);
      const char32_t end = head.back();
      if (end != U'-' && end != U'/' && end < 0x2E80) head += U'-';
      fitting.push_back(std::move(head));
      word.erase(0, cut);
    }
    fitting.push_back(std::move(word));
  }
  return fitting;
}

}  // namespace

int text_width(std::string_view text, int size, bool bold) {
  const std::int64_t sum = advances(base::decode(text), bold) * size;
  return static_cast<int>((sum + kEm * 10 - 1) / (kEm * 10));
}

std::vector<std::string> wrap(std::string_view text, int size, bool bold, int width) {
  const std::int64_t room = static_cast<std::int64_t>(width) * kEm * 10 / size;
  const std::vector<std::u32string> words = words_of(text, room, bold);
  const std::int64_t space = advance(U' ', bold);
  std::vector<std::int64_t> wide;
  for (const std::u32string& word : words) wide.push_back(advances(word, bold));

  // The best way to set the words from i on: how many lines, how ragged, where its first line ends.
  struct Best {
    int lines = std::numeric_limits<int>::max();
    std::int64_t ragged = 0;
    std::size_t end = 0;
  };
  const std::size_t n = words.size();
  std::vector<Best> best(n + 1);
  best[n] = {0, 0, n};
  for (std::size_t i = n; i-- > 0;) {
    std::int64_t line = -space;
    for (std::size_t j = i; j < n; ++j) {
      line += space + wide[j];
      if (line > room && j > i) break;
      const std::int64_t left = room - line;
      const Best here{best[j + 1].lines + 1, best[j + 1].ragged + left * left, j + 1};
      if (here.lines < best[i].lines || (here.lines == best[i].lines && here.ragged < best[i].ragged)) best[i] = here;
    }
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < n; i = best[i].end) {
    std::u32string line = words[i];
    for (std::size_t j = i + 1; j < best[i].end; ++j) line += U' ' + words[j];
    lines.push_back(base::encode(line));
  }
  return lines;
}

std::vector<std::string> wrap_words(std::string_view text, int size, bool bold, int width, int most) {
  const std::int64_t room = static_cast<std::int64_t>(most) * kEm * 10 / size;
  for (const std::u32string& word : words_of(text, room, bold)) {
    width = std::max(width, text_width(base::encode(word), size, bold));
  }
  return wrap(text, size, bold, width);
}

int widest(const std::vector<std::string>& lines, int size, bool bold) {
  int most = 0;
  for (const std::string& line : lines) most = std::max(most, text_width(line, size, bold));
  return most;
}

bool has_right_to_left(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) {
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
           (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
  });
}

}  // namespace guichet::layout
