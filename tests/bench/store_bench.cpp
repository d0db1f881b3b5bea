// A durable act through our layers against bare SQLite prepared statements that write the same rows,
// size for size, in the same transactions. An act: the case moves and gets a new clock, two data are
// stored, four lines are written, one with a payload. Real files side by side, WAL, synchronous=FULL.
// The bare side gets its bytes ready-made, and has our tables and indexes without triggers, foreign
// keys or authorizer. Rounds alternate, so that a slow moment of the disk falls on both.
//   store_bench [folder]      the folder says which disk; default: the current one
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "audit/log.h"
#include "store/dossiers.h"
#include "support/permits.h"

namespace {

const guichet::privacy::StoragePermit& kept() {
  static const guichet::privacy::StoragePermit permit = guichet::permit_for();
  return permit;
}

using guichet::audit::Kind;
using guichet::audit::Line;
using guichet::audit::Log;
using namespace guichet::store;

constexpr int kRounds = 41;
constexpr int kActs = 100;  // per round and side
constexpr int kCases = 50;

const std::string kNonce(24, 'n');  // the bare side seals nothing: it gets bytes of the same length
const std::string kTag(16, 't');

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "store_bench: %s\n", what);
  std::exit(1);
}

struct Act {
  DossierRow dossier;
  DatumRow data[2];
  Line lines[4];
};

DossierRow case_row() {
  DossierRow row{.procedure = "carte-stationnement",
                 .digest = std::string(64, 'd'),
                 .citizen = "citoyen-000123",
                 .identity = "franceconnect",
                 .state = "saisie",
                 .opened = 29'000'000,
                 .now = 29'000'000,
                 .next_due = 29'000'500};
  row.standing = R"({"children":[],"clocks":[{"due":29087840,"fired":false,"name":"silence","started":29000000}],)"
                 R"("consents":[{"notice":"2024-1","purpose":"attribution","since":29000000,"state":"agreed"}],)"
                 R"("entered":29000000,"milestones":{"recue":29000000},"places":{"ville":"lyon"},"visit":4})";
  return row;
}

Act act_number(int i) {
  Act act;
  act.dossier = case_row();
  act.dossier.id = 1 + i % kCases;
  act.dossier.state = i / kCases % 2 == 0 ? "instruction" : "pieces";
  act.dossier.now += i;
  act.dossier.next_due = *act.dossier.next_due + i;
  act.data[0] = {"demande.plaque", "", "AB-123-CD"};
  act.data[1] = {"demande.duree", "", i / kCases % 2 == 0 ? "1 year" : "3 months"};
  Line base;
  base.at = act.dossier.now;
  base.dossier = act.dossier.id;
  base.subject = act.dossier.citizen;
  base.actor = "usager";
  base.policy = act.dossier.digest;
  base.purpose = "attribution";
  base.basis = "eu-gdpr:A6-1-e";
  base.trace = "3f0c9c1e-4a52-4a57-9c28-7a1b7f1d2e33";
  for (Line& line : act.lines) line = base;
  act.lines[0].kind = Kind::event_accepted;
  act.lines[0].event = "deposer";
  act.lines[1].kind = Kind::datum_stored;
  act.lines[1].fields = {"demande.duree", "demande.plaque"};
  act.lines[1].payload = {{"demande.duree", act.data[1].value}, {"demande.plaque", "AB-123-CD"}};
  act.lines[1].permit = kept();
  act.lines[2].kind = Kind::transition;
  act.lines[2].from = "saisie", act.lines[2].to = act.dossier.state;
  act.lines[2].rule = "saisie/deposer/1", act.lines[2].decision = "yes";
  act.lines[3].kind = Kind::deadline_set;
  act.lines[3].rule = "silence", act.lines[3].due = *act.dossier.next_due;
  return act;
}

