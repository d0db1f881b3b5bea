// What became of the scenarios of one `guichet run`, and its two forms: sentences as they come, one JSON at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/session.h"
#include "scenario/runner.h"

namespace guichet::cli {

struct RunCounts {
  std::int64_t passed = 0;
  std::int64_t failed = 0;
  std::int64_t broken = 0;  // could not be run: mistakes in a file, or the world failed
};

struct RunLook {
  bool story = false;
  bool kept = false;  // in a database: its case has a number one can ask for
};

// The result of one scenario; the last steps of its case when it failed, all of them with `story`.
void add_result(Page& page, const scenario::RunReport& report, const model::Procedure& procedure,
                const model::Reference& reference, const Session& session, RunLook look);
void add_counts(Page& page, const RunCounts& counts, const Session& session);

// The JSON report: its shape is described in docs/command_line.md, its keys come in that order.
class JsonReport {
 public:
  JsonReport();
  JsonReport(JsonReport&&) noexcept;
  ~JsonReport();
  void add(const scenario::RunReport& report, const Session& session, RunLook look);
  void add(const base::Source& source, const base::Diagnostics& diagnostics, const Session& session);
  [[nodiscard]] std::string text(const RunCounts& counts, const Session& session) const;
 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace guichet::cli
