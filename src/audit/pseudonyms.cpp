#include "audit/pseudonyms.h"

#include "audit/seal.h"

namespace guichet::audit {

using store::Execution;

namespace {
constexpr std::size_t kKnownMax = 16;  // an act names few; looked through one by one
}

Pseudonyms::Pseudonyms(store::Database& database)
    : vault_{&database.vault()},
      undone_{&database.undone()},
      undone_seen_{database.undone()},
      find_dossier_{database.handle(), "SELECT pseudonym FROM audit_dossier WHERE dossier = ?"},
      find_subject_{vault_->connection(),
                    "SELECT s.ref, p.pseudonym FROM person s LEFT JOIN pseudonym p "
                    "ON p.ref = s.ref AND p.agency = ? AND p.purpose = ? WHERE s.subject = ?"},
      find_pseudonym_{vault_->connection(),
                      "SELECT s.subject FROM pseudonym p JOIN person s ON s.ref = p.ref WHERE p.pseudonym = ?"},
      find_dossier_named_{database.handle(), "SELECT dossier FROM audit_dossier WHERE pseudonym = ?"},
      insert_dossier_{database.handle(), "INSERT INTO audit_dossier(dossier, pseudonym) VALUES (?, ?)"},
      insert_pseudonym_{vault_->connection(),
                        "INSERT INTO pseudonym(ref, agency, purpose, pseudonym) VALUES (?, ?, ?, ?)"} {}

std::optional<std::string> Pseudonyms::known_dossier(std::int64_t dossier) {
  Execution found = find_dossier_();
  if (!found.bind(dossier).row()) return std::nullopt;
  return found.bytes(0);
}

void Pseudonyms::forget_what_was_undone() {
  if (undone_seen_ == *undone_) return;
  undone_seen_ = *undone_;
  forget();
}

void Pseudonyms::forget() {
  last_dossier_ = 0;
  known_.clear();
}

Pseudonyms::Name Pseudonyms::of_dossier(std::int64_t dossier) {
  forget_what_was_undone();
  if (dossier == last_dossier_) return {last_dossier_name_, false};
  auto known = known_dossier(dossier);
  if (!known) return {random_pseudonym(), true};
  last_dossier_ = dossier;
  last_dossier_name_ = *known;
  return {std::move(*known), false};
}

Pseudonyms::SubjectName Pseudonyms::of_subject(const std::string& subject, const std::string& agency,
                                               const std::string& purpose) {
  forget_what_was_undone();
  for (const Known& known : known_)
    if (known.subject == subject && known.agency == agency && known.purpose == purpose) return known.name;
  Execution found = find_subject_();
  if (!found.bind(agency).bind(purpose).bind(subject).row()) return {{random_pseudonym(), true}, 0};
  const std::int64_t ref = found.integer(0);
  if (found.is_null(1)) return {{random_pseudonym(), true}, ref};
  if (known_.size() == kKnownMax) known_.erase(known_.begin());
  known_.push_back({subject, agency, purpose, {{found.bytes(1), false}, ref}});
  return known_.back().name;
}

void Pseudonyms::keep(std::int64_t dossier, const Name& name) {
  if (name.fresh) insert_dossier_().bind(dossier).bind(name.pseudonym).run();
}

void Pseudonyms::keep(const std::string& subject, const std::string& agency, const std::string& purpose,
                      SubjectName& name) {
  if (!name.fresh) return;
  if (name.ref == 0) name.ref = vault_->ref_of(subject);
  vault_->about_to_write();
  insert_pseudonym_().bind(name.ref).bind(agency).bind(purpose).bind(name.pseudonym).run();
}

std::string Pseudonyms::subject_named(const std::string& pseudonym) {
  Execution found = find_pseudonym_();
  return found.bind(pseudonym).row() ? found.bytes(0) : std::string{};
}

std::int64_t Pseudonyms::dossier_named(const std::string& pseudonym) {
  Execution found = find_dossier_named_();
  return found.bind(pseudonym).row() ? found.integer(0) : 0;
}

}  // namespace guichet::audit
