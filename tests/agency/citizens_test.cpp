#include "agency/citizens.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "agency/citizen_tables.h"
#include "agency/communes.h"

namespace guichet::agency {
namespace {

constexpr std::uint64_t kSeed = 2026;
constexpr int kCount = 300;
const std::filesystem::path kShipped{GUICHET_SOURCE_DIR "/data/citizens"};

std::string read(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Citizens, ShippedFilesAreWhatTheGeneratorMakes) {
  std::size_t files = 0;
  for (const Table& table : make_tables(generate_citizens(kSeed, kCount))) {
    EXPECT_EQ(read(kShipped / (table.name + ".csv")), to_csv(table)) << table.name;
    ++files;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator{kShipped})
    if (entry.path().extension() == ".csv") --files;
  EXPECT_EQ(files, 0U) << "no file that nobody makes";
}

TEST(Citizens, FollowTheSeedAndNothingElse) {
  const auto text = [](const Citizens& citizens) { return to_csv(make_tables(citizens).front()); };
  EXPECT_EQ(text(generate_citizens(7, 100)), text(generate_citizens(7, 100)));
  EXPECT_NE(text(generate_citizens(7, 100)), text(generate_citizens(8, 100)));
  EXPECT_EQ(generate_citizens(7, 100).people.size(), 100U);
  EXPECT_EQ(text(generate_citizens(7, 18)), text(make_personas()));
}

TEST(Citizens, CannotBeMetByAccident) {
  const Citizens all = generate_citizens(kSeed, kCount);
  std::set<std::string> known;
  for (const Person& p : all.people) {
    const std::string nir = p.nir();
    ASSERT_EQ(nir.size(), 15U) << p.id;
    EXPECT_EQ(nir.substr(5, 2), "00") << "no département has this number";
    EXPECT_EQ((std::stoll(nir.substr(0, 13)) + std::stoll(nir.substr(13))) % 97, 0) << "its key holds";
    EXPECT_TRUE(p.email().ends_with("@example.org"));
    EXPECT_TRUE(p.phone().starts_with("06 39 98 ")) << "kept for fiction";
    EXPECT_TRUE(known.insert(nir).second && known.insert(p.phone()).second) << p.id;
    const auto street = std::ranges::find(kStreets, p.home.way, &Street::way);
    EXPECT_NE(street, kStreets.end()) << p.home.line();
  }
  for (const Vehicle& v : all.vehicles) {
    EXPECT_TRUE(v.plate.starts_with("SS-") || v.plate.ends_with(" 00")) << v.plate;
    EXPECT_TRUE(known.insert(v.plate).second) << v.plate;
  }
}

TEST(Citizens, PlatesHaveTheFormOfPlates) {
  EXPECT_EQ(make_plate(1, false), "SS-001-AA");
  EXPECT_EQ(make_plate(1, true), "SS-001-AB");
  EXPECT_EQ(make_plate(1000, false), "SS-001-AC");
}

TEST(Citizens, LiveInManyPlacesAndMeetEveryCase) {
  const Citizens all = generate_citizens(kSeed, kCount);
  std::set<std::string> places;
  std::set<std::string> marks;
  for (const Person& p : all.people) {
    places.insert(p.home.cog);
    marks.insert(p.marks.begin(), p.marks.end());
  }
  EXPECT_GE(places.size(), 25U);
  EXPECT_EQ(marks, (std::set<std::string>{"conjoint", "cotitulaires", "decede", "demenage", "deux-roues", "fni",
                                          "homonyme", "hors-rnipp", "location", "ne-a-l-etranger", "nom-usage",
                                          "residence-secondaire", "sans-avis", "voiture-societe"}));
}

TEST(Citizens, HouseholdsHoldTogether) {
  const Citizens all = generate_citizens(kSeed, kCount);
  std::size_t members = 0;
  for (const Household& home : all.households) {
    ASSERT_FALSE(home.members.empty());
    EXPECT_TRUE(all.people[home.members.front()].adult) << home.id;
    for (const std::size_t i : home.members) {
      EXPECT_EQ(all.people[i].household, home.id);
      EXPECT_FALSE(all.people[i].names.family.empty() || all.people[i].home.way.empty()) << all.people[i].id;
    }
    members += home.members.size();
  }
  EXPECT_EQ(members, all.people.size());
}

}  // namespace
}  // namespace guichet::agency
