// The report people read in a terminal: each scenario as soon as it is over.
#include "cli/findings.h"
#include "cli/run_report.h"

namespace guichet::cli {

namespace {

class TextForm final : public RunForm {
 public:
  TextForm(Session& session, RunLook look) : session_{session}, look_{look} {}

  void add(ShownRun run) override {
    Page page = session_.page();
    if (told_ != run.report.procedure) {
      if (!told_.empty()) page.verbatim("\n");
      page.title(run.procedure);
      if (look_.engine)
        page.line(session_.tr(run.report.compiled ? N_("Engine: the machine compiled with Boost.MSM")
                                                  : N_("Engine: the reference")));
    }
    told_ = run.report.procedure;
    add_result(page, run);
    session_.print(page);
  }

  void end(const RunCounts& counts) override {
    Page page = session_.page();
    if (!told_.empty()) page.verbatim("\n");
    page.line(counted_runs(counts, session_.lang()), 0, counts.all_passed() ? Tone::good : Tone::bad);
    end_report(session_, page);
    session_.print(page);
  }

 private:
  // The last steps of the case when it failed, all of them with `--story`.
  void add_result(Page& page, const ShownRun& run) const {
    const bool passed = run.report.passed();
    std::string text = labelled(session_.lang(), run.report.scenario, run.title);
    if (look_.kept) text += " · " + session_.tr(N_("case {number}"), {{"number", std::to_string(run.report.dossier)}});
    page.marked(passed ? Mark::good : Mark::bad, text);
    for (std::size_t i = 0; i < run.mismatches.size(); ++i) {
      const ShownMismatch& shown = run.mismatches[i];
      page.verbatim(as_text({.span = shown.span, .message = run.report.mismatches[i].what}, run.report.source, session_));
      page.rows({{session_.tr(N_("expected")), shown.expected}, {session_.tr(N_("actual")), shown.actual}}, 4);
    }
    if (look_.story) return add_story(page, run.story, 4);
    if (passed) return;
    page.line(session_.tr(N_("The last steps of the case:")), 4);
    add_story(page, run.last_steps, 6);
  }

  Session& session_;
  RunLook look_;
  std::string told_;  // the procedure whose title stands above
};

}  // namespace

std::unique_ptr<RunForm> text_form(Session& session, RunLook look) {
  return std::make_unique<TextForm>(session, look);
}

std::string counted_runs(const RunCounts& counts, base::Lang lang) {
  using base::counted;
  const auto number = [](std::int64_t count) { return base::Args{{"count", std::to_string(count)}}; };
  std::string text = base::tr(
      lang, counted("{count} scenario passed", "{count} scenarios passed", counts.passed, number(counts.passed)));
  if (counts.failed > 0)
    text += ", " + base::tr(lang, counted("{count} failed", "{count} failed", counts.failed, number(counts.failed)));
  if (counts.broken > 0)
    text += ", " + base::tr(lang, counted("{count} could not be run", "{count} could not be run", counts.broken,
                                          number(counts.broken)));
  return text;
}

}  // namespace guichet::cli
