#include "tidy/source_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// One past the literal or comment that opens at `at`, or `at` when none does.
std::size_t skip_blank(std::string_view text, std::size_t at) {
  const auto after = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) return after("*/", at + 2);
  if (rest.starts_with("R\"") && (at == 0 || !is_word(text[at - 1]))) {
    const std::size_t open = text.find('(', at);
    if (open == std::string_view::npos) return text.size();
    return after(")" + std::string(text.substr(at + 2, open - at - 2)) + "\"", open);
  }
  const char quote = text[at];
  const bool separator = quote == '\'' && at > 0 && is_word(text[at - 1]);  // 10'000
  if ((quote != '"' && quote != '\'') || separator) return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != quote && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

bool is_text(const std::filesystem::path& file) {
  static constexpr std::array kTexts{".cpp",  ".h",   ".cmake", ".txt",     ".md",       ".yaml",
                                     ".json", ".po",  ".sh",    ".session", ".expected", ".py",
                                     ".sql",  ".csv", ".in",    ".js",      ".css",      ".html"};
  const std::string name = file.filename().string();
  const std::string extension = file.extension().string();
  return std::ranges::find(kTexts, extension) != kTexts.end() || name == "Makefile" || name.starts_with('.') ||
         file.parent_path().filename() == ".ci";
}

}  // namespace

std::string SourceText::layer() const {
  if (!path.starts_with("src/")) return {};
  const std::size_t end = path.find('/', 4);
  return end == std::string::npos ? std::string{} : path.substr(4, end - 4);
}

std::string code_of(std::string_view text) {
  std::string code(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = skip_blank(text, at);
    for (std::size_t i = at; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return code;
}

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> includes;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (!line.starts_with("#")) continue;
    const std::size_t keyword = line.find_first_not_of(" \t", 1);
    if (keyword == std::string::npos || !line.substr(keyword).starts_with("include")) continue;
    const std::size_t open = line.find_first_of("\"<", keyword);
    if (open == std::string::npos) continue;
    const bool quoted = line[open] == '"';
    const std::size_t close = line.find(quoted ? '"' : '>', open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({line.substr(open + 1, close - open - 1), quoted, number});
  }
  return includes;
}

int line_count(std::string_view text) { return static_cast<int>(std::ranges::count(text, '\n')); }

int line_at(std::string_view text, std::size_t offset) { return 1 + line_count(text.substr(0, offset)); }

std::vector<std::size_t> find_word(std::string_view text, std::string_view word) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool longer_before = at > 0 && is_word(text[at - 1]) && is_word(word.front());
    const bool longer_after = end < text.size() && is_word(text[end]) && is_word(word.back());
    if (!longer_before && !longer_after) found.push_back(at);
  }
  return found;
}

std::vector<SourceText> read_tree(const std::string& root) {
  namespace fs = std::filesystem;
  std::vector<SourceText> files;
  const auto add = [&](const fs::path& file) {
    if (is_text(file)) files.push_back({fs::relative(file, root).generic_string(), read(file)});
  };
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file()) add(entry.path());
    if (!entry.is_directory() || name == "build" || name == "out" || (name.starts_with('.') && name != ".ci")) continue;
    for (const auto& below : fs::recursive_directory_iterator(entry.path())) {
      if (below.is_regular_file()) add(below.path());
    }
  }
  std::ranges::sort(files, {}, &SourceText::path);
  return files;
}

Arrows read_arrows(const std::string& file) {
  Arrows arrows;
  std::istringstream lines(read(file));
  std::string line;
  while (std::getline(lines, line)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::vector<std::string>& reach = arrows[line.substr(0, colon)];
    std::istringstream names(line.substr(colon + 1));
    for (std::string name; std::getline(names, name, ';');) reach.push_back(name);
  }
  return arrows;
}

}  // namespace guichet::tidy
