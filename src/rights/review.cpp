#include "rights/review.h"

namespace guichet::rights {

base::Result<Review> review_offered(Desk& desk, const dossier::CaseRecord& record) {
  const auto lines = desk.office.log().of_dossier(record.row.id);
  if (!lines.ok()) return lines.failure();
  Review review;
  for (const audit::Log::Told& told : *lines)
    if (told.line.kind == audit::Kind::review_offered) review = {told.seq, told.line.to};
  return review;
}

std::vector<std::string> automated_refusals(const model::Procedure& procedure) {
  std::vector<std::string> states;
  const model::Machine& machine = procedure.main();
  for (const model::Transition& transition : machine.transitions) {
    if (!transition.to || machine.states[transition.to->index].outcome != model::OutcomeKind::rejected ||
        machine.states[transition.to->index].kind != model::StateKind::outcome)
      continue;
    const model::StateKind from = machine.states[transition.from.index].kind;
    if (from == model::StateKind::decide || from == model::StateKind::exchange)
      states.push_back(machine.states[transition.from.index].name);
  }
  return states;
}

}  // namespace guichet::rights
