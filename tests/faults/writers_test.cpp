// Four programs write at once, each its own case, and are killed at random moments, ten thousand times. What was
// acknowledged is there, no case stands where no line put it, the lines follow one another without a gap, and the
// verifier says intact.
#include <gtest/gtest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <random>

#include "faults/one_act.h"

namespace guichet::faults {
namespace {

constexpr int kWriters = 4;
constexpr int kKills = 10'000;
constexpr int kKillsPerDatabase = 500;
constexpr int kKillsPerLook = 100;
constexpr int kLifeMaxMicroseconds = 25'000;
constexpr std::int64_t kLinesOfAct = 3;

// The case of one writer: each act moves it by one minute and says so in three lines.
bool move(const fs::path& file, std::int64_t dossier, std::int64_t& now) {
  auto database = Database::open(file, Database::Mode::write, std::chrono::minutes{1});
  if (!database) return false;
  store::Dossiers dossiers{*database};
  audit::Log log{*database};
  auto transaction = store::Transaction::begin(*database);
  if (!transaction) return false;
  const auto row = dossiers.find(dossier);
  if (!row || !*row) return false;
  store::DossierRow moved = **row;
  now = ++moved.now;
  if (!dossiers.update(moved)) return false;
  for (std::int64_t i = 0; i < kLinesOfAct; ++i)
    if (!log.append({.kind = audit::Kind::transition, .at = now, .dossier = dossier, .subject = "c-1"}, 100)) return false;
  return static_cast<bool>(transaction->commit());
}

struct Writer {
  pid_t pid = -1;
  int acknowledged = -1;  // descriptor
  std::int64_t last = 0;  // the last minute it said was kept
  std::int64_t acts = 0;
};

void start(Writer& writer, const fs::path& file, std::int64_t dossier) {
  std::array<int, 2> channel{};
  ASSERT_EQ(::pipe2(channel.data(), O_CLOEXEC), 0);
  writer.pid = ::fork();
  if (writer.pid == 0) {
    for (std::int64_t now = 0; move(file, dossier, now);)
      if (::write(channel[1], &now, sizeof now) != sizeof now) std::_Exit(98);
    std::_Exit(99);
  }
  ::close(channel[1]);
  ::fcntl(channel[0], F_SETFL, O_NONBLOCK);
  writer.acknowledged = channel[0];
}

void hear(Writer& writer) {
  for (std::int64_t now = 0; ::read(writer.acknowledged, &now, sizeof now) == sizeof now; ++writer.acts) {
    EXPECT_GT(now, writer.last) << "an act was acknowledged twice";
    writer.last = now;
  }
}

void kill_one(Writer& writer) {
  ::kill(writer.pid, SIGKILL);
  int how = 0;
  ::waitpid(writer.pid, &how, 0);
  EXPECT_TRUE(WIFSIGNALED(how)) << "a writer was refused: " << (WIFEXITED(how) ? WEXITSTATUS(how) : -1);
  hear(writer);
  ::close(writer.acknowledged);
}

void check(const fs::path& file, const std::array<Writer, kWriters>& writers, std::int64_t& lines) {
  const auto report = verify::check_database(file.string(), {});
  ASSERT_EQ(report.verdict, verify::Verdict::intact) << verify::describe(report, "log", verify::Lang::en);
  lines = report.size;
  auto database = Database::open(file, Database::Mode::write);
  ASSERT_TRUE(database) << sentence_of(database);
  audit::Log log{*database};
  store::Dossiers dossiers{*database};
  for (int i = 0; i < kWriters; ++i) {
    const auto row = dossiers.find(i + 1);
    ASSERT_TRUE(row && *row);
    EXPECT_GE((*row)->now, writers[static_cast<std::size_t>(i)].last) << "an acknowledged act is lost";
    EXPECT_EQ(static_cast<std::int64_t>(log.of_dossier(i + 1)->size()), kLinesOfAct * (*row)->now) << "state and log differ";
  }
}

TEST(Writers, TenThousandKillsLoseNothing) {
  std::mt19937 random{2026};
  std::int64_t acts = 0, lines = 0, most = 0;
  for (int kills = 0; kills < kKills && !::testing::Test::HasFailure();) {
    const store::Scratch scratch;
    const fs::path file = scratch / "a.db";
    {
      auto database = Database::open(file, Database::Mode::write);
      ASSERT_TRUE(database) << sentence_of(database);
      store::Dossiers dossiers{*database};
      auto transaction = store::Transaction::begin(*database);
      ASSERT_TRUE(dossiers.keep_definition("p", 1, "d", "t"));
      for (int i = 0; i < kWriters; ++i) {
        store::DossierRow row{.procedure = "p", .digest = "d", .citizen = "c-1", .state = "s", .standing = "{}"};
        ASSERT_TRUE(dossiers.insert(row));
      }
      ASSERT_TRUE(transaction->commit());
    }
    std::array<Writer, kWriters> writers;
    for (int i = 0; i < kWriters; ++i) start(writers[static_cast<std::size_t>(i)], file, i + 1);
    for (int of_database = 0; of_database < kKillsPerDatabase; ++of_database, ++kills) {
      ::usleep(static_cast<useconds_t>(random() % kLifeMaxMicroseconds));
      const std::size_t victim = random() % kWriters;
      for (Writer& writer : writers) hear(writer);
      kill_one(writers[victim]);
      if ((of_database + 1) % kKillsPerLook == 0) {
        for (std::size_t i = 0; i < writers.size(); ++i)
          if (i != victim) kill_one(writers[i]);
        check(file, writers, lines);
        if (::testing::Test::HasFailure()) return;
        for (int i = 0; i < kWriters; ++i)
          if (static_cast<std::size_t>(i) != victim) start(writers[static_cast<std::size_t>(i)], file, i + 1);
      }
      start(writers[victim], file, static_cast<std::int64_t>(victim) + 1);
    }
    for (Writer& writer : writers) kill_one(writer), acts += writer.acts;
    check(file, writers, lines);
    most = std::max(most, lines);
  }
  std::cout << kKills << " kills among " << kWriters << " writers, " << acts << " acts acknowledged and found, up to " << most
            << " lines in one log\n";
  EXPECT_GT(acts, kKills / 10);
}

}  // namespace
}  // namespace guichet::faults
