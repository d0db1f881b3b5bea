#include "tidy/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <span>

#include "tidy/tables.h"

namespace guichet::tidy {
namespace {

bool begins_with_any(std::string_view path, std::span<const std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view b) { return path.starts_with(b); });
}

class Report {
 public:
  explicit Report(const SourceText& file) : file_(file) {}
  void at_line(int line, std::string_view rule, std::string message) {
    findings_.push_back({file_.path, line, std::string(rule), std::move(message)});
  }
  void at(std::size_t offset, std::string_view rule, std::string message) {
    at_line(line_at(file_.text, offset), rule, std::move(message));
  }
  std::vector<Finding> findings() && { return std::move(findings_); }
 private:
  const SourceText& file_;
  std::vector<Finding> findings_;
};

void check_arrows(const SourceText& file, const Arrows& arrows, Report& report) {
  const auto from = arrows.find(file.layer());
  if (from == arrows.end()) return;
  for (const Include& include : includes_of(file.text)) {
    if (!include.quoted) continue;
    const std::size_t slash = include.path.find('/');
    if (slash == std::string::npos || include.path.starts_with("..")) {
      report.at_line(include.line, "include", fmt::format("write it from src/: \"{}/{}\"", from->first, include.path));
      continue;
    }
    const std::string to = include.path.substr(0, slash);
    if (to == from->first || !arrows.contains(to) || std::ranges::find(from->second, to) != from->second.end())
      continue;
    report.at_line(include.line, "arrow",
                   fmt::format("{} may not use {}; it may use: {}. Pass what it needs as a parameter, or move it down",
                               from->first, to, fmt::join(from->second, ", ")));
  }
}

void check_libraries(const SourceText& file, Report& report) {
  if (!file.path.starts_with("src/")) return;
  for (const Include& include : includes_of(file.text)) {
    for (const Library& library : kLibraries) {
      if (!include.path.starts_with(library.header) || begins_with_any(file.path, library.owners)) continue;
      report.at_line(
          include.line, library.name,
          fmt::format("<{}> belongs to {}; {}", include.path, fmt::join(library.owners, ", "), library.instead));
    }
  }
}

// The name a `class`, `struct`, `enum` or `concept` at `at` declares, empty for none.
std::string_view declared_name(std::string_view code, std::size_t at, std::string_view keyword) {
  constexpr std::string_view kName = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  std::size_t begin = code.find_first_not_of(" \n", at + keyword.size());
  if (begin == std::string_view::npos) return {};
  if (code.substr(begin).starts_with("[[")) begin = code.find_first_not_of("] \n", code.find("]]", begin));
  if (begin == std::string_view::npos) return {};
  const std::size_t end = std::min(code.find_first_not_of(kName, begin), code.size());
  return code.substr(begin, end - begin);
}

void check_names(std::string_view code, Report& report) {
  for (const std::string_view keyword : {"class", "struct", "concept", "using", "enum"}) {
    for (const std::size_t at : find_word(code, keyword)) {
      const std::string_view name = declared_name(code, at, keyword);
      for (const Ending& banned : kEndings) {
        if (!name.ends_with(banned.ending)) continue;
        report.at(at, banned.ending, fmt::format("'{}' says little; name {}", name, banned.instead));
      }
    }
  }
}

void check_words(const SourceText& file, std::string_view code, Report& report) {
  for (const Word& rule : kWords) {
    if (begins_with_any(file.path, rule.except)) continue;
    for (const std::string_view word : rule.words) {
      for (const std::size_t at : find_word(code, word)) {
        report.at(at, rule.name, fmt::format("'{}': {}", word, rule.instead));
      }
    }
  }
}

// Exceptions of a library stop in the file that wraps it; nothing else of ours throws or catches.
void check_exceptions(const SourceText& file, std::string_view code, Report& report) {
  if (!file.path.starts_with("src/")) return;
  const bool wraps = std::ranges::any_of(
      includes_of(file.text), [](const Include& include) { return begins_with_any(include.path, kThrowing); });
  if (wraps) return;
  for (const std::string_view word : {"throw", "catch"}) {
    if (word == "catch" && file.path.ends_with("main.cpp")) continue;
    for (const std::size_t at : find_word(code, word)) {
      report.at(at, word,
                fmt::format("'{}' outside main and the files that wrap a throwing library: Result, Diagnostics, a "
                            "value of the domain, or ensure()",
                            word));
    }
  }
}

void check_traces(const SourceText& file, Report& report) {
  if (file.path == "LICENSE") return;
  for (const Trace& rule : kTraces) {
    for (const std::string_view word : rule.words) {
      for (const std::size_t at : find_word(file.text, word)) {
        const bool inside_a_path =
            word.starts_with('/') && at > 0 && std::isalnum(static_cast<unsigned char>(file.text[at - 1]));
        if (inside_a_path) continue;
        report.at(at, rule.name, fmt::format("'{}' must not land: {}", word, rule.instead));
      }
    }
  }
}

