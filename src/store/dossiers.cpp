#include "store/dossiers.h"

#include "base/utf8.h"
#include "store/failure.h"
#include "store/rows.h"

namespace guichet::store {

using base::Done;
using base::Outcome;
using base::Result;

namespace {

DossierRow read_dossier(const Execution& at) {
  return {.id = at.integer(0),
          .procedure = at.bytes(1),
          .version = at.integer(2),
          .digest = at.bytes(3),
          .citizen = at.bytes(4),
          .identity = at.bytes(5),
          .state = at.bytes(6),
          .outcome = at.bytes(7),
          .opened = at.integer(8),
          .now = at.integer(9),
          .closed = at.maybe_integer(10),
          .next_due = at.maybe_integer(11),
          .standing = at.bytes(12)};
}

const char* bad_text(const DossierRow& row) {
  return first_not_utf8({{"procedure", row.procedure},
                         {"digest", row.digest},
                         {"citizen", row.citizen},
                         {"identity", row.identity},
                         {"state", row.state},
                         {"outcome", row.outcome},
                         {"standing", row.standing}});
}

}  // namespace

const char* first_not_utf8(std::initializer_list<NamedText> texts) {
  for (const NamedText& text : texts)
    if (base::first_invalid_utf8(text.text)) return text.name;
  return nullptr;
}

Dossiers::Dossiers(Database& database) : inner_{new Inner{database.handle()}} {}
Dossiers::Dossiers(Dossiers&&) noexcept = default;
Dossiers::~Dossiers() = default;

Outcome Dossiers::keep_definition(std::string_view procedure, std::int64_t version, std::string_view digest,
                                  std::string_view text) {
  const std::string owned_procedure{procedure};
  const std::string owned_digest{digest};
  const std::string owned_text{text};
  return guarded(inner_->file, [&]() -> Outcome {
    if (const char* field = first_not_utf8({{"procedure", procedure}, {"digest", digest}, {"definition", text}}))
      return not_utf8(inner_->file, field);
    if (inner_->open_otherwise().bind(owned_procedure).bind(version).bind(owned_digest).row())
      return base::Failure{{N_("{procedure} has open cases on another text of version {version}: change its version"),
                            {{"procedure", owned_procedure}, {"version", std::to_string(version)}}}};
    const int kept =
        inner_->insert_definition().bind(owned_digest).bind(owned_procedure).bind(version).bind(owned_text).run();
    if (kept == 1) return Done{};
    Execution stored = inner_->definition();
    if (stored.bind(owned_digest).row() && stored.view(0) == text) return Done{};
    return base::Failure{{N_("{file}: the text kept of {procedure} is not the one its digest names"),
                          {{"file", inner_->file}, {"procedure", owned_procedure}}}};
  });
}

Result<std::optional<std::string>> Dossiers::definition(std::string_view digest) {
  const std::string owned{digest};
  return guarded(inner_->file, [&]() -> Result<std::optional<std::string>> {
    Execution found = inner_->definition();
    if (!found.bind(owned).row()) return std::optional<std::string>{};
    return std::optional{found.bytes(0)};
  });
}

Result<std::int64_t> Dossiers::insert(const DossierRow& row) {
  return guarded(inner_->file, [&]() -> Result<std::int64_t> {
    if (const char* field = bad_text(row)) return not_utf8(inner_->file, field);
    inner_->insert()
        .bind(row.id == 0 ? std::nullopt : std::optional{row.id})
        .bind(row.procedure)
        .bind(row.version)
        .bind(row.digest)
        .bind(row.citizen)
        .bind(row.identity)
        .bind(row.state)
        .bind(row.outcome)
        .bind(row.opened)
        .bind(row.now)
        .bind(row.closed)
        .bind(row.next_due)
        .bind(row.standing)
        .run();
    return std::int64_t{inner_->connection.getLastInsertRowid()};
  });
}

Outcome Dossiers::update(const DossierRow& row) {
  return guarded(inner_->file, [&]() -> Outcome {
    if (const char* field = bad_text(row)) return not_utf8(inner_->file, field);
    const int moved =
        inner_->move().bind(row.identity).bind(row.state).bind(row.now).bind(row.standing).bind(row.id).run();
    if (moved == 0)
      return base::Failure{
          {N_("{file}: there is no case {dossier}"), {{"file", inner_->file}, {"dossier", std::to_string(row.id)}}}};
    inner_->schedule().bind(row.next_due).bind(row.id).run();
    inner_->close().bind(row.outcome).bind(row.closed).bind(row.id).run();
    return Done{};
  });
}

Result<std::optional<DossierRow>> Dossiers::find(std::int64_t id) {
  return guarded(inner_->file, [&]() -> Result<std::optional<DossierRow>> {
    Execution found = inner_->find();
    if (!found.bind(id).row()) return std::optional<DossierRow>{};
    return std::optional{read_dossier(found)};
  });
}

Result<std::vector<DossierRow>> Dossiers::all() {
  return guarded(inner_->file, [&]() -> Result<std::vector<DossierRow>> {
    std::vector<DossierRow> rows;
    Execution each = inner_->all();
    while (each.row()) rows.push_back(read_dossier(each));
    return rows;
  });
}

Result<std::optional<std::int64_t>> Dossiers::find_open(std::string_view procedure, std::string_view datum,
                                                        std::string_view value) {
  const std::string owned_procedure{procedure};
  const std::string owned_datum{datum};
  const std::string owned_value{value};
  return guarded(inner_->file, [&]() -> Result<std::optional<std::int64_t>> {
    Execution found = inner_->find_open();
    if (!found.bind(owned_procedure).bind(owned_datum).bind(owned_value).row()) return std::optional<std::int64_t>{};
    return std::optional{found.integer(0)};
  });
}

Result<std::optional<std::pair<std::int64_t, std::int64_t>>> Dossiers::next_due(std::int64_t until) {
  using Due = std::optional<std::pair<std::int64_t, std::int64_t>>;
  return guarded(inner_->file, [&]() -> Result<Due> {
    Execution found = inner_->next_due();
    if (!found.bind(until).row()) return Due{};
    return Due{{found.integer(0), found.integer(1)}};
  });
}

Result<std::vector<DatumRow>> Dossiers::data(std::int64_t dossier) {
  return guarded(inner_->file, [&]() -> Result<std::vector<DatumRow>> {
    std::vector<DatumRow> rows;
    Execution each = inner_->data();
    each.bind(dossier);
    while (each.row()) rows.push_back({each.bytes(0), each.bytes(1), each.bytes(2)});
    return rows;
  });
}

Outcome Dossiers::put_datum(std::int64_t dossier, const DatumRow& row) {
  return guarded(inner_->file, [&]() -> Outcome {
    if (first_not_utf8({{"", row.name}, {"", row.member}, {"", row.value}}) != nullptr)
      return not_utf8(inner_->file, base::printable(row.name));
    inner_->put_datum().bind(dossier).bind(row.name).bind(row.member).bind(row.value).run();
    return Done{};
  });
}

Outcome Dossiers::erase_datum(std::int64_t dossier, std::string_view name, std::string_view member) {
  const std::string owned_name{name};
  const std::string owned_member{member};
  return guarded(inner_->file, [&]() -> Outcome {
    inner_->erase_datum().bind(dossier).bind(owned_name).bind(owned_member).run();
    return Done{};
  });
}

}  // namespace guichet::store
