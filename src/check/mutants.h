// Realistic faults, seeded one at a time in the tree of a procedure's file, as somebody's slip of the hand would: each is
// a file that could have been written. Whether anybody notices is for mutate.h.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/message.h"
#include "load/node.h"

namespace guichet::check {

enum class FaultKind : std::uint8_t {
  guard_negated,
  guard_dropped,
  condition_dropped,   // one operand of && or ||
  comparison_changed,  // < for <=, == for !=
  branches_swapped,
  branch_dropped,
  target_changed,
  event_ignored,
  set_dropped,
  mark_dropped,
  letter_dropped,
  letter_readdressed,
  after_dropped,
  delay_changed,
  deadline_dropped,
  suspension_dropped,
  datum_sent_more,
  datum_sent_less,
  datum_received_less,
  recipient_swapped,
  purpose_swapped,
  agreement_dropped,
  basis_changed,
  identity_dropped,
  actor_swapped,
  datum_carried_more,
  datum_carried_less,
  recourse_dropped,
  retention_dropped,
  ground_dropped,
};

struct FaultFacts {
  const char* id;       // "guard-negated"; frozen: reports of other programs name it
  const char* summary;  // msgid
};
[[nodiscard]] const FaultFacts& facts(FaultKind kind);
[[nodiscard]] std::span<const FaultFacts> all_faults();

struct Mutant {
  FaultKind kind = FaultKind::guard_negated;
  base::Span span;
  base::Message what;
  // The states a case must come to for the fault to show; empty: any case may meet it. `inside`: of the members.
  std::string state;
  bool inside = false;
  std::function<void(load::Node&)> edit;  // of the whole tree
};

// In the order of the file. `root`: a procedure that loads.
[[nodiscard]] std::vector<Mutant> mutants_of(const load::Node& root);

}  // namespace guichet::check
