// Good files with a few bytes changed, thousands of times, always the same: diagnostics or a model, never a crash.
#include <gtest/gtest.h>

#include <random>

#include "load/golden.h"
#include "load/load.h"
#include "support/mutate.h"

namespace guichet::load {
namespace {

using support::mutate;
using support::words_of;

constexpr int kRounds = 1000;

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
