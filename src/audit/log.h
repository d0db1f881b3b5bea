// The log: one line for every fact, written in the transaction that made the fact. A line names who,
// what, why and on what basis, never a personal value: values go to `payload`, tied to the line by a
// salted commitment. The layout of a line is frozen, see docs/audit_format.md.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "audit/completeness.h"
#include "audit/signing.h"
#include "audit/tree.h"
#include "base/result.h"
#include "privacy/storage.h"
#include "store/database.h"

namespace guichet::audit {

enum class Kind : std::uint8_t {
  dossier_opened,
  event_accepted,
  event_refused,
  transition,
  state_entered,
  milestone_marked,
  rule_undetermined,
  datum_stored,
  datum_erased,
  fee_charged,
  exchange_permitted,
  exchange_denied,
  exchange_sent,
  exchange_answered,
  exchange_not_found,
  exchange_failed,
  exchange_retried,
  exchange_stopped,
  answer_dropped,
  over_disclosure,
  deadline_set,
  deadline_fired,
  deadline_suspended,
  deadline_resumed,
  deadline_cancelled,
  agreement_given,
  agreement_declined,
  agreement_withdrawn,
  letter_told,
  case_told,
  child_started,
  child_ended,
  dossier_closed,
  erasure_requested,
  erasure_held,  // what the law keeps, and why
  erasure_done,
  database_restored,  // from a copy: what was written after it is not here
  datum_refused,      // the gate: not kept
  letter_refused,     // the gate: not told
  datum_rectified,
  agreement_asked,    // with the version of the notice shown
  review_offered,     // by a person, of what a machine alone refused
  processing_restricted,
  restriction_lifted,
  processing_objected,
  objection_overridden,  // compelling grounds were shown
  recipient_notified,    // of what became of the data it had received (art. 19)
  names_counted,      // the root of the completeness map as it stands here
  key_certified,      // the key that signs from here on, by the one before
  log_pruned,         // the lines before `size` are gone, by rule
};
[[nodiscard]] std::string_view name(Kind kind);  // "event-accepted"
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view name);

// What the shell knows of a fact. Empty members are left out of the envelope.
struct Line {
  Kind kind = Kind::event_accepted;
  std::int64_t at = 0;       // clock of the case, Paris minutes
  std::int64_t dossier = 0;  // becomes a pseudonym
  std::string subject;       // whose data: becomes a pseudonym per (subject, agency, purpose)
  std::string actor;         // role that acted
  std::string member;        // of an `each`
  std::string event;
  std::string from, to;  // states
  std::string rule;      // "examen/accepter/2": state, trigger, branch in file order; or a deadline's name
  std::string decision;  // yes | no
  std::string reason;    // reason code, no free text
  std::string policy;    // digest of the definition
  std::string purpose, basis;
  std::string recipient, api;
  std::vector<std::string> fields;  // names only
  std::string code;                 // of the provider
  std::string notice;               // version agreed to
  std::string trace;
  std::string root;                            // of the completeness map, hexadecimal
  std::string key, signature;                  // the key that signs from here on, and by which it was certified
  std::int64_t size = 0;                       // names counted; lines pruned
  std::int64_t due = 0;                        // deadlines: Paris minutes
  std::map<std::string, std::string> payload;  // datum -> value; stored apart, committed by `com`
  std::optional<privacy::StoragePermit> permit;  // to keep the payload: asked for whenever there is one
};

struct Entry {
  std::int64_t seq = 0;
  std::string envelope;  // canonical JSON, exactly the bytes hashed
  std::string leaf;      // hex SHA-256(0x00 || envelope)
};

inline constexpr std::int64_t kCheckpointEvery = 1000;  // lines
inline constexpr std::int64_t kEpoch = 10;              // checkpoints signed by one key

class Log {
 public:
  explicit Log(store::Database& database);
  Log(Log&&) noexcept;
  ~Log();

