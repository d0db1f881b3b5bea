// Findings about personal data that the file, and the providers' grants beside it, show without playing a case.
#include <algorithm>
#include <set>

#include "check/expressions.h"
#include "check/suspicion.h"

namespace guichet::check {

namespace {

using model::DatumId;
using model::Procedure;

void add_data(Suspicions& out, Kind kind, base::Span span, base::Message message) {
  out.push_back({{kind, span, std::move(message), Proof::file, {}}});
}

template <class Visit>
void each_letter(const Procedure& procedure, Visit visit) {
  for (const model::Machine& machine : procedure.machines) {
    for (const model::State& state : machine.states)
      for (const model::Letter& letter : state.tell) visit(letter);
    for (const model::Transition& transition : machine.transitions)
      for (const model::Letter& letter : transition.tell) visit(letter);
  }
}
template <class Visit>
void each_exchange(const Procedure& procedure, Visit visit) {
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.exchange) visit(state, *state.exchange);
}

std::set<DatumId> used_data(const Procedure& procedure) {
  std::set<DatumId> used;
  each_expression(procedure, [&](const expr::Expression& expression, DatumId) {
    for (const std::uint16_t slot : expression.reads())
      if (const auto datum = procedure.datum_of_slot(slot)) used.insert(*datum);
  });
  each_letter(procedure,
              [&](const model::Letter& letter) { used.insert(letter.carries.begin(), letter.carries.end()); });
  each_exchange(procedure, [&](const model::State&, const model::Exchange& exchange) {
    used.insert(exchange.send.begin(), exchange.send.end());
  });
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.each) used.insert(state.each->members);
  for (const model::Deadline& deadline : procedure.deadlines) used.insert(deadline.datum);
  for (const model::Purpose& purpose : procedure.purposes) {
    used.insert(purpose.choice);
    if (purpose.retention) used.insert(purpose.retention->datum);
  }
  for (const model::Actor& actor : procedure.actors) used.insert(actor.key);
  return used;
}

// Whoever decides with the file before her reads it all: what she may need, no guard says.
bool somebody_reads(const Procedure& procedure) {
  return std::ranges::any_of(procedure.machines, [&](const model::Machine& machine) {
    return std::ranges::any_of(machine.states, [&](const model::State& state) {
      if (state.kind != model::StateKind::actor || !state.actor.known()) return state.actor_is_member;
      return procedure[state.actor].role != model::Role::citizen;
    });
  });
}

const std::string& agency_of(const model::Actor& actor) { return actor.agency.empty() ? actor.name : actor.agency; }

const model::Grant* grant_of(const Procedure& procedure, const model::Exchange& exchange, const model::Api& api) {
  if (!exchange.purpose.known()) return nullptr;
  const auto at = std::ranges::find_if(api.grants, [&](const model::Grant& grant) {
    return grant.procedure == procedure.id && grant.consumer == agency_of(procedure[exchange.by]) &&
           grant.purpose == procedure[exchange.purpose].name;
  });
  return at == api.grants.end() ? nullptr : &*at;
}

void hold_exchange(const Procedure& procedure, const model::State& state, const model::Exchange& exchange,
                   const model::Api& api, Suspicions& out) {
  const model::Grant* grant = grant_of(procedure, exchange, api);
  const auto beyond = [&](DatumId datum) {
    add_data(
        out, Kind::beyond_the_grant, state.span,
        {.id = N_("'{state}' moves '{datum}', which the provider did not grant for '{purpose}'"),
         .args = {
             {"state", state.name}, {"datum", procedure[datum].name}, {"purpose", procedure[exchange.purpose].name}}});
  };
  if (grant == nullptr) {
    add_data(out, Kind::beyond_the_grant, state.span,
             {.id = N_("'{state}' calls '{api}' for '{purpose}', which its provider never granted"),
              .args = {{"state", state.name}, {"api", exchange.api}, {"purpose", procedure[exchange.purpose].name}}});
    return;
  }
  for (const DatumId datum : exchange.receive)
    if (!grant->gives.contains(procedure[datum].name)) beyond(datum);
  for (const DatumId datum : exchange.send) {
    const auto field = grant->takes.find(procedure[datum].name);
    if (field == grant->takes.end()) {
      beyond(datum);
    } else if (!api.query.table.empty() && !api.query.by.contains(field->second) &&
               !api.query.writes.contains(field->second) && api.query.kind == model::Query::Kind::find) {
      add_data(out, Kind::sent_not_needed, state.span,
               {.id = N_("'{state}' sends '{datum}', and '{api}' finds its answer without it"),
                .args = {{"state", state.name}, {"datum", procedure[datum].name}, {"api", exchange.api}}});
    }
  }
}

// A provider is allowed to give it for this procedure, nobody asks it, and the person must.
void hold_once(const Procedure& procedure, const model::Reference& reference, Suspicions& out) {
  std::set<DatumId> received;
  each_exchange(procedure, [&](const model::State&, const model::Exchange& exchange) {
    received.insert(exchange.receive.begin(), exchange.receive.end());
  });
  for (const model::Event& event : procedure.events) {
    if (!event.by.known() || procedure[event.by].role != model::Role::citizen) continue;
    for (const DatumId datum : event.carries) {
      if (received.contains(datum)) continue;
      for (const model::Agency& agency : reference.agencies.all)
        for (const model::Api& api : agency.apis)
          for (const model::Grant& grant : api.grants)
            if (grant.procedure == procedure.id && grant.gives.contains(procedure[datum].name))
              add_data(out, Kind::asked_though_held, event.span,
                       {.id = N_("'{event}' asks the person for '{datum}', which {agency} may give by '{api}'"),
                        .args = {{"event", event.name},
                                 {"datum", procedure[datum].name},
                                 {"agency", agency.name},
                                 {"api", api.name}}});
    }
  }
}

