// What the log costs and what its proofs take. An act (a case moves, two data are stored, four lines,
// one with values) against the same transaction without its lines, one by one and in groups of 100,
// alternating on one disk; the smallest act (one row of a case, one line of 512 bytes) in groups; then a log of a million
// lines: verified by the other program's code, and by that program for its memory, proofs made and weighed.
//   audit_bench [folder] [lines]
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "audit/export.h"
#include "base/child.h"
#include "store/dossiers.h"
#include "support/permits.h"
#include "verify/check.h"

namespace {

const guichet::privacy::StoragePermit& kept() {
  static const guichet::privacy::StoragePermit permit = guichet::permit_for();
  return permit;
}

using namespace guichet::store;
using guichet::audit::Kind;
using guichet::audit::Line;
using guichet::audit::Log;
namespace fs = std::filesystem;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "audit_bench: %s\n", what);
  std::exit(1);
}

double seconds(auto&& body) {
  const auto begin = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Of this program's processor: what a machine that does other things too would hide.
double processor_seconds(auto&& body) {
  const std::clock_t begin = std::clock();
  body();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

struct Side {
  Database database;
  Dossiers dossiers{database};
  Log log{database};
  DossierRow row{.procedure = "carte-stationnement", .digest = "d", .citizen = "citoyen-000123", .state = "saisie"};
  explicit Side(const fs::path& file) : database{std::move(Database::open(file, Database::Mode::write)).value()} {
    must(dossiers.keep_definition("carte-stationnement", 1, "d", "...").ok(), "text");
    row.standing = std::string(400, 's');
    for (int i = 0; i < 50; ++i) must(dossiers.insert(row).ok(), "insert");
  }

  void act(int i, bool with_log) {
    row.id = 1 + i % 50;
    row.now = i;
    row.state = i % 2 == 0 ? "instruction" : "pieces";
    must(dossiers.update(row).ok(), "update");
    must(dossiers.put_datum(row.id, {"demande.plaque", "", "AB-123-CD"}, kept()).ok(), "datum");
    must(dossiers.put_datum(row.id, {"demande.duree", "", "3 months"}, kept()).ok(), "datum");
    if (!with_log) return;
    for (const Kind kind : {Kind::event_accepted, Kind::datum_stored, Kind::transition, Kind::deadline_set}) {
      Line line{.kind = kind, .at = i, .dossier = row.id, .subject = row.citizen, .actor = "usager"};
      line.policy = std::string(64, 'd');
      line.purpose = "attribution";
      line.basis = "eu-gdpr:A6-1-e";
      line.trace = "3f0c9c1e-4a52-4a57-9c28-7a1b7f1d2e33";
      if (kind == Kind::datum_stored) line.permit = kept();
      if (kind == Kind::datum_stored) line.payload = {{"demande.duree", "3 months"}, {"demande.plaque", "AB-123-CD"}};
      must(log.append(line, 1'700'000'000).ok(), "line");
    }
  }
  // One row, one line of 512 bytes.
  void smallest_act(int i) {
    row.id = 1 + i % 50;
    row.now = i;
    row.state = i % 2 == 0 ? "instruction" : "pieces";
    must(dossiers.update(row).ok(), "update");
    Line line{.kind = Kind::transition, .at = i, .dossier = row.id, .actor = "usager"};
    line.from = "pieces", line.to = "instruction", line.rule = "pieces/completer/1", line.decision = "yes";
    line.policy = std::string(64, 'd');
    line.purpose = "attribution";
    line.basis = "eu-gdpr:A6-1-e";
    line.trace = std::string(100, 't');
    must(log.append(line, 1'700'000'000).ok(), "line");
  }
  // Microseconds of one act.
  template <class Act>
  double run(int acts, int group, const Act& act) {
    return 1e6 / acts * seconds([&] {
      for (int i = 0; i < acts; i += group) {
        auto transaction = Transaction::begin(database);
        must(transaction.ok(), "begin");
        for (int j = 0; j < group; ++j) act(i + j);
        must(transaction->commit().ok(), "commit");
      }
    });
  }
};

void compare(const fs::path& folder, int rounds, int acts, int group, double gate) {
  Side with{folder / "with.db"};
  Side without{folder / "without.db"};
  std::vector<double> ours, bare, ratios;
  for (int round = 0; round < rounds; ++round) {
    const auto log = [&] { ours.push_back(with.run(acts, group, [&](int i) { with.act(i, true); })); };
    const bool first = round % 2 == 0;
    if (first) log();
    bare.push_back(without.run(acts, group, [&](int i) { without.act(i, false); }));
    if (!first) log();
    ratios.push_back(ours.back() / bare.back());
  }
  std::printf("act, groups of %3d: %7.1f us with its log, %7.1f us without, ratio %.2f (gate %.1f)\n", group, median(ours),
              median(bare), median(ratios), gate);
}

void count_smallest(const fs::path& file, int rounds, int group) {
  Side side{file};
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round)
    times.push_back(side.run(std::max(group, 1000), group, [&](int i) { side.smallest_act(i); }));
  const std::size_t bytes = side.log.entries(7, 1)->front().envelope.size();
  std::printf("smallest act, its line of %zu bytes, groups of %4d: %.0f durable acts/s (gate 50000)\n", bytes, group,
              1e6 / median(times));
}

// Most memory guichet-verify had, in kilobytes.
long memory_of_verifier(const fs::path& file) {
  const std::string program = guichet::base::sibling("guichet-verify");
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    static_cast<void>(::freopen("/dev/null", "w", stdout));
    ::execl(program.c_str(), program.c_str(), file.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int how = 0;
  rusage used{};
  must(::wait4(child, &how, 0, &used) == child && WIFEXITED(how) && WEXITSTATUS(how) == 0, "guichet-verify");
  return used.ru_maxrss;
}

void prove_and_verify(const fs::path& folder, std::int64_t lines) {
  const fs::path file = folder / "log.db";
  const fs::path tenth = folder / "tenth.db";
  for (const auto& [name, wanted] : {std::pair{tenth, lines / 10}, std::pair{file, lines}}) {
    auto database = std::move(Database::open(name, Database::Mode::write)).value();
    Log log{database};
    Line line{.kind = Kind::transition, .dossier = 1, .subject = "citoyen-000123", .actor = "usager"};
    line.from = "saisie", line.to = "instruction", line.rule = "saisie/deposer/1", line.decision = "yes";
    line.policy = std::string(64, 'd');
    line.purpose = "attribution";
    const double spent = seconds([&] {
      for (std::int64_t i = 0; i < wanted; i += 1000) {
        auto transaction = Transaction::begin(database);
        for (std::int64_t j = 0; j < 1000; ++j) line.at = i + j, must(log.append(line, 1'700'000'000).ok(), "line");
        must(transaction->commit().ok(), "commit");
      }
    });
    if (name == tenth) continue;
    std::printf("%lld lines in groups of 1000: %.0f lines/s\n", static_cast<long long>(lines),
                static_cast<double>(lines) / spent);
    std::vector<double> times;
    std::size_t bytes = 0;
    for (int i = 0; i < 200; ++i) {
      const std::int64_t seq = static_cast<std::int64_t>(i) * 7919 * 13 % lines;
      times.push_back(1e3 * processor_seconds([&] { bytes = std::max(bytes, guichet::audit::prove_line(log, seq)->size()); }));
    }
    std::printf("inclusion proof: %.3f ms, at most %zu bytes (gates 1 ms, 2048 bytes)\n", median(times),
                bytes);
  }
  const auto check = [&] { return guichet::verify::check_database(file.string(), {}); };
  guichet::verify::Report report = check();  // warms the disk's cache
  const double spent = processor_seconds([&] { report = check(); });
  must(report.verdict == guichet::verify::Verdict::intact, "intact");
  std::printf("verified: %.2f s of one core for %lld lines (gate 2 s for 1000000)\n", spent, static_cast<long long>(report.size));
  std::printf("memory of guichet-verify: %ld kB for %lld lines, %ld kB for a tenth of them\n", memory_of_verifier(file),
              static_cast<long long>(lines), memory_of_verifier(tenth));
}

}  // namespace

int main(int count, char** arguments) {
  one_connection_per_thread();  // as `guichet` does
  const fs::path folder = fs::path{count > 1 ? arguments[1] : "."} / "audit_bench";
  fs::remove_all(folder);
  fs::create_directories(folder / "one");
  fs::create_directories(folder / "group");
  compare(folder / "one", 21, 100, 1, 1.3);
  compare(folder / "group", 11, 1000, 100, 4.0);
  for (const int group : {100, 1000}) count_smallest(folder / ("smallest" + std::to_string(group) + ".db"), 11, group);
  prove_and_verify(folder, count > 2 ? std::atoll(arguments[2]) : 1'000'000);
  fs::remove_all(folder);
  return 0;
}