  // Inside the caller's transaction; no transaction, no line. `recorded`: machine clock, Unix seconds.
  // `call`: who asks, for the tests that remove each call in turn.
  [[nodiscard]] base::Result<std::int64_t> append(const Line& line, std::int64_t recorded,
                                                  const std::source_location& call = std::source_location::current());
  [[nodiscard]] base::Result<std::vector<Entry>> entries(std::int64_t from = 0, std::int64_t count = -1);
  // The lines of one case from number `from` on, decoded back (pseudonyms resolved through the key tables), oldest first.
  struct Told {
    std::int64_t seq = 0;
    std::int64_t recorded = 0;
    Line line;  // payload filled where it is still readable
  };
  [[nodiscard]] base::Result<std::vector<Told>> of_dossier(std::int64_t dossier, std::int64_t from = 0);

  // Every line from `from` on, one after the other; memory does not grow with them. `wanted` sees the envelope as
  // it is stored and says whether it is worth decoding; payloads are not read. Stops when `each` fails.
  using Wanted = std::function<bool(std::string_view envelope)>;
  using Each = std::function<base::Outcome(const Told&)>;
  [[nodiscard]] base::Outcome scan(std::int64_t from, const Wanted& wanted, const Each& each);
  // One line commits to the number of lines about each name, so that prove_all can be asked. Nothing is
  // written when the last line says so already. In a transaction of its own.
  [[nodiscard]] base::Outcome count_names(store::Database& database, std::int64_t recorded);
  // All that is said of a case: its name in the log, its place in the map, the numbers of its lines. Fails when
  // the last line does not commit to the map.
  struct About {
    std::string name;
    CompletenessMap::Place place;
    std::vector<std::int64_t> lines;  // those that were not pruned
  };
  // The line that says up to where the log was pruned last; -1 when it never was.
  [[nodiscard]] base::Result<std::int64_t> pruning();
  [[nodiscard]] base::Result<About> about(std::int64_t dossier);

  // Names remembered from line to line: somebody was erased.
  void forget_names();

  // The tree over what is committed: src/audit/tree.h.
  [[nodiscard]] base::Result<Head> head();
  [[nodiscard]] base::Result<std::vector<Bytes32>> prove_inclusion(std::int64_t seq, std::int64_t size);
  [[nodiscard]] base::Result<std::vector<Bytes32>> prove_consistency(std::int64_t old_size, std::int64_t size);
  // Of a tile, as C2SP tlog-tiles counts them, its first `width` hashes (1 to 256).
  [[nodiscard]] base::Result<std::string> tile(int level, std::int64_t index, int width);

  // The head as a signed note (C2SP tlog-checkpoint), by the signer, and by the witness where it cosigned that. One is
  // also kept in the database
  // each time the log passes a multiple of kCheckpointEvery lines, and shown to its witness, when it has one.
  [[nodiscard]] base::Result<std::string> checkpoint();
  [[nodiscard]] bool is_signed() const;  // a log in memory is not
  [[nodiscard]] base::Result<std::vector<Certificate>> keys();  // the first, and those it led to
  // Now: keeps a checkpoint of what is committed, and shows it to the witness. In transactions of its own.
  [[nodiscard]] base::Outcome say_checkpoint(store::Database& database);
  [[nodiscard]] base::Result<std::string> last_checkpoint();  // the note kept last; empty when there is none
  // The checkpoint that covers this line: the last one a witness cosigned, or else the last one kept; empty when none does.
  [[nodiscard]] base::Result<std::string> covering(std::int64_t seq);
  [[nodiscard]] base::Result<std::int64_t> witnessed();       // lines under the last cosigned checkpoint
  [[nodiscard]] base::Result<std::int64_t> pruned();          // lines gone from the beginning, by rule: src/audit/prune.h
  [[nodiscard]] base::Result<Bytes32> root_at(std::int64_t size);
  [[nodiscard]] const std::string& file() const;
 private:
  struct Inner;
  class InTransaction;
  std::shared_ptr<Inner> inner_;  // shared with the transaction it will close
};

}  // namespace guichet::audit