int level_of(const std::string& identity) {
  return identity == "franceconnect-plus" ? 2 : identity == "franceconnect" ? 1 : 0;
}

void hold_consent(const Procedure& procedure, std::uint16_t index, Suspicions& out) {
  const model::Purpose& purpose = procedure.purposes[index];
  const model::Event* gives = nullptr;
  const model::Event* takes_back = nullptr;
  for (const model::Event& event : procedure.events) {
    if (event.purpose.index != index) continue;
    if (event.consent == model::ConsentAct::agrees) gives = &event;
    if (event.consent == model::ConsentAct::withdraws) takes_back = &event;
  }
  const base::Args args{{"purpose", purpose.name}};
  const bool asks = purpose.basis == model::Basis::consent || purpose.agreement == model::Agreement::required;
  if (gives != nullptr && !asks && purpose.agreement == model::Agreement::none)
    add_data(out, Kind::consent_against_law, gives->span,
             {.id = N_("the person is asked to agree to '{purpose}', which rests on the law and not on her word"),
              .args = args});
  if (gives == nullptr && purpose.basis == model::Basis::consent)
    add_data(out, Kind::consent_never_asked, purpose.span,
             {.id = N_("'{purpose}' rests on consent, and no event asks it (`agrees:`)"), .args = args});
  if (gives == nullptr || !asks) return;
  if (takes_back == nullptr) {
    add_data(out, Kind::withdrawal_harder, gives->span,
             {.id = N_("'{purpose}' can be agreed to, and no event withdraws it (`withdraws:`)"), .args = args});
  } else if (takes_back->carries.size() > gives->carries.size() ||
             level_of(takes_back->identity) > level_of(gives->identity)) {
    add_data(out, Kind::withdrawal_harder, takes_back->span,
             {.id = N_("withdrawing '{purpose}' asks for more than agreeing to it did"), .args = args});
  }
}

}  // namespace

void find_unused_data(const Procedure& procedure, Suspicions& out) {
  const auto used = used_data(procedure);
  const bool read = somebody_reads(procedure);
  const auto told = [&](DatumId datum, base::Span span, const char* sentence, const std::string& where) {
    add_data(out, Kind::collected_never_used, span,
             {.id = sentence, .args = {{"datum", procedure[datum].name}, {"where", where}}});
  };
  std::set<DatumId> said;
  if (!read)
    for (const model::Event& event : procedure.events)
      for (const auto* list : {&event.carries, &event.may_carry})
        for (const DatumId datum : *list)
          if (!used.contains(datum) && said.insert(datum).second)
            told(datum, procedure[datum].span, N_("'{datum}' is asked by '{where}' and never used"), event.name);
  each_exchange(procedure, [&](const model::State& state, const model::Exchange& exchange) {
    for (const DatumId datum : exchange.receive)
      if (!used.contains(datum) && said.insert(datum).second)
        told(datum, procedure[datum].span, N_("'{datum}' is received in '{where}' and never used"), state.name);
  });
}

void find_exchanges(const Procedure& procedure, const model::Reference& reference, Suspicions& out) {
  each_exchange(procedure, [&](const model::State& state, const model::Exchange& exchange) {
    if (exchange.with_member || !exchange.with.known()) return;  // `send` is cut to what each member takes
    const model::Api* api = reference.agencies.find_api(agency_of(procedure[exchange.with]), exchange.api);
    if (api != nullptr) hold_exchange(procedure, state, exchange, *api, out);
  });
  hold_once(procedure, reference, out);
}

void find_bases(const Procedure& procedure, Suspicions& out) {
  for (std::uint16_t i = 0; i < procedure.purposes.size(); ++i) {
    const model::Purpose& purpose = procedure.purposes[i];
    hold_consent(procedure, i, out);
    const bool holds_data = std::ranges::any_of(procedure.data, [&](const model::Datum& datum) {
      return std::ranges::find(datum.purposes, model::PurposeId{i}) != datum.purposes.end();
    });
    if (!purpose.retention && holds_data && purpose.regime == model::Regime::rgpd)
      add_data(out, Kind::kept_without_retention, purpose.span,
               {.id = N_("'{purpose}' holds data and says no retention"), .args = {{"purpose", purpose.name}}});
  }
  for (const model::Datum& datum : procedure.data) {
    if (!datum.special) continue;
    for (const model::PurposeId id : datum.purposes)
      if (procedure[id].special.empty() && procedure[id].regime == model::Regime::rgpd)
        add_data(out, Kind::special_without_ground, datum.span,
                 {.id = N_("'{datum}' is of a special category, and '{purpose}' names no ground (`special:`)"),
                  .args = {{"datum", datum.name}, {"purpose", procedure[id].name}}});
  }
}

}  // namespace guichet::check
