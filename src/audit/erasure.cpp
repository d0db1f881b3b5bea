#include "audit/erasure.h"

#include <fmt/format.h>

#include <charconv>

#include "store/failure.h"
#include "store/statement.h"

namespace guichet::audit {

using base::Outcome;
using base::Result;
using store::Execution;
using store::Prepared;

namespace {

// A request as its row keeps it, until it is done and after.
struct Requested {
  std::int64_t seq = 0;
  std::int64_t ref = 0;
  bool whole = false;
  std::vector<std::int64_t> keys;
  bool done = false;
};

std::vector<std::string> as_texts(const std::vector<std::int64_t>& keys) {
  std::vector<std::string> texts;
  for (const std::int64_t key : keys) texts.push_back(std::to_string(key));
  return texts;
}

std::vector<std::int64_t> split(std::string_view text) {
  std::vector<std::int64_t> keys;
  while (!text.empty()) {
    std::int64_t key = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), key);
    keys.push_back(key);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    text.remove_prefix(text.empty() ? 0 : 1);
  }
  return keys;
}

bool covers(const Erasure& erasure, const store::Hold& hold) {
  return (!erasure.dossier || *erasure.dossier == hold.dossier) && (!erasure.purpose || *erasure.purpose == hold.purpose);
}

Line line_for(Kind kind, const Erasure& erasure, const std::string& reason) {
  Line line{.kind = kind, .at = erasure.at};
  line.dossier = erasure.dossier.value_or(0);
  line.subject = erasure.subject;
  line.purpose = erasure.purpose.value_or("");
  line.reason = reason;
  return line;
}

// First the line and the row, in one transaction: from there on it will be carried out, crash or not.
Result<Requested> request(store::Database& database, Log& log, const Erasure& erasure, const HoldRule& rule,
                          std::int64_t recorded, Erased& erased) {
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.failure();
  Requested requested{.ref = database.vault().known_ref(erasure.subject)};
  requested.whole = !erasure.dossier && !erasure.purpose;
  for (const store::Vault::Key& key : database.vault().keys_of(requested.ref)) {
    if (!covers(erasure, key.hold)) continue;
    const auto reason = rule ? rule(key.hold) : std::nullopt;
    if (!reason) {
      requested.keys.push_back(key.id);
      continue;
    }
    requested.whole = false;
    Line held = line_for(Kind::erasure_held, erasure, *reason);
    held.dossier = key.hold.dossier;
    held.purpose = key.hold.purpose;
    if (const auto written = log.append(held, recorded); !written) return written.failure();
    erased.held.push_back({key.hold, *reason});
  }
  Line line = line_for(Kind::erasure_requested, erasure, erasure.reason);
  line.fields = as_texts(requested.keys);
  const auto seq = log.append(line, recorded);
  if (!seq) return seq.failure();
  requested.seq = *seq;
  Prepared insert{database.handle(), "INSERT INTO audit_erasure(seq, ref, whole, keys) VALUES (?, ?, ?, ?)"};
  const std::string keys = fmt::format("{}", fmt::join(requested.keys, ","));
  insert().bind(*seq).bind(requested.ref).bind(std::int64_t{requested.whole}).bind(keys).run();
  if (Outcome done = transaction->commit(); !done) return done.failure();
  return requested;
}

// Then the keys, and what the journals still hold.
Outcome shred(store::Database& database, Log& log, const Requested& requested) {
  database.vault().destroy(requested.keys);
  if (requested.whole) database.vault().forget(requested.ref);
  log.forget_names();
  return database.empty_journal();
}

// Last the line that says so. It names no person: there may be none to name any more.
Result<std::int64_t> conclude(store::Database& database, Log& log, const Requested& requested, const char* reason,
                              std::int64_t at, std::int64_t recorded) {
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.failure();
  Line line{.kind = Kind::erasure_done, .at = at};
  line.reason = reason;
  line.trace = "erasure-" + std::to_string(requested.seq);
  line.code = std::to_string(requested.keys.size());
  line.fields = as_texts(requested.keys);
  const auto seq = log.append(line, recorded);
  if (!seq) return seq.failure();
  if (!requested.done) {
    Prepared update{database.handle(), "UPDATE audit_erasure SET done = ? WHERE seq = ?"};
    update().bind(*seq).bind(requested.seq).run();
  }
  if (Outcome done = transaction->commit(); !done) return done.failure();
  return seq;
}

std::vector<Requested> all_requested(store::Database& database) {
  std::vector<Requested> all;
  Prepared find{database.handle(), "SELECT seq, ref, whole, keys, done FROM audit_erasure ORDER BY seq"};
  Execution each = find();
  while (each.row())
    all.push_back({each.integer(0), each.integer(1), each.integer(2) != 0, split(each.bytes(3)), !each.is_null(4)});
  return all;
}

bool came_back(store::Vault& vault, const Requested& requested) {
  for (const std::int64_t key : requested.keys)
    if (vault.has_key(key)) return true;
  return requested.whole && !vault.subject(requested.ref).empty();
}

}  // namespace

Result<Erased> erase(store::Database& database, Log& log, const Erasure& erasure, const HoldRule& rule,
                     std::int64_t recorded) {
  return store::guarded(database.handle().getFilename(), [&]() -> Result<Erased> {
    Erased erased;
    if (database.vault().known_ref(erasure.subject) == 0) return erased;
    const auto requested = request(database, log, erasure, rule, recorded, erased);
    if (!requested) return requested.failure();
    if (Outcome gone = shred(database, log, *requested); !gone) return gone.failure();
    const auto done = conclude(database, log, *requested, "", erasure.at, recorded);
    if (!done) return done.failure();
    erased.requested = requested->seq;
    erased.done = *done;
    erased.keys = requested->keys;
    erased.forgotten = requested->whole;
    return erased;
  });
}

Result<std::int64_t> resume_erasures(store::Database& database, Log& log, std::int64_t recorded) {
  return store::guarded(database.handle().getFilename(), [&]() -> Result<std::int64_t> {
    std::int64_t finished = 0;
    for (const Requested& requested : all_requested(database)) {
      if (requested.done && !came_back(database.vault(), requested)) continue;
      if (Outcome gone = shred(database, log, requested); !gone) return gone.failure();
      const char* const reason = requested.done ? "keys-came-back" : "resumed";
      if (const auto done = conclude(database, log, requested, reason, 0, recorded); !done) return done.failure();
      ++finished;
    }
    return finished;
  });
}

}  // namespace guichet::audit
