// One act on a case and its log, and what is found there afterwards: shared by the tests of failing disks, which run it
// in their process, and of failing system calls, which run it in another.
#pragma once

#include <filesystem>
#include <string>

#include "audit/log.h"
#include "store/dossiers.h"
#include "store/scratch.h"
#include "support/permits.h"
#include "verify/check.h"
#include "verify/words.h"

namespace guichet::faults {

namespace fs = std::filesystem;
using store::Database;
using store::sentence_of;

inline constexpr std::int64_t kLines = 4;  // of one act

// The case moves, two values are stored, four lines say so; the first of them is about them.
inline bool act(const fs::path& file, std::int64_t now, std::string& said) {
  auto database = Database::open(file, Database::Mode::write);
  if (!database) return said = sentence_of(database), false;
  store::Dossiers dossiers{*database};
  audit::Log log{*database};
  auto transaction = store::Transaction::begin(*database);
  if (!transaction) return said = sentence_of(transaction), false;
  const auto failed = [&](const auto& result) { return said = sentence_of(result), !result; };
  store::DossierRow row{.id = 1, .procedure = "p", .digest = "d", .citizen = "c-1", .state = "s", .now = now, .standing = "{}"};
  if (now == 0) {
    row.id = 0;
    if (failed(dossiers.keep_definition("p", 1, "d", std::string(3000, 't'))) || failed(dossiers.insert(row))) return false;
  } else if (failed(dossiers.update(row))) {
    return false;
  }
  if (failed(dossiers.put_datum(1, {"demande.plaque", "", "AB-" + std::to_string(now)}, permit_for()))) return false;
  for (std::int64_t i = 0; i < kLines; ++i) {
    audit::Line line{.kind = audit::Kind::transition, .at = now, .dossier = 1, .subject = "c-1"};
    if (i == 0) line.payload = {{"demande.plaque", "AB-" + std::to_string(now)}}, line.permit = permit_for();
    if (failed(log.append(line, 100))) return false;
  }
  return !failed(transaction->commit());
}

struct Seen {
  std::int64_t lines = -1, now = -1;
  verify::Verdict verdict = verify::Verdict::cannot_check;
  std::string told;
};
inline Seen look(const fs::path& file) {
  Seen seen;
  const auto report = verify::check_database(file.string(), {});
  seen.verdict = report.verdict;
  seen.told = verify::describe(report, "log", verify::Lang::en);
  auto database = Database::open(file, Database::Mode::write);  // as the next command will
  if (!database) return seen.told += sentence_of(database), seen;
  audit::Log log{*database};
  store::Dossiers dossiers{*database};
  const auto head = log.head();
  const auto row = dossiers.find(1);
  if (head) seen.lines = head->size;
  if (row && *row) seen.now = (*row)->now;
  return seen;
}

// The database of three acts, made once, and a fresh copy of it.
inline void copy_database(const fs::path& from, const fs::path& to) {
  for (const char* end : {"", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"}) {
    fs::remove(to.string() + end);
    if (fs::exists(from.string() + end)) fs::copy_file(from.string() + end, to.string() + end);
  }
}

}  // namespace guichet::faults
