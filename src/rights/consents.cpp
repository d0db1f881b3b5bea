#include "rights/consents.h"

namespace guichet::rights {

namespace {

using State = ConsentMoment::State;

bool is_given(State state) { return state == State::given || state == State::renewed; }

std::optional<State> state_of(audit::Kind kind, bool given_before) {
  switch (kind) {
    case audit::Kind::agreement_asked:
      return State::asked;
    case audit::Kind::agreement_given:
      return given_before ? State::renewed : State::given;
    case audit::Kind::agreement_declined:
      return State::declined;
    case audit::Kind::agreement_withdrawn:
      return State::withdrawn;
    default:
      return std::nullopt;
  }
}

// Time ends an agreement without any line: said where it happened, before what came after.
void expire(ConsentLife& life, std::optional<base::Instant>& until, base::Instant now) {
  if (!until || now < *until) return;
  life.moments.push_back({State::expired, *until, "", -1});
  until.reset();
}

}  // namespace

bool asks_the_person(const model::Purpose& purpose) {
  return (purpose.regime == model::Regime::rgpd && purpose.basis == model::Basis::consent) ||
         purpose.agreement == model::Agreement::required;
}

base::Result<std::vector<ConsentLife>> consent_lives(Desk& desk, const std::vector<dossier::CaseRecord>& cases) {
  std::vector<ConsentLife> lives;
  for (const dossier::CaseRecord& record : cases) {
    const auto lines = desk.office.log().of_dossier(record.row.id);
    if (!lines.ok()) return lines.failure();
    for (const model::Purpose& purpose : record.procedure().purposes) {
      if (!asks_the_person(purpose)) continue;
      ConsentLife life{record.row.id, purpose.name, {}};
      std::optional<base::Instant> until;
      bool given = false;
      for (const audit::Log::Told& told : *lines) {
        if (told.line.purpose != purpose.name) continue;
        const auto state = state_of(told.line.kind, given);
        if (!state) continue;
        expire(life, until, {told.line.at});
        life.moments.push_back({*state, {told.line.at}, told.line.notice, told.seq});
        if (*state == State::asked) continue;
        given = is_given(*state);
        until.reset();
        if (is_given(*state) && purpose.consent_lasts)
          until = base::due_instant({told.line.at}, purpose.consent_lasts->delay, base::metropolitan_france());
      }
      expire(life, until, desk.at);
      lives.push_back(std::move(life));
    }
  }
  return lives;
}

}  // namespace guichet::rights
