#include "support/mutate.h"

#include <cctype>
#include <utility>

namespace guichet::support {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

std::string mutate(std::string text, const std::vector<std::string>& words, std::mt19937& chance) {
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : chance() % n; };
  static const std::vector<std::string> kPieces{"{", "}", "[", "]", ":", ": ", ",", "\n", "  ", "\"", "'", "- ", "#", "?", "&a", "*a", "!", "|", "\t", "\xC3", "é", "0", "-1", "true", "null", "choice", "~"};
  for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
    const std::size_t at = below(text.size());
    switch (below(6)) {
      case 0: text.erase(at, 1 + below(20)); break;
      case 1: text.insert(at, kPieces[below(kPieces.size())]); break;
      case 2: text[at] = static_cast<char>(chance() % 256); break;
      case 3: text.insert(at, text.substr(below(text.size()), below(200))); break;
      case 4: {  // a word for another
        const std::string& from = words[below(words.size())];
        const std::size_t found = text.find(from, at);
        if (found != std::string::npos) text.replace(found, from.size(), words[below(words.size())]);
        break;
      }
      default: text.resize(at); break;
    }
  }
  return text;
}

}  // namespace guichet::support
