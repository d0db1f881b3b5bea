// The shell: where cases are opened, acted on and let live. One transaction tells one story: the case
// is read, the engine decides, the gate speaks, state, data, clocks, outbox and log are written, and
// only then does anything leave. An answer is a second transaction. Whatever the moment a process is
// killed at, what was committed is whole and the next `advance` goes on from it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agency/transport.h"
#include "audit/log.h"
#include "base/result.h"
#include "dossier/case_record.h"
#include "dossier/definitions.h"
#include "store/database.h"
#include "store/dossiers.h"

namespace guichet::dossier {

// What an identity provider says of a person: "jeton", "nom"... -> value. Nothing when it cannot
// vouch for her (homonym, deceased, unknown).
using Identify = std::function<base::Result<std::optional<std::map<std::string, std::string>>>(
    const std::string& citizen, const std::string& level)>;

// The world an office stands in. All must outlive it.
struct Surroundings {
  store::Database& database;
  agency::Transport& transport;
  const model::Reference& reference;
  Definitions& definitions;
  Identify identify;
  std::function<std::int64_t()> machine_clock;  // Unix seconds, for `recorded` only
};

struct Opening {
  std::string procedure;
  std::string citizen;
  std::map<std::string, std::string> places;    // agency -> instance
  base::Instant at{};
};

// Somebody acts, in the words of the file.
struct Act {
  std::string event;
  std::string by;
  std::string member;
  std::map<std::string, std::string> data;      // datum -> canonical text
  std::string identity;                         // level the person presents now; empty: as before
  base::Instant at{};
};

// What became of an act: accepted, or the code of the refusal and the datum it names.
struct Taken {
  bool accepted = true;
  std::string reason;
  std::string datum;
};

// GDPR art. 18 and 21: what a person asks of a purpose, and what the controller answers later.
enum class RightAct : std::uint8_t { restrict_, lift, object, override_ };
struct RightTaken {
  std::string purpose;
  std::string reason;  // why it changes nothing; empty when it does
};
struct Rectified {
  std::string reason;             // why it was refused; empty when it was not
  std::vector<std::string> told;  // agencies that had received the datum (art. 19)
};

class Office {
 public:
  explicit Office(Surroundings surroundings);

  [[nodiscard]] base::Result<std::int64_t> open(const Opening& opening);
  // Time first runs to `act.at` for every case (see advance). Fails for an unknown case, event, actor
  // or datum, and when the world fails; a refusal by a rule is Taken.
  [[nodiscard]] base::Result<Taken> act(std::int64_t dossier, const Act& act);
  // Agree, decline or withdraw outside any event: always counted.
  [[nodiscard]] base::Outcome consent(std::int64_t dossier, const std::string& purpose, model::ConsentAct act,
                                      base::Instant at);
  // Restriction, objection, and their ends: always counted. No purpose: all of the case's.
  [[nodiscard]] base::Result<std::vector<RightTaken>> exercise(std::int64_t dossier, const std::string& purpose,
                                                               RightAct act, base::Instant at);
  // GDPR art. 16: the value the person says is right, in the datum's canonical text; a closed case's too. The
  // machine does not hear of it: what was decided on the wrong value is for a review to change.
  [[nodiscard]] base::Result<Rectified> rectify(std::int64_t dossier, const std::string& datum, const std::string& text,
                                                base::Instant at);
  // GDPR art. 19: who had received these data (none named: anything) gets a line of what became of them. Gives whom.
  [[nodiscard]] base::Result<std::vector<std::string>> tell_recipients(std::int64_t dossier,
                                                                       const std::vector<std::string>& data,
                                                                       const std::string& what, base::Instant at);
  // Lets time pass for all cases: exchanges leave, answers arrive, clocks fire, each at its own time.
  [[nodiscard]] base::Outcome advance(base::Instant to);

  [[nodiscard]] base::Result<CaseRecord> read(std::int64_t dossier);
  [[nodiscard]] store::Dossiers& rows() { return dossiers_; }
  [[nodiscard]] audit::Log& log() { return log_; }

 private:
  // One transaction around one case.
  class Story;

  base::Result<std::vector<std::string>> tell_recipients(Story& story, const CaseRecord& record,
                                                         const std::vector<std::string>& data, const std::string& what,
                                                         base::Instant at);
  base::Result<std::int64_t> open_within(Story& story, const Opening& opening);
  base::Result<Taken> act_within(Story& story, std::int64_t dossier, const Act& act);
  base::Outcome fire(std::int64_t dossier, base::Instant at);
  // What waits in the outbox of a case and is due at `at`: requests leave, then answers come back.
  base::Outcome exchange(std::int64_t dossier, base::Instant at);
  base::Outcome send(const store::OutboxRow& row, base::Instant at);
  base::Outcome deliver(const store::OutboxRow& row, base::Instant at);
  base::Result<bool> exchange_due(std::int64_t dossier, std::int64_t at);
  base::Outcome refuse_again(Story& story, CaseRecord& record, store::OutboxRow row, const privacy::Denied& denied,
                             base::Instant at);
  base::Outcome drop(Story& story, CaseRecord& record, store::OutboxRow row, base::Instant at);
  base::Outcome receive(Story& story, CaseRecord& record, store::OutboxRow row, const privacy::Permit& permit,
                        const agency::Reply& reply, base::Instant at);

  Surroundings world_;
  store::Dossiers dossiers_;
  audit::Log log_;
  std::map<std::int64_t, agency::Reply> in_transit_;  // by outbox row: asked, not yet arrived
};

}  // namespace guichet::dossier
