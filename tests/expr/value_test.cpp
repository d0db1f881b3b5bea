#include "expr/value.h"

#include <gtest/gtest.h>

#include "expr/codec.h"

namespace guichet::expr {
namespace {

const std::vector<std::string> kWords{"a", "b", "c d"};

TEST(Value, KeepsWhatItIsGiven) {
  EXPECT_TRUE(Value{}.is_absent());
  EXPECT_TRUE(Value::boolean(true).is_true());
  EXPECT_FALSE(Value::number(1).is_true());
  EXPECT_EQ(Value::number(INT64_MIN).as_integer(), INT64_MIN);
  EXPECT_EQ(Value::date({-25'567}).as_date(), base::kDateMin);
  const base::Delay delay{.unit = base::DelayUnit::clear_months, .count = base::kDelayCountMax, .roll = true};
  EXPECT_EQ(Value::duration(delay).as_duration(), delay);
  const Value error = Value::error(Fault::bad_date, 65'535);
  EXPECT_EQ(error.fault(), Fault::bad_date);
  EXPECT_EQ(error.fault_slot(), 65'535);
}

TEST(Value, IsEqualByKindAndContent) {
  const std::string one = "x\0y", other = one;
  EXPECT_EQ(Value::text(one), Value::text(other));
  EXPECT_NE(Value::text("a"), Value::text("ab"));
  EXPECT_NE(Value::text("a"), Value::file("a"));
  EXPECT_NE(Value::number(1), Value::money(1));
  EXPECT_EQ(Value::duration(*base::parse_delay("12 months")), Value::duration(*base::parse_delay("1 year")));
  EXPECT_NE(Value::duration(*base::parse_delay("30 days")), Value::duration(*base::parse_delay("1 month")));
  EXPECT_EQ(Value{}, Value{});
}

TEST(TextPool, KeepsATextOnceAndItsAddressForEver) {
  TextPool pool;
  const std::string_view first = pool.keep("75056");
  for (int i = 0; i < 1000; ++i) (void)pool.keep(std::to_string(i));
  TextPool moved = std::move(pool);
  EXPECT_EQ(moved.keep(std::string{"75056"}).data(), first.data());
  EXPECT_EQ(moved.size(), 1001u);
  EXPECT_EQ(first, "75056");
}

TEST(Type, IsTheSameWhenTheWordsAre) {
  const std::vector<std::string> same = kWords;
  const std::vector<std::string> turned{"b", "a", "c d"};
  EXPECT_TRUE(same_type({Kind::enumeration, &kWords}, {Kind::enumeration, &same}));
  EXPECT_FALSE(same_type({Kind::enumeration, &kWords}, {Kind::enumeration, &turned}));
  EXPECT_FALSE(same_type({Kind::enumeration, &kWords}, {Kind::list, &kWords}));
  EXPECT_TRUE(same_type({Kind::text}, {Kind::text}));
}

TEST(Codec, ReadsTheCanonicalFormBack) {
  struct {
    Kind kind;
    const char* text;
  } const cases[] = {
      {Kind::boolean, "true"},
      {Kind::boolean, "false"},
      {Kind::number, "0"},
      {Kind::number, "-12"},
      {Kind::number, "-9223372036854775808"},
      {Kind::money, "135.50"},
      {Kind::money, "-0.05"},
      {Kind::money, "-92233720368547758.08"},
      {Kind::date, "2024-02-29"},
      {Kind::duration, "3 months"},
      {Kind::duration, "1 clear day"},
      {Kind::text, ""},
      {Kind::text, " é,\"' "},
      {Kind::file, "bail.pdf"},
      {Kind::enumeration, "c d"},
      {Kind::list, ""},
      {Kind::list, "a,c d"},
  };
  TextPool pool;
  for (const auto& c : cases) {
    const Type type{c.kind, &kWords};
    const auto value = parse_value(type, c.text, pool);
    ASSERT_TRUE(value) << c.text;
    EXPECT_EQ(value->kind(), c.kind);
    EXPECT_EQ(to_text(*value, type), c.text);
  }
  EXPECT_EQ(to_text(Value{}, {Kind::date}), "");
  EXPECT_EQ(*parse_value({Kind::money}, "135", pool), Value::money(13'500));
  EXPECT_EQ(*parse_value({Kind::list, &kWords}, "b,a", pool), Value::list(3));
}

TEST(Codec, RefusesEverythingElse) {
  struct {
    Kind kind;
    const char* text;
  } const cases[] = {
      {Kind::boolean, "True"},
      {Kind::boolean, "yes"},
      {Kind::boolean, ""},
      {Kind::number, ""},
      {Kind::number, "1.0"},
      {Kind::number, "007"},
      {Kind::number, "+1"},
      {Kind::number, "-0"},
      {Kind::number, "9223372036854775808"},
      {Kind::number, " 1"},
      {Kind::money, "135,50"},
      {Kind::money, "135.5"},
      {Kind::money, "135.500"},
      {Kind::money, "-0.00"},
      {Kind::money, "1.-5"},
      {Kind::money, "--1.00"},
      {Kind::money, "92233720368547758.08"},
      {Kind::money, ".50"},
      {Kind::date, "2026-02-30"},
      {Kind::date, "02/03/2026"},
      {Kind::duration, "3 mois"},
      {Kind::enumeration, "d"},
      {Kind::enumeration, ""},
      {Kind::list, "a,,b"},
      {Kind::list, "a,"},
      {Kind::list, "a, b"},
      {Kind::text, "\xC3"},
      {Kind::file, "\xFF"},
      {Kind::absent, "x"},
      {Kind::error, "x"},
  };
  TextPool pool;
  for (const auto& c : cases)
    EXPECT_FALSE(parse_value({c.kind, &kWords}, c.text, pool)) << kind_name(c.kind) << " '" << c.text << "'";
}

}  // namespace
}  // namespace guichet::expr
