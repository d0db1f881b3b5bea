// How map_procedure works on one machine: first the nodes of each state, then the links of each branch with what they
// tell. Inside this layer only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diagram/flow.h"

namespace guichet::diagram {

struct Mapper {
  const model::Procedure& procedure;
  const model::Reference& reference;
  base::Lang lang;
  const model::Machine& machine;
  std::string prefix = {};             // of ids: "diffusion."
  model::ActorId member = {};          // whom the alias of this machine stands for
  Flow flow = {};
  std::vector<int> entry = {};         // by state: the node that links lead to
  std::vector<base::Message> findings = {};
  std::map<std::string, int> exchanges_by_key = {};

  void add_nodes();
  void add_links();
  void number_exchanges(int& next);
  void add_groups();

  // --- nodes
  int add_node(FlowNode node);
  [[nodiscard]] int lane_of(model::ActorId actor);  // made when needed; sorted at the end
  void sort_lanes();
  void add_node_of(model::StateId id);
  [[nodiscard]] std::string name_of(model::StateId id) const;
  [[nodiscard]] model::ActorId office() const;  // who answers for the procedure
  [[nodiscard]] model::ActorId actor_of(const model::State& state) const;
  [[nodiscard]] model::ActorId provider_of(const model::Exchange& exchange) const;
  [[nodiscard]] const model::Api* api_of(const model::Exchange& exchange) const;
  [[nodiscard]] std::string words(const model::Title& title, const std::string& otherwise) const;

  // --- links
  struct Branch {
    const model::Transition* transition = nullptr;
    model::TransitionId id;
    std::string answer;
  };
  struct Ways {  // out of one state
    std::vector<Branch> main;      // after it is done
    std::vector<Branch> on_border; // while it is under way: clocks, failures, what others do
  };
  [[nodiscard]] Ways ways_out(model::StateId id) const;
  [[nodiscard]] const model::Event* event_of(const model::Transition& transition) const;
  [[nodiscard]] std::string answer_of(const model::Transition& transition) const;
  void link_state(model::StateId id);
  void link_exchange(model::StateId id, const std::vector<Branch>& main, bool asks);
  void link_branches(int source, model::StateId id, const std::vector<Branch>& branches, bool with_answers);
  void link_border(model::StateId id, const std::vector<Branch>& branches);
  void link_phases();
  int add_link(int from, int to, const std::string& answer, const Branch* branch);
  void tell(int link, model::StateId from, const model::Transition& transition);
  int exchange(const std::string& key, FlowExchange made);
  void carry(int link, int exchange);
};

}  // namespace guichet::diagram
