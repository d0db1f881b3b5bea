// The log as others can hold it to: names counted, heads signed, shown to the witness.
#include <sqlite3.h>

#include "audit/anchor.h"
#include "audit/envelope.h"
#include "audit/log_inner.h"
#include "audit/seal.h"
#include "store/failure.h"

namespace guichet::audit {

namespace {

// The more names, the rarer: counting them all costs what they are.
std::int64_t checkpoint_every(std::int64_t names) {
  std::int64_t every = kCheckpointEvery;
  while (every < names / 4) every *= 2;
  return every;
}

}  // namespace

base::Outcome Log::InTransaction::close() {
  if (next_ == before_ && !count_at_) return base::Done{};  // every line was refused
  if (log_->signing) {
    kept_ = log_->was_signed();
    signer_failed_ = !kept_;
    if (kept_) log_->keep_signed();
  }
  log_->map.flush();
  bool due = next_ / kCheckpointEvery != before_ / kCheckpointEvery;
  if (due) {
    const std::int64_t every = checkpoint_every(log_->map.size());
    due = next_ / every != before_ / every;
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
  return store::guarded(log_->file, [&]() -> base::Outcome {
    if (kept_) log_->signing.reset();
    if (signer_failed_) return log_->say_checkpoint(begin, log_);
    if (!checkpoint_due_) return base::Done{};
    const Result<bool> later = log_->may_sign_later();
    if (!later) return later.failure();
    return *later ? log_->sign_later(begin) : log_->say_checkpoint(begin, log_);
  });
}

// With a witness, nothing goes on before it has seen where the log stands; nor before a new key is certified.
Result<bool> Log::Inner::may_sign_later() {
  if (signer().in_memory() || witness_of(file)) return false;
  Execution found = count_checkpoints();
  return found.row() && !chain.empty() && found.integer(0) / kEpoch < static_cast<std::int64_t>(chain.size());
}

base::Outcome Log::Inner::sign_later(const store::Closing::Begin& begin) {
  const Result<Head> head = tree.head();
  if (!head) return head.failure();
  Signing asked{head->size, note_text(note_name(vault), *head), std::nullopt, begin};
  auto child = signer().start_sign(asked.text);
  if (!child) return child.failure();
  asked.signer = std::move(*child);
  signing = std::move(asked);
  return base::Done{};
}

bool Log::Inner::was_signed() {
  if (!signing->signer) return true;
  const auto signature = signing->signer->answer();
  signing->signer.reset();
  if (signature) signing->text += '\n' + *signature;
  else signing.reset();
  return signature.ok();
}

// Another log on this database may have kept a later one.
void Log::Inner::keep_signed() {
  Execution found = count_checkpoints();
  if (found.row() && found.integer(1) < signing->size) tree.keep_checkpoint(signing->size, signing->text);
}

base::Outcome Log::Inner::settle() {
  if (!signing || !was_signed() || sqlite3_get_autocommit(connection.getHandle()) == 0) return base::Done{};
  auto transaction = signing->begin();
  if (!transaction) return transaction.failure();
  keep_signed();
  if (base::Outcome done = transaction->commit(); !done) return done;
  signing.reset();
  return base::Done{};
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

// Which keys sign is said by lines of the log before they do. A key whose line was lost (a crash, a copy put back) is
// said again: the signer remembers all of them.
base::Outcome Log::Inner::certify(const store::Closing::Begin& begin, const std::shared_ptr<Inner>& self) {
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
  if (base::Outcome settled = settle(); !settled) return settled;
  std::int64_t kept = 0;
  if (Execution found = count_checkpoints(); found.row()) kept = found.integer(0);
  if (chain.empty()) {
    const auto known = signer().chain();
    if (!known) return known.failure();
    chain = *known;
  }
  if (kept / kEpoch >= static_cast<std::int64_t>(chain.size())) {
    const auto next = signer().next(false);
    if (!next) return next.failure();
    chain.push_back(*next);
  }
  if (base::Outcome said = certify(begin, self); !said) return said;
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
  return show_witness(*head, *note, begin);
}

base::Outcome Log::Inner::show_witness(const Head& head, const std::string& note, const store::Closing::Begin& begin) {
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

base::Outcome Log::count_names(store::Database& database, std::int64_t recorded) {
  return store::guarded(inner_->file, [&]() -> base::Outcome {
    const Result<bool> counted = inner_->is_counted();
    if (!counted) return counted.failure();
    if (*counted) return base::Done{};
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return transaction.failure();
    const auto counting = inner_->in_transaction(inner_);
    if (!counting) return counting.failure();
    (*counting)->count_at(recorded);
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

bool Log::is_signed() const { return !inner_->signer().in_memory(); }

Result<std::string> Log::checkpoint() {
  return store::guarded(inner_->file, [&]() -> Result<std::string> {
    if (base::Outcome settled = inner_->settle(); !settled) return settled.failure();
    const Result<Head> head = inner_->tree.head();
    if (!head) return head.failure();
    auto note = sign_head(inner_->signer(), note_name(inner_->vault), *head);
    if (!note) return note;
    Execution found = inner_->find_cosignature();
    if (found.bind(head->size).row()) *note += found.bytes(0);
    return note;
  });
}

Result<std::string> Log::covering(std::int64_t seq) {
  return store::guarded(inner_->file, [&]() -> Result<std::string> {
    if (base::Outcome settled = inner_->settle(); !settled) return settled.failure();
    if (Execution found = inner_->last_cosigned(); found.bind(seq).row()) return found.bytes(0);
    Execution found = inner_->last_covering();
    return found.bind(seq).row() ? found.bytes(0) : std::string{};
  });
}

Result<std::vector<Certificate>> Log::keys() { return inner_->signer().chain(); }

base::Outcome Log::say_checkpoint(store::Database& database) {
  inner_->chain.clear();  // a copy that was put back changed it
  return store::guarded(inner_->file, [&] {
    return inner_->say_checkpoint([&] { return store::Transaction::begin(database); }, inner_);
  });
}

Result<std::string> Log::last_checkpoint() {
  return store::guarded(inner_->file, [&]() -> Result<std::string> {
    if (base::Outcome settled = inner_->settle(); !settled) return settled.failure();
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

}  // namespace guichet::audit
