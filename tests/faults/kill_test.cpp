// A process that handles cases on a real disk is killed at random moments, hundreds of times. After
// each kill: every act that was acknowledged is in the log, no case stands in a state that no line
// tells, no provider received a call without a permit and a line that it left, and the lines are
// numbered without gap. The next process goes on from there.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "agency/in_process.h"
#include "dossier/office.h"
#include "scenario/world.h"

namespace guichet {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 300;
constexpr int kRoundsPerDatabase = 20;     // a fresh one now and then keeps each check short
constexpr int kLifeMaxMicroseconds = 60'000;
constexpr unsigned kSeed = 2026;

// One act that returned before the process died.
struct Acknowledged {
  std::int64_t dossier;
  std::int64_t lines;                      // of this case in the log when it returned
};

const scenario::World& world() {
  static const scenario::World loaded = [] {
    std::vector<load::FaultyFile> faulty;
    auto opened = scenario::open_world(GUICHET_ROOT, faulty);
    EXPECT_TRUE(opened.ok());
    return std::move(*opened);
  }();
  return loaded;
}

// Everything a process that handles cases holds open.
struct Shop {
  agency::RegisterTemplate fresh;
  agency::Registers registers;
  agency::InProcess transport;
  dossier::Definitions definitions;
  store::Database database;
  dossier::Office office;

  explicit Shop(const fs::path& folder)
      : fresh{must(agency::RegisterTemplate::load(fs::path{GUICHET_ROOT} / "data/citizens"))},
        registers{must(agency::Registers::open(fresh, folder / "registers"))},
        transport{world().reference.agencies, registers},
        definitions{world().calendar, scenario::definition_reader(world())},
        database{must(store::Database::open(folder / "cases.db", store::Database::Mode::write))},
        office{{.database = database,
                .transport = transport,
                .reference = world().reference,
                .definitions = definitions,
                .identify = [this](const std::string& citizen, const std::string&)
                    -> base::Result<std::optional<std::map<std::string, std::string>>> {
                  auto signed_in = registers.sign_in(citizen);
                  if (!signed_in.ok()) return signed_in.failure();
                  return std::optional{signed_in->claims};
                },
                .machine_clock = [] { return std::int64_t{0}; }}} {
    auto procedure = must(scenario::open_procedure(world(), "carte-stationnement"));
    definitions.add(std::move(*procedure.loaded.procedure));
    transport.set_behaviour("siv", "", {.latency_minutes = 5});  // some answers are always under way
  }

