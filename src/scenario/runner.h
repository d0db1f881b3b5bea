// Runs one scenario for real: fresh registers, a database of its own (or the one given), the office,
// every step in virtual time, every expectation held against what the log and the case say.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agency/registers.h"
#include "audit/log.h"
#include "base/result.h"
#include "dossier/office.h"
#include "scenario/scenario.h"
#include "scenario/world.h"

namespace guichet::scenario {

// An expectation that did not hold.
struct Mismatch {
  base::Span span;          // in the scenario's file
  base::Message what;       // "state", "exchange 2: data sent"...
  std::string expected;
  std::string actual;
};

struct Told {
  std::int64_t seq = 0;
  audit::Line line;
};

struct RunReport {
  std::string scenario;     // id
  model::Title title;
  std::string procedure;
  bool compiled = false;    // it ran on compiled machines, not on the reference
  std::int64_t dossier = 0;
  std::vector<Mismatch> mismatches;
  std::vector<Told> story;  // every line of the case
  std::string state, outcome;
  std::map<std::string, std::string> data;   // what the case holds at the end
  std::vector<store::LetterRow> letters;
  base::Instant start{}, end{};
  base::Source source;      // of the scenario
  [[nodiscard]] bool passed() const { return mismatches.empty(); }
};

struct RunOptions {
  store::Database* database = nullptr;                   // null: a temporary one
  std::function<std::int64_t()> machine_clock;           // null: recorded = the case's own time
  dossier::Machines machines;                            // empty: those of the world
};

// Where cases meet agencies: registers that each scenario finds as new.
struct Agencies {
  agency::RegisterTemplate fresh;
  agency::Registers registers;
  [[nodiscard]] static base::Result<Agencies> open(const World& world);
};

// `scenario` was held against `procedure` without errors. Fails when the world fails.
[[nodiscard]] base::Result<RunReport> run(const Scenario& scenario, const model::Procedure& procedure,
                                          const World& world, Agencies& agencies, const RunOptions& options);

}  // namespace guichet::scenario
