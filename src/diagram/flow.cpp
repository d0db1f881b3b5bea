#include "diagram/flow.h"

#include "diagram/mapper.h"
#include "diagram/wording.h"

namespace guichet::diagram {

std::optional<int> Flow::find_node(std::string_view wanted) const {
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].id == wanted) return static_cast<int>(n);
  }
  return std::nullopt;
}

Mapping map_procedure(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang) {
  Mapping mapping;
  int next = 1;
  for (std::uint16_t m = 0; m < procedure.machines.size(); ++m) {
    const model::Machine& machine = procedure.machines[m];
    Mapper mapper{.procedure = procedure, .reference = reference, .lang = lang, .machine = machine};
    mapper.flow.machine = {m};
    mapper.flow.id = procedure.id;
    mapper.flow.title = title_of(procedure.title, procedure.id, lang);
    if (machine.owner.known()) {
      const model::State& each = procedure.main().states[machine.owner.index];
      mapper.prefix = each.name + ".";
      mapper.member = procedure.find_actor(each.each->alias).value_or(model::ActorId{});
      mapper.flow.id = each.name;
      mapper.flow.title = title_of(each.activity, title_of(each.title, each.name, lang), lang);
    }
    mapper.add_nodes();
    mapper.add_links();
    mapper.number_exchanges(next);
    mapper.sort_lanes();
    mapper.add_groups();
    for (base::Message& finding : mapper.findings) mapping.findings.push_back(std::move(finding));
    mapping.flows.push_back(std::move(mapper.flow));
  }
  return mapping;
}

}  // namespace guichet::diagram
