// What leaves a case: exchanges waiting or under way, letters told. The other half of Dossiers.
#include "store/failure.h"
#include "store/rows.h"

namespace guichet::store {

using base::Done;
using base::Outcome;
using base::Result;

static_assert(static_cast<int>(OutboxRow::State::left) == 1,
              "frozen: the index outbox_open and the queries say state < 2");

Result<std::int64_t> Dossiers::insert_outbox(const OutboxRow& row) {
  return guarded(inner_->file, [&]() -> Result<std::int64_t> {
    if (const char* field = first_not_utf8({{"member", row.member}, {"key", row.key}, {"trace", row.trace}}))
      return not_utf8(inner_->file, field);
    inner_->insert_outbox()
        .bind(row.dossier)
        .bind(row.member)
        .bind(row.visit)
        .bind(row.attempt)
        .bind(static_cast<std::int64_t>(row.state))
        .bind(row.leave_at)
        .bind(row.arrives_at)
        .bind(row.key)
        .bind(row.trace)
        .run();
    return std::int64_t{inner_->connection.getLastInsertRowid()};
  });
}

Outcome Dossiers::update_outbox(const OutboxRow& row) {
  return guarded(inner_->file, [&]() -> Outcome {
    if (const char* field = first_not_utf8({{"key", row.key}, {"trace", row.trace}}))
      return not_utf8(inner_->file, field);
    const int changed = inner_->update_outbox()
                            .bind(row.attempt)
                            .bind(static_cast<std::int64_t>(row.state))
                            .bind(row.leave_at)
                            .bind(row.arrives_at)
                            .bind(row.key)
                            .bind(row.trace)
                            .bind(row.id)
                            .run();
    if (changed == 1) return Done{};
    return base::Failure{{N_("{file}: there is no exchange {exchange} under way"),
                          {{"file", inner_->file}, {"exchange", std::to_string(row.id)}}}};
  });
}

Result<std::vector<OutboxRow>> Dossiers::open_outbox(std::int64_t dossier) {
  return guarded(inner_->file, [&]() -> Result<std::vector<OutboxRow>> {
    std::vector<OutboxRow> rows;
    Execution each = inner_->open_outbox();
    each.bind(dossier);
    while (each.row())
      rows.push_back({.id = each.integer(0),
                      .dossier = each.integer(1),
                      .member = each.bytes(2),
                      .visit = each.integer(3),
                      .attempt = each.integer(4),
                      .state = static_cast<OutboxRow::State>(each.integer(5)),
                      .leave_at = each.integer(6),
                      .arrives_at = each.integer(7),
                      .key = each.bytes(8),
                      .trace = each.bytes(9)});
    return rows;
  });
}

namespace {
std::string about_letter(const LetterRow& row) {
  return "letter\n" + std::to_string(row.dossier) + '\n' + std::to_string(row.at) + '\n' + row.recipient;
}
}  // namespace

Outcome Dossiers::insert_letter(const LetterRow& row, const privacy::StoragePermit& permit) {
  return guarded(inner_->file, [&]() -> Outcome {
    if (const char* field = first_not_utf8({{"recipient", row.recipient}, {"title", row.title}, {"data", row.data}}))
      return not_utf8(inner_->file, field);
    const Sealed sealed =
        inner_->vault.seal(permit, inner_->ref_of(row.dossier), row.dossier, row.data, about_letter(row));
    inner_->insert_letter()
        .bind(row.dossier)
        .bind(row.at)
        .bind(row.recipient)
        .bind(row.title)
        .bind(sealed.key_id)
        .bind_blob(sealed.nonce)
        .bind_blob(sealed.text)
        .run();
    return Done{};
  });
}

Result<std::vector<LetterRow>> Dossiers::letters(std::int64_t dossier) {
  return guarded(inner_->file, [&]() -> Result<std::vector<LetterRow>> {
    std::vector<LetterRow> rows;
    Execution each = inner_->letters();
    each.bind(dossier);
    while (each.row()) {
      LetterRow row{each.integer(0), each.integer(1), each.bytes(2), each.bytes(3), {}};
      auto kept = inner_->unseal(each, 4, dossier, about_letter(row));
      if (!kept) return kept.failure();
      row.data = kept->value_or("");
      rows.push_back(std::move(row));
    }
    return rows;
  });
}

}  // namespace guichet::store
