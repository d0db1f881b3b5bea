// What the tidy rules read: a file of ours as text, its #includes, and its code with comments and
// literals blanked out. Knows C++ tokens just well enough for that; knows no rule.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::tidy {

struct Include {
  std::string path;
  bool quoted;  // "ours.h" rather than <theirs.h>
  int line;     // from 1
};

struct SourceText {
  std::string path;  // from the root of the tree, with '/'
  std::string text;
  [[nodiscard]] bool is_cpp() const { return path.ends_with(".cpp") || path.ends_with(".h"); }
  // The layer it belongs to, empty outside src/<layer>/.
  [[nodiscard]] std::string layer() const;
};

// Same length and lines as `text`; comments, strings and characters are spaces.
[[nodiscard]] std::string code_of(std::string_view text);
[[nodiscard]] std::vector<Include> includes_of(std::string_view text);
[[nodiscard]] int line_count(std::string_view text);
// The line, from 1, that holds the character at `offset`.
[[nodiscard]] int line_at(std::string_view text, std::size_t offset);
// Offsets where `word` stands alone: no letter, digit or '_' touches an end of it that is one
// itself.
[[nodiscard]] std::vector<std::size_t> find_word(std::string_view text, std::string_view word);

// Every text file of the project, in order of path: build products and hidden folders but .ci are
// left out.
[[nodiscard]] std::vector<SourceText> read_tree(const std::string& root);
// "layer:used;used" lines, as the build writes them: a layer and all it may use, directly or not.
using Arrows = std::map<std::string, std::vector<std::string>>;
[[nodiscard]] Arrows read_arrows(const std::string& file);

}  // namespace guichet::tidy
