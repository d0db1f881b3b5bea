// The statements behind Dossiers, shared by its two files: cases and data, then outbox and letters.
#pragma once

#include "store/dossiers.h"
#include "store/statement.h"
#include "store/vault.h"

namespace guichet::store {

struct Dossiers::Inner {
  SQLite::Database& connection;
  Vault& vault;
  const std::string& file = connection.getFilename();

  Prepared open_otherwise{connection,
                          "SELECT 1 FROM dossier WHERE procedure = ? AND outcome = '' "
                          "AND version = ? AND digest <> ? LIMIT 1"};
  Prepared insert_definition{connection,
                             "INSERT INTO definition(digest, procedure, version, text) "
                             "VALUES (?, ?, ?, ?) ON CONFLICT(digest) DO NOTHING"};
  Prepared definition{connection, "SELECT text FROM definition WHERE digest = ?"};

  Prepared insert{connection,
                  "INSERT INTO dossier(id, procedure, version, digest, citizen, identity, state, "
                  "outcome, opened, now, closed, next_due, standing) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  // Three statements: the last two touch an index each, and mostly have nothing to do.
  Prepared move{connection, "UPDATE dossier SET identity = ?, state = ?, now = ?, standing = ? WHERE id = ?"};
  Prepared schedule{connection, "UPDATE dossier SET next_due = ?1 WHERE id = ?2 AND next_due IS NOT ?1"};
  Prepared close{connection,
                 "UPDATE dossier SET outcome = ?1, closed = ?2 WHERE id = ?3 "
                 "AND (outcome, closed) IS NOT (?1, ?2)"};
  Prepared find{connection,
                "SELECT id, procedure, version, digest, citizen, identity, state, outcome, opened, "
                "now, closed, next_due, standing FROM dossier WHERE id = ?"};
  Prepared all{connection,
               "SELECT id, procedure, version, digest, citizen, identity, state, outcome, opened, "
               "now, closed, next_due, standing FROM dossier ORDER BY id"};
  Prepared procedures{connection, "SELECT DISTINCT procedure FROM definition ORDER BY procedure"};
  Prepared last_moment{connection, "SELECT coalesce(max(now), 0) FROM dossier"};
  Prepared of_citizen{connection,
                      "SELECT id, procedure, version, digest, citizen, identity, state, outcome, opened, "
                      "now, closed, next_due, standing FROM dossier WHERE citizen = ? ORDER BY id"};
  // Values are sealed: which case holds the one sought is known once each is opened.
  Prepared find_open{connection,
                     "SELECT dossier.id, datum.member, datum.key_id, datum.nonce, datum.ct FROM dossier "
                     "CROSS JOIN datum ON datum.dossier = dossier.id "
                     "WHERE dossier.procedure = ? AND dossier.outcome = '' AND datum.name = ? "
                     "ORDER BY dossier.id"};
  Prepared next_due{connection,
                    "SELECT next_due, id FROM dossier WHERE next_due IS NOT NULL "
                    "AND next_due <= ? ORDER BY next_due, id LIMIT 1"};

  Prepared citizen_of{connection, "SELECT citizen FROM dossier WHERE id = ?"};
  Prepared data{connection,
                "SELECT name, member, key_id, nonce, ct FROM datum WHERE dossier = ? ORDER BY name, member"};
  Prepared put_datum{connection,
                     "INSERT INTO datum(dossier, name, member, key_id, nonce, ct) VALUES (?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT(dossier, name, member) DO UPDATE SET key_id = excluded.key_id, "
                     "nonce = excluded.nonce, ct = excluded.ct"};
  Prepared erase_datum{connection, "DELETE FROM datum WHERE dossier = ? AND name = ? AND member = ?"};

  Prepared insert_outbox{connection,
                         "INSERT INTO outbox(dossier, member, visit, attempt, state, leave_at, "
                         "arrives_at, key, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Prepared update_outbox{connection,
                         "UPDATE outbox SET attempt = ?, state = ?, leave_at = ?, arrives_at = ?, "
                         "key = ?, trace = ? WHERE id = ?"};
  Prepared open_outbox{connection,
                       "SELECT id, dossier, member, visit, attempt, state, leave_at, arrives_at, "
                       "key, trace FROM outbox WHERE dossier = ? AND state < 2 ORDER BY id"};

  Prepared insert_letter{connection,
                         "INSERT INTO letter(dossier, at, recipient, title, key_id, nonce, ct) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)"};
  // The person a case is about.
  std::int64_t ref_of(std::int64_t dossier) {
    Execution found = citizen_of();
    return found.bind(dossier).row() ? found.integer(0) : 0;
  }
  base::Failure unreadable(std::int64_t dossier) const;
  // Nothing when the key is gone.
  base::Result<std::optional<std::string>> unseal(const Execution& row, int column, std::int64_t dossier,
                                                  const std::string& about);
  DossierRow read_dossier(const Execution& at);

  Prepared letters{connection,
                   "SELECT dossier, at, recipient, title, key_id, nonce, ct FROM letter WHERE dossier = ? "
                   "ORDER BY id"};
};

// The name of the first text that is not UTF-8, or nothing. Pairs of (name, text).
struct NamedText {
  const char* name;
  std::string_view text;
};
[[nodiscard]] const char* first_not_utf8(std::initializer_list<NamedText> texts);

}  // namespace guichet::store
