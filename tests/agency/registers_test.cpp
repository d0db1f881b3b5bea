#include "agency/registers.h"

#include <gmock/gmock.h>

#include <fstream>

#include "agency/check_queries.h"
#include "agency/sql.h"
#include "agency/world.h"

namespace guichet::agency {
namespace {

namespace fs = std::filesystem;
using test::population;
using test::World;

std::string sentence(const base::Failure& failure) { return base::tr(base::Lang::en, failure.sentence); }

class Folder {
 public:
  explicit Folder(const char* name) : path_{fs::path{testing::TempDir()} / name} { fs::remove_all(path_); }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  operator const fs::path&() const { return path_; }  // NOLINT: a path with an end
 private:
  fs::path path_;
};

TEST(Registers, AnEditIsUndoneByAReset) {
  World world;
  const Edit edit{.table = "titulaires", .where = {{"plaque", "SS-001-AA"}}, .to = {{"commune", "Lyon"}}};
  ASSERT_TRUE(world.registers.edit("vehicules", edit).ok());
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA").fields.at("adresse"), "12 rue de l'Exemple, 75011 Lyon");
  ASSERT_TRUE(world.registers.reset(population()).ok());
  EXPECT_TRUE(world.registers.calls()->empty());
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA").fields.at("commune"), "Paris");
}

TEST(Registers, RowsComeAndGo) {
  World world;
  ASSERT_TRUE(
      world.registers
          .edit("vehicules", {.kind = Edit::Kind::remove, .table = "titulaires", .where = {{"personne", "p-0001"}}})
          .ok());
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA", "a").kind, Reply::Kind::not_found);
  ASSERT_TRUE(world.registers
                  .edit("vehicules", {.kind = Edit::Kind::add,
                                      .table = "titulaires",
                                      .to = {{"plaque", "SS-001-AA"}, {"personne", "p-0001"}, {"statut", "locataire"}}})
                  .ok());
  EXPECT_EQ(world.extract("fc-0001", "SS-001-AA", "b").fields, (Fields{{"statut", "locataire"}}));
}

TEST(Registers, AWrongEditIsASentence) {
  World world;
  struct {
    const char* reg;
    Edit edit;
    const char* want;
  } const cases[] = {
      {"vehicules", {.table = "proprietaires"}, "no table proprietaires"},
      {"garage", {.table = "titulaires"}, "The register garage"},
      {"vehicules", {.table = "extraits"}, "no table extraits to change"},
      {"vehicules", {.table = "titulaires", .where = {{"couleur", "rouge"}}}, "no column couleur"},
      {"vehicules", {.table = "titulaires", .to = {{"adresse", "x"}}}, "no column adresse"},
      {"vehicules", {.table = "titulaires", .where = {{"plaque", "ZZ-1"}}, .to = {{"commune", "x"}}}, "plaque = ZZ-1"},
  };
  for (const auto& c : cases) {
    const base::Outcome outcome = world.registers.edit(c.reg, c.edit);
    ASSERT_FALSE(outcome.ok()) << c.want;
    EXPECT_THAT(sentence(outcome.failure()), testing::HasSubstr(c.want));
  }
}

// Whatever a service asks by: the extract of a company's vehicle exists for nobody.
TEST(Registers, ExtractsAreOfNaturalPersons) {
  World world;
  SQLite::Database& vehicles = world.registers.database("vehicules");
  EXPECT_EQ(find_rows(vehicles, "titulaires", {{"plaque", "SS-003-AA"}}).size(), 1U);
  EXPECT_EQ(find_rows(vehicles, "extraits", {{"plaque", "SS-003-AA"}}).size(), 0U);
  EXPECT_EQ(find_rows(vehicles, "extraits", {{"plaque", "SS-004-AA"}}).size(), 1U) << "leased";
}

TEST(Registers, SignInIsFranceConnects) {
  World world;
  const SignIn camille = world.registers.sign_in("p-0001").value();
  EXPECT_EQ(camille.error, "");
  EXPECT_EQ(camille.level, "franceconnect-plus");
  EXPECT_EQ(camille.claims, (Fields{{"jeton", "fc-0001"},
                                    {"nom", "Lefèvre"},
                                    {"prenoms", "Camille"},
                                    {"sexe", "F"},
                                    {"date_naissance", "1988-05-14"},
                                    {"commune_naissance", "75111"},
                                    {"pays_naissance", "99100"},
                                    {"courriel", "p-0001@example.org"}}));
  EXPECT_EQ(world.registers.sign_in("p-0012")->error, "010015");
  EXPECT_FALSE(world.registers.sign_in("p-0017").ok()) << "a child";
  EXPECT_FALSE(world.registers.sign_in("nobody").ok());
}

TEST(Registers, FilesKeepWhatHappened) {
  const Folder folder{"registers-kept"};
  { World{Registers::open(population(), folder)}.extract("fc-0001", "SS-001-AA", "a"); }
  World again{Registers::open(population(), folder)};
  EXPECT_EQ(again.registers.calls()->size(), 1U);
  const fs::path file = fs::path{folder} / "vehicules.db";
  EXPECT_EQ(fs::status(file).permissions() & fs::perms::mask, fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Registers, AFolderThatCannotBeMadeIsASentence) {
  const Folder folder{"registers-file"};
  std::ofstream{fs::path{folder}} << "a file";
  const auto opened = Registers::open(population(), fs::path{folder} / "below");
  ASSERT_FALSE(opened.ok());
  EXPECT_THAT(sentence(opened.failure()), testing::HasSubstr("cannot be written"));
}

TEST(RegisterTemplate, NamesTheFileThatIsWrong) {
  const Folder folder{"registers-broken"};
  fs::copy(test::kCitizens, folder, fs::copy_options::recursive);
  const fs::path file = fs::path{folder} / "impots/foyers.csv";
  std::ofstream{file} << "personne,foyer\n";
  const auto other_columns = RegisterTemplate::load(folder);
  ASSERT_FALSE(other_columns.ok());
  EXPECT_THAT(sentence(other_columns.failure()), testing::HasSubstr("does not have the columns"));
  fs::remove(file);
  const auto missing = RegisterTemplate::load(folder);
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(sentence(missing.failure()), testing::HasSubstr("foyers.csv cannot be read"));
}

TEST(CheckQueries, AcceptsTheWorldOfTheseTests) { EXPECT_EQ(check_queries(test::agencies()).all().size(), 0U); }

TEST(CheckQueries, NamesEachMistake) {
  auto siv = [](auto change) {
    model::Agencies agencies = test::agencies();
    change(agencies.all[0], agencies.all[0].apis[0]);
    return agencies;
  };
  using A = model::Agency;
  using S = model::Api;
  struct {
    model::Agencies agencies;
    const char* want;
  } const cases[] = {
      {siv([](A& a, S&) { a.register_name = "vehicule"; }), "unknown register 'vehicule'"},
      {siv([](A&, S& s) { s.query.table = "extrait"; }), "no table 'extrait'"},
      {siv([](A&, S& s) { s.query.by["immatriculation"] = "plaques"; }), "no column 'plaques'"},
      {siv([](A&, S& s) { s.query.gives["couleur"] = "marque"; }), "the field 'couleur'"},
      {siv([](A&, S& s) { s.query.kind = model::Query::Kind::record; }), "nothing can be deposited"},
      {siv([](A&, S& s) { s.behaviour.error = "teapot"; }), "'teapot'"},
  };
  for (const auto& c : cases) {
    const base::Diagnostics found = check_queries(c.agencies);
    ASSERT_FALSE(found.empty()) << c.want;
    EXPECT_THAT(base::tr(base::Lang::en, found.all()[0].message), testing::HasSubstr(c.want));
  }
}

}  // namespace
}  // namespace guichet::agency
