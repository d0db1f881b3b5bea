// The worked timelines of the law, step by step, and the examples of docs/legal_time.md, read from
// the page itself.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/delay.h"
#include "written_date.h"

namespace guichet::base {
namespace {

Date due(Date start, std::string_view delay) {
  return due_date(start, parse_delay(delay).value(), metropolitan_france()).value();
}

// CADA seized, silence confirms the refusal after two months (CRPA R*343-4, R343-5), then two
// months to go to court.
TEST(Timelines, CadaConfirmedRefusalThenCourt) {
  const Date registered = date("2020-10-01");
  const Date confirmed_refusal = due(registered, "2 months");
  EXPECT_EQ(to_iso(confirmed_refusal), "2020-12-01");
  EXPECT_EQ(to_iso(due(confirmed_refusal, "2 months")), "2021-02-01") << "CADA's page";
  EXPECT_EQ(to_iso(due(confirmed_refusal, "2 clear months")), "2021-02-02")
      << "CJA R421-1: the sources differ";
}

// Silence that rejects: from the administration first seized (CRPA L114-3), suspended while pieces
// are missing (L114-5).
TEST(Timelines, SocialRequestWhereSilenceRejects) {
  const Date received = date("2026-03-02");
  const Date asked = date("2026-03-16");
  const Date produced = date("2026-03-26");
  EXPECT_LE(produced, due(asked, "30 days")) << "in the delay given, so all of it is suspension";
  EXPECT_EQ(days_between(asked, produced), 10);
  EXPECT_EQ(to_iso(suspended_due(due(received, "2 months"), days_between(asked, produced))),
            "2026-05-12");
}

// Silence that accepts: from the competent administration and the last piece, whichever is later
// (L114-3, L114-5).
TEST(Timelines, SocialRequestWhereSilenceAccepts) {
  const Date forwarded = date("2026-03-09");
  const Date produced = date("2026-03-26");
  EXPECT_EQ(to_iso(due(std::max(forwarded, produced), "2 months")), "2026-05-26");
}

// CRPA R112-11-2: registration at once or within 1 working day, acknowledgement within 10.
TEST(Timelines, OnlineRequestOnTheEveOfAssumption) {
  const Date sent = date_of(parse_instant("2026-08-14T20:00").value());
  EXPECT_EQ(weekday(sent), 5);
  EXPECT_EQ(to_iso(due(sent, "1 working day")), "2026-08-17");
  EXPECT_EQ(to_iso(due(sent, "10 working days")), "2026-08-28");
}

TEST(Timelines, TwentyDaysOfSuspensionOverNewYear) {
  const Date complete = date("2025-12-20");
  const std::int32_t suspended = days_between(date("2026-01-05"), date("2026-01-25"));
  EXPECT_EQ(suspended, 20);
  EXPECT_EQ(to_iso(suspended_due(due(complete, "2 months"), suspended)), "2026-03-12");
  EXPECT_EQ(to_iso(due(date("2026-01-25"), "2 months")), "2026-03-25") << "if silence accepted";
}

TEST(Timelines, PiecesOfTheSameDaySuspendNothing) {
  const Date day = date("2026-01-05");
  EXPECT_EQ(suspended_due(due(day, "2 months"), days_between(day, day)), due(day, "2 months"));
}

// Notified Wednesday 10 September 2025: 11 to 25 are the fifteen full days, one may act on the
// 26th.
TEST(Timelines, FifteenClearDays) {
  const Date notified = date("2025-09-10");
  EXPECT_EQ(weekday(notified), 3);
  EXPECT_EQ(days_between(notified, date("2025-09-25")), 15);
  EXPECT_EQ(to_iso(due(notified, "15 clear days")), "2025-09-26");
}

constexpr std::string_view kRolled = ", rolled";

// The cells of a row of a Markdown table, without the spaces around.
std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> found;
  for (std::size_t bar = row.find('|'); bar != std::string::npos;) {
    const std::size_t next = row.find('|', bar + 1);
    if (next == std::string::npos) break;
    const std::size_t begin = row.find_first_not_of(' ', bar + 1);
    const std::size_t end = row.find_last_not_of(' ', next - 1);
    found.push_back(begin < next ? row.substr(begin, end - begin + 1) : "");
    bar = next;
  }
  return found;
}

TEST(Timelines, ExamplesOfThePage) {
  std::ifstream page{GUICHET_SOURCE_DIR "/docs/legal_time.md"};
  ASSERT_TRUE(page) << "docs/legal_time.md";
  std::set<DelayUnit> units;
  int rows = 0;
  for (std::string line; std::getline(page, line);) {
    const std::vector<std::string> row = cells(line);
    const auto start = row.size() == 4 ? parse_instant(row[0]) : std::nullopt;
    if (!start) continue;
    ++rows;
    std::string text = row[1];
    const bool roll = text.ends_with(kRolled);
    if (roll) text.resize(text.size() - kRolled.size());
    auto delay = parse_delay(text);
    ASSERT_TRUE(delay) << line;
    delay->roll = roll;
    units.insert(delay->unit);
    const bool to_the_minute = row[0].size() > 10;
    const auto instant = due_instant(*start, *delay, metropolitan_france());
    ASSERT_TRUE(instant) << line;
    EXPECT_EQ(to_the_minute ? to_iso(*instant) : to_iso(last_day(*instant)), row[2]) << line;
  }
  EXPECT_EQ(rows, 26) << "rows whose first cell is a date";
  EXPECT_EQ(units.size(), static_cast<std::size_t>(DelayUnit::years) + 1)
      << "each unit has an example";
}

}  // namespace
}  // namespace guichet::base
