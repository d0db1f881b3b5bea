// What one run shows to whoever reads it, in the words of one language: where the case stands, what did not hold, the
// story, who received which data and why, what the person was not asked. Worked out once from the log, whatever the
// form of the report; it knows no form.
#pragma once

#include <string>
#include <vector>

#include "cli/story.h"
#include "model/agencies.h"
#include "model/procedure.h"
#include "scenario/runner.h"

namespace guichet::cli {

struct ShownMismatch {
  base::Span span;  // in the scenario's file
  std::string what, expected, actual;
};

// All that one recipient got from one source for one purpose, over the whole case.
struct ShownReceipt {
  std::string to, from, purpose, basis;
  std::vector<std::string> data;  // titles, in the order received
};

// Data the case held without asking the person for them, and where they were found.
struct ShownOrigin {
  std::string from;
  std::vector<std::string> data;
};

struct ShownRun {
  scenario::RunReport report;
  std::string title, procedure;        // of the scenario, of its procedure
  std::string state, outcome, start, end;  // where the case is at its end; no outcome while the case is open
  std::vector<ShownMismatch> mismatches;
  std::vector<ToldMoment> story;
  std::vector<ToldMoment> last_steps;  // the end of the story, when something did not hold
  std::vector<ShownReceipt> receipts;
  std::vector<ShownOrigin> not_asked;
  std::vector<std::string> not_needed;  // the person could have been asked for it; the case went without
};

[[nodiscard]] ShownRun show_run(scenario::RunReport report, const model::Procedure& procedure,
                                const model::Reference& reference, base::Lang lang);

}  // namespace guichet::cli
