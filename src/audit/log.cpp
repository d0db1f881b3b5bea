#include "audit/log.h"

#include <sqlite3.h>

#include <algorithm>

#include "audit/anchor.h"
#include "audit/envelope.h"
#include "audit/note.h"
#include "audit/pseudonyms.h"
#include "audit/seal.h"
#include "base/ensure.h"
#include "store/failure.h"
#include "store/statement.h"
#include "store/vault.h"

namespace guichet::audit {

using base::Result;
using store::Execution;
using store::Prepared;

namespace {

// What a sealed payload is about: moved to another line, it does not open.
std::string about_payload(const std::string& origin, std::int64_t seq, std::int64_t ref) {
  return "payload\n" + origin + '\n' + std::to_string(seq) + '\n' + std::to_string(ref);
}

const char* sentence(Unwritable::Why why) {
  switch (why) {
    case Unwritable::Why::invalid_utf8:
      return N_("{file}: the log refuses '{field}', which is not valid UTF-8");
    case Unwritable::Why::not_ascii_name:
      return N_("{file}: the log refuses the name '{field}', which is not ASCII");
    case Unwritable::Why::integer_too_large:
      return N_("{file}: the log refuses '{field}', a number beyond 2^53 - 1");
    case Unwritable::Why::too_long:
      return N_("{file}: the log refuses '{field}': a line has at most 65,535 bytes");
  }
  return "";
}

}  // namespace

// Nothing of what was appended is remembered here: the next number and the previous clock are read
// from the table each time, so a rollback has nothing to undo and two logs on one database agree.
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
  Tree tree;
  CompletenessMap map;
  Pseudonyms pseudonyms;

  Prepared find_origin{connection, "SELECT origin FROM audit_origin"};
  Prepared last{connection, "SELECT seq, env FROM audit_entry ORDER BY seq DESC LIMIT 1"};
  Prepared insert_entry{connection, "INSERT INTO audit_entry(seq, env, leaf) VALUES (?, ?, ?)"};
  Prepared insert_of{connection, "INSERT INTO audit_of(dossier, seq) VALUES (?, ?)"};
  Prepared insert_payload{connection,
                          "INSERT INTO payload(seq, subject_ref, key_id, nonce, ct) "
                          "VALUES (?, ?, ?, ?, ?)"};
  Prepared entries{connection, "SELECT seq, env, leaf FROM audit_entry WHERE seq >= ? ORDER BY seq LIMIT ?"};
  Prepared of_dossier{connection,
                      "SELECT e.seq, e.env, e.leaf, p.key_id, p.nonce, p.ct, p.subject_ref FROM audit_of o "
                      "JOIN audit_entry e ON e.seq = o.seq LEFT JOIN payload p ON p.seq = o.seq "
                      "WHERE o.dossier = ? ORDER BY o.seq"};

