// GDPR art. 22(3), loi 1978 art. 47: whom a machine alone refused may have a person look at it again. Only what was
// offered can be asked; a person answers it, and her answer is an act of the log.
#pragma once

#include "rights/desk.h"

namespace guichet::rights {

struct Review {
  std::int64_t offered = -1;  // line of the offer; -1: a person took part in the decision, or it is no refusal
  std::string outcome_state;
};
[[nodiscard]] base::Result<Review> review_offered(Desk& desk, const dossier::CaseRecord& record);
// The cases, procedures and rules where a machine decides alone: branches of `decide` states and of exchanges that lead
// to a refusal. For the record of processing and the copy of art. 15.
[[nodiscard]] std::vector<std::string> automated_refusals(const model::Procedure& procedure);

}  // namespace guichet::rights
