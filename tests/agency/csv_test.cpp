#include "agency/csv.h"

#include <gmock/gmock.h>

#include "agency/error_codes.h"

namespace guichet::agency {
namespace {

TEST(Csv, ReadsBackWhatItWrites) {
  const Table table{"t", {"a", "b"}, {{"plain", ""}, {"a, b", "say \"oui\""}, {"two\nlines", "é"}, {"", ""}}};
  const auto again = parse_csv(to_csv(table), "t", "t.csv");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->columns, table.columns);
  EXPECT_EQ(again->rows, table.rows);
}

TEST(Csv, AcceptsCrLfAndALastLineWithoutEnd) {
  const auto table = parse_csv("a,b\r\n1,\"2\"\r\n3,4", "t", "t.csv");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows, (std::vector<std::vector<std::string>>{{"1", "2"}, {"3", "4"}}));
}

TEST(Csv, NamesTheLineAndTheMistake) {
  struct {
    const char* text;
    const char* want;
  } const cases[] = {
      {"a,b\n1\n", "t.csv, line 2: the row is not as long as the header"},
      {"a,b\n\"x\ny\",1\n\"open,2\n", "t.csv, line 4: a quote is left open"},
      {"a,b\n\"x\"y,1\n", "t.csv, line 2: text follows a closing quote"},
      {"a,b\nx\"y,1\n", "t.csv, line 2: a quote inside a field that has none around it"},
      {"a,b\n1\r,2\n", "t.csv, line 2: a carriage return stands alone"},
  };
  for (const auto& c : cases) {
    const auto table = parse_csv(c.text, "t", "t.csv");
    ASSERT_FALSE(table.ok()) << c.want;
    EXPECT_THAT(base::tr(base::Lang::en, table.failure().sentence), testing::HasSubstr(c.want));
  }
}

TEST(ErrorCodes, SayWhetherToTryAgain) {
  using Kind = Reply::Kind;
  struct {
    const char* code;
    std::optional<Kind> want;
  } const cases[] = {{"404", Kind::not_found},      {"409", Kind::unavailable},   {"429", Kind::unavailable},
                     {"500", Kind::unavailable},    {"504", Kind::unavailable},   {"401", Kind::refused},
                     {"422", Kind::refused},        {"200", std::nullopt},        {"00015", Kind::unavailable},
                     {"00391", Kind::refused},      {"00501", Kind::unavailable}, {"42003", Kind::not_found},
                     {"42999", Kind::unavailable},  {"37008", Kind::unavailable}, {"010015", Kind::refused},
                     {"010011", Kind::unavailable}, {"", std::nullopt},           {"00999", std::nullopt},
                     {"teapot", std::nullopt}};
  for (const auto& c : cases) EXPECT_EQ(meaning_of(c.code), c.want) << c.code;
}

}  // namespace
}  // namespace guichet::agency
