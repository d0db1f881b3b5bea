// Good files with a few bytes changed, thousands of times, always the same: diagnostics or a model, never a crash.
#include <gtest/gtest.h>

#include <random>

#include "load/golden.h"
#include "load/load.h"

namespace guichet::load {
namespace {

constexpr int kRounds = 1000;

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

TEST(Fuzz, ProceduresEndInDiagnosticsOrAModel) {
  std::mt19937 chance{20260302};
  std::vector<base::Source> seeds;
  std::vector<std::string> words;
  for (const char* name : {"carte", "changement", "silence", "amende-contestation"}) {
    seeds.push_back(golden_source(golden_path("good/" + std::string{name} + ".yaml")));
    const auto found = words_of(seeds.back().text);
    words.insert(words.end(), found.begin(), found.end());
  }
  int models = 0;
  for (int round = 0; round < kRounds; ++round) {
    base::Source source = seeds[static_cast<std::size_t>(round) % seeds.size()];
    source.text = mutate(source.text, words, chance);
    const Loaded loaded = load_procedure(source, golden_reference());
    ASSERT_EQ(loaded.procedure.has_value(), !loaded.diagnostics.has_errors()) << source.text;
    EXPECT_NO_FATAL_FAILURE((void)base::render(loaded.diagnostics, source, base::Lang::en));
    models += loaded.procedure ? 1 : 0;
  }
  EXPECT_GT(models, kRounds / 100);  // not all broken: the mutations reach the model's passes
  EXPECT_LT(models, kRounds);
}

TEST(Fuzz, ReferenceFilesEndInDiagnosticsOrData) {
  std::mt19937 chance{7};
  for (const char* name : {"agencies", "sources", "holidays", "tables/tarif", "tables/quotient"}) {
    const base::Source seed = golden_source(golden_path("reference/" + std::string{name} + ".yaml"));
    const std::vector<std::string> words = words_of(seed.text);
    for (int round = 0; round < kRounds / 25; ++round) {
      const base::Source source{.path = seed.path, .text = mutate(seed.text, words, chance)};
      base::Diagnostics diagnostics;
      const model::Sources& sources = golden_reference().sources;
      (void)read_agencies(source, &source, sources, diagnostics);
      (void)read_sources(source, &source, diagnostics);
      (void)read_table(source, sources, diagnostics);
      (void)read_holidays(source, sources, diagnostics);
      ASSERT_TRUE(diagnostics.has_errors());  // no file is of all four formats
    }
  }
}

}  // namespace
}  // namespace guichet::load
