#include "rights/who_saw.h"

#include "privacy/gate.h"

namespace guichet::rights {

namespace {

using audit::Kind;
using audit::Line;

// What a line shows of who saw the person's data; nothing when it shows nobody.
std::optional<Sight> sight_of(const Line& line, const model::Procedure& procedure) {
  const auto role_of = [&](const std::string& name) {
    const auto actor = procedure.find_actor(name);
    return actor ? procedure[*actor].role : model::Role::agency;
  };
  Sight sight{.at = {line.at},
              .dossier = line.dossier,
              .who = line.recipient,
              .from = line.actor,
              .api = line.api,
              .purpose = line.purpose,
              .basis = line.basis,
              .reason = line.reason,
              .event = line.event,
              .fields = line.fields};
  switch (line.kind) {
    case Kind::exchange_sent:
      sight.way = Sight::Way::received;
      return sight;
    case Kind::exchange_answered:
      sight.way = Sight::Way::asked;
      std::swap(sight.who, sight.from);
      return sight;
    case Kind::exchange_denied:
      sight.way = Sight::Way::refused;
      return sight;
    case Kind::letter_told:
      if (role_of(line.recipient) == model::Role::citizen) return std::nullopt;
      sight.way = Sight::Way::told;
      return sight;
    case Kind::case_told:
      sight.way = Sight::Way::told;
      return sight;
    case Kind::event_accepted:
      if (procedure.find_actor(line.actor) && role_of(line.actor) != model::Role::agency) return std::nullopt;
      sight.way = Sight::Way::handled;
      sight.who = line.actor;
      sight.from.clear();
      return sight;
    default:
      return std::nullopt;
  }
}

}  // namespace

base::Result<std::vector<Sight>> who_saw(Desk& desk, const std::vector<dossier::CaseRecord>& cases) {
  std::vector<Sight> seen;
  for (const dossier::CaseRecord& record : cases) {
    const auto lines = desk.office.log().of_dossier(record.row.id);
    if (!lines.ok()) return lines.failure();
    for (const audit::Log::Told& told : *lines)
      if (auto sight = sight_of(told.line, record.procedure())) {
        sight->seq = told.seq;
        seen.push_back(std::move(*sight));
      }
  }
  return seen;
}

}  // namespace guichet::rights
