#include "expr/table.h"

#include <gtest/gtest.h>

namespace guichet::expr {
namespace {

base::Date day(const char* text) { return *base::parse_date(text); }

TEST(Table, TakesTheRowThatStartedLast) {
  Table t{.name = "fee", .keys = {{.name = "city"}}};
  t.rows = {{{Value::text("75")}, day("2020-01-01"), {}, Value::money(45)},
            {{Value::text("75")}, day("2026-01-01"), day("2026-06-30"), Value::money(50)}};
  struct {
    const char* city;
    const char* on;
    Value want;
  } const cases[] = {
      {"75", "2019-12-31", Value{}},
      {"75", "2020-01-01", Value::money(45)},
      {"75", "2025-12-31", Value::money(45)},
      {"75", "2026-01-01", Value::money(50)},
      {"75", "2026-06-30", Value::money(50)},
      {"75", "2026-07-01", Value{}},  // ended without a successor: the older row does not come back
      {"69", "2026-01-01", Value{}},
  };
  for (const auto& c : cases) {
    const Value asked[] = {Value::text(c.city)};
    EXPECT_EQ(t.lookup(asked, day(c.on)), c.want) << c.city << " " << c.on;
  }
}

TEST(Table, RoundsABandDown) {
  Table t{.name = "bands", .keys = {{.name = "income", .kind = Kind::money, .banded = true}}};
  const auto row = [&](std::int64_t from, const char* since, std::optional<base::Date> until, std::int64_t rate) {
    t.rows.push_back({{Value::money(from)}, day(since), until, Value::number(rate)});
  };
  row(1000, "2020-01-01", day("2023-12-31"), 2);  // a band that 2024 no longer has
  row(0, "2020-01-01", {}, 1);
  row(2000, "2020-01-01", {}, 3);
  struct {
    std::int64_t income;
    const char* on;
    Value want;
  } const cases[] = {
      {-1, "2022-01-01", Value{}},
      {0, "2022-01-01", Value::number(1)},
      {999, "2022-01-01", Value::number(1)},
      {1000, "2022-01-01", Value::number(2)},
      {5000, "2022-01-01", Value::number(3)},
      {1500, "2024-01-01", Value::number(1)},
  };
  for (const auto& c : cases) {
    const Value asked[] = {Value::money(c.income)};
    EXPECT_EQ(t.lookup(asked, day(c.on)), c.want) << c.income << " " << c.on;
  }
}

TEST(Table, LetsTheFirstBandDecide) {
  Table t{
      .name = "two",
      .keys = {{.name = "a", .kind = Kind::number, .banded = true}, {.name = "b", .kind = Kind::date, .banded = true}}};
  const auto row = [&](std::int64_t a, const char* b, std::int64_t value) {
    t.rows.push_back({{Value::number(a), Value::date(day(b))}, day("2020-01-01"), {}, Value::number(value)});
  };
  row(1, "2026-01-01", 1);
  row(2, "2024-01-01", 2);
  row(2, "2025-01-01", 3);
  const Value asked[] = {Value::number(9), Value::date(day("2026-06-01"))};
  EXPECT_EQ(t.lookup(asked, day("2026-01-01")), Value::number(3));
}

}  // namespace
}  // namespace guichet::expr