  Prepared last_checkpoint{connection, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"};
  Prepared count_checkpoints{connection, "SELECT count(*), coalesce(max(size), -1) FROM checkpoint"};
  Prepared find_witnessed{connection, "SELECT coalesce(max(size), 0) FROM checkpoint WHERE cosig <> ''"};
  Prepared find_pruned{connection, "SELECT size FROM audit_pruned"};
  Prepared backwards{connection, "SELECT seq, env FROM audit_entry ORDER BY seq DESC"};
  Prepared find_cosignature{connection, "SELECT cosig FROM checkpoint WHERE size = ?"};
  Prepared keep_cosignature{connection, "UPDATE checkpoint SET cosig = ?2 WHERE size = ?1"};
  Prepared lines_of{connection, "SELECT seq FROM audit_of WHERE dossier = ? ORDER BY seq"};

  base::Failure damaged(std::int64_t seq) const {
    return {
        {N_("{file}: line {seq} of the log is not what was written"), {{"file", file}, {"seq", std::to_string(seq)}}}};
  }
  base::Failure refusal(const Unwritable& unwritable) const {
    return {{sentence(unwritable.why), {{"file", file}, {"field", unwritable.field}}}};
  }

  Result<Inner*> in_transaction(std::int64_t next, const std::shared_ptr<Inner>& self);
  Result<std::int64_t> append(const Line& line, std::int64_t recorded, const std::shared_ptr<Inner>& self);
  base::Outcome append_map(std::optional<std::int64_t> recorded, const std::shared_ptr<Inner>& self);
  Result<bool> is_counted();
  [[nodiscard]] Signer signer() const { return {file, note_name(vault)}; }
  base::Outcome say_checkpoint(const store::Closing::Begin& begin, const std::shared_ptr<Inner>& self);
  base::Outcome certify(const std::vector<Certificate>& chain, const store::Closing::Begin& begin,
                        const std::shared_ptr<Inner>& self);
  base::Outcome show_witness(const Head& head, const std::string& note, const std::vector<Certificate>& chain,
                             const store::Closing::Begin& begin);
  Result<Told> tell(const Execution& row, std::int64_t dossier, const std::string& pseudonym);
};

// The head moves when the transaction commits, once for all its lines, and so do the counts of names.
class Log::InTransaction : public store::Closing {
 public:
  InTransaction(std::shared_ptr<Inner> log, std::int64_t before) : log_{std::move(log)}, before_{before} { log_->map.begin(); }
  [[nodiscard]] Inner& log() { return *log_; }
  [[nodiscard]] base::Outcome close() override;
  [[nodiscard]] base::Outcome closed(const Begin& begin) override;
  // The map is committed to, whatever the number of lines; `recorded` as for append.
  void count_at(std::int64_t recorded) { count_at_ = recorded; }
 private:
  std::shared_ptr<Inner> log_;
  std::int64_t before_;
  std::optional<std::int64_t> count_at_;
  bool checkpoint_due_ = false;
};

namespace {

// The more names, the rarer: counting them all costs what they are.
std::int64_t checkpoint_every(std::int64_t names) {
  std::int64_t every = kCheckpointEvery;
  while (every < names / 4) every *= 2;
  return every;
}

}  // namespace

base::Outcome Log::InTransaction::close() {
  std::int64_t size = 0;
  if (Execution last = log_->last(); last.row()) size = last.integer(0) + 1;
  if (size == before_ && !count_at_) return base::Done{};  // every line was refused
  log_->map.flush();
  bool due = size / kCheckpointEvery != before_ / kCheckpointEvery;
  if (due) {
    const std::int64_t every = checkpoint_every(log_->map.size());
    due = size / every != before_ / every;
  }
  if (due || count_at_)
    if (base::Outcome counted = log_->append_map(count_at_, log_); !counted) return counted;
  if (base::Outcome extended = log_->tree.extend(); !extended) return extended;
  const Result<Head> head = log_->tree.head();
  if (!head) return head.failure();
  checkpoint_due_ = due;
  return base::Done{};
}

base::Outcome Log::InTransaction::closed(const Begin& begin) {
  if (!checkpoint_due_) return base::Done{};
  return store::guarded(log_->file, [&] { return log_->say_checkpoint(begin, log_); });
}

// Lines that no head covered where this transaction begins were not written by a Guichet, and are not adopted.
// Two logs in one transaction count together.
Result<Log::Inner*> Log::Inner::in_transaction(std::int64_t next, const std::shared_ptr<Inner>& self) {
  if (!closing) {
    const Result<Head> head = tree.head();
    if (!head) return head.failure();
    if (head->size != next) return damaged(std::min(head->size, next));
    closing = std::make_shared<InTransaction>(self, next);
  }
  return &static_cast<InTransaction&>(*closing).log();
}

// About no case and nobody: dated as the line before it.
base::Outcome Log::Inner::append_map(std::optional<std::int64_t> recorded, const std::shared_ptr<Inner>& self) {
  Line line{.kind = Kind::names_counted};
  if (Execution previous = last(); previous.row()) {
    const std::optional<Opened> opened = read_envelope(previous.view(1));
    if (!opened) return damaged(previous.integer(0));
    line.at = opened->line.at;
    if (!recorded) recorded = opened->recorded;
  }
  line.size = map.size();
  line.root = to_hex(view(map.root()));
  const auto seq = append(line, recorded.value_or(0), self);
  return seq ? base::Outcome{base::Done{}} : base::Outcome{seq.failure()};
}

// Whether the last line commits to the map, so that nothing was counted since.
Result<bool> Log::Inner::is_counted() {
  Execution previous = last();
  if (!previous.row()) return false;
  const std::optional<Opened> opened = read_envelope(previous.view(1));
  if (!opened) return damaged(previous.integer(0));
  return opened->line.kind == Kind::names_counted;
}

Result<std::int64_t> Log::Inner::append(const Line& line, std::int64_t recorded, const std::shared_ptr<Inner>& self) {
  Stamp stamp{.recorded = recorded};
  if (origin.empty()) {
    Execution found = find_origin();
    if (!found.row()) return damaged(0);
    origin = found.bytes(0);
  }
  stamp.origin = origin;
  if (Execution previous = last(); previous.row()) {
    stamp.seq = previous.integer(0) + 1;
    const std::optional<std::int64_t> before = recorded_of(previous.view(1));
    if (!before) return damaged(stamp.seq - 1);
    stamp.back = recorded < *before;
  }
  const Result<Inner*> counting = in_transaction(stamp.seq, self);
  if (!counting) return counting.failure();
  CompletenessMap& counts = (*counting)->map;

  Pseudonyms::Name dossier;
  if (line.dossier != 0) dossier = pseudonyms.of_dossier(line.dossier);
  Pseudonyms::SubjectName subject;
  if (!line.subject.empty()) subject = pseudonyms.of_subject(line.subject, line.recipient, line.purpose);
  stamp.dossier = dossier.pseudonym;
  stamp.subject = subject.pseudonym;
  if (!dossier.pseudonym.empty()) stamp.dossier_nth = counts.next(dossier.pseudonym);
  if (!subject.pseudonym.empty()) stamp.subject_nth = counts.next(subject.pseudonym);

  Bytes32 salt{};
  std::string com;
  if (!line.payload.empty()) {
    if (const auto unwritable = write_payload(line.payload, payload)) return refusal(*unwritable);
    salt = random_salt();
    com = to_hex(view(commitment(salt, payload)));
    payload.insert(0, view(salt));
  }
  stamp.com = com;
  if (const auto unwritable = write_envelope(line, stamp, envelope)) return refusal(*unwritable);
  const Bytes32 leaf = leaf_of(envelope);

  // From here on only the disk can refuse.
  insert_entry().bind(stamp.seq).bind_blob(envelope).bind_blob(view(leaf)).run();
  if (!dossier.pseudonym.empty()) counts.count(dossier.pseudonym, stamp.seq);
  if (!subject.pseudonym.empty()) counts.count(subject.pseudonym, stamp.seq);
  if (line.dossier != 0) {
    pseudonyms.keep(line.dossier, dossier);
    insert_of().bind(line.dossier).bind(stamp.seq).run();
  }
  if (!line.subject.empty()) pseudonyms.keep(line.subject, line.recipient, line.purpose, subject);
  if (!line.payload.empty()) {
    const store::Sealed sealed = vault.seal(*line.permit, subject.ref, line.dossier, payload,
                                            about_payload(origin, stamp.seq, subject.ref));
    insert_payload()
        .bind(stamp.seq)
        .bind(subject.ref)
        .bind(sealed.key_id)
        .bind_blob(sealed.nonce)
        .bind_blob(sealed.text)
        .run();
  }
  return stamp.seq;
}

Result<Log::Told> Log::Inner::tell(const Execution& row, std::int64_t dossier, const std::string& pseudonym) {
  const std::int64_t seq = row.integer(0);
  const std::string_view bytes = row.view(1);
  std::optional<Opened> opened = read_envelope(bytes);
  if (!opened || opened->seq != seq || opened->dossier != pseudonym || row.view(2) != view(leaf_of(bytes)))
    return damaged(seq);
  Told told{seq, opened->recorded, std::move(opened->line)};
  told.line.dossier = dossier;
  if (!opened->subject.empty()) told.line.subject = pseudonyms.subject_named(opened->subject);
  if (row.is_null(3)) return told;
  std::string kept;
  const std::string about = about_payload(opened->origin, seq, row.integer(6));
  const auto opening = vault.unseal(row.integer(3), row.view(4), row.view(5), about, kept);
  if (opening == store::Vault::Opening::no_key) return told;  // erased
  Bytes32 salt{};
  if (opening != store::Vault::Opening::opened || kept.size() < salt.size()) return damaged(seq);
  const std::string_view text = std::string_view{kept}.substr(salt.size());
  std::copy_n(kept.begin(), salt.size(), salt.begin());
  auto values = read_payload(text);
  if (!values || opened->com != to_hex(view(commitment(salt, text)))) return damaged(seq);
  told.line.payload = std::move(*values);
  return told;
}

// Which keys sign is said by lines of the log before they do. A key whose line was lost (a crash, a copy put back) is
// said again: the signer remembers all of them.
base::Outcome Log::Inner::certify(const std::vector<Certificate>& chain, const store::Closing::Begin& begin,
                                  const std::shared_ptr<Inner>& self) {
  std::size_t said = 0;
  if (Execution found = last_checkpoint(); found.row())
    for (std::size_t i = 0; i < chain.size(); ++i)
      if (is_signed_with(found.bytes(0), chain[i].key)) said = i + 1;
  if (said == chain.size()) return base::Done{};
  auto transaction = begin();
  if (!transaction) return transaction.failure();
  for (; said < chain.size(); ++said) {
    Line line{.kind = Kind::key_certified};
    std::int64_t recorded = 0;
    if (Execution previous = last(); previous.row()) recorded = recorded_of(previous.view(1)).value_or(0);
    line.reason = chain[said].reason;
    line.key = chain[said].key;
    line.signature = chain[said].signature;
    if (const auto written = append(line, recorded, self); !written) return written.failure();
  }
  return transaction->commit();
}

// Signed once it is committed: what the signer signed, nobody can take back.
base::Outcome Log::Inner::say_checkpoint(const store::Closing::Begin& begin, const std::shared_ptr<Inner>& self) {
  if (signer().in_memory()) return base::Done{};
  std::int64_t kept = 0;
  if (Execution found = count_checkpoints(); found.row()) kept = found.integer(0);
  Result<std::vector<Certificate>> chain = signer().chain();
  if (!chain) return chain.failure();
  if (kept / kEpoch >= static_cast<std::int64_t>(chain->size())) {
    const auto next = signer().next(false);
    if (!next) return next.failure();
    chain->push_back(*next);
  }
  if (base::Outcome said = certify(*chain, begin, self); !said) return said;
  const Result<Head> head = tree.head();
  if (!head) return head.failure();
  const auto note = sign_head(signer(), note_name(vault), *head);
  if (!note) return note.failure();
  std::int64_t last_size = -1;
  if (Execution found = count_checkpoints(); found.row()) last_size = found.integer(1);
  if (head->size > last_size) {
    auto transaction = begin();
    if (!transaction) return transaction.failure();
    tree.keep_checkpoint(head->size, *note);
    if (base::Outcome done = transaction->commit(); !done) return done;
  }
  return show_witness(*head, *note, *chain, begin);
}

base::Outcome Log::Inner::show_witness(const Head& head, const std::string& note, const std::vector<Certificate>& chain,
                                       const store::Closing::Begin& begin) {
  const auto command = witness_of(file);
  if (!command) return base::Done{};
  const Result<std::int64_t> seen = ask_latest(*command, note_name(vault), file);
  if (!seen) return seen.failure();
  std::string request = "old " + std::to_string(*seen) + '\n';
  for (const Certificate& one : chain) request += "certificate " + one.key + ' ' + one.reason + ' ' + one.signature + '\n';
  if (*seen > 0 && *seen <= head.size) {
    const auto proof = tree.consistency(*seen, head.size);
    if (!proof) return proof.failure();
    for (const Bytes32& hash : *proof) request += to_base64(view(hash)) + '\n';
  }
  const auto leaves = tree.leaves(*seen);
  request += "leaves " + to_base64(leaves) + "\n\n" + note;
  const auto cosignature = ask_cosignature(*command, request, file);
  if (!cosignature) return cosignature.failure();
  auto transaction = begin();
  if (!transaction) return transaction.failure();
  Execution found = find_cosignature();
  if (found.bind(head.size).row() && found.bytes(0).empty()) keep_cosignature().bind(head.size).bind(*cosignature).run();
  return transaction->commit();
}

Log::Log(store::Database& database) : inner_{new Inner{database}} {}
Log::Log(Log&&) noexcept = default;
Log::~Log() = default;

Result<std::int64_t> Log::append(const Line& line, std::int64_t recorded) {
  base::ensure(sqlite3_get_autocommit(inner_->connection.getHandle()) == 0,
               "a line is written in the transaction of its fact");
  base::ensure(line.payload.empty() || line.permit.has_value(), "what a line keeps was permitted");
  return store::guarded(inner_->file, [&] { return inner_->append(line, recorded, inner_); });
}

Result<std::vector<Entry>> Log::entries(std::int64_t from, std::int64_t count) {
  return store::guarded(inner_->file, [&]() -> Result<std::vector<Entry>> {
    std::vector<Entry> entries;
    Execution each = inner_->entries();
    each.bind(from).bind(count);
    while (each.row()) entries.push_back({each.integer(0), each.bytes(1), to_hex(each.view(2))});
    return entries;
  });
}

Result<std::vector<Log::Told>> Log::of_dossier(std::int64_t dossier) {
  return store::guarded(inner_->file, [&]() -> Result<std::vector<Told>> {
    std::vector<Told> lines;
    const std::optional<std::string> pseudonym = inner_->pseudonyms.known_dossier(dossier);
    if (!pseudonym) return lines;
    Execution each = inner_->of_dossier();
    each.bind(dossier);
    while (each.row()) {
      Result<Told> told = inner_->tell(each, dossier, *pseudonym);
      if (!told) return told.failure();
      lines.push_back(std::move(*told));
    }
    return lines;
  });
}

base::Outcome Log::scan(std::int64_t from, const Wanted& wanted, const Each& each) {
  return store::guarded(inner_->file, [&]() -> base::Outcome {
    Execution row = inner_->entries();
    row.bind(from).bind(std::int64_t{-1});
    while (row.row()) {
      const std::string_view bytes = row.view(1);
      if (!wanted(bytes)) continue;
      std::optional<Opened> opened = read_envelope(bytes);
      if (!opened || opened->seq != row.integer(0)) return inner_->damaged(row.integer(0));
      Told told{opened->seq, opened->recorded, std::move(opened->line)};
      if (!opened->subject.empty()) told.line.subject = inner_->pseudonyms.subject_named(opened->subject);
      if (!opened->dossier.empty()) told.line.dossier = inner_->pseudonyms.dossier_named(opened->dossier);
      if (base::Outcome done = each(told); !done.ok()) return done;
    }
    return base::Done{};
base::Outcome Log::count_names(store::Database& database, std::int64_t recorded) {
  return store::guarded(inner_->file, [&]() -> base::Outcome {
    const Result<bool> counted = inner_->is_counted();
    if (!counted) return counted.failure();
    if (*counted) return base::Done{};
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return transaction.failure();
    const Result<Head> head = inner_->tree.head();
    if (!head) return head.failure();
    const auto counting = inner_->in_transaction(head->size, inner_);
    if (!counting) return counting.failure();
    static_cast<InTransaction&>(*inner_->closing).count_at(recorded);
    return transaction->commit();
  });
}

Result<Log::About> Log::about(std::int64_t dossier) {
  return store::guarded(inner_->file, [&]() -> Result<About> {
    const Result<bool> counted = inner_->is_counted();
    if (!counted) return counted.failure();
    const std::optional<std::string> name = inner_->pseudonyms.known_dossier(dossier);
    if (!*counted || !name)
      return base::Failure{{N_("{file}: the lines about this case were not counted"), {{"file", inner_->file}}}};
    About about{*name, inner_->map.place_of(*name), {}};
    Execution each = inner_->lines_of();
    each.bind(dossier);
    while (each.row()) about.lines.push_back(each.integer(0));
    return about;
  });
}

void Log::forget_names() { inner_->pseudonyms.forget(); }

Result<Head> Log::head() {
  return store::guarded(inner_->file, [&] { return inner_->tree.head(); });
}

Result<std::vector<Bytes32>> Log::prove_inclusion(std::int64_t seq, std::int64_t size) {
  return store::guarded(inner_->file, [&] { return inner_->tree.inclusion(seq, size); });
}

Result<std::vector<Bytes32>> Log::prove_consistency(std::int64_t old_size, std::int64_t size) {
  return store::guarded(inner_->file, [&] { return inner_->tree.consistency(old_size, size); });
}

Result<std::string> Log::tile(int level, std::int64_t index, int width) {
  return store::guarded(inner_->file, [&] { return inner_->tree.tile(level, index, width); });
}

Result<std::string> Log::checkpoint() {
  return store::guarded(inner_->file, [&]() -> Result<std::string> {
    const Result<Head> head = inner_->tree.head();
    if (!head) return head.failure();
    return sign_head(inner_->signer(), note_name(inner_->vault), *head);
  });
}

Result<std::vector<Certificate>> Log::keys() { return inner_->signer().chain(); }

base::Outcome Log::say_checkpoint(store::Database& database) {
  return store::guarded(inner_->file, [&] {
    return inner_->say_checkpoint([&] { return store::Transaction::begin(database); }, inner_);
  });
}

Result<std::string> Log::last_checkpoint() {
  return store::guarded(inner_->file, [&]() -> Result<std::string> {
    Execution found = inner_->last_checkpoint();
    return found.row() ? found.bytes(0) : std::string{};
  });
}

Result<std::int64_t> Log::witnessed() {
  return store::guarded(inner_->file, [&]() -> Result<std::int64_t> {
    Execution found = inner_->find_witnessed();
    return found.row() ? found.integer(0) : 0;
  });
}

Result<std::int64_t> Log::pruned() {
  return store::guarded(inner_->file, [&]() -> Result<std::int64_t> {
    Execution found = inner_->find_pruned();
    return found.row() ? found.integer(0) : 0;
  });
}

// Rare, and looked for only by proofs: from the last line back.
Result<std::int64_t> Log::pruning() {
  return store::guarded(inner_->file, [&]() -> Result<std::int64_t> {
    Execution each = inner_->backwards();
    while (each.row())
      if (each.view(1).find("\"kind\":\"log-pruned\"") != std::string_view::npos) return each.integer(0);
    return -1;
  });
}

Result<Bytes32> Log::root_at(std::int64_t size) {
  return store::guarded(inner_->file, [&] { return inner_->tree.root_at(size); });
}

const std::string& Log::file() const { return inner_->file; }

}  // namespace guichet::audit