void perform(Database& database, Dossiers& dossiers, Log& log, const Act& act) {
  auto transaction = Transaction::begin(database);
  must(transaction.ok(), "begin");
  must(dossiers.update(act.dossier).ok(), "update");
  for (const DatumRow& datum : act.data) must(dossiers.put_datum(act.dossier.id, datum, kept()).ok(), "datum");
  for (const Line& line : act.lines) must(log.append(line, 1'700'000'000).ok(), "line");
  must(transaction->commit().ok(), "commit");
}

void open_cases(Dossiers& dossiers) {
  must(dossiers.keep_definition("carte-stationnement", 1, std::string(64, 'd'), "...").ok(), "text");
  for (int i = 0; i < kCases; ++i) must(dossiers.insert(case_row()).ok(), "insert");
}

// The other side: the C interface, nothing between the bytes and the table.
class Bare {
 public:
  explicit Bare(const std::string& file) {
    must(sqlite3_open(file.c_str(), &handle_) == SQLITE_OK, "open");
    exec(
        "DROP TRIGGER audit_entry_follows; DROP TRIGGER audit_entry_stays;"
        "DROP TRIGGER audit_entry_remains; DROP TRIGGER payload_follows; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF");
    const char* const sql[] = {
        "BEGIN IMMEDIATE",
        "UPDATE dossier SET identity = ?, state = ?, now = ?, standing = ?, next_due = ? WHERE id = ?",
        "INSERT INTO datum VALUES (?, ?, ?, 7, ?, ?) ON CONFLICT DO UPDATE SET nonce = excluded.nonce, ct = excluded.ct",
        "INSERT INTO audit_entry VALUES (?, ?, ?, ?)",
        "INSERT INTO payload VALUES (?, ?, 7, ?, ?)",
        "COMMIT"};
    for (int i = 0; i < 6; ++i)
      must(sqlite3_prepare_v2(handle_, sql[i], -1, &statements_[i], nullptr) == SQLITE_OK, sql[i]);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }

  void exec(const char* sql) { must(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql); }
  Bare& use(int statement) { return current_ = statements_[statement], at_ = 1, *this; }
  Bare& integer(std::int64_t value) { return sqlite3_bind_int64(current_, at_++, value), *this; }
  Bare& text(const std::string& value) {
    sqlite3_bind_text(current_, at_++, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    return *this;
  }
  Bare& blob(const std::string& value) {
    sqlite3_bind_blob(current_, at_++, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    return *this;
  }
  void run() {
    must(sqlite3_step(current_) == SQLITE_DONE, "step");
    sqlite3_reset(current_);
  }
 private:
  sqlite3* handle_ = nullptr;
  sqlite3_stmt* statements_[6]{};
  sqlite3_stmt* current_ = nullptr;
  int at_ = 1;
};

// What our layers wrote, read back: the rows of every act, in order.
struct Written {
  std::vector<std::string> envelopes, leaves, payloads;  // payloads: one per act
};

Written write_all_once(const std::string& file, const std::vector<Act>& acts) {
  {
    auto database = Database::open(file, Database::Mode::write);
    must(database.ok(), "open");
    Dossiers dossiers{*database};
    Log log{*database};
    open_cases(dossiers);
    for (const Act& act : acts) perform(*database, dossiers, log, act);
  }
  Written written;
  sqlite3* handle = nullptr;
  must(sqlite3_open(file.c_str(), &handle) == SQLITE_OK, "open");
  const auto read = [&](const char* sql, std::vector<std::string>& into) {
    sqlite3_stmt* each = nullptr;
    must(sqlite3_prepare_v2(handle, sql, -1, &each, nullptr) == SQLITE_OK, sql);
    while (sqlite3_step(each) == SQLITE_ROW)
      into.emplace_back(static_cast<const char*>(sqlite3_column_blob(each, 0)),
                        static_cast<std::size_t>(sqlite3_column_bytes(each, 0)));
    sqlite3_finalize(each);
  };
  read("SELECT env FROM audit_entry ORDER BY seq", written.envelopes);
  read("SELECT leaf FROM audit_entry ORDER BY seq", written.leaves);
  read("SELECT ct FROM payload ORDER BY seq", written.payloads);
  sqlite3_close(handle);
  return written;
}

void perform_bare(Bare& bare, const Act& act, const Written& written, std::size_t i) {
  bare.use(0).run();
  bare.use(1).text(act.dossier.identity).text(act.dossier.state).integer(act.dossier.now);
  bare.text(act.dossier.standing).integer(*act.dossier.next_due).integer(act.dossier.id).run();
  for (const DatumRow& datum : act.data) {
    const std::string sealed = datum.value + kTag;
    bare.use(2).integer(act.dossier.id).text(datum.name).text(datum.member).blob(kNonce).blob(sealed).run();
  }
  for (std::size_t line = 0; line < 4; ++line) {
    const std::size_t seq = 4 * i + line;
    const auto number = static_cast<std::int64_t>(seq);
    bare.use(3).integer(number).blob(written.envelopes[seq]).blob(written.leaves[seq]).integer(act.dossier.id).run();
    if (line == 1) bare.use(4).integer(number).integer(1).blob(kNonce).blob(written.payloads[i]).run();
  }
  bare.use(5).run();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Of one act, in microseconds: on the wall, and of this program's processor without the disk's wait.
struct Spent {
  std::vector<double> wall, processor;
  template <class Body>
  void time(Body&& body) {
    const std::clock_t busy = std::clock();
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < kActs; ++i) body(i);
    const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - begin;
    wall.push_back(spent.count() / kActs);
    processor.push_back(1e6 * static_cast<double>(std::clock() - busy) / CLOCKS_PER_SEC / kActs);
  }
};

}  // namespace

int main(int count, char** arguments) {
  const std::filesystem::path folder = std::filesystem::path{count > 1 ? arguments[1] : "."} / "store_bench";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto place = [&](const char* name) { return (folder / name).string(); };
  std::vector<Act> acts;
  for (int i = 0; i < kRounds * kActs; ++i) acts.push_back(act_number(i));
  const std::string rehearsal = place("rehearsal.db");
  const Written written = write_all_once(rehearsal, acts);

  const std::string bare_file = place("bare.db");
  {
    auto database = Database::open(bare_file, Database::Mode::write);
    must(database.ok(), "open");
    Dossiers dossiers{*database};
    open_cases(dossiers);
  }
  const std::string our_file = place("ours.db");
  {
    Bare bare{bare_file};
    auto database = Database::open(our_file, Database::Mode::write);
    must(database.ok(), "open");
    Dossiers dossiers{*database};
    Log log{*database};
    open_cases(dossiers);

    Spent ours, theirs;
    std::vector<double> ratios;
    for (int round = 0; round < kRounds; ++round) {
      const auto first = static_cast<std::size_t>(round) * kActs;
      const auto run_ours = [&] {
        ours.time([&](int i) { perform(*database, dossiers, log, acts[first + static_cast<std::size_t>(i)]); });
      };
      const auto run_bare = [&] {
        theirs.time([&](int i) {
          const std::size_t at = first + static_cast<std::size_t>(i);
          perform_bare(bare, acts[at], written, at);
        });
      };
      round % 2 == 0 ? (run_ours(), run_bare()) : (run_bare(), run_ours());
      ratios.push_back(theirs.wall.back() / ours.wall.back());
    }
    const auto line = [](const char* name, const Spent& spent) {
      std::printf("  %-12s %8.1f us  %6.0f acts/s   (processor %6.1f us)\n", name, median(spent.wall),
                  1e6 / median(spent.wall), median(spent.processor));
    };
    std::printf("durable act: %d rounds of %d acts, alternating; medians\n", kRounds, kActs);
    line("bare SQLite", theirs);
    line("our layers", ours);
    std::printf("  speed ratio  %8.2f      (gate: 0.60, aim: 0.75)\n", median(ratios));
  }
  std::filesystem::remove_all(folder);
  return 0;
}
