// What one run of a scenario exercises of a procedure: each state entered, each branch taken, how each exchange ended,
// which clocks fired, and of each guard which conditions alone decided it. The run is real; what moved is read in its
// log, and the guards are heard where the engine asks them.
#pragma once

#include <deque>
#include <vector>

#include "dossier/definitions.h"
#include "scenario/runner.h"

namespace guichet::check {

// One thing that can be exercised.
struct Item {
  enum class Kind : std::uint8_t { state, branch, exchange, deadline, condition } kind = Kind::state;
  model::MachineId machine{0};
  model::StateId state = {};            // state, exchange, and the state an `after` belongs to
  model::TransitionId transition = {};  // branch, condition
  model::Trigger outcome = {};          // exchange
  model::DeadlineId deadline = {};      // unknown: the `after` of the state
  std::uint16_t condition = 0;          // of the guard, in the order written
  bool value = false;                   // the one it has when it alone decides: masking MC/DC, DO-178C
  base::Span span;
  auto operator<=>(const Item&) const = default;
};

// By kind, then by place in the file.
[[nodiscard]] std::vector<Item> items_of(const model::Procedure& procedure);

// Never moves: the steppers it gives point into it.
class Recorder {
 public:
  // `procedure` must outlive it.
  explicit Recorder(const model::Procedure& procedure);
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  ~Recorder();

  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  // For the run of a scenario: the reference, heard.
  [[nodiscard]] dossier::Machines machines() const;
  // What the run that just ended exercised, by item; ready for the next.
  [[nodiscard]] std::vector<bool> take(const scenario::RunReport& report);
 private:
  class Ear;
  void hear(model::MachineId machine, model::TransitionId by, const expr::Frame& frame);
  void mark(const Item& item);
  void follow(const audit::Line& line);
  [[nodiscard]] std::optional<model::MachineId> machine_of(const audit::Line& line, const std::string& state) const;

  const model::Procedure& procedure_;
  std::vector<Item> items_;
  std::vector<bool> now_;
  std::deque<Ear> ears_;                                              // one per machine
  std::vector<std::vector<std::vector<expr::Expression>>> conditions_;  // by machine, by transition
};

}  // namespace guichet::check
