// What a log keeps while it is open, and what it does as a transaction closes: shared by log.cpp, which writes and tells
// lines, and checkpoints.cpp, which counts names, signs and shows to the witness. Nobody else includes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/completeness.h"
#include "audit/log.h"
#include "audit/note.h"
#include "audit/pseudonyms.h"
#include "audit/signing.h"
#include "store/statement.h"
#include "store/vault.h"

namespace guichet::audit {

using base::Result;
using store::Execution;
using store::Prepared;

// Nothing of what was appended is remembered here: the next number and the previous clock are read from the table in
// each transaction, so a rollback has nothing to undo and two logs on one database agree.
// (Names are remembered, and forgotten when something was undone.)
struct Log::Inner {
  explicit Inner(store::Database& database)
      : connection{database.handle()},
        vault{database.vault()},
        closing{database.closing()},
        tree{database},
        map{database},
        pseudonyms{database} {}

  SQLite::Database& connection;
  store::Vault& vault;
  std::shared_ptr<store::Closing>& closing;
  const std::string& file = connection.getFilename();
  std::string origin;             // of the database, never changes
  std::string envelope, payload;  // buffers, kept from line to line
  std::vector<Certificate> chain;  // the keys of the signer, once asked: only this side changes them
  Tree tree;
  CompletenessMap map;
  Pseudonyms pseudonyms;

  Prepared find_origin{connection, "SELECT origin FROM audit_origin"};
  Prepared last{connection, "SELECT seq, env FROM audit_entry ORDER BY seq DESC LIMIT 1"};
  Prepared insert_entry{connection, "INSERT INTO audit_entry(seq, env, leaf, dossier) VALUES (?, ?, ?, ?)"};
  Prepared insert_payload{connection,
                          "INSERT INTO payload(seq, subject_ref, key_id, nonce, ct) "
                          "VALUES (?, ?, ?, ?, ?)"};
  Prepared entries{connection, "SELECT seq, env, leaf FROM audit_entry WHERE seq >= ? ORDER BY seq LIMIT ?"};
  Prepared of_dossier{connection,
                      "SELECT e.seq, e.env, e.leaf, p.key_id, p.nonce, p.ct, p.subject_ref FROM audit_entry e "
                      "LEFT JOIN payload p ON p.seq = e.seq WHERE e.dossier = ? AND e.seq >= ? ORDER BY e.seq"};

  Prepared last_checkpoint{connection, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"};
  Prepared count_checkpoints{connection, "SELECT count(*), coalesce(max(size), -1) FROM checkpoint"};
  Prepared find_witnessed{connection, "SELECT coalesce(max(size), 0) FROM checkpoint WHERE cosig <> ''"};
  Prepared find_pruned{connection, "SELECT size FROM audit_pruned"};
  Prepared backwards{connection, "SELECT seq, env FROM audit_entry ORDER BY seq DESC"};
  Prepared last_cosigned{connection, "SELECT note || cosig FROM checkpoint WHERE cosig <> '' AND size > ? ORDER BY size DESC LIMIT 1"};
  Prepared last_covering{connection, "SELECT note FROM checkpoint WHERE size > ? ORDER BY size DESC LIMIT 1"};
  Prepared find_cosignature{connection, "SELECT cosig FROM checkpoint WHERE size = ?"};
  Prepared keep_cosignature{connection, "UPDATE checkpoint SET cosig = ?2 WHERE size = ?1"};
  Prepared lines_of{connection, "SELECT seq FROM audit_entry WHERE dossier = ? ORDER BY seq"};

  base::Failure damaged(std::int64_t seq) const {
    return {
        {N_("{file}: line {seq} of the log is not what was written"), {{"file", file}, {"seq", std::to_string(seq)}}}};
  }

  Result<InTransaction*> in_transaction(const std::shared_ptr<Inner>& self);
  Result<std::int64_t> append(const Line& line, std::int64_t recorded, const std::shared_ptr<Inner>& self);
  base::Outcome append_map(std::optional<std::int64_t> recorded, const std::shared_ptr<Inner>& self);
  Result<bool> is_counted();
  // A checkpoint is signed beside what comes next: asked for as a transaction ends, kept with the following one, or
  // before anybody asks for checkpoints.
  struct Signing {
    std::int64_t size = 0;
    std::string text;  // then the note
    std::optional<base::Child> signer;  // none once it has answered
    store::Closing::Begin begin;
  };
  std::optional<Signing> signing;
  Result<bool> may_sign_later();
  base::Outcome sign_later(const store::Closing::Begin& begin);
  bool was_signed();        // false when the signer refused or is gone: then there is nothing to keep
  void keep_signed();       // in the transaction that is open
  base::Outcome settle();   // in one of its own
  [[nodiscard]] Signer signer() const { return {file, note_name(vault)}; }
  base::Outcome say_checkpoint(const store::Closing::Begin& begin, const std::shared_ptr<Inner>& self);
  base::Outcome certify(const store::Closing::Begin& begin, const std::shared_ptr<Inner>& self);
  base::Outcome show_witness(const Head& head, const std::string& note, const store::Closing::Begin& begin);
  Result<Told> tell(const Execution& row, std::int64_t dossier, const std::string& pseudonym);
};

// The head moves when the transaction commits, once for all its lines, and so do the counts of names.
class Log::InTransaction : public store::Closing {
 public:
  InTransaction(std::shared_ptr<Inner> log, std::int64_t before, std::optional<std::int64_t> recorded)
      : log_{std::move(log)}, before_{before}, next_{before}, recorded_{recorded} {
    log_->map.begin();
  }
  [[nodiscard]] CompletenessMap& map() { return log_->map; }
  [[nodiscard]] std::int64_t next() const { return next_; }
  [[nodiscard]] std::optional<std::int64_t> recorded() const { return recorded_; }  // of the line before
  void written(std::int64_t recorded) { ++next_, recorded_ = recorded; }
  [[nodiscard]] base::Outcome close() override;
  [[nodiscard]] base::Outcome closed(const Begin& begin) override;
  // The map is committed to, whatever the number of lines; `recorded` as for append.
  void count_at(std::int64_t recorded) { count_at_ = recorded; }
 private:
  std::shared_ptr<Inner> log_;
  std::int64_t before_, next_;
  std::optional<std::int64_t> recorded_;
  std::optional<std::int64_t> count_at_;
  bool checkpoint_due_ = false;
  bool kept_ = false;  // the checkpoint asked for before
  bool signer_failed_ = false;
};

}  // namespace guichet::audit