// Paths of the C++ files of src/ that each includes, by the path one writes in #include.
using Graph = std::map<std::string, std::vector<std::string>>;

Graph include_graph(const std::vector<SourceText>& files) {
  Graph graph;
  for (const SourceText& file : files) {
    if (!file.path.starts_with("src/") || !file.is_cpp()) continue;
    auto& to = graph[file.path.substr(4)];
    for (const Include& include : includes_of(file.text)) {
      if (include.quoted) to.push_back(include.path);
    }
  }
  return graph;
}

// The first cycle met from each file not yet seen, as a chain that ends where it began.
void check_cycles(const std::vector<SourceText>& files, std::vector<Finding>& findings) {
  const Graph graph = include_graph(files);
  std::set<std::string> done;
  std::vector<std::string> chain;
  const std::function<void(const std::string&)> visit = [&](const std::string& file) {
    const auto open = std::ranges::find(chain, file);
    if (open != chain.end()) {
      const std::vector<std::string> cycle(open, chain.end());
      findings.push_back(
          {"src/" + file, 1, "cycle",
           fmt::format("{} -> {}: move what both need into a third header", fmt::join(cycle, " -> "), file)});
      return;
    }
    if (!graph.contains(file) || !done.insert(file).second) return;
    chain.push_back(file);
    for (const std::string& to : graph.at(file)) visit(to);
    chain.pop_back();
  };
  for (const auto& [file, to] : graph) visit(file);
}

void check_lengths(const std::vector<SourceText>& files, std::vector<Finding>& findings) {
  for (const SourceText& file : files) {
    if (!file.is_cpp()) continue;
    const int lines = line_count(file.text);
    const bool listed = std::ranges::any_of(kLong, [&](const Long& known) { return known.path == file.path; });
    if (lines > kLinesMax && !listed) {
      findings.push_back(
          {file.path, kLinesMax, "length",
           fmt::format("{} lines: split it where its idea ends, or list it in kLong with a reason", lines)});
    }
    if (lines <= kLinesMax && listed) {
      findings.push_back({file.path, lines, "length", "no longer long: take it off kLong"});
    }
  }
}

}  // namespace

std::vector<Finding> check_file(const SourceText& file, const Arrows& arrows) {
  if (is_ours_to_quote(file.path)) return {};
  Report report(file);
  check_traces(file, report);
  if (file.is_cpp()) {
    const std::string code = code_of(file.text);
    check_arrows(file, arrows, report);
    check_libraries(file, report);
    check_names(code, report);
    check_words(file, code, report);
    check_exceptions(file, code, report);
  }
  return std::move(report).findings();
}

std::vector<Finding> check_tree(const std::vector<SourceText>& files) {
  std::vector<Finding> findings;
  check_cycles(files, findings);
  check_lengths(files, findings);
  return findings;
}

std::vector<std::string> rule_names() {
  std::vector<std::string> names{"include", "arrow", "throw", "catch", "cycle", "length"};
  for (const Library& rule : kLibraries) names.emplace_back(rule.name);
  for (const Word& rule : kWords) names.emplace_back(rule.name);
  for (const Ending& rule : kEndings) names.emplace_back(rule.ending);
  for (const Trace& rule : kTraces) names.emplace_back(rule.name);
  return names;
}

std::string describe(const std::vector<SourceText>& files) {
  std::map<std::string, std::map<std::string, int>> arrows;
  std::vector<std::pair<int, std::string>> sizes;
  for (const SourceText& file : files) {
    if (!file.is_cpp()) continue;
    sizes.emplace_back(line_count(file.text), file.path);
    for (const Include& include : includes_of(file.text)) {
      const std::string to = include.path.substr(0, include.path.find('/'));
      if (!file.layer().empty() && include.quoted && to != file.layer()) ++arrows[file.layer()][to];
    }
  }
  std::string out = "arrows really included (number of #include)\n";
  for (const auto& [from, targets] : arrows) {
    out += fmt::format("  {:<10} ->", from);
    for (const auto& [to, count] : targets) out += fmt::format(" {} ({})", to, count);
    out += '\n';
  }
  if (sizes.empty()) return out;
  std::ranges::sort(sizes);
  const auto at = [&](std::size_t percent) { return sizes[(sizes.size() - 1) * percent / 100].first; };
  out += fmt::format("sizes of {} C++ files: median {} lines, p90 {}, max {} ({})\n", sizes.size(), at(50), at(90),
                     sizes.back().first, sizes.back().second);
  return out;
}

}  // namespace guichet::tidy
