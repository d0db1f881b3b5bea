// The program as `main` calls it, over made-up environments: where data and databases are, what each exit code means,
// what goes to which stream.
#include "cli/program.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/places.h"

namespace guichet::cli {
namespace {

namespace fs = std::filesystem;
using Typed = std::vector<std::string>;

constexpr const char* kFooter =
    "Simulateur pédagogique, ni service officiel ni conseil juridique, aucune donnée réelle.";

class Program : public testing::Test {
 protected:
  Program()
      : folder_{fs::temp_directory_path() /
                ("guichet-program-" + std::string{testing::UnitTest::GetInstance()->current_test_info()->name()})} {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    environment_ = {
        .variables = {{"LANG", "fr_FR.UTF-8"}, {"HOME", folder_.string()}, {"GUICHET_DATA", GUICHET_SOURCE_DIR}},
        .executable = folder_ / "bin" / "guichet",
        .folder = folder_};
  }
  ~Program() override {
    std::error_code none;
    fs::remove_all(folder_, none);
  }

  int run(const Typed& words) {
    out_.str("");
    err_.str("");
    in_.clear();
    return run_program(words, environment_, in_, out_, err_, [] { return std::int64_t{1'800'000'000}; });
  }
  [[nodiscard]] std::string out() const { return out_.str(); }
  [[nodiscard]] std::string err() const { return err_.str(); }
  // What was printed, as if on one line.
  [[nodiscard]] std::string flat() const {
    std::string text = out();
    std::ranges::replace(text, '\n', ' ');
    return text;
  }
  [[nodiscard]] std::string in(const char* name) const { return (folder_ / name).string(); }

  void write(const char* name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream{folder_ / name} << text;
  }
  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream file{folder_ / name};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  void change(const char* name, const std::string& from, const std::string& to) {
    std::string text = read(name);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << name << ": " << from;
    write(name, text.replace(at, from.size(), to));
  }

  fs::path folder_;
  Environment environment_;
  std::istringstream in_;
  std::ostringstream out_, err_;
};

TEST_F(Program, NewRunsGreenInBothLanguagesAndOverwritesNothing) {
  for (const char* lang : {"fr", "en"}) {
    const std::string id = std::string{"essai-"} + lang;
    ASSERT_EQ(run({"new", id, "--out", folder_.string(), "--lang", lang}), kFine) << err();
    EXPECT_EQ(run({"show", in(id.c_str()), "--lang", lang}), kFine) << err();
    EXPECT_EQ(err(), "") << "a skeleton has no warning";
    EXPECT_EQ(run({"run", in(id.c_str()), "--lang", lang}), kFine) << out() << err();
    EXPECT_EQ(err(), "");
    const std::string before = read((id + "/procedure.yaml").c_str());
    EXPECT_EQ(run({"new", id, "--out", folder_.string()}), kMisused);
    EXPECT_EQ(read((id + "/procedure.yaml").c_str()), before);
  }
}

TEST_F(Program, FailingExpectationShowsPlaceExpectedActualAndLastSteps) {
  ASSERT_EQ(run({"new", "essai", "--out", folder_.string()}), kFine);
  change("essai/scenarios/refusee.yaml", "outcome: rejected", "outcome: granted");
  EXPECT_EQ(run({"run", in("essai")}), kWrong);
  for (const char* part : {"refusee.yaml:10:", "outcome: granted", "^^^^^^^", "attendu", "granted", "obtenu", "rejected",
                           "Les derniers pas du dossier", "Lettre de refus", "1 scénario réussi, 1 en échec", kFooter})
    EXPECT_NE(flat().find(part), std::string::npos) << part << "\n" << out();
  EXPECT_EQ(err(), "");
}

TEST_F(Program, MistakesOfAFileAreToldAndTheOthersRun) {
  ASSERT_EQ(run({"new", "essai", "--out", folder_.string()}), kFine);
  change("essai/scenarios/refusee.yaml", "usager: deposer", "usager: depose");
  EXPECT_EQ(run({"run", in("essai")}), kWrong);
  EXPECT_NE(err().find("refusee.yaml:"), std::string::npos) << err();
  EXPECT_NE(err().find("deposer"), std::string::npos) << err();
  EXPECT_NE(out().find("1 scénario réussi, 1 n'a pas pu être exécuté"), std::string::npos) << out();
}

TEST_F(Program, ShowTellsMistakesAndNoSheet) {
  ASSERT_EQ(run({"new", "essai", "--out", folder_.string()}), kFine);
  change("essai/procedure.yaml", "accepter: acceptee", "accepter: accepte");
  EXPECT_EQ(run({"show", in("essai")}), kWrong);
  EXPECT_EQ(out(), "");
  EXPECT_NE(err().find("procedure.yaml:"), std::string::npos);
  EXPECT_NE(err().find("acceptee"), std::string::npos) << err();
  EXPECT_EQ(run({"show", in("essai"), "--plain"}), kWrong);
  EXPECT_EQ(err().find('^'), std::string::npos) << err();
  EXPECT_NE(err().find(", ligne "), std::string::npos) << err();
}

TEST_F(Program, JsonIsOneValueWithStableKeys) {
  ASSERT_EQ(run({"new", "essai", "--out", folder_.string()}), kFine);
  ASSERT_EQ(run({"run", in("essai"), "--format", "json", "--story"}), kFine) << err();
  const std::string first = out();
  const auto json = nlohmann::ordered_json::parse(first);
  Typed keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  EXPECT_EQ(keys, (Typed{"guichet", "notice", "passed", "failed", "broken", "scenarios", "findings"}));
  EXPECT_EQ(json["notice"], kFooter);
  EXPECT_EQ(json["passed"], 2);
  keys.clear();
  for (const auto& [key, value] : json["scenarios"][0].items()) keys.push_back(key);
  EXPECT_EQ(keys, (Typed{"procedure", "scenario", "title", "file", "engine", "passed", "start", "end", "state", "outcome", "data",
                         "letters", "mismatches", "story"}));
  EXPECT_EQ(json["scenarios"][0]["scenario"], "acceptee");
  EXPECT_EQ(json["scenarios"][0]["story"][0]["kind"], "dossier-opened");
  ASSERT_EQ(run({"run", in("essai"), "--format", "json", "--story"}), kFine);
  EXPECT_EQ(out(), first);
}

TEST_F(Program, CasesAreKeptAndTold) {
  ASSERT_EQ(run({"new", "essai", "--out", folder_.string()}), kFine);
  ASSERT_EQ(run({"run", in("essai"), "--db", in("kept.db")}), kFine) << err();
  EXPECT_NE(out().find("dossier 2"), std::string::npos) << out();
  ASSERT_EQ(run({"log", "--db", in("kept.db")}), kFine) << err();
  EXPECT_NE(out().find("Prêt d'un vélo municipal"), std::string::npos) << out();
  EXPECT_NE(flat().find(kFooter), std::string::npos) << out();
  ASSERT_EQ(run({"log", "2", "--db", in("kept.db")}), kFine) << err();
  EXPECT_NE(out().find("Lettre de refus"), std::string::npos) << out();
  EXPECT_EQ(run({"log", "3", "--db", in("kept.db")}), kMisused);
  EXPECT_EQ(run({"log", "x", "--db", in("kept.db")}), kMisused);
  // The file changed since: the case is told as it was.
  change("essai/procedure.yaml", "version: 1", "version: 2");
  change("essai/procedure.yaml", "Lettre de refus", "Autre lettre");
  ASSERT_EQ(run({"log", "2", "--db", in("kept.db")}), kFine) << err();
  EXPECT_NE(out().find("Lettre de refus"), std::string::npos) << out();
}

TEST_F(Program, NamedDatabasesAreThoseOfTheUserAlone) {
  ASSERT_EQ(run({"new", "essai", "--out", folder_.string()}), kFine);
  environment_.variables["XDG_DATA_HOME"] = in("xdg");
  ASSERT_EQ(run({"run", in("essai"), "--db", "guichet"}), kFine) << err();
  struct stat entry {};
  ASSERT_EQ(stat(in("xdg/guichet").c_str(), &entry), 0);
  EXPECT_EQ(entry.st_mode & 0777u, 0700u);
  ASSERT_EQ(stat(in("xdg/guichet/guichet.db").c_str(), &entry), 0);
  EXPECT_EQ(entry.st_mode & 0777u, 0600u);
  EXPECT_EQ(run({"log"}), kFine) << err();
  environment_.variables.erase("XDG_DATA_HOME");
  EXPECT_EQ(*database_path(environment_, "guichet"), folder_ / ".local/share/guichet/guichet.db");
  environment_.variables["XDG_DATA_HOME"] = "relative";
  EXPECT_EQ(*database_path(environment_, "guichet"), folder_ / ".local/share/guichet/guichet.db");
  environment_.variables.erase("HOME");
  EXPECT_FALSE(database_path(environment_, "guichet").ok());
  EXPECT_EQ(*database_path(environment_, "a.db"), fs::path{"a.db"});
  EXPECT_EQ(*database_path(environment_, "./a"), fs::path{"./a"});
}

TEST_F(Program, DataAreFoundBesideThenInThePrefixThenWhereTold) {
  const auto lay = [&](const char* where) {
    fs::create_directories(folder_ / where / "procedures");
    write((std::string{where} + "/data/sources.yaml").c_str(), "sources: {}\n");
  };
  environment_.executable = folder_ / "tree/build/release/bin/guichet";
  environment_.variables["GUICHET_DATA"] = in("told");
  EXPECT_FALSE(find_data(environment_).ok());
  lay("told");
  EXPECT_EQ(*find_data(environment_), folder_ / "told");
  lay("tree/build/release/share/guichet");
  EXPECT_EQ(*find_data(environment_), folder_ / "tree/build/release/share/guichet");
  lay("tree");
  EXPECT_EQ(*find_data(environment_), folder_ / "tree");
}

TEST_F(Program, WorldsThatFailEndWithThree) {
  environment_.variables.erase("GUICHET_DATA");
  EXPECT_EQ(run({"list"}), kWorldFailed);
  EXPECT_NE(err().find("GUICHET_DATA"), std::string::npos) << err();
  environment_.variables["GUICHET_DATA"] = GUICHET_SOURCE_DIR;
  EXPECT_EQ(run({"run", "all", "--db", in("nowhere/a.db")}), kWorldFailed);
  EXPECT_EQ(run({"run", "all", "--db", folder_.string() + "/"}), kWorldFailed);
  write("not.db", "this is no database, only some text that is long enough");
  EXPECT_EQ(run({"log", "--db", in("not.db")}), kWorldFailed);
  std::ofstream full{"/dev/full"};
  EXPECT_EQ(run_program(Typed{"list"}, environment_, in_, full, err_, [] { return std::int64_t{0}; }), kWorldFailed);
}

TEST_F(Program, PlainHasNoSymbolAndNoAlignment) {
  for (const Typed& words : std::vector<Typed>{{"list", "--plain"},
                                               {"show", "carte-stationnement", "--plain"},
                                               {"run", "accordee", "--plain", "--story"},
                                               {"--help", "--plain"}}) {
    ASSERT_EQ(run(words), kFine) << err();
    for (const char* symbol : {"✓", "✗", "•", "·", "→", "\x1b", "  ", "—"})
      EXPECT_EQ(out().find(symbol), std::string::npos) << words.front() << ": " << symbol;
  }
}

TEST_F(Program, LinesFitEightyColumns) {
  for (const Typed& words : std::vector<Typed>{
           {"list"}, {"show", "carte-stationnement"}, {"--help"}, {"run", "--help"}, {"run", "accordee", "--story"}}) {
    ASSERT_EQ(run(words), kFine) << err();
    std::istringstream lines{out()};
    for (std::string line; std::getline(lines, line);) {
      std::size_t length = 0;
      for (const char c : line) length += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u ? 1 : 0;
      EXPECT_LE(length, 80u) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
}

TEST_F(Program, EveryReportEndsWithTheNotice) {
  for (const Typed& words :
       std::vector<Typed>{{"list"}, {"show", "carte-stationnement"}, {"run", "accordee"}, {"--help"}}) {
    ASSERT_EQ(run(words), kFine) << err();
    EXPECT_NE(flat().find(kFooter), std::string::npos) << words.front();
  }
}

// `list` reads heads of files only; odd ones are read whole, and a broken one does not hide the others.
TEST_F(Program, ListFindsTitlesWhereverTheyStand) {
  write("data/sources.yaml", "sources: {}\n");
  write("procedures/a/procedure.yaml", "procedure: a\ntitle: \"Une : première\"\nactors:\n  x: [\n");
  write("procedures/a/en.yaml", "title: A first\nactors:\n  x: X\n");
  write("procedures/b/procedure.yaml", "actors: {}\nversion: 1   # one\nstates:\n  s: {}\ntitle: Seconde\n");
  write("procedures/c/procedure.yaml", "\"broken\n");
  environment_.variables["GUICHET_DATA"] = folder_.string();
  EXPECT_EQ(run({"list"}), kWrong);
  EXPECT_NE(out().find("a  Une : première\nb  Seconde\nc  contient des erreurs"), std::string::npos)
      << out();
  EXPECT_EQ(run({"list", "--lang", "en"}), kWrong);
  EXPECT_NE(out().find("a  A first\nb  Seconde\n"), std::string::npos) << out();
}

TEST_F(Program, ScenariosAreFoundByName) {
  EXPECT_EQ(run({"run", "carte-stationement"}), kMisused);
  EXPECT_NE(err().find("carte-stationnement"), std::string::npos) << err();
  EXPECT_EQ(run({"run", "carte-stationnement/accordee"}), kFine) << err() << out();
  EXPECT_NE(out().find("1 scénario réussi"), std::string::npos) << out();
  const std::string once = out();
  EXPECT_EQ(run({"run", "carte-stationnement/accordee", "carte-stationnement/accordee"}), kFine);
  EXPECT_EQ(out(), once);
  write("alone.yaml", "scenario: seul\ntitle: Seul\nstart: 2026-03-02T09:00\ncitizen: p-0001\nsteps: []\n");
  EXPECT_EQ(run({"run", in("alone.yaml")}), kWrong);
  EXPECT_NE(err().find("procedure:"), std::string::npos) << err();
}

TEST_F(Program, LongRunsTellHowFarTheyAreOnATerminalOnly) {
  ASSERT_EQ(run({"run", "carte-stationnement"}), kFine) << err();
  EXPECT_EQ(err(), "");
  environment_.err_is_terminal = true;
  ASSERT_EQ(run({"run", "carte-stationnement"}), kFine);
  EXPECT_NE(err().find("] 2/"), std::string::npos) << err();
  EXPECT_TRUE(err().ends_with("\r\x1b[K")) << err();
  ASSERT_EQ(run({"run", "accordee"}), kFine);
  EXPECT_EQ(err(), "") << "little work needs no bar";
  ASSERT_EQ(run({"run", "carte-stationnement", "--plain"}), kFine);
  EXPECT_EQ(err(), "");
}

TEST_F(Program, LeavingAGameUnsavedIsAskedOnATerminalOnly) {
  const Typed play{"play", "carte-stationnement", "--citizen", "p-0001", "--place", "ville=paris-11"};
  in_.str("attendre 3 jours\nquitter\n");
  ASSERT_EQ(run(play), kFine) << err();
  EXPECT_NE(flat().find("rien n'a été enregistré"), std::string::npos);
  environment_.in_is_terminal = true;
  in_.str("attendre 3 jours\nquitter\nnon\nquitter\noui\n");
  ASSERT_EQ(run(play), kFine) << err();
  EXPECT_NE(flat().find("Quitter sans enregistrer"), std::string::npos);
  EXPECT_EQ(flat().find("attendre 3 jours"), std::string::npos) << "a terminal shows what is typed by itself";
}

}  // namespace
}  // namespace guichet::cli
