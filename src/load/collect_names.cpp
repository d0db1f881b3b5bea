// First pass: every name the file declares, so that a reference may stand before its declaration.
#include <algorithm>

#include "load/draft.h"

namespace guichet::load {

namespace {

bool take(Draft& draft, const char* section, Names& names, std::size_t limit) {
  const Node* map = draft.root.find(section);
  if (map == nullptr) return true;
  for (const Node::Entry& entry : map->entries) names.add(entry.key, entry.key_span);
  if (names.words.size() <= limit) return true;
  draft.report.error(names.spans[limit], {.id = N_("more than {limit} entries under '{section}'"),
                                          .args = {{"limit", std::to_string(limit)}, {"section", section}}});
  return false;
}

void take_marks(Draft& draft, const Node* marks) {
  for (const Node* name : names_in(marks))
    if (!draft.milestones.find(name->text)) draft.milestones.add(name->text, name->span);
}

void take_branch_marks(Draft& draft, const Node* target) {
  for (const auto& [branch, english] : branches_in(target, nullptr)) take_marks(draft, branch->find("marks"));
}

void take_state_marks(Draft& draft, const Node& state) {
  take_marks(draft, state.find("marks"));
  take_branch_marks(draft, state.find("decide"));
  take_marks(draft, find(state.find("after"), "marks"));
  if (const Node* when = state.find("when"))
    for (const Node::Entry& entry : when->entries) take_branch_marks(draft, &entry.value);
  if (const Node* states = state.find("states"))
    for (const Node::Entry& child : states->entries) take_state_marks(draft, child.value);
}

void take_machine(Draft& draft, const Node& states, const Node* english, const std::string& name, model::StateId owner) {
  MachineDraft machine;
  machine.states = &states;
  machine.english = english;
  for (const Node::Entry& entry : states.entries) machine.names.add(entry.key, entry.key_span);
  machine.by_state.resize(states.entries.size());
  draft.machines.push_back(std::move(machine));
  draft.procedure.machines.push_back({.name = name, .owner = owner});
  draft.procedure.machines.back().states.resize(states.entries.size());
}

// The word for the member of an `each` is an actor, whether the file declares it or not.
model::ActorId alias_actor(Draft& draft, const Node& alias) {
  if (const auto declared = draft.actors.find(alias.text)) return {*declared};
  draft.actors.add(alias.text, alias.span);
  return {static_cast<std::uint16_t>(draft.actors.words.size() - 1)};
}

}  // namespace

bool collect_names(Draft& draft) {
  bool fits = take(draft, "actors", draft.actors, kNamesMax);
  fits = take(draft, "purposes", draft.purposes, kNamesMax) && fits;
  fits = take(draft, "data", draft.data, kDataMax) && fits;
  fits = take(draft, "events", draft.events, kEventsMax) && fits;
  fits = take(draft, "deadlines", draft.deadlines, kNamesMax) && fits;
  fits = take(draft, "phases", draft.phases, kNamesMax) && fits;
  Names states;
  fits = take(draft, "states", states, kStatesMax) && fits;
  const Node* main = draft.root.find("states");
  if (!fits || main == nullptr || main->entries.empty()) return false;

  take_machine(draft, *main, find(draft.english, "states"), text_of(draft.root.find("procedure")), {});
  for (std::size_t i = 0; i < main->entries.size(); ++i) {
    const Node::Entry& state = main->entries[i];
    take_state_marks(draft, state.value);
    const Node* children = state.value.find("states");
    if (state.value.find("each") == nullptr || children == nullptr || children->entries.empty()) continue;
    if (draft.machines.size() > kMembersMax || children->entries.size() > kStatesMax) {
      draft.report.error(state.key_span, {.id = N_("more than {limit} entries under '{section}'"),
                                          .args = {{"limit", std::to_string(kMembersMax)}, {"section", "each"}}});
      return false;
    }
    take_machine(draft, *children, find(find(find(draft.english, "states"), state.key), "states"), state.key,
                 {static_cast<std::uint16_t>(i)});
    if (const Node* alias = state.value.find("as"); alias != nullptr && alias->is_scalar())
      draft.machines.back().alias = alias_actor(draft, *alias);
  }
  if (const Node* phases = draft.root.find("phases"))
    for (const Node::Entry& phase : phases->entries)
      if (const Node* when = phase.value.find("when"))
        for (const Node::Entry& entry : when->entries) take_branch_marks(draft, &entry.value);
  return draft.milestones.words.size() <= kDataMax;
}

}  // namespace guichet::load
