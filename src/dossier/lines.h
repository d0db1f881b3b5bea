// Each effect of the engine as the line of the log that tells it. A pure translation: what a line
// says is decided here and nowhere else, so that the log and its readers agree.
#pragma once

#include <string>
#include <string_view>

#include "audit/log.h"
#include "dossier/case_record.h"
#include "engine/effect.h"

namespace guichet::dossier {

// "granted", "rejected"...: the words of the format.
[[nodiscard]] std::string_view outcome_word(model::OutcomeKind outcome);

// "not-expected", "no-branch"...: the words of the log and of scenarios.
[[nodiscard]] std::string_view refusal_code(engine::Refusal refusal);

// A transition as people can find it in the file: "examen/accepter/2", the second branch of that
// state for that trigger.
[[nodiscard]] std::string rule_name(const model::Procedure& procedure, const model::Machine& machine,
                                    model::TransitionId transition);

// A line about a case, with all that lines of a case have in common.
[[nodiscard]] audit::Line line_about(const CaseRecord& record, audit::Kind kind, base::Instant at);

// The line of one effect, but for what a letter carries and what the gate says. `record`: the case
// after everything was handled. `before`: the machine of the children that lived before it, whose
// members an effect may still name. `event`: the act that caused it all, empty for time.
[[nodiscard]] audit::Line line_of(const engine::Effect& effect, const CaseRecord& record,
                                  std::optional<model::MachineId> before, std::string_view event);

}  // namespace guichet::dossier
