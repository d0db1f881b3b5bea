// The front door: a procedure explored, every pass over it, every finding replayed on the reference engine before it is
// told, with the scenario that shows it. It prints nothing and opens no file but, through the world, the registers a
// scenario runs on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/finding.h"
#include "check/options.h"
#include "scenario/runner.h"

namespace guichet::check {

// What became of one of `properties`.
struct Answer {
  std::string name;
  enum class Kind : std::uint8_t { holds, broken, undecided, not_proved } kind = Kind::not_proved;
};

struct Checked {
  std::string procedure;
  std::vector<Finding> findings;   // by place in the file
  std::vector<Answer> properties;  // as the file names them
  std::uint32_t states = 0;
  std::uint64_t transitions = 0;
  bool complete = false;     // false: not proved, the limit was reached at `states` states
  unsigned members = 0;      // of each dispatch, looked at together
  bool members_cut = false;  // fewer than asked for: the limit was reached with one more
  bool places_cut = false;   // some places were not looked at
  [[nodiscard]] bool has_errors() const;
};

// `named`: the procedure as the scenarios made here name it. `agencies`: null when no scenario is to be run; then none
// is made.
[[nodiscard]] Checked check(const model::Procedure& procedure, const std::string& named, const scenario::World& world,
                            scenario::Agencies* agencies, const Options& options);

}  // namespace guichet::check
