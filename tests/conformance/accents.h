// The same procedure with names that no C++ compiler would take: the files' own names are ASCII, a model's need not be.
#pragma once

#include <utility>

#include "model/procedure.h"

namespace guichet::conformance {

// Every name of a machine, state, event, datum and deadline: accents, ligatures, spaces, signs, a keyword, and two that
// differ by their accents only.
inline model::Procedure with_accents(model::Procedure procedure) {
  const auto dress = [](std::string& name, std::size_t index) {
    constexpr const char* kBefore[] = {"Été ", "œuvre-", "ÇÀ.", "1er « ", "é"};
    name = kBefore[index % 5] + name + (index % 2 == 0 ? " à 100 %" : "ÿ");
  };
  for (std::size_t i = 0; i < procedure.data.size(); ++i) dress(procedure.data[i].name, i);
  for (std::size_t i = 0; i < procedure.events.size(); ++i) dress(procedure.events[i].name, i);
  for (std::size_t i = 0; i < procedure.deadlines.size(); ++i) dress(procedure.deadlines[i].name, i);
  for (model::Machine& machine : procedure.machines) {
    for (std::size_t i = 0; i < machine.states.size(); ++i) dress(machine.states[i].name, i);
  }
  procedure.events[0].name = "double";
  procedure.data[0].name = "déjà vu";
  if (procedure.data.size() > 1) procedure.data[1].name = "dèja_vu";
  return procedure;
}

}  // namespace guichet::conformance
