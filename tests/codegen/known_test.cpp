// The values generated conditions are written in: CEL's three-valued logic, and arithmetic that says when it cannot.
#include "codegen/known.h"

#include <gtest/gtest.h>

#include <limits>

#include "codegen/lookup.h"

namespace guichet::codegen {
namespace {

using namespace std::string_view_literals;

constexpr Unknown kFirst = unknown(expr::Fault::absent_slot, 1);
constexpr Unknown kSecond = unknown(expr::Fault::absent_slot, 2);
const Truth kYes{true};
const Truth kNo{false};

std::string told(Truth truth) {
  if (is_unknown(truth.why_unknown())) return "?" + std::to_string(slot_of(truth.why_unknown()));
  return truth.is_true() ? "yes" : "no";
}

TEST(Truth, AbsorbsWhatIsUnknownWhenTheOtherSideDecides) {
  const Truth one{kFirst};
  const Truth two{kSecond};
  const struct {
    Truth answer;
    const char* want;
  } cases[] = {{kYes && kYes, "yes"}, {kYes && kNo, "no"},  {one && kNo, "no"},   {kNo && one, "no"},
               {one && kYes, "?1"},   {kYes && one, "?1"},  {one && two, "?1"},   {two && one, "?2"},
               {one || kYes, "yes"},  {kYes || one, "yes"}, {one || kNo, "?1"},   {kNo || two, "?2"},
               {two || one, "?2"},    {!one, "?1"},         {!kNo, "yes"},        {one == kYes, "?1"},
               {kNo == one, "?1"},    {kNo != kYes, "yes"}, {two && kYes && kNo, "no"}};
  for (const auto& c : cases) EXPECT_EQ(told(c.answer), c.want);
}

TEST(Known, ComparesWithLiterals) {
  const Number four{4};
  EXPECT_EQ(told(four > 3), "yes");
  EXPECT_EQ(told(3 >= four), "no");
  EXPECT_EQ(told(Number{kSecond} == four), "?2");
  EXPECT_EQ(told(Number{kSecond} > Number{kFirst}), "?2") << "the leftmost";
  EXPECT_EQ(told(Number{kFirst} >= Number{kSecond}), "?1");
  EXPECT_EQ(told(Money{Cents{135'50}} <= Cents{135'50}), "yes");
  EXPECT_EQ(told(Text{"été"sv} < "f"sv), "no");
  EXPECT_EQ(told(Length{length(12, base::DelayUnit::months)} == length(1, base::DelayUnit::years)), "yes");
  EXPECT_EQ(told(in(four, {1, 4})), "yes");
  EXPECT_EQ(told(in(Number{kFirst}, {})), "?1");
  EXPECT_EQ(told(size(Text{"déjà"sv}) == 4), "yes");
}

TEST(Known, LeavesNothingToOverflow) {
  const Number most{std::numeric_limits<std::int64_t>::max()};
  const Number least{std::numeric_limits<std::int64_t>::min()};
  EXPECT_EQ(fault_of((most + 1).why_unknown()), expr::Fault::overflow);
  EXPECT_EQ(fault_of((least - 1).why_unknown()), expr::Fault::overflow);
  EXPECT_EQ(fault_of((-least).why_unknown()), expr::Fault::overflow);
  EXPECT_EQ((-most).value(), least.value() + 1);
}

TEST(Known, CountsDaysBackAndForth) {
  using base::DelayUnit;
  const auto& calendar = base::metropolitan_france();
  EXPECT_EQ(later(day(2026, 8, 31), length(1, DelayUnit::months), calendar).value(), day(2026, 9, 30));
  EXPECT_EQ(earlier(day(2026, 3, 31), length(1, DelayUnit::months)).value(), day(2026, 2, 28));
  EXPECT_EQ(earlier(day(2024, 3, 30), length(1, DelayUnit::years)).value(), day(2023, 3, 30));
  EXPECT_EQ(earlier(day(2026, 1, 10), length(2, DelayUnit::weeks)).value(), day(2025, 12, 27));
  for (const auto& far : {length(1'000'000, DelayUnit::months), length(1'000'000, DelayUnit::days), length(3, DelayUnit::clear_days)}) {
    EXPECT_EQ(fault_of(earlier(day(2026, 1, 10), far).why_unknown()), expr::Fault::bad_date);
  }
  EXPECT_EQ(fault_of(later(day(2200, 12, 31), length(1, DelayUnit::days), calendar).why_unknown()), expr::Fault::bad_date);
}

// Sorted as the generator sorts: higher bands first, then the later row.
constexpr std::array<Dated<Cents, std::string_view, std::int64_t>, 4> kRows{{
    {{"Lyon"sv, 20'000}, day(2025, 1, 1), day(2025, 12, 31), Cents{30'00}},
    {{"Lyon"sv, 0}, day(2026, 1, 1), base::kDateMax, Cents{12'00}},
    {{"Lyon"sv, 0}, day(2025, 1, 1), base::kDateMax, Cents{10'00}},
    {{"Paris"sv, 0}, day(2025, 1, 1), base::kDateMax, Cents{20'00}},
}};

TEST(Lookup, TakesTheNearestRowInForce) {
  const auto price = [](const Day& when, const Text& where, const Number& income) {
    return look_up(kRows, {false, true}, when, where, income);
  };
  EXPECT_EQ(price(day(2025, 6, 1), "Lyon"sv, 5).value().cents, 10'00);
  EXPECT_EQ(price(day(2026, 6, 1), "Lyon"sv, 5).value().cents, 12'00) << "the later row took over";
  EXPECT_EQ(price(day(2025, 6, 1), "Lyon"sv, 20'000).value().cents, 30'00) << "the band rounds down";
  EXPECT_EQ(price(day(2026, 6, 1), "Lyon"sv, 20'000).value().cents, 12'00) << "a row that ended leaves the band below";
  EXPECT_EQ(fault_of(price(day(2026, 6, 1), "Lyon"sv, -1).why_unknown()), expr::Fault::no_row);
  EXPECT_EQ(fault_of(price(day(2024, 6, 1), "Paris"sv, 1).why_unknown()), expr::Fault::no_row);
  EXPECT_EQ(slot_of(price(Day{kFirst}, Text{kSecond}, 1).why_unknown()), 2) << "keys before the day";
}

}  // namespace
}  // namespace guichet::codegen
