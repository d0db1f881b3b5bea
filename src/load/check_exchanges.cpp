// Exchanges against the other side: does the API exist, are the data held for the purpose (errors), did the provider
// grant it (a warning: the gate refuses at run time, field by field).
#include <algorithm>

#include "load/draft.h"

namespace guichet::load {

namespace {

struct Asked {
  const model::Exchange& exchange;
  const Node& node;  // of the exchange
};

// How a grant names an agency of the procedure.
std::string grant_name(const model::Actor& actor) { return actor.agency.empty() ? actor.name : actor.agency; }

void check_fields(Draft& draft, const Asked& asked, const char* key, const std::map<std::string, std::string>& granted) {
  for (const Node* name : names_in(asked.node.find(key)))
    if (draft.data.find(name->text) && !granted.contains(name->text))
      draft.report.warning(name->span, {.id = N_("'{name}' is outside what the provider granted"), .args = {{"name", name->text}}},
                           base::Message{.id = N_("the gate will refuse this exchange")});
}

void check_grant(Draft& draft, const Asked& asked, const model::Api& api) {
  const model::Exchange& exchange = asked.exchange;
  if (!exchange.by.known() || !exchange.purpose.known()) return;
  const std::string consumer = grant_name(draft.procedure[exchange.by]);
  const std::string& purpose = draft.procedure[exchange.purpose].name;
  const base::Span at = asked.node.find("api")->span;
  for (const model::Forbidden& use : api.forbidden) {
    const bool this_purpose = use.purpose == "*" || use.purpose == purpose;
    if (this_purpose && (use.procedure == "*" || use.procedure == draft.procedure.id))
      draft.report.warning(at, {.id = N_("the provider forbids this use: {reason}"), .args = {{"reason", use.reason.text}}},
                           base::Message{.id = N_("the gate will refuse this exchange")});
  }
  const auto grant = std::ranges::find_if(api.grants, [&](const model::Grant& one) {
    return one.procedure == draft.procedure.id && one.consumer == consumer && one.purpose == purpose;
  });
  if (grant == api.grants.end()) {
    draft.report.warning(at,
                         {.id = N_("no grant lets '{consumer}' call this for '{purpose}'"), .args = {{"consumer", consumer}, {"purpose", purpose}}},
                         base::Message{.id = N_("the gate will refuse this exchange")});
    return;
  }
  if (!exchange.with_member) check_fields(draft, asked, "send", grant->takes);  // else `send` is cut to what each takes
  check_fields(draft, asked, "receive", grant->gives);
}

void check_provider(Draft& draft, const Asked& asked, const std::string& provider, base::Span at) {
  const model::Agency* agency = draft.reference.agencies.find(provider);
  if (agency == nullptr) {
    std::vector<std::string> known;
    for (const model::Agency& one : draft.reference.agencies.all) known.push_back(one.name);
    quoted(draft.report, at, N_("unknown agency '{name}'"), provider, base::expected_one_of(provider, known));
    return;
  }
  const Node* api_node = asked.node.find("api");
  if (api_node == nullptr) return;
  const model::Api* api = draft.reference.agencies.find_api(provider, asked.exchange.api);
  if (api != nullptr) return check_grant(draft, asked, *api);
  std::vector<std::string> known;
  for (const model::Api& one : agency->apis) known.push_back(one.name);
  draft.report.error(api_node->span, {.id = N_("'{agency}' has no API '{name}'"), .args = {{"agency", provider}, {"name", asked.exchange.api}}},
                     known.empty() ? std::nullopt : std::optional{base::expected_one_of(asked.exchange.api, known)});
}

void check_exchange(Draft& draft, const Asked& asked, model::MachineId machine) {
  check_held(draft, asked.node.find("send"), asked.exchange.purpose);
  check_held(draft, asked.node.find("receive"), asked.exchange.purpose);
  const Node* with = asked.node.find("with");
  if (with == nullptr) return;
  if (asked.exchange.with_member) {
    const model::DatumId list = draft.procedure[draft.machines[machine.index].alias].member_of;
    if (!list.known()) return;
    for (const std::string& member : *draft.procedure[list].values) check_provider(draft, asked, member, draft.procedure[list].span);
  } else if (asked.exchange.with.known()) {
    const model::Actor& actor = draft.procedure[asked.exchange.with];
    // An actor whose `agency` is unknown has been told already.
    if (actor.agency.empty() || draft.reference.agencies.find(actor.agency) != nullptr)
      check_provider(draft, asked, grant_name(actor), with->span);
  }
}

}  // namespace

void check_exchanges(Draft& draft) {
  for (std::uint16_t m = 0; m < draft.machines.size(); ++m)
    for (const model::State& state : draft.procedure.machines[m].states) {
      if (!state.exchange) continue;
      const Node* states = draft.machines[m].states;
      check_exchange(draft, {*state.exchange, *find(states->find(state.name), "exchange")}, {m});
    }
}

}  // namespace guichet::load
