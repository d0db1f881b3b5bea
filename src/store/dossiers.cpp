#include "store/dossiers.h"

#include "base/utf8.h"
#include "store/failure.h"
#include "store/rows.h"

namespace guichet::store {

using base::Done;
using base::Outcome;
using base::Result;

namespace {

// What a sealed value is about: moved to another place, it does not open.
std::string about_datum(std::int64_t dossier, const std::string& name, const std::string& member) {
  return "datum\n" + std::to_string(dossier) + '\n' + name + '\n' + member;
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

DossierRow Dossiers::Inner::read_dossier(const Execution& at) {
  return {.id = at.integer(0),
          .procedure = at.bytes(1),
          .version = at.integer(2),
          .digest = at.bytes(3),
          .citizen = vault.subject(at.integer(4)),
          .identity = at.bytes(5),
          .state = at.bytes(6),
          .outcome = at.bytes(7),
          .opened = at.integer(8),
          .now = at.integer(9),
          .closed = at.maybe_integer(10),
          .next_due = at.maybe_integer(11),
          .standing = at.bytes(12)};
}

base::Failure Dossiers::Inner::unreadable(std::int64_t dossier) const {
  return {{N_("{file}: what is kept of case {dossier} is not what was sealed"),
           {{"file", file}, {"dossier", std::to_string(dossier)}}}};
}

base::Result<std::optional<std::string>> Dossiers::Inner::unseal(const Execution& row, int column, std::int64_t dossier,
                                                                 const std::string& about) {
  std::string text;
  switch (vault.unseal(row.integer(column), row.view(column + 1), row.view(column + 2), about, text)) {
    case Vault::Opening::opened:
      return std::optional{std::move(text)};
    case Vault::Opening::no_key:
      return std::optional<std::string>{};
    default:
      return unreadable(dossier);
  }
}

Dossiers::Dossiers(Database& database) : inner_{new Inner{database.handle(), database.vault()}} {}
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
    const std::int64_t citizen = inner_->vault.ref_of(row.citizen);
    inner_->insert()
        .bind(row.id == 0 ? std::nullopt : std::optional{row.id})
        .bind(row.procedure)
        .bind(row.version)
        .bind(row.digest)
        .bind(citizen)
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
    return std::optional{inner_->read_dossier(found)};
  });
}

Result<std::vector<DossierRow>> Dossiers::all() {
  return guarded(inner_->file, [&]() -> Result<std::vector<DossierRow>> {
    std::vector<DossierRow> rows;
    Execution each = inner_->all();
    while (each.row()) rows.push_back(inner_->read_dossier(each));
    return rows;
  });
}

Result<std::vector<std::string>> Dossiers::procedures() {
  return guarded(inner_->file, [&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> names;
    Execution each = inner_->procedures();
    while (each.row()) names.push_back(each.bytes(0));
    return names;
  });
}

Result<std::int64_t> Dossiers::last_moment() {
  return guarded(inner_->file, [&]() -> Result<std::int64_t> {
    Execution found = inner_->last_moment();
    return found.row() ? found.integer(0) : 0;
  });
}

Result<std::vector<DossierRow>> Dossiers::of_citizen(const std::string& citizen) {
  return guarded(inner_->file, [&]() -> Result<std::vector<DossierRow>> {
    std::vector<DossierRow> rows;
    const std::int64_t ref = inner_->vault.known_ref(citizen);
    if (ref == 0) return rows;
    Execution each = inner_->of_citizen();
    each.bind(ref);
    while (each.row()) rows.push_back(inner_->read_dossier(each));
    return rows;
  });
}

Result<std::optional<std::int64_t>> Dossiers::find_open(std::string_view procedure, std::string_view datum,
                                                        std::string_view value) {
  const std::string owned_procedure{procedure};
  const std::string owned_datum{datum};
  const std::string owned_value{value};
  return guarded(inner_->file, [&]() -> Result<std::optional<std::int64_t>> {
    Execution each = inner_->find_open();
    each.bind(owned_procedure).bind(owned_datum);
    while (each.row()) {
      const std::int64_t dossier = each.integer(0);
      const auto kept = inner_->unseal(each, 2, dossier, about_datum(dossier, owned_datum, each.bytes(1)));
      if (!kept) return kept.failure();
      if (*kept == owned_value) return std::optional{dossier};
    }
    return std::optional<std::int64_t>{};
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
    while (each.row()) {
      const std::string name = each.bytes(0);
      const std::string member = each.bytes(1);
      auto kept = inner_->unseal(each, 2, dossier, about_datum(dossier, name, member));
      if (!kept) return kept.failure();
      if (*kept) rows.push_back({name, member, std::move(**kept)});
    }
    return rows;
  });
}

Outcome Dossiers::put_datum(std::int64_t dossier, const DatumRow& row, const privacy::StoragePermit& permit) {
  return guarded(inner_->file, [&]() -> Outcome {
    if (first_not_utf8({{"", row.name}, {"", row.member}, {"", row.value}}) != nullptr)
      return not_utf8(inner_->file, base::printable(row.name));
    const Sealed sealed = inner_->vault.seal(permit, inner_->ref_of(dossier), dossier, row.value,
                                             about_datum(dossier, row.name, row.member));
    inner_->put_datum()
        .bind(dossier)
        .bind(row.name)
        .bind(row.member)
        .bind(sealed.key_id)
        .bind_blob(sealed.nonce)
        .bind_blob(sealed.text)
        .run();
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
