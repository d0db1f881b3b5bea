#include <algorithm>

#include "cli/findings.h"
#include "cli/run_report.h"
#include "cli/story.h"

namespace guichet::cli {

namespace {

constexpr std::size_t kLastSteps = 8;

// What holds no value is said, not drawn.
std::string shown(const std::string& value, const Session& session) {
  return value.empty() || value == "—" ? session.tr(N_("nothing")) : value;
}

void add_mismatch(Page& page, const scenario::Mismatch& mismatch, const base::Source& source, const Session& session) {
  page.verbatim(as_text({.span = mismatch.span, .message = mismatch.what}, source, session));
  page.rows({{session.tr(N_("expected")), shown(mismatch.expected, session)},
             {session.tr(N_("actual")), shown(mismatch.actual, session)}},
            4);
}

}  // namespace

void add_result(Page& page, const scenario::RunReport& report, const model::Procedure& procedure,
                const model::Reference& reference, const Session& session, RunLook look) {
  std::string text = labelled(session.lang(), report.scenario, report.title.in(session.lang()));
  if (look.kept) text += " · " + session.tr(N_("case {number}"), {{"number", std::to_string(report.dossier)}});
  page.marked(report.passed() ? Mark::good : Mark::bad, text);
  for (const scenario::Mismatch& mismatch : report.mismatches) add_mismatch(page, mismatch, report.source, session);
  if (report.passed() && !look.story) return;

  std::vector<audit::Line> lines;
  for (const scenario::Told& told : report.story) lines.push_back(told.line);
  if (!look.story) {
    page.line(session.tr(N_("The last steps of the case:")), 4);
    const auto first = lines.size() - std::min(kLastSteps, lines.size());
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first));
  }
  add_story(page, lines, {procedure, reference, session.lang()}, session.lang(), look.story ? 4 : 6);
}

void add_counts(Page& page, const RunCounts& counts, const Session& session) {
  using base::counted;
  const auto number = [](std::int64_t count) { return base::Args{{"count", std::to_string(count)}}; };
  std::vector<base::Message> parts{
      counted("{count} scenario passed", "{count} scenarios passed", counts.passed, number(counts.passed))};
  if (counts.failed > 0)
    parts.push_back(counted("{count} failed", "{count} failed", counts.failed, number(counts.failed)));
  if (counts.broken > 0)
    parts.push_back(
        counted("{count} could not be run", "{count} could not be run", counts.broken, number(counts.broken)));
  std::string text;
  for (const base::Message& part : parts) text += (text.empty() ? "" : ", ") + base::tr(session.lang(), part);
  page.line(text, 0, counts.failed + counts.broken > 0 ? Tone::bad : Tone::good);
}

}  // namespace guichet::cli
