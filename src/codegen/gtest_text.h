// A GoogleTest file over the typed header of a procedure: cases told to its machines, one thing after the other, and where
// they must then stand. What happens is given; whoever found it (a checker, a log) is no business of this file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "expr/value.h"
#include "model/procedure.h"

namespace guichet::codegen {

using SlotValue = std::pair<std::uint16_t, expr::Value>;    // an absent value: erased

// One thing a machine hears.
struct ToldEvent {
  model::MachineId machine{0};
  std::optional<std::uint16_t> member;     // of a child's machine
  model::TriggerId on;
  base::Date today{};
  std::vector<SlotValue> known;            // written before: what an exchange brought back, what was erased
  std::vector<SlotValue> carried;          // by the event
  std::vector<bool> passed;                // by deadline
  std::vector<std::pair<model::MachineId, model::StateId>> ended;  // of children_done: where each child did
  model::StateId from;                     // where the machine stood; a child that is new is put there
  model::StateId to;                       // where it must stand
  std::vector<SlotValue> computed;         // what the case must then hold
};

struct ToldCase {
  std::string name;                        // exerce-saisie-deposer-1
  std::string title;
  std::vector<expr::Value> attributes;
  std::vector<ToldEvent> events;
  std::shared_ptr<const void> texts;       // what values read, when it is nobody else's
};

// To be linked with Guichet::procedures and GoogleTest.
[[nodiscard]] std::string gtest_text(const model::Procedure& procedure, const std::vector<ToldCase>& cases);

}  // namespace guichet::codegen
