#include "audit/log.h"

#include <sqlite3.h>

#include <algorithm>
#include <unordered_map>

#include "audit/envelope.h"
#include "audit/log_inner.h"
#include "audit/seal.h"
#include "base/ensure.h"
#include "base/mutant.h"
#include "store/failure.h"
#include "store/statement.h"
#include "store/vault.h"

namespace guichet::audit {

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

base::Failure refusal(const std::string& file, const Unwritable& unwritable) {
  return {{sentence(unwritable.why), {{"file", file}, {"field", unwritable.field}}}};
}

}  // namespace

// Lines that no head covered where this transaction begins were not written by a Guichet, and are not adopted.
// Two logs in one transaction count together.
Result<Log::InTransaction*> Log::Inner::in_transaction(const std::shared_ptr<Inner>& self) {
  if (closing) return static_cast<InTransaction*>(closing.get());
  std::int64_t next = 0;
  std::optional<std::int64_t> recorded;
  if (Execution previous = last(); previous.row()) {
    next = previous.integer(0) + 1;
    recorded = recorded_of(previous.view(1));
    if (!recorded) return damaged(next - 1);
  }
  const Result<Head> head = tree.head();
  if (!head) return head.failure();
  if (head->size != next) return damaged(std::min(head->size, next));
  closing = std::make_shared<InTransaction>(self, next, recorded);
  return static_cast<InTransaction*>(closing.get());
}

Result<std::int64_t> Log::Inner::append(const Line& line, std::int64_t recorded, const std::shared_ptr<Inner>& self) {
  if (base::is_removed("line", name(line.kind))) return std::int64_t{0};
  Stamp stamp{.recorded = recorded};
  if (origin.empty()) {
    Execution found = find_origin();
    if (!found.row()) return damaged(0);
    origin = found.bytes(0);
  }
  stamp.origin = origin;
  const Result<InTransaction*> transaction = in_transaction(self);
  if (!transaction) return transaction.failure();
  stamp.seq = (*transaction)->next();
  stamp.back = recorded < (*transaction)->recorded().value_or(recorded);
  CompletenessMap& counts = (*transaction)->map();

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
    if (const auto unwritable = write_payload(line.payload, payload)) return refusal(file, *unwritable);
    salt = random_salt();
    com = to_hex(view(commitment(salt, payload)));
    payload.insert(0, view(salt));
  }
  stamp.com = com;
  if (const auto unwritable = write_envelope(line, stamp, envelope)) return refusal(file, *unwritable);
  const Bytes32 leaf = leaf_of(envelope);

  // From here on only the disk can refuse.
  insert_entry()
      .bind(stamp.seq)
      .bind_blob(envelope)
      .bind_blob(view(leaf))
      .bind(line.dossier == 0 ? std::nullopt : std::optional{line.dossier})
      .run();
  (*transaction)->written(recorded);
  if (!dossier.pseudonym.empty()) counts.count(dossier.pseudonym, stamp.seq);
  if (!subject.pseudonym.empty()) counts.count(subject.pseudonym, stamp.seq);
  if (line.dossier != 0) pseudonyms.keep(line.dossier, dossier);
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

Log::Log(store::Database& database) : inner_{new Inner{database}} {}
Log::Log(Log&&) noexcept = default;
// What can't be kept any more is signed again at the next opening.
Log::~Log() {
  if (inner_) static_cast<void>(store::guarded(inner_->file, [&] { return inner_->settle(); }));
}

Result<std::int64_t> Log::append(const Line& line, std::int64_t recorded, const std::source_location& call) {
  if (base::is_removed(call)) return std::int64_t{0};
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

Result<std::vector<Log::Told>> Log::of_dossier(std::int64_t dossier, std::int64_t from) {
  return store::guarded(inner_->file, [&]() -> Result<std::vector<Told>> {
    std::vector<Told> lines;
    const std::optional<std::string> pseudonym = inner_->pseudonyms.known_dossier(dossier);
    if (!pseudonym) return lines;
    Execution each = inner_->of_dossier();
    each.bind(dossier).bind(from);
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
    // Few names, many lines.
    std::unordered_map<std::string, std::string> subjects;
    std::unordered_map<std::string, std::int64_t> dossiers;
    Execution row = inner_->entries();
    row.bind(from).bind(std::int64_t{-1});
    while (row.row()) {
      const std::string_view bytes = row.view(1);
      if (!wanted(bytes)) continue;
      std::optional<Opened> opened = read_envelope(bytes);
      if (!opened || opened->seq != row.integer(0)) return inner_->damaged(row.integer(0));
      Told told{opened->seq, opened->recorded, std::move(opened->line)};
      if (!opened->subject.empty()) {
        const auto [known, fresh] = subjects.try_emplace(opened->subject);
        if (fresh) known->second = inner_->pseudonyms.subject_named(opened->subject);
        told.line.subject = known->second;
      }
      if (!opened->dossier.empty()) {
        const auto [known, fresh] = dossiers.try_emplace(opened->dossier);
        if (fresh) known->second = inner_->pseudonyms.dossier_named(opened->dossier);
        told.line.dossier = known->second;
      }
      if (base::Outcome done = each(told); !done.ok()) return done;
    }
    return base::Done{};
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

Result<Bytes32> Log::root_at(std::int64_t size) {
  return store::guarded(inner_->file, [&] { return inner_->tree.root_at(size); });
}

const std::string& Log::file() const { return inner_->file; }

}  // namespace guichet::audit
