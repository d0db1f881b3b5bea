// Rows of cases, their data, letters and outbox, as plain values. What they mean is the shell's
// business (src/dossier); here they are read and written, always inside a transaction. Texts come
// back byte for byte; one that is not UTF-8 is refused. Persons are numbers in these tables and values
// are sealed: who and under which key is in the key file (vault.h). A value whose key is gone is not
// there any more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "privacy/storage.h"
#include "store/database.h"

namespace guichet::store {

// Times are Paris wall-clock minutes, as base::Instant.
struct DossierRow {
  std::int64_t id = 0;  // 0: to be given by insert
  std::string procedure;
  std::int64_t version = 1;
  std::string digest;    // of the definition it runs on
  std::string citizen;   // id of the synthetic person
  std::string identity;  // level presented so far
  std::string state;     // name of the main state
  std::string outcome;   // empty while open
  std::int64_t opened = 0;
  std::int64_t now = 0;
  std::optional<std::int64_t> closed;
  std::optional<std::int64_t> next_due;  // earliest clock or exchange, for whoever wakes cases up
  std::string standing;  // JSON: positions, children, clocks, milestones, consents, places; no personal value
};

struct DatumRow {
  std::string name;
  std::string member;  // empty, or the member of an `each`
  std::string value;   // canonical text (expr::to_text)
};

struct OutboxRow {
  std::int64_t id = 0;
  std::int64_t dossier = 0;
  std::string member;
  std::int64_t visit = 0;
  std::int64_t attempt = 1;
  enum class State : std::uint8_t { waiting, left, answered, cancelled } state = State::waiting;
  std::int64_t leave_at = 0;    // not before
  std::int64_t arrives_at = 0;  // when left: the answer comes then
  std::string key;              // idempotency
  std::string trace;
};

struct LetterRow {
  std::int64_t dossier = 0;
  std::int64_t at = 0;
  std::string recipient;  // actor name
  std::string title;
  std::string data;  // JSON object: datum -> value; empty once its key is gone
};

class Dossiers {
 public:
  explicit Dossiers(Database& database);
  Dossiers(Dossiers&&) noexcept;
  ~Dossiers();

  // The text of a definition is stored once per digest. Fails when (procedure, version) is already
  // used by open cases under another digest.
  [[nodiscard]] base::Outcome keep_definition(std::string_view procedure, std::int64_t version, std::string_view digest,
                                              std::string_view text);
  [[nodiscard]] base::Result<std::optional<std::string>> definition(std::string_view digest);

  // Its definition must be kept first. Gives the new id.
  [[nodiscard]] base::Result<std::int64_t> insert(const DossierRow& row);
  // Everything but what a case was opened with: procedure, version, digest, citizen, opened.
  // Fails when there is no such case.
  [[nodiscard]] base::Outcome update(const DossierRow& row);
  [[nodiscard]] base::Result<std::optional<DossierRow>> find(std::int64_t id);
  [[nodiscard]] base::Result<std::vector<DossierRow>> all();
  // The procedures of all cases, and the latest moment any of them has seen (0 without a case).
  [[nodiscard]] base::Result<std::vector<std::string>> procedures();
  [[nodiscard]] base::Result<std::int64_t> last_moment();
  // The cases of one person, by id; none when she is unknown.
  [[nodiscard]] base::Result<std::vector<DossierRow>> of_citizen(const std::string& citizen);
  // An open case of that procedure where this datum has this value (of any member), the lowest id
  // among several. One look, and one value opened, per open case of the procedure.
  [[nodiscard]] base::Result<std::optional<std::int64_t>> find_open(std::string_view procedure, std::string_view datum,
                                                                    std::string_view value);
  // Earliest next_due at or before `until` over all cases: (time, dossier), lowest id among
  // equals. A closed case still waits for the answer of what left before.
  [[nodiscard]] base::Result<std::optional<std::pair<std::int64_t, std::int64_t>>> next_due(std::int64_t until);

  [[nodiscard]] base::Result<std::vector<DatumRow>> data(std::int64_t dossier);  // by name, member
  [[nodiscard]] base::Outcome put_datum(std::int64_t dossier, const DatumRow& row,
                                        const privacy::StoragePermit& permit);
  // Nothing to erase is fine.
  [[nodiscard]] base::Outcome erase_datum(std::int64_t dossier, std::string_view name, std::string_view member);

  // Fails when the idempotency key was used before.
  [[nodiscard]] base::Result<std::int64_t> insert_outbox(const OutboxRow& row);
  [[nodiscard]] base::Outcome update_outbox(const OutboxRow& row);
  [[nodiscard]] base::Result<std::vector<OutboxRow>> open_outbox(std::int64_t dossier);  // waiting or left, by id

  [[nodiscard]] base::Outcome insert_letter(const LetterRow& row, const privacy::StoragePermit& permit);
  [[nodiscard]] base::Result<std::vector<LetterRow>> letters(std::int64_t dossier);
 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace guichet::store
