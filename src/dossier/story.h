// One transaction around one case: what the engine decided becomes rows and lines, in order, and all
// of it is committed or none. Exchanges are put to the gate here, inside the transaction; a refusal
// goes back to the engine at once. Messages to other cases are handled before the commit, each as an
// event of its own.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "dossier/office.h"
#include "engine/effect.h"
#include "privacy/gate.h"

namespace guichet::dossier {

// The gate's answer for the exchange under way at a place of a case.
[[nodiscard]] std::variant<privacy::Permit, privacy::Denied> ask_gate(const CaseRecord& record,
                                                                      const model::Agencies& agencies,
                                                                      engine::Member member);
// The exchange the case (or its member) is waiting for; nothing when it is over.
[[nodiscard]] const model::Exchange* exchange_at(const CaseRecord& record, engine::Member member,
                                                 std::uint32_t visit);

class Office::Story {
 public:
  // Begins the transaction.
  [[nodiscard]] static base::Result<Story> begin(Office& office);

  // Tells effects of a case, performing what they ask; more effects may be appended as the engine
  // handles a refusal by the gate. `event`: the act behind them, or empty.
  base::Outcome tell(CaseRecord& record, engine::Effects& effects, std::optional<model::MachineId> before,
                     const std::string& event);
  base::Outcome line(const audit::Line& line);
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
  base::Outcome perform(CaseRecord& record, const engine::Effect& effect, engine::Effects& effects);
  base::Outcome want_exchange(CaseRecord& record, const engine::effect::ExchangeWanted& wanted, base::Instant at,
                              engine::Effects& effects);
  base::Outcome stop_exchange(CaseRecord& record, const engine::effect::ExchangeStopped& stopped);
  base::Outcome store_datum(CaseRecord& record, model::DatumId datum, engine::Member member, const expr::Value& value);
  // The data that had a value when the effects still `to_come` had not happened yet.
  base::Result<std::map<std::string, std::string>> values_then(const CaseRecord& record,
                                                               std::span<const engine::Effect> to_come,
                                                               std::span<const model::DatumId> ids,
                                                               engine::Member member);
  base::Outcome tell_letter(CaseRecord& record, const engine::effect::Told& told, base::Instant at,
                            const std::map<std::string, std::string>& data);
  base::Outcome hand_over(const Message& message);

  Office* office_;
  store::Transaction transaction_;
  std::deque<Message> messages_;
  int handed_over_ = 0;
};

}  // namespace guichet::dossier
