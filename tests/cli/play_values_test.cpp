// What people type, in either language, and what the files would write for it.
#include "cli/play_values.h"

#include <gtest/gtest.h>

namespace guichet::cli {
namespace {

model::Datum datum(expr::Kind kind, std::vector<std::string> words = {}, const char* pattern = "") {
  model::Datum made{.name = "demande.chose", .pattern = pattern};
  made.values = std::make_shared<const std::vector<std::string>>(std::move(words));
  made.type = {kind, made.values.get()};
  made.value_titles = {{"proprietaire", {"Propriétaire", "Owner"}}};
  return made;
}

TEST(PlayValues, ReadsWhatPeopleWrite) {
  const std::vector<std::string> words{"proprietaire", "locataire", "heberge"};
  struct {
    model::Datum datum;
    const char* typed;
    const char* want;  // nullptr: refused
  } const cases[] = {
      {datum(expr::Kind::boolean), "Oui", "true"},
      {datum(expr::Kind::boolean), "n", "false"},
      {datum(expr::Kind::boolean), "peut-être", nullptr},
      {datum(expr::Kind::number), "1 234", "1234"},
      {datum(expr::Kind::number), "douze", nullptr},
      {datum(expr::Kind::money), "1 234,5 €", nullptr},
      {datum(expr::Kind::money), "1\u202f234,50\u00a0€", "1234.50"},
      {datum(expr::Kind::money), "45", "45.00"},
      {datum(expr::Kind::date), "02/03/2026", "2026-03-02"},
      {datum(expr::Kind::date), "2026-03-02", "2026-03-02"},
      {datum(expr::Kind::date), "31/02/2026", nullptr},
      {datum(expr::Kind::date), "2/3", nullptr},
      {datum(expr::Kind::duration), "1 an", "1 year"},
      {datum(expr::Kind::duration), "10 jours ouvrés", "10 working days"},
      {datum(expr::Kind::duration), "3 months", "3 months"},
      {datum(expr::Kind::duration), "longtemps", nullptr},
      {datum(expr::Kind::enumeration, words), "2", "locataire"},
      {datum(expr::Kind::enumeration, words), "heberge", "heberge"},
      {datum(expr::Kind::enumeration, words), "Propriétaire", "proprietaire"},
      {datum(expr::Kind::enumeration, words), "owner", "proprietaire"},
      {datum(expr::Kind::enumeration, words), "4", nullptr},
      {datum(expr::Kind::list, words), "1, heberge", "proprietaire,heberge"},
      {datum(expr::Kind::list, words), "-", ""},
      {datum(expr::Kind::list, words), "1,rien", nullptr},
      {datum(expr::Kind::text, {}, "[A-Z]{2}-[0-9]{3}"), "SS-001", "SS-001"},
      {datum(expr::Kind::text, {}, "[A-Z]{2}-[0-9]{3}"), "ss-001", nullptr},
      {datum(expr::Kind::text), " d'Arvieux ", "d'Arvieux"},
      {datum(expr::Kind::file), "preuve.pdf", "preuve.pdf"},
  };
  for (const auto& c : cases) {
    const auto read = read_typed(c.datum, c.typed);
    EXPECT_EQ(read.value_or("(refused)"), c.want == nullptr ? "(refused)" : c.want) << c.typed;
  }
}

TEST(PlayValues, ReadsDelaysAndMoments) {
  EXPECT_EQ(base::to_text(read_typed_delay("3 jours").value()), "3 days");
  EXPECT_EQ(base::to_text(read_typed_delay("2 hours").value()), "2 hours");
  EXPECT_EQ(base::to_text(read_typed_delay("1 mois").value()), "1 month");
  EXPECT_FALSE(read_typed_delay("jours"));
  EXPECT_FALSE(read_typed_delay("trois jours"));
  for (const char* typed : {"2026-04-01T10:30", "2026-04-01 10:30", "01/04/2026 10:30"})
    EXPECT_EQ(base::to_iso(read_typed_moment(typed).value()), "2026-04-01T10:30") << typed;
  EXPECT_EQ(base::to_iso(read_typed_moment("1/4/2026").value()), "2026-04-01T00:00");
  EXPECT_FALSE(read_typed_moment("2026-13-01"));
  EXPECT_FALSE(read_typed_moment(""));
}

TEST(PlayValues, SplitsWords) {
  EXPECT_EQ(split_words("deposer  nom=\"Zoé Martin\" d'Arvieux \"\""),
            (std::vector<std::string>{"deposer", "nom=Zoé Martin", "d'Arvieux", ""}));
  EXPECT_TRUE(split_words(" \t ").empty());
  EXPECT_EQ(split_words("a=\"sans fin"), (std::vector<std::string>{"a=sans fin"}));
}

}  // namespace
}  // namespace guichet::cli
