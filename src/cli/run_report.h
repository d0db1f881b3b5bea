// What became of the scenarios of one `guichet run`, told in one form: sentences as they come, or one JSON, JUnit or
// HTML document at the end. A form is told what to show (run_shown.h) and decides only how.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cli/run_shown.h"
#include "cli/session.h"

namespace guichet::cli {

struct RunCounts {
  std::int64_t passed = 0;
  std::int64_t failed = 0;
  std::int64_t broken = 0;  // could not be run: mistakes in a file, or the world failed
  [[nodiscard]] bool all_passed() const { return failed + broken == 0; }
};

struct RunLook {
  bool story = false;
  bool kept = false;    // in a database: its case has a number one can ask for
  bool engine = false;  // one was asked for: say which it was
};

// A scenario's file that could not be run, and why, in the session's language.
struct BrokenFile {
  std::string file, why;
};

class RunForm {
 public:
  RunForm() = default;
  RunForm(const RunForm&) = delete;
  RunForm& operator=(const RunForm&) = delete;
  virtual ~RunForm() = default;

  virtual void add(ShownRun run) = 0;
  // Mistakes and warnings of a file; standard error tells them too.
  virtual void note(const base::Source&, const base::Diagnostics&) {}
  virtual void add_broken(BrokenFile) {}
  virtual void end(const RunCounts& counts) = 0;
};

// Each writes to the session, which must outlive it.
[[nodiscard]] std::unique_ptr<RunForm> text_form(Session& session, RunLook look);
[[nodiscard]] std::unique_ptr<RunForm> json_form(Session& session, RunLook look);
[[nodiscard]] std::unique_ptr<RunForm> junit_form(Session& session, RunLook look);
[[nodiscard]] std::unique_ptr<RunForm> html_form(Session& session, RunLook look);

// "3 scenarios passed, 1 failed".
[[nodiscard]] std::string counted_runs(const RunCounts& counts, base::Lang lang);

}  // namespace guichet::cli
