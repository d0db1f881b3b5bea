// The branches of one (state, trigger) as any other engine can be given them: which guards must be false, which true, and
// what must have a value for the branch to be taken. Whatever the order an engine tries them in, at most one is open,
// and none when the reference would refuse the event as undetermined.
#pragma once

#include <vector>

#include "model/procedure.h"

namespace guichet::interop {

struct Row {
  const model::Transition* transition = nullptr;
  std::vector<const expr::Node*> earlier;   // guards of the branches before it that may be undetermined: false
  const expr::Node* guard = nullptr;        // true; nothing: always
  std::vector<const expr::Node*> needs;     // what it sets, the fee it pays: has a value
};

// In file order. `any_order`: `earlier` holds every guard before, for engines that try branches in no order.
[[nodiscard]] std::vector<Row> rows(const model::Procedure& procedure, model::MachineId machine, model::StateId state,
                                    model::TriggerId on, bool any_order = false);

// Does evaluating it read something that may be absent?
[[nodiscard]] bool may_be_undetermined(const expr::Node& node);

// The triggers this state listens to, in the order of the file.
[[nodiscard]] std::vector<model::TriggerId> triggers(const model::Machine& machine, model::StateId state);

// Does a child of this state, or the state's own row, listen to this trigger? An event a child listens to names its member.
[[nodiscard]] bool children_listen(const model::Procedure& procedure, const model::State& state, model::TriggerId on);

// What an event or an answer may bring. `surely`: never absent once the event passed the door.
struct Brought {
  std::vector<model::DatumId> surely;
  std::vector<model::DatumId> perhaps;
};
[[nodiscard]] Brought brought(const model::Procedure& procedure, const model::State& state, model::TriggerId on);

// "siv.statut", or "identifiant/caf" for the value of one member.
[[nodiscard]] std::string slot_path(const model::Procedure& procedure, std::uint16_t slot);

// The words of the members of an `each` state, in the order of the list.
[[nodiscard]] const std::vector<std::string>& members(const model::Procedure& procedure, const model::State& each);

}  // namespace guichet::interop
