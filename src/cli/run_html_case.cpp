#include "cli/run_html.h"

#include <fmt/format.h>

namespace guichet::cli {

namespace {

// What a line of the story is about, for the colour at its side; the words say it too.
const char* tone_of(audit::Kind kind) {
  using enum audit::Kind;
  switch (kind) {
    case event_refused:
    case rule_undetermined:
    case exchange_denied:
    case exchange_failed:
    case exchange_stopped:
    case answer_dropped:
    case over_disclosure:
    case agreement_declined:
    case agreement_withdrawn: return "refusal";
    case exchange_permitted:
    case exchange_sent:
    case exchange_answered:
    case exchange_not_found:
    case exchange_retried: return "exchange";
    case letter_told:
    case case_told: return "letter";
    case deadline_set:
    case deadline_fired:
    case deadline_suspended:
    case deadline_resumed:
    case deadline_cancelled: return "time";
    case event_accepted: return "act";
    default: return "plain";
  }
}

std::string joined_titles(const std::vector<std::string>& titles) {
  return fmt::format("{}", fmt::join(titles, ", "));
}

}  // namespace

void HtmlCase::add_caption(const std::string& caption, std::initializer_list<std::string> columns) {
  page_.leaf("caption", caption).open("thead").open("tr");
  for (const std::string& column : columns) page_.leaf("th", column, {{"scope", "col"}});
  page_.close().close();
}

void HtmlCase::add_failure(const ShownRun& run, const std::string& anchor) {
  page_.open("article", {{"class", "failure"}}).open("h3");
  page_.leaf("a", labelled(lang_, run.report.scenario, run.title), {{"href", "#" + anchor}}).close();
  page_.open("table");
  add_caption(tr(N_("What is not as expected in {file}"), {{"file", run.report.source.path}}),
              {tr(N_("What")), tr(N_("Expected")), tr(N_("Actual")), tr(N_("Line"))});
  page_.open("tbody");
  for (const ShownMismatch& mismatch : run.mismatches)
    page_.open("tr")
        .leaf("th", mismatch.what, {{"scope", "row"}})
        .leaf("td", mismatch.expected)
        .leaf("td", mismatch.actual, {{"class", "wrong"}})
        .leaf("td", std::to_string(mismatch.span.line))
        .close();
  page_.close().close();
  page_.leaf("h4", tr(N_("The last steps of the case")));
  add_story(run.last_steps);
  page_.close();
}

void HtmlCase::add_section(const ShownRun& run, const std::string& anchor) {
  const bool passed = run.report.passed();
  page_.open("article", {{"id", anchor}, {"class", "case"}}).open("h3");
  page_.leaf("span", passed ? tr(N_("Passed")) : tr(N_("Failed")), {{"class", passed ? "mark good" : "mark bad"}});
  page_.text(" " + run.title).close();
  add_facts(run);
  page_.open("details");
  page_.leaf("summary", tr(N_("The story, in the order of time")));
  add_story(run.story);
  page_.close();
  add_receipts(run);
  add_not_asked(run);
  page_.close();
}

void HtmlCase::add_facts(const ShownRun& run) {
  const scenario::RunReport& report = run.report;
  const std::pair<std::string, std::string> facts[] = {
      {tr(N_("Scenario")), report.scenario},
      {tr(N_("File")), report.source.path},
      {tr(N_("From")), run.start},
      {tr(N_("To")), run.end},
      {tr(N_("The case is now at")), run.state},
      {tr(N_("Outcome")), run.outcome.empty() ? tr(N_("none yet")) : run.outcome},
  };
  page_.open("dl");
  for (const auto& [name, value] : facts) page_.open("div").leaf("dt", name).leaf("dd", value).close();
  page_.close();
}

void HtmlCase::add_story(const std::vector<ToldMoment>& story) {
  page_.open("ol", {{"class", "story"}});
  for (const ToldMoment& moment : story) {
    page_.open("li").leaf("time", moment.when, {{"datetime", base::to_iso(moment.at)}}).open("ul");
    for (const ToldFact& fact : moment.facts) page_.leaf("li", fact.sentence, {{"class", tone_of(fact.kind)}});
    page_.close().close();
  }
  page_.close();
}

void HtmlCase::add_receipts(const ShownRun& run) {
  if (run.receipts.empty()) {
    page_.leaf("p", tr(N_("Nobody received any data.")));
    return;
  }
  page_.open("div", {{"class", "wide receipts"}}).open("table");
  add_caption(tr(N_("Who received which data, what for and on which basis")),
              {tr(N_("Who")), tr(N_("From whom")), tr(N_("Data")), tr(N_("What for")), tr(N_("Legal basis"))});
  page_.open("tbody");
  for (const ShownReceipt& receipt : run.receipts)
    page_.open("tr")
        .leaf("th", receipt.to, {{"scope", "row"}})
        .leaf("td", receipt.from)
        .leaf("td", joined_titles(receipt.data))
        .leaf("td", receipt.purpose)
        .leaf("td", receipt.basis)
        .close();
  page_.close().close().close();
}

void HtmlCase::add_not_asked(const ShownRun& run) {
  if (!run.not_asked.empty()) {
    page_.open("div", {{"class", "wide"}}).open("table");
    add_caption(tr(N_("What the person was not asked, because it was found elsewhere")),
                {tr(N_("Found at")), tr(N_("Data"))});
    page_.open("tbody");
    for (const ShownOrigin& origin : run.not_asked)
      page_.open("tr").leaf("th", origin.from, {{"scope", "row"}}).leaf("td", joined_titles(origin.data)).close();
    page_.close().close().close();
  }
  if (!run.not_needed.empty())
    page_.leaf("p", labelled(lang_, tr(N_("What the person was not asked, because this case did without")),
                             joined_titles(run.not_needed)));
}

}  // namespace guichet::cli
