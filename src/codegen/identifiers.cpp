#include "codegen/identifiers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace guichet::codegen {

namespace {

struct Letters {
  char32_t from;
  char32_t to;
  std::string_view plain;
};

// Runs of letters of Latin-1 and Latin Extended-A that share a base letter.
constexpr std::array kLetters{
    Letters{U'À', U'Å', "A"}, Letters{U'Æ', U'Æ', "AE"}, Letters{U'Ç', U'Ç', "C"}, Letters{U'È', U'Ë', "E"},
    Letters{U'Ì', U'Ï', "I"}, Letters{U'Ñ', U'Ñ', "N"},  Letters{U'Ò', U'Ö', "O"}, Letters{U'Ø', U'Ø', "O"},
    Letters{U'Ù', U'Ü', "U"}, Letters{U'Ý', U'Ý', "Y"},  Letters{U'ß', U'ß', "ss"}, Letters{U'à', U'å', "a"},
    Letters{U'æ', U'æ', "ae"}, Letters{U'ç', U'ç', "c"}, Letters{U'è', U'ë', "e"}, Letters{U'ì', U'ï', "i"},
    Letters{U'ñ', U'ñ', "n"}, Letters{U'ò', U'ö', "o"},  Letters{U'ø', U'ø', "o"}, Letters{U'ù', U'ü', "u"},
    Letters{U'ý', U'ÿ', "y"}, Letters{U'Œ', U'Œ', "OE"}, Letters{U'œ', U'œ', "oe"}, Letters{U'Ÿ', U'Ÿ', "Y"}};

constexpr std::array<std::string_view, 92> kKeywords{
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char8_t", "char16_t", "char32_t", "class", "compl", "concept", "const", "consteval", "constexpr", "constinit",
    "const_cast", "continue", "co_await", "co_return", "co_yield", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq"};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_upper(c) || is_lower(c) || is_digit(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string transliterate(std::string_view text) {
  std::string plain;
  for (const char32_t letter : base::decode(text)) {
    const auto* const known =
        std::ranges::find_if(kLetters, [&](const Letters& l) { return l.from <= letter && letter <= l.to; });
    if (known != kLetters.end()) {
      plain += known->plain;
    } else if (letter < 128 && is_word(static_cast<char>(letter))) {
      plain += static_cast<char>(letter);
    } else if (!plain.empty() && plain.back() != '_') {
      plain += '_';
    }
  }
  while (plain.ends_with('_')) plain.pop_back();
  return plain.empty() ? "unnamed" : plain;
}

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return is_word(c) || c == '_' || c == '-' || c == '.'; });
}

std::string NameScope::snake(std::string_view word) {
  std::string name = transliterate(word);
  std::ranges::transform(name, name.begin(), lower);
  return take(std::move(name));
}

std::string NameScope::pascal(std::string_view word) {
  std::string name;
  bool starts = true;
  for (const char c : transliterate(word)) {
    if (c != '_') name += starts ? upper(c) : c;
    starts = c == '_';
  }
  return take(std::move(name));
}

std::string NameScope::take(std::string name) {
  if (is_digit(name.front())) name.insert(name.begin(), '_');
  if (std::ranges::find(kKeywords, name) != kKeywords.end()) name += '_';
  std::string free = name;
  for (int next = 2; !taken_.insert(free).second; ++next) free = name + "_" + std::to_string(next);
  return free;
}

}  // namespace guichet::codegen
