#include "codegen/naming.h"

#include <algorithm>
#include <array>

#include "base/ensure.h"
#include "codegen/identifiers.h"

namespace guichet::codegen {

namespace {

// Names the generated files use themselves.
const std::set<std::string> kSpaces{"event", "on", "state", "guard", "table", "codegen", "std", "engine", "model", "expr"};
const std::set<std::string> kTypes{"State", "Data", "Machine", "Facts", "Definition", "Deadline", "Passed", "Outcome",
                                   "Date", "Delay", "Unit", "Cents", "Set", "Steps", "Members", "Known", "Truth"};
const std::set<std::string> kFacts{"today", "passed", "later", "joined", "children_count", "children_all", "children_any",
                                   "member", "of_member", "truth", "number", "money", "date", "duration", "text", "word",
                                   "chosen", "at", "absent", "data", "state", "handle", "Data"};

constexpr std::array<const char*, model::kFixedTriggers> kFixed{"Answered", "NotFound", "Refused", "Failed",
                                                                "After", "ChildrenDone", "Decide"};

void name_words(Naming& naming, NameScope& types, const std::string& of, const std::vector<std::string>* words) {
  if (words == nullptr) return;
  const std::string name = types.pascal(of);
  const auto known = std::ranges::find_if(naming.words, [&](const WordsType& type) { return *type.words == *words; });
  if (known != naming.words.end()) {
    known->aliases.push_back(name);
    return;
  }
  WordsType type{.name = name, .words = words, .enumerators = {}, .aliases = {}};
  NameScope scope;
  for (const std::string& word : *words) type.enumerators.push_back(scope.snake(word));
  naming.words.push_back(std::move(type));
}

MachineNames name_machine(const model::Procedure& procedure, std::size_t index, NameScope& spaces, NameScope& facts) {
  const model::Machine& machine = procedure.machines[index];
  MachineNames names;
  if (index > 0) {
    names.space = spaces.snake(machine.name);
    names.member = facts.snake(procedure.main().states[machine.owner.index].each->alias);
  }
  NameScope enumerators;
  NameScope types{{"Waits"}};
  for (const model::State& state : machine.states) {
    names.states.push_back(enumerators.snake(state.name));
    names.state_types.push_back(types.pascal(state.name));
  }
  return names;
}

}  // namespace

const WordsType& Naming::words_of(const std::vector<std::string>& wanted) const {
  const auto known = std::ranges::find_if(words, [&](const WordsType& type) { return *type.words == wanted; });
  base::ensure(known != words.end(), "words that no datum declares");
  return *known;
}

const std::string& Naming::of_slot(const model::Procedure& procedure, std::uint16_t slot) const {
  if (const auto datum = procedure.datum_of_slot(slot)) return data[datum->index];
  const auto attribute = std::ranges::find(procedure.attributes, slot, &model::Attribute::slot);
  base::ensure(attribute != procedure.attributes.end(), "a slot that holds nothing");
  return data[procedure.data.size() + static_cast<std::size_t>(attribute - procedure.attributes.begin())];
}

Naming name_all(const model::Procedure& procedure) {
  Naming naming;
  NameScope none;
  naming.space = none.snake(procedure.id);

  NameScope triggers{{"Asked", "Facts"}};
  for (const char* fixed : kFixed) naming.triggers.push_back(triggers.pascal(fixed));
  for (const model::Event& event : procedure.events) naming.triggers.push_back(triggers.pascal(event.name));
  for (const model::Deadline& deadline : procedure.deadlines) naming.triggers.push_back(triggers.pascal(deadline.name));

  NameScope facts{kFacts};
  for (const model::Datum& datum : procedure.data) naming.data.push_back(facts.snake(datum.name));
  for (const model::Attribute& attribute : procedure.attributes) naming.data.push_back(facts.snake(attribute.name));

  NameScope deadlines;
  for (const model::Deadline& deadline : procedure.deadlines) naming.deadlines.push_back(deadlines.snake(deadline.name));

  NameScope types{kTypes};
  for (const model::Datum& datum : procedure.data) name_words(naming, types, datum.name, datum.values.get());
  for (const model::Attribute& attribute : procedure.attributes) {
    name_words(naming, types, attribute.name, attribute.values.get());
  }

  NameScope spaces{kSpaces};
  for (std::size_t i = 0; i < procedure.machines.size(); ++i) {
    naming.machines.push_back(name_machine(procedure, i, spaces, facts));
  }
  return naming;
}

}  // namespace guichet::codegen
