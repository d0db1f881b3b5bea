// The files people write, changed a little, thousands of times: a procedure is refused or becomes a model; a scenario is
// refused or runs to its end. Each part runs in a process of its own, with bounded memory: a crash is seen, and the text
// that made it is left in a file.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "load/yaml.h"
#include "scenario/runner.h"
#include "support/mutate.h"

namespace guichet {
namespace {

namespace fs = std::filesystem;

constexpr int kProcedureRounds = 6'000;
constexpr int kScenarioRounds = 12'000;
constexpr rlim_t kMemory = rlim_t{2} << 30U;

struct World {
  scenario::World world;
  scenario::Agencies agencies;

  static World open() {
    std::vector<load::FaultyFile> faulty;
    auto world = scenario::open_world(GUICHET_SOURCE_DIR, faulty);
    auto agencies = scenario::Agencies::open(*world);
    return {std::move(*world), std::move(*agencies)};
  }
};

// The text being tried, where the parent finds it when the child died.
class Tried {
 public:
  explicit Tried(const std::string& name) : path_{fs::path{testing::TempDir()} / ("guichet-fuzz-" + name + ".yaml")} {}
  void is(const std::string& text) const { std::ofstream{path_, std::ios::binary | std::ios::trunc} << text; }
  [[nodiscard]] const fs::path& path() const { return path_; }
 private:
  fs::path path_;
};

// What `rounds` do, apart: its exit code must be 0.
void apart(const Tried& tried, const std::function<bool()>& rounds) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
#if !defined(__SANITIZE_ADDRESS__)
    const rlimit memory{.rlim_cur = kMemory, .rlim_max = kMemory};
    ::setrlimit(RLIMIT_AS, &memory);
#endif
    ::_exit(rounds() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "status " << status << ", on the text left in " << tried.path();
  if (!testing::Test::HasFailure()) fs::remove(tried.path());
}

TEST(Fuzz, AProcedureIsRefusedOrBecomesAModel) {
  const World here = World::open();
  const Tried tried{"procedure"};
  apart(tried, [&] {
    std::mt19937 chance{20260302};
    std::vector<base::Source> seeds;
    std::vector<std::string> words;
    for (const std::string& id : scenario::procedure_ids(here.world.root)) {
      seeds.push_back(*load::read_file((here.world.root / "procedures" / id / "procedure.yaml").string()));
      for (std::string& word : support::words_of(seeds.back().text)) words.push_back(std::move(word));
    }
    int models = 0;
    for (int round = 0; round < kProcedureRounds; ++round) {
      base::Source source = seeds[static_cast<std::size_t>(round) % seeds.size()];
      source.text = support::mutate(source.text, words, chance);
      tried.is(source.text);
      const load::Loaded loaded = load::load_procedure(source, here.world.reference);
      (void)base::render(loaded.diagnostics, source, base::Lang::fr);
      if (loaded.procedure.has_value() == loaded.diagnostics.has_errors()) return false;
      models += loaded.procedure ? 1 : 0;
    }
    std::cout << models << " models of " << kProcedureRounds << "\n";
    return models > kProcedureRounds / 100;
  });
}

TEST(Fuzz, AScenarioIsRefusedOrRuns) {
  World here = World::open();
  const Tried tried{"scenario"};
  apart(tried, [&] {
    std::mt19937 chance{7};
    struct Seed {
      std::string procedure, text;
    };
    std::vector<Seed> seeds;
    std::map<std::string, model::Procedure> procedures;
    std::vector<std::string> words;
    for (const std::string& id : scenario::procedure_ids(here.world.root)) {
      procedures.emplace(id, std::move(*scenario::open_procedure(here.world, id)->loaded.procedure));
      for (const fs::path& file : scenario::scenario_files(here.world.root / "procedures" / id)) {
        seeds.push_back({id, load::read_file(file.string())->text});
        for (std::string& word : support::words_of(seeds.back().text)) words.push_back(std::move(word));
      }
      for (const model::Datum& datum : procedures.at(id).data)  // keys of one member, good and bad
        for (const char* member : {"", "[", "[]", "[caf]", "[caf", "[nobody]", "]["}) words.push_back(datum.name + member);
    }
    int ran = 0;
    for (int round = 0; round < kScenarioRounds; ++round) {
      const Seed& seed = seeds[chance() % seeds.size()];
      const model::Procedure& procedure = procedures.at(seed.procedure);
      const base::Source source{.path = "s.yaml", .text = support::mutate(seed.text, words, chance)};
      tried.is(source.text);
      auto [scenario, diagnostics] = scenario::load_scenario(source);
      if (scenario.has_value() == diagnostics.has_errors()) return false;
      if (scenario) diagnostics.append(scenario::check_against(*scenario, procedure));
      (void)base::render(diagnostics, source, base::Lang::fr);
      if (diagnostics.has_errors()) continue;
      const auto report = scenario::run(*scenario, procedure, here.world, here.agencies, {});
      ran += report.ok() ? 1 : 0;  // the world may refuse: an unknown person, a register without such a table
    }
    std::cout << ran << " scenarios ran of " << kScenarioRounds << "\n";
    return ran > kScenarioRounds / 20;
  });
}

}  // namespace
}  // namespace guichet
