// One transaction around one case: what the engine decided becomes rows and lines, in order, and all
// of it is committed or none. Exchanges are put to the gate here, inside the transaction; a refusal
// goes back to the engine at once. Messages to other cases are handled before the commit, each as an
// event of its own.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <vector>

#include "dossier/office.h"
#include "dossier/standing.h"
#include "engine/effect.h"

namespace guichet::dossier {

class Office::Story {
 public:
  // Begins the transaction.
  [[nodiscard]] static base::Result<Story> begin(Office& office);

  // Tells effects of a case, performing what they ask; more effects may be appended as the engine
  // handles a refusal by the gate. `event`: the act behind them, or empty.
  base::Outcome tell(CaseRecord& record, engine::Effects& effects, std::optional<model::MachineId> before,
                     const std::string& event);
  base::Outcome line(const audit::Line& line, const std::source_location& call = std::source_location::current());
  // Writes the case's row and hands pending messages to their cases.
  base::Outcome keep(CaseRecord& record);
  // The end of an exchange: its row, what the engine makes of the answer, all of it committed.
  base::Outcome conclude(CaseRecord& record, const store::OutboxRow& row, engine::Member member,
                         model::Trigger outcome, std::span<const engine::Given> data, base::Instant at);
  [[nodiscard]] base::Outcome commit();

 private:
  struct Message {
    std::int64_t from = 0;
    std::string procedure, sender, event, key_datum, key;
    std::map<std::string, std::string> data;
    std::string citizen;
    std::map<std::string, std::string> places;
    base::Instant at{};
  };

  Story(Office& office, store::Transaction transaction);
  base::Outcome tell_one(CaseRecord& record, std::span<const engine::Effect> to_come, audit::Line line);
  base::Outcome perform(CaseRecord& record, const engine::Effect& effect, engine::Effects& effects);
  base::Outcome want_exchange(CaseRecord& record, const engine::effect::ExchangeWanted& wanted, base::Instant at,
                              engine::Effects& effects);
  base::Outcome stop_exchange(CaseRecord& record, const engine::effect::ExchangeStopped& stopped);
  base::Outcome keep_datum(CaseRecord& record, model::DatumId datum, engine::Member member, const expr::Value& value,
                           audit::Line line);
  base::Outcome erase_datum(CaseRecord& record, model::DatumId datum, engine::Member member);
  base::Outcome tell_charge(CaseRecord& record, audit::Line line);
  // The data that had a value when the effects still `to_come` had not happened yet.
  base::Result<std::map<std::string, std::string>> values_then(const CaseRecord& record,
                                                               std::span<const engine::Effect> to_come,
                                                               std::span<const model::DatumId> ids,
                                                               engine::Member member);
  base::Outcome tell_letter(CaseRecord& record, const engine::effect::Told& told, base::Instant at, audit::Line line,
                            std::span<const engine::Effect> to_come);
  base::Outcome send_letter(CaseRecord& record, const engine::effect::Told& told, base::Instant at,
                            const std::map<std::string, std::string>& data, const privacy::StoragePermit& permit);
  // What the person was asked to agree to on entering a state; the review she is offered when a machine alone refused.
  base::Outcome ask_agreements(const CaseRecord& record, const engine::effect::Entered& entered, base::Instant at);
  base::Outcome offer_review(const CaseRecord& record, base::Instant at);
  base::Outcome hand_over(const Message& message);

  Office* office_;
  store::Transaction transaction_;
  std::deque<Message> messages_;
  int handed_over_ = 0;
  bool by_time_ = false;  // the last thing that moved the case was a clock
};

}  // namespace guichet::dossier
