#include "diagram/holdings.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "diagram/flow.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

using model::ActorId;
using model::DatumId;

struct Gatherer {
  const model::Reference& reference;
  base::Lang lang;
  std::vector<Party> parties = {};
  // What moves, by receiver, giver, procedure, purpose.
  std::map<std::tuple<int, int, std::size_t, std::uint16_t>, Movement> movements = {};

  int party(const std::string& id, const std::string& title) {
    const auto known = std::ranges::find(parties, id, &Party::id);
    if (known != parties.end()) return static_cast<int>(known - parties.begin());
    const model::Agency* agency = reference.agencies.find(id);
    parties.push_back({id, agency == nullptr ? title : title_of(agency->title, title, lang)});
    return static_cast<int>(parties.size()) - 1;
  }

  // An actor is one party; an alias is each member of its list.
  std::vector<int> parties_of(const model::Procedure& procedure, ActorId id) {
    const model::Actor& actor = procedure[id];
    if (!actor.member_of.known()) {
      const std::string& name = actor.agency.empty() ? actor.name : actor.agency;
      return {party(name, title_of(actor.title, actor.name, lang))};
    }
    const model::Datum& list = procedure[actor.member_of];
    std::vector<int> all;
    for (const std::string& member : *list.values) {
      const auto title = list.value_titles.find(member);
      all.push_back(party(member, title == list.value_titles.end() ? member : title_of(title->second, member, lang)));
    }
    return all;
  }

  // What an API of this party takes from the procedure; all of it where nothing is granted to look at.
  [[nodiscard]] std::vector<DatumId> taken(const model::Procedure& procedure, const FlowExchange& exchange,
                                           const std::string& api, const Party& by) const {
    const model::Api* offered = reference.agencies.find_api(by.id, api);
    if (offered == nullptr) return exchange.data;
    std::set<std::string> granted;
    for (const model::Grant& grant : offered->grants)
      if (grant.procedure == procedure.id)
        for (const auto& [datum, field] : exchange.kind == FlowExchange::Kind::reply ? grant.gives : grant.takes) granted.insert(datum);
    std::vector<DatumId> data;
    std::ranges::copy_if(exchange.data, std::back_inserter(data), [&](DatumId d) { return granted.contains(procedure[d].name); });
    return data;
  }

  void add(const model::Procedure& procedure, std::size_t rank, const Flow& flow, const FlowExchange& exchange) {
    if (!exchange.from.known() || !exchange.to.known() || exchange.data.empty()) return;
    const model::State& state = procedure[flow.machine].states[exchange.state.index];
    const bool alias = procedure[exchange.from].member_of.known() || procedure[exchange.to].member_of.known();
    const bool reply = exchange.kind == FlowExchange::Kind::reply;
    for (const int from : parties_of(procedure, exchange.from))
      for (const int to : parties_of(procedure, exchange.to)) {
        if (from == to) continue;
        const Party& provider = parties[static_cast<std::size_t>(reply ? from : to)];
        const std::vector<DatumId> data =
            alias && state.exchange ? taken(procedure, exchange, state.exchange->api, provider) : exchange.data;
        if (data.empty()) continue;
        const std::uint16_t purpose = exchange.purpose.known() ? exchange.purpose.index : std::uint16_t{0xFFFF};
        Movement& movement = movements[{to, from, rank, purpose}];
        movement.from = from;
        movement.to = to;
        movement.procedure = &procedure;
        movement.purpose = exchange.purpose;
        movement.data.insert(movement.data.end(), data.begin(), data.end());
        movement.held = exchange.purpose.known() &&
                        std::ranges::find(procedure[exchange.purpose].controllers, exchange.to) != procedure[exchange.purpose].controllers.end();
      }
  }
};

}  // namespace

Holdings holdings_of(std::span<const model::Procedure* const> procedures, const model::Reference& reference, base::Lang lang) {
  Gatherer gatherer{reference, lang};
  for (std::size_t p = 0; p < procedures.size(); ++p) {
    const model::Procedure& procedure = *procedures[p];
    for (std::uint16_t a = 0; a < procedure.actors.size(); ++a) static_cast<void>(gatherer.parties_of(procedure, {a}));
    for (const Flow& flow : map_procedure(procedure, reference, lang).flows)
      for (const FlowExchange& exchange : flow.exchanges) gatherer.add(procedure, p, flow, exchange);
  }
  Holdings holdings;
  std::set<int> moving;
  for (auto& [key, movement] : gatherer.movements) {
    std::ranges::sort(movement.data);
    const auto repeated = std::ranges::unique(movement.data);
    movement.data.erase(repeated.begin(), repeated.end());
    moving.insert({movement.from, movement.to});
    holdings.movements.push_back(std::move(movement));
  }
  std::map<int, int> place;
  for (const int party : moving) {
    place[party] = static_cast<int>(holdings.parties.size());
    holdings.parties.push_back(std::move(gatherer.parties[static_cast<std::size_t>(party)]));
  }
  for (Movement& movement : holdings.movements) {
    movement.from = place.at(movement.from);
    movement.to = place.at(movement.to);
  }
  return holdings;
}

}  // namespace guichet::diagram
