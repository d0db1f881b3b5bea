#include "dossier/show.h"

#include <gtest/gtest.h>

namespace guichet::dossier {
namespace {

using base::Lang;

TEST(Show, DatesAndMomentsInBothLanguages) {
  const base::Date first = *base::parse_date("2026-03-01");
  EXPECT_EQ(show_date(first, Lang::fr), "1er mars 2026");
  EXPECT_EQ(show_date(first, Lang::en), "1 March 2026");
  EXPECT_EQ(show_moment(*base::parse_instant("2026-08-14T09:05"), Lang::fr), "14 août 2026, 09:05");
  EXPECT_EQ(show_due(base::end_of(first), Lang::fr), "1er mars 2026, 24:00");
}

TEST(Show, MoneyAsEachLanguageWritesIt) {
  struct Case {
    std::int64_t cents;
    const char* french;
    const char* english;
  } const cases[] = {{4500, "45,00\u00a0€", "€45.00"},
                     {123456789, "1\u202f234\u202f567,89\u00a0€", "€1,234,567.89"},
                     {-1, "\u22120,01\u00a0€", "-€0.01"},
                     {0, "0,00\u00a0€", "€0.00"}};
  for (const Case& c : cases) {
    EXPECT_EQ(show_money(c.cents, Lang::fr), c.french);
    EXPECT_EQ(show_money(c.cents, Lang::en), c.english);
  }
}

TEST(Show, DelaysCount) {
  EXPECT_EQ(show_delay(*base::parse_delay("2 months"), Lang::fr), "2 mois");
  EXPECT_EQ(show_delay(*base::parse_delay("1 year"), Lang::fr), "1 an");
  EXPECT_EQ(show_delay(*base::parse_delay("10 working days"), Lang::fr), "10 jours ouvrés");
  EXPECT_EQ(show_delay(*base::parse_delay("10 working days"), Lang::en), "10 working days");
}

}  // namespace
}  // namespace guichet::dossier
