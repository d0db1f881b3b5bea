// What a set of scenarios exercises of a procedure, and what it leaves out. A scenario that does not pass counts for
// nothing: what it exercises, it does not hold.
#pragma once

#include <string>
#include <vector>

#include "check/recorder.h"

namespace guichet::check {

struct Coverage {
  std::string procedure;
  std::vector<Item> items;
  std::vector<std::string> scenarios;             // that passed, by id
  std::vector<std::string> failed;                // that did not
  std::vector<std::vector<std::uint32_t>> by;     // by item: the scenarios that exercise it

  struct Count {
    std::size_t covered = 0;
    std::size_t all = 0;
  };
  [[nodiscard]] Count count(Item::Kind kind) const;
  [[nodiscard]] Count count() const;
};

// Runs each scenario once, on the reference. Fails when the world fails.
[[nodiscard]] base::Result<Coverage> cover(const model::Procedure& procedure,
                                           const std::vector<scenario::Scenario>& scenarios,
                                           const scenario::World& world, scenario::Agencies& agencies);

// "saisie", "saisie/deposer/2", "titulaire/not-found", "saisie/after": as rules are named in the log.
[[nodiscard]] std::string name_of(const Item& item, const model::Procedure& procedure);
// The text of a condition; empty for the other kinds.
[[nodiscard]] std::string text_of(const Item& item, const model::Procedure& procedure);

}  // namespace guichet::check
