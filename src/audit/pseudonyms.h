// Names of cases and persons in the log: random, so that they say nothing and can be forgotten. Those
// of cases stand beside the log, those of persons in the key file, and go with her keys. A person has
// one name per agency and purpose: two registers can't be joined by the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/statement.h"
#include "store/vault.h"

namespace guichet::audit {

// May throw what SQLiteCpp throws: the log guards its calls.
class Pseudonyms {
 public:
  explicit Pseudonyms(store::Database& database);

  // A name found, or a new one that keep() writes down once the line that needs it can be written.
  struct Name {
    std::string pseudonym;
    bool fresh = false;
  };
  [[nodiscard]] Name of_dossier(std::int64_t dossier);
  struct SubjectName : Name {
    std::int64_t ref = 0;  // of the person in the key file; 0 until kept
  };
  [[nodiscard]] SubjectName of_subject(const std::string& subject, const std::string& agency,
                                       const std::string& purpose);

  void keep(std::int64_t dossier, const Name& name);
  void keep(const std::string& subject, const std::string& agency, const std::string& purpose, SubjectName& name);

  // Nothing when it is not known, or no more.
  [[nodiscard]] std::optional<std::string> known_dossier(std::int64_t dossier);
  [[nodiscard]] std::string subject_named(const std::string& pseudonym);
  [[nodiscard]] std::int64_t dossier_named(const std::string& pseudonym);  // 0 when unknown
  void forget();  // what was remembered: somebody was erased
 private:
  // Names met lately, so that the lines of one act cost one look each. Good as long as nothing was
  // undone nor erased.
  struct Known {
    std::string subject, agency, purpose;
    SubjectName name;
  };
  void forget_what_was_undone();

  store::Vault* vault_;
  const std::uint64_t* undone_;
  std::uint64_t undone_seen_ = 0;
  std::int64_t last_dossier_ = 0;
  std::string last_dossier_name_;
  std::vector<Known> known_;
  store::Prepared find_dossier_, find_subject_, find_pseudonym_, find_dossier_named_;
  store::Prepared insert_dossier_, insert_pseudonym_;
};

}  // namespace guichet::audit