  template <class T>
  static T must(base::Result<T> result) {
    if (!result.ok()) {
      std::fprintf(stderr, "%s\n", base::tr(base::Lang::en, result.failure()).c_str());
      std::_Exit(99);
    }
    return std::move(*result);
  }
};

// The life of the process that will be killed: cases are opened, moved, paid, left to time.
[[noreturn]] void live(const fs::path& folder, unsigned seed, int acknowledge) {
  Shop shop{folder};
  std::mt19937 random{seed};
  base::Instant now = *base::parse_instant("2026-03-02T09:00");
  const auto rows = Shop::must(shop.office.rows().all());
  for (const store::DossierRow& row : rows) now = std::max(now, base::Instant{row.now});
  const auto told = [&](std::int64_t dossier) {
    const Acknowledged done{dossier, static_cast<std::int64_t>(shop.office.log().of_dossier(dossier)->size())};
    if (::write(acknowledge, &done, sizeof done) != sizeof done) std::_Exit(98);
  };
  std::vector<std::int64_t> cases;
  for (;;) {
    now.minutes += random() % 7;
    const std::string person = random() % 2 == 0 ? "p-0001" : "p-0004";
    if (cases.empty() || random() % 4 == 0) {
      cases.push_back(Shop::must(shop.office.open(
          {.procedure = "carte-stationnement", .citizen = person, .places = {{"ville", "paris-11"}}, .at = now})));
      told(cases.back());
      continue;
    }
    const std::int64_t dossier = cases[random() % cases.size()];
    dossier::Act act{.event = {}, .by = "usager", .member = {}, .data = {}, .identity = {}, .at = now};
    switch (random() % 4) {
      case 0:
        act.event = "deposer";
        act.identity = "franceconnect";
        act.data = {{"demande.plaque", "SS-001-AA"}, {"demande.duree", "1 year"}, {"demande.residence_principale", "true"}};
        break;
      case 1: act.event = "payer"; break;
      case 2: act.event = "retirer"; break;
      default: act.event = "changer"; break;
    }
    Shop::must(shop.office.act(dossier, act));
    told(dossier);
  }
}

// One life: everything acknowledged before the kill.
std::vector<Acknowledged> kill_one(const fs::path& folder, unsigned seed, int microseconds) {
  std::array<int, 2> channel{};
  EXPECT_EQ(::pipe(channel.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(channel[0]);
    live(folder, seed, channel[1]);
  }
  ::close(channel[1]);
  std::vector<Acknowledged> all;
  Acknowledged one{};
  // Its first word says it has opened everything; the rest of its life is measured from there.
  if (::read(channel[0], &one, sizeof one) == sizeof one) all.push_back(one);
  ::usleep(static_cast<useconds_t>(microseconds));
  ::kill(child, SIGKILL);
  int how = 0;
  ::waitpid(child, &how, 0);
  EXPECT_TRUE(WIFSIGNALED(how)) << "it ended by itself, with " << (WIFEXITED(how) ? WEXITSTATUS(how) : -1);
  while (::read(channel[0], &one, sizeof one) == sizeof one) all.push_back(one);
  ::close(channel[0]);
  return all;
}

struct Totals {
  std::size_t acknowledged = 0, lines = 0, calls = 0, under_way = 0;
};

void check(const fs::path& folder, const std::vector<Acknowledged>& acknowledged, Totals& totals) {
  Shop shop{folder};
  std::set<std::string> left;  // traces that a line says left, by permission
  std::map<std::int64_t, std::int64_t> lines;
  const auto rows = shop.office.rows().all();
  ASSERT_TRUE(rows.ok());
  for (const store::DossierRow& row : *rows) {
    const auto told = shop.office.log().of_dossier(row.id);
    ASSERT_TRUE(told.ok());
    lines[row.id] = static_cast<std::int64_t>(told->size());
    std::string state;
    std::set<std::string> permitted;
    for (const auto& entry : *told) {
      if (entry.line.kind == audit::Kind::state_entered) state = entry.line.to;
      if (entry.line.kind == audit::Kind::exchange_permitted) permitted.insert(entry.line.trace);
      if (entry.line.kind == audit::Kind::exchange_sent) {
        EXPECT_TRUE(permitted.contains(entry.line.trace)) << "left without a permit: " << entry.line.trace;
        left.insert(entry.line.trace);
      }
    }
    EXPECT_EQ(row.state, state) << "case " << row.id << " stands where no line put it";
    totals.under_way += shop.office.rows().open_outbox(row.id)->size();
  }
  for (const Acknowledged& one : acknowledged)
    EXPECT_GE(lines[one.dossier], one.lines) << "an acknowledged act of case " << one.dossier << " is lost";
  const auto calls = shop.registers.calls();
  ASSERT_TRUE(calls.ok());
  for (const agency::ReceivedCall& call : *calls)
    EXPECT_TRUE(left.contains(call.trace)) << "received, and no line says it left: " << call.key;
  const auto entries = shop.office.log().entries();
  ASSERT_TRUE(entries.ok());
  for (std::size_t i = 0; i < entries->size(); ++i) ASSERT_EQ((*entries)[i].seq, static_cast<std::int64_t>(i));
  totals.acknowledged += acknowledged.size();
  totals.lines = std::max(totals.lines, entries->size());
  totals.calls = std::max(totals.calls, calls->size());
}

TEST(Kill, NothingAcknowledgedIsLostAndNothingIsHalfDone) {
  const fs::path base = fs::temp_directory_path() / ("guichet-kill-" + std::to_string(::getpid()));
  std::mt19937 random{kSeed};
  Totals totals;
  for (int round = 0; round < kRounds && !HasFatalFailure(); ++round) {
    const fs::path folder = base / std::to_string(round / kRoundsPerDatabase);
    fs::create_directories(folder);
    const auto acknowledged = kill_one(folder, static_cast<unsigned>(random()), static_cast<int>(random() % kLifeMaxMicroseconds));
    SCOPED_TRACE("round " + std::to_string(round));
    check(folder, acknowledged, totals);
  }
  fs::remove_all(base);
  std::printf("%d kills, %zu acts acknowledged and found, up to %zu lines and %zu calls in one database, %zu exchanges met under way\n",
              kRounds, totals.acknowledged, totals.lines, totals.calls, totals.under_way);
  EXPECT_GT(totals.acknowledged, std::size_t{kRounds});
  EXPECT_GT(totals.calls, 0u);
  EXPECT_GT(totals.under_way, 0u);
}

}  // namespace
}  // namespace guichet
