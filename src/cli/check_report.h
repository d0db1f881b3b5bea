// What `guichet check` found, in the forms people and programs read: text, JSON, SARIF for editors and forges, JUnit
// for the tests of a forge. It finds nothing itself.
#pragma once

#include <string>
#include <vector>

#include "check/check.h"
#include "cli/session.h"

namespace guichet::cli {

struct CheckedFile {
  base::Source source;
  model::Title title;
  check::Checked checked;
};

// "carte-stationnement-dead-end-12.yaml"
[[nodiscard]] std::string scenario_file(const check::Checked& checked, const check::Finding& finding);

// The text, printed at once. Notes are counted, or shown.
void add_checked(Session& session, const CheckedFile& file, bool notes, bool first);

// `format`: json, sarif or junit.
[[nodiscard]] std::string checked_report(const std::vector<CheckedFile>& files, const std::string& format,
                                         const Session& session);

}  // namespace guichet::cli
