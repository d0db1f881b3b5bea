#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagram/mapper.h"
#include "diagram/wording.h"

namespace guichet::diagram {

using model::ActorId;
using model::State;
using model::StateId;
using model::Transition;

const model::Event* Mapper::event_of(const Transition& transition) const {
  const int index = static_cast<int>(transition.on.index) - model::kFixedTriggers;
  if (index < 0 || index >= static_cast<int>(procedure.events.size())) return nullptr;
  return &procedure.events[static_cast<std::size_t>(index)];
}

int Mapper::exchange(const std::string& key, FlowExchange made) {
  const auto [known, is_new] = exchanges_by_key.try_emplace(key, static_cast<int>(flow.exchanges.size()));
  if (is_new) {
    if (!made.purpose.known() && !procedure.purposes.empty()) {
      made.purpose = {0};
      // The purpose that all of it is for, the case's own first.
      for (std::uint16_t p = 0; p < procedure.purposes.size(); ++p) {
        const bool all = std::ranges::all_of(made.data, [&](model::DatumId d) {
          const auto& purposes = procedure[d].purposes;
          return purposes.empty() ? p == 0 : std::ranges::find(purposes, model::PurposeId{p}) != purposes.end();
        });
        if (!all) continue;
        made.purpose = {p};
        break;
      }
    }
    if (made.purpose.known())
      made.needs_agreement = procedure[made.purpose].agreement != model::Agreement::none ||
                             procedure[made.purpose].basis == model::Basis::consent;
    flow.exchanges.push_back(std::move(made));
  }
  return known->second;
}

void Mapper::carry(int link, int exchange) {
  auto& carried = flow.links[static_cast<std::size_t>(link)].exchanges;
  if (std::ranges::find(carried, exchange) == carried.end()) carried.push_back(exchange);
}

// What moves when this branch is taken: what its event carries, then the letters, of the branch and of the state it
// enters.
void Mapper::tell(int link, StateId from, const Transition& transition) {
  const State& target = machine.states[transition.to->index];
  const ActorId source = actor_of(machine.states[from.index]);
  const ActorId target_actor = actor_of(target);
  const bool letters = !transition.tell.empty() || !target.tell.empty();
  const int origin = transition.from_phase ? -1 : from.index;  // a phase tells it once
  if (const model::Event* event = event_of(transition)) {
    const bool outsider = procedure[event->by].role != model::Role::agency;
    const bool handed_over = !letters && !event->title.empty() && target_actor != event->by;
    if ((!event->title.empty() || !event->carries.empty()) && (outsider || handed_over)) {
      FlowExchange made{.title = words(event->title, words(event->answer, event->name)),
                        .from = event->by,
                        .to = procedure[target_actor].role == model::Role::agency && target_actor != event->by
                                  ? target_actor
                                  : office(),
                        .data = event->carries,
                        .identity = event->identity,
                        .state = from};
      made.data.insert(made.data.end(), event->may_carry.begin(), event->may_carry.end());
      if (event->consent != model::ConsentAct::none) made.purpose = event->purpose;
      carry(link, exchange(fmt::format("event {} {}", origin, event->name), std::move(made)));
    }
  }
  const auto add = [&](const model::Letter& letter, const std::string& key) {
    if (!letter.to.known()) return;
    ActorId sender = procedure[source].role == model::Role::agency ? source : office();
    if (letter.purpose.known() && procedure[source].role != model::Role::agency) {
      for (const ActorId c : procedure[letter.purpose].controllers)
        if (c.known()) sender = c;
    }
    const int made = exchange(key, {.title = words(letter.title, letter.event),
                                    .from = sender,
                                    .to = letter.to,
                                    .data = letter.carries,
                                    .purpose = letter.purpose,
                                    .kind = FlowExchange::Kind::letter,
                                    .state = from});
    const bool to_person = procedure[letter.to].role == model::Role::citizen;
    if (to_person || letter.to == target_actor) return carry(link, made);
    // Told to somebody who stands elsewhere: it arrives there.
    const int target_node = entry[transition.to->index];
    const bool other_case = procedure[letter.to].role == model::Role::case_;
    const std::string id = flow.nodes[static_cast<std::size_t>(target_node)].id + "." + procedure[letter.to].name;
    int receipt = flow.find_node(id).value_or(-1);
    if (receipt < 0)
      receipt = add_node({.id = id,
                          .kind = other_case ? NodeKind::pool : NodeKind::receipt,
                          .lane = lane_of(letter.to),
                          .text = other_case ? words(procedure[letter.to].title, procedure[letter.to].name) : "",
                          .state = transition.to});
    carry(add_link(target_node, receipt, "", nullptr), made);
  };
  int n = 0;
  for (const model::Letter& letter : transition.tell)
    add(letter, fmt::format("letter {} {} {}", origin, transition.to->index, letter.title.text));
  for (const model::Letter& letter : target.tell) add(letter, fmt::format("entry {} {}", transition.to->index, n++));
}

// In the order of the links, which is that of the file; what no link shows goes with what its link shows.
void Mapper::number_exchanges(int& next) {
  static constexpr std::array kMore{"bis", "ter", "quater", "quinquies", "sexies"};
  const auto number = [&](const FlowLink& link, std::size_t at) -> std::string& {
    return flow.exchanges[static_cast<std::size_t>(link.exchanges[at])].number;
  };
  for (const FlowLink& link : flow.links) {
    if (!link.exchanges.empty() && number(link, 0).empty()) number(link, 0) = std::to_string(next++);
  }
  for (const FlowLink& link : flow.links) {
    std::size_t more = 0;
    for (std::size_t e = 1; e < link.exchanges.size(); ++e) {
      if (number(link, e).empty())
        number(link, e) = number(link, 0) + " " + kMore[std::min(more++, kMore.size() - 1)];
    }
  }
}

}  // namespace guichet::diagram
