// What scenarios exercise of a procedure, for people, for programs, for a browser. It runs nothing.
#pragma once

#include <string>
#include <vector>

#include "check/coverage.h"
#include "cli/session.h"

namespace guichet::cli {

struct CoveredProcedure {
  model::Procedure procedure;
  check::Coverage coverage;
};

void add_coverage(Session& session, const CoveredProcedure& covered, bool first);
// `format`: json or html.
[[nodiscard]] std::string coverage_report(const std::vector<CoveredProcedure>& all, const std::string& format, const model::Reference& reference,
                                          const Session& session);

// "saisie/deposer/1", or what a condition of it never did.
[[nodiscard]] std::string item_text(const check::Item& item, const model::Procedure& procedure, const Session& session);

// "97 %" is 97: rounded down, so that 100 is all of it.
[[nodiscard]] unsigned percent(const check::Coverage::Count& count);

}  // namespace guichet::cli
