// The report CI servers read: JUnit XML as Jenkins, GitLab and Surefire agree on it. A suite per procedure, a test per
// scenario; one failure each, which holds every expectation that did not hold and the last steps of the case. No clock
// is read: no time is said.
#include <fmt/format.h>

#include <algorithm>

#include "cli/markup.h"
#include "cli/run_report.h"

namespace guichet::cli {

namespace {

struct Suite {
  std::string procedure, title;
  std::vector<ShownRun> runs;
};

std::string story_text(const std::vector<ToldMoment>& story) {
  std::string text;
  for (const ToldMoment& moment : story) {
    text += moment.when + "\n";
    for (const ToldFact& fact : moment.facts) text += "  - " + fact.sentence + "\n";
  }
  return text;
}

class JunitForm final : public RunForm {
 public:
  JunitForm(Session& session, RunLook look) : session_{session}, look_{look} {}

  void add(ShownRun run) override {
    auto suite = std::ranges::find(suites_, run.report.procedure, &Suite::procedure);
    if (suite == suites_.end())
      suite = suites_.insert(suite, {.procedure = run.report.procedure, .title = run.procedure, .runs = {}});
    suite->runs.push_back(std::move(run));
  }
  void add_broken(BrokenFile broken) override { broken_.push_back(std::move(broken)); }

  void end(const RunCounts& counts) override {
    Markup xml{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"};
    xml.open("testsuites", {{"name", "guichet run"},
                            {"tests", std::to_string(counts.passed + counts.failed + counts.broken)},
                            {"failures", std::to_string(counts.failed)},
                            {"errors", std::to_string(counts.broken)}})
        .text("\n");
    for (const Suite& suite : suites_) add_suite(xml, suite);
    if (!broken_.empty()) add_broken_suite(xml);
    xml.close();
    session_.out << xml.take() << std::flush;
  }

 private:
  void add_property(Markup& xml, const char* name, const std::string& value) const {
    if (!value.empty()) xml.empty("property", {{"name", name}, {"value", value}});
  }

  void add_suite(Markup& xml, const Suite& suite) const {
    const auto failures = std::ranges::count_if(suite.runs, [](const ShownRun& run) { return !run.report.passed(); });
    xml.open("testsuite", {{"name", suite.procedure},
                           {"tests", std::to_string(suite.runs.size())},
                           {"failures", std::to_string(failures)},
                           {"errors", "0"},
                           {"skipped", "0"}})
        .text("\n");
    xml.open("properties").text("\n");
    add_property(xml, "guichet", GUICHET_VERSION);
    add_property(xml, "title", suite.title);
    add_property(xml, "notice", base::tr(session_.lang(), footer()));
    xml.close();
    for (const ShownRun& run : suite.runs) add_test(xml, run);
    xml.close();
  }

  void add_test(Markup& xml, const ShownRun& run) const {
    const scenario::RunReport& report = run.report;
    xml.open("testcase", {{"name", report.scenario}, {"classname", report.procedure}, {"file", report.source.path}})
        .text("\n");
    xml.open("properties").text("\n");
    add_property(xml, "title", run.title);
    add_property(xml, "engine", report.compiled ? "msm" : "reference");
    add_property(xml, "start", base::to_iso(report.start));
    add_property(xml, "end", base::to_iso(report.end));
    add_property(xml, "state", report.state);
    add_property(xml, "outcome", report.outcome);
    if (look_.kept) add_property(xml, "case", std::to_string(report.dossier));
    xml.close();
    if (!report.passed()) add_failure(xml, run);
    if (look_.story) xml.leaf("system-out", "\n" + story_text(run.story));
    xml.close();
  }

  void add_failure(Markup& xml, const ShownRun& run) const {
    std::string text = "\n";
    std::string message;
    for (const ShownMismatch& mismatch : run.mismatches) {
      const std::string told = labelled(session_.lang(), mismatch.what,
                                        fmt::format("{} {}, {} {}", session_.tr(N_("expected")), mismatch.expected,
                                                    session_.tr(N_("actual")), mismatch.actual));
      if (message.empty()) message = told;
      text += fmt::format("{}:{}:{}: {}\n", run.report.source.path, mismatch.span.line, mismatch.span.column, told);
    }
    if (run.mismatches.size() > 1) message += fmt::format(" (+{})", run.mismatches.size() - 1);
    text += "\n" + session_.tr(N_("The last steps of the case:")) + "\n" + story_text(run.last_steps);
    xml.leaf("failure", text, {{"message", message}, {"type", "expectation"}});
  }

  void add_broken_suite(Markup& xml) const {
    const std::string count = std::to_string(broken_.size());
    const std::string name = session_.tr(N_("What could not be run"));
    xml.open("testsuite", {{"name", name}, {"tests", count}, {"failures", "0"}, {"errors", count}, {"skipped", "0"}})
        .text("\n");
    for (const BrokenFile& one : broken_) {
      const std::string first = one.why.substr(0, one.why.find('\n'));
      xml.open("testcase", {{"name", one.file}, {"classname", name}, {"file", one.file}}).text("\n");
      xml.leaf("error", "\n" + one.why, {{"message", first}, {"type", "file"}}).close();
    }
    xml.close();
  }

  Session& session_;
  RunLook look_;
  std::vector<Suite> suites_;
  std::vector<BrokenFile> broken_;
};

}  // namespace

std::unique_ptr<RunForm> junit_form(Session& session, RunLook look) {
  return std::make_unique<JunitForm>(session, look);
}

}  // namespace guichet::cli
