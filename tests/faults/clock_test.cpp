// The machine's clock goes back a year, forward ten, and jumps about, between acts: order comes from the numbers of the
// lines, each step back is marked, nothing is kept shorter or longer for it, and the verifier finds nothing to say.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <random>

#include "audit/anchor.h"
#include "audit/envelope.h"
#include "audit/prune.h"
#include "base/child.h"
#include "base/civil.h"
#include "faults/one_act.h"

namespace guichet::faults {
namespace {

constexpr std::int64_t kYear = 31'536'000;

TEST(Clock, JumpsAreMarkedAndDecideNothing) {
  const store::Scratch scratch;
  const fs::path file = scratch / "a.db";
  auto database = std::move(Database::open(file, Database::Mode::write)).value();
  audit::Log log{database};
  {
    const auto keys = log.keys();
    ASSERT_TRUE(keys);
    ASSERT_TRUE(base::ask_child({base::sibling("guichet-witness"), (scratch / "w.db").string(), "trust", keys->front().key}, ""));
    std::ofstream{file.string() + ".witness"} << "guichet-witness\n" << (scratch / "w.db").string() << '\n';
  }
  std::mt19937 random{2026};
  const std::int64_t at = base::parse_instant("2026-03-02T09:00")->minutes;
  std::int64_t recorded = 1'772'000'000;
  std::vector<bool> back;
  for (int act = 0; act < 400; ++act) {
    const std::int64_t before = recorded;
    recorded += act == 100   ? -kYear
                : act == 200 ? 10 * kYear
                             : static_cast<std::int64_t>(random() % (2 * kYear)) - kYear;
    back.push_back(act > 0 && recorded < before);
    auto transaction = store::Transaction::begin(database);
    ASSERT_TRUE(log.append({.kind = audit::Kind::transition, .at = at + act, .dossier = 1, .subject = "c-1"}, recorded));
    ASSERT_TRUE(transaction->commit());
  }
  int marked = 0;
  const auto entries = log.entries();
  for (std::size_t i = 0; i < entries->size(); ++i) {
    const auto line = audit::read_envelope((*entries)[i].envelope);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->seq, static_cast<std::int64_t>(i));
    EXPECT_EQ(line->back, back[i]) << i;
    marked += line->back ? 1 : 0;
  }
  EXPECT_EQ(verify::check_database(file.string(), {}).verdict, verify::Verdict::intact);
  // What is over is so by the clock of the cases: not a minute before its day ends, whatever the machine believes.
  ASSERT_TRUE(audit::anchor(database, log));
  const auto day_before = base::parse_instant("2027-03-02T23:59")->minutes;
  for (const std::int64_t machine : {recorded, recorded + 50 * kYear, recorded - 50 * kYear})
    EXPECT_EQ(audit::prune(database, log, audit::usual_retention(), day_before, machine)->now, 0);
  EXPECT_EQ(audit::prune(database, log, audit::usual_retention(), day_before + 1, recorded - 50 * kYear)->now, 256);
  EXPECT_EQ(verify::check_database(file.string(), {}).verdict, verify::Verdict::intact);
  EXPECT_GT(marked, 100);
  std::cout << entries->size() << " lines, " << marked << " of them recorded before the one they follow, each marked\n";
}

}  // namespace
}  // namespace guichet::faults
