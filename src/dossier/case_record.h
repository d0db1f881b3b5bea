// One case between its rows and its working form: what the store keeps as text and JSON, the engine
// handles as a CaseState. Nothing is decided here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "dossier/definitions.h"
#include "engine/case_state.h"
#include "model/agencies.h"
#include "store/dossiers.h"

namespace guichet::dossier {

// What the person asked about one purpose, and since when it stands. No part of the machine: a case goes on, the gate
// says what it may no more do.
struct RightsAsked {
  std::optional<base::Instant> restricted;  // GDPR art. 18
  std::optional<base::Instant> objected;    // GDPR art. 21
  std::optional<base::Instant> overridden;  // compelling grounds were shown against the objection
  bool operator==(const RightsAsked&) const = default;
};

struct CaseRecord {
  const Definition* definition = nullptr;
  store::DossierRow row;
  engine::CaseState state;
  std::map<std::string, std::string> places;  // agency -> instance of it
  std::vector<RightsAsked> rights = {};       // one per purpose

  [[nodiscard]] const model::Procedure& procedure() const { return definition->procedure; }
};

// The words of an `each` member, and back; empty and nothing for the case itself.
[[nodiscard]] std::string member_name(const model::Procedure& procedure, model::MachineId children,
                                      engine::Member member);
[[nodiscard]] std::string member_name(const CaseRecord& record, engine::Member member);
[[nodiscard]] engine::Member find_member(const CaseRecord& record, const std::string& name);

// The values of Procedure::attributes at these places (the first place of an agency when none is
// named). Fails when a place or a value is unknown.
[[nodiscard]] base::Result<std::vector<expr::Value>> attributes_at(const model::Procedure& procedure,
                                                                   const model::Agencies& agencies,
                                                                   const std::map<std::string, std::string>& places,
                                                                   expr::TextPool& texts);

// Everything of the state but personal values, as JSON.
[[nodiscard]] std::string write_standing(const CaseRecord& record);

// The working form of a row. `data`: its values, as kept.
[[nodiscard]] base::Result<CaseRecord> restore(const Definition& definition, const model::Agencies& agencies,
                                               store::DossierRow row,
                                               const std::vector<store::DatumRow>& data);

// The slot of a datum, for a member when it has one value each.
[[nodiscard]] std::uint16_t slot_of(const model::Datum& datum, engine::Member member);

}  // namespace guichet::dossier
