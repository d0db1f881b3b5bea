// Faults seeded one at a time in a procedure, and who notices: the loader, the check, the scenarios. What nobody notices
// is either no fault at all, which the explorer can often tell, or a scenario to write.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/coverage.h"
#include "check/mutants.h"
#include "check/options.h"

namespace guichet::check {

struct Judged {
  Mutant mutant;
  bool by_load = false;      // refused, or warned about, when it is read
  std::string by_check = {};     // the kind of the first new finding; empty: none
  std::string by_scenario = {};  // the first scenario that fails; empty: all pass
  enum class Rest : std::uint8_t {
    caught,
    equivalent,  // everything different that can happen was done in both: the same came of it
    survived,
    undecided,   // nothing different was found, but not everything was tried
  } rest = Rest::caught;
  std::optional<std::string> scenario = {};  // survived: the file that passes, and would not with the fault
  base::Message why = {};                    // equivalent: how it is known to change nothing
};

struct Mutation {
  std::string procedure;
  std::vector<Judged> mutants;  // in the order of the file
  [[nodiscard]] std::size_t count(Judged::Rest rest) const;
};

// Told before each is looked at: how many there are, and this one.
using Begins = std::function<void(std::size_t all, const Mutant&)>;

// `source`: of the procedure. `named`: as the scenarios written name it. `have`: the coverage of `scenarios`.
[[nodiscard]] base::Result<Mutation> mutate(const model::Procedure& procedure, const base::Source& source,
                                            const std::string& named,
                                            const std::vector<scenario::Scenario>& scenarios, const Coverage& have,
                                            const scenario::World& world, scenario::Agencies& agencies,
                                            const Options& options, const Begins& begins = nullptr);

}  // namespace guichet::check
