// The report one opens in a browser, reads, prints and hands in: one page, no script, nothing fetched from anywhere.
#include "cli/run_html.h"

#include <algorithm>
#include <cstddef>

#include "base/diagnostic.h"

namespace guichet::cli {

extern const unsigned char kReportStyle[];
extern const std::size_t kReportStyleSize;

namespace {

struct FileFinding {
  std::string place, sentence;
};

// A procedure and its scenarios, in the order they ran.
struct Chapter {
  std::string procedure, title;
  std::vector<ShownRun> runs;
  [[nodiscard]] std::int64_t failed() const {
    return std::ranges::count_if(runs, [](const ShownRun& run) { return !run.report.passed(); });
  }
};

std::string anchor_of(std::size_t chapter) { return "p" + std::to_string(chapter + 1); }
std::string anchor_of(std::size_t chapter, std::size_t run) {
  return anchor_of(chapter) + "-" + std::to_string(run + 1);
}

class HtmlForm final : public RunForm {
 public:
  explicit HtmlForm(Session& session) : session_{session} {}

  void add(ShownRun run) override {
    auto chapter = std::ranges::find(chapters_, run.report.procedure, &Chapter::procedure);
    if (chapter == chapters_.end())
      chapter = chapters_.insert(chapter, {.procedure = run.report.procedure, .title = run.procedure, .runs = {}});
    chapter->runs.push_back(std::move(run));
  }
  void note(const base::Source& source, const base::Diagnostics& diagnostics) override {
    for (const base::Diagnostic& one : diagnostics.all()) {
      const std::string& path = one.path.empty() ? source.path : one.path;
      std::string sentence = base::tr(session_.lang(), one.message);
      if (one.hint)
        sentence = tr(N_("{sentence}; {hint}"), {{"sentence", sentence}, {"hint", base::tr(session_.lang(), *one.hint)}});
      findings_.push_back({path + ":" + std::to_string(one.span.line) + ":" + std::to_string(one.span.column), sentence});
    }
  }
  void add_broken(BrokenFile broken) override { broken_.push_back(std::move(broken)); }

  void end(const RunCounts& counts) override {
    Markup page{"<!DOCTYPE html>\n"};
    page.open("html", {{"lang", session_.lang() == base::Lang::fr ? "fr" : "en"}}).text("\n");
    add_head(page, counts);
    page.open("body").text("\n");
    page.open("header").leaf("h1", tr(N_("Report of a run")));
    page.leaf("p", counted_runs(counts, session_.lang()),
              {{"class", counts.all_passed() ? "verdict good" : "verdict bad"}});
    page.close().open("main").text("\n");
    add_summary(page);
    add_failures(page);
    add_broken_files(page);
    add_chapters(page);
    page.close();
    page.open("footer").leaf("p", base::tr(session_.lang(), footer())).leaf("p", "Guichet " GUICHET_VERSION).close();
    page.close().close();
    session_.out << page.take() << std::flush;
  }

 private:
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return session_.tr(id, std::move(args)); }

  void add_head(Markup& page, const RunCounts& counts) const {
    page.open("head").text("\n");
    page.empty("meta", {{"charset", "utf-8"}});
    page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    page.empty("meta", {{"name", "generator"}, {"content", "guichet " GUICHET_VERSION}});
    page.leaf("title", tr(N_("Report of a run")) + " · " + counted_runs(counts, session_.lang()));
    const std::string_view style{reinterpret_cast<const char*>(kReportStyle), kReportStyleSize};
    page.open("style").raw("\n").raw(style).close().close();
  }

  void add_failures(Markup& page) const {
    if (std::ranges::none_of(chapters_, [](const Chapter& chapter) { return chapter.failed() > 0; })) return;
    page.open("section").leaf("h2", tr(N_("What is not as expected")));
    HtmlCase failure{page, session_.lang()};
    for (std::size_t c = 0; c < chapters_.size(); ++c)
      for (std::size_t r = 0; r < chapters_[c].runs.size(); ++r)
        if (!chapters_[c].runs[r].report.passed()) failure.add_failure(chapters_[c].runs[r], anchor_of(c, r));
    page.close();
  }

  void add_broken_files(Markup& page) const {
    if (!broken_.empty()) {
      page.open("section").leaf("h2", tr(N_("What could not be run")));
      for (const BrokenFile& one : broken_) page.leaf("h3", one.file).leaf("pre", one.why);
      page.close();
    }
    if (!findings_.empty()) {
      page.open("section").leaf("h2", tr(N_("Mistakes and warnings of the files"))).open("ul").text("\n");
      for (const FileFinding& one : findings_)
        page.open("li").leaf("code", one.place).text(" " + one.sentence).close();
      page.close().close();
    }
  }

  void add_summary(Markup& page) const {
    if (chapters_.empty()) return;
    page.open("section").leaf("h2", tr(N_("Summary"))).open("table").leaf("caption", tr(N_("Scenarios by procedure")));
    page.open("thead").open("tr");
    for (const std::string& column : {tr(N_("Procedure")), tr(N_("Scenarios")), tr(N_("How many passed")), tr(N_("How many failed"))})
      page.leaf("th", column, {{"scope", "col"}});
    page.close().close().open("tbody");
    for (std::size_t c = 0; c < chapters_.size(); ++c) {
      const Chapter& chapter = chapters_[c];
      const auto all = static_cast<std::int64_t>(chapter.runs.size());
      page.open("tr").open("th", {{"scope", "row"}});
      page.leaf("a", chapter.title, {{"href", "#" + anchor_of(c)}}).close();
      for (const std::int64_t count : {all, all - chapter.failed(), chapter.failed()})
        page.leaf("td", std::to_string(count), {{"class", "count"}});
      page.close();
    }
    page.close().close().close();
  }

  void add_chapters(Markup& page) const {
    HtmlCase section{page, session_.lang()};
    for (std::size_t c = 0; c < chapters_.size(); ++c) {
      page.open("section").leaf("h2", chapters_[c].title, {{"id", anchor_of(c)}});
      for (std::size_t r = 0; r < chapters_[c].runs.size(); ++r)
        section.add_section(chapters_[c].runs[r], anchor_of(c, r));
      page.close();
    }
  }

  Session& session_;
  std::vector<Chapter> chapters_;
  std::vector<BrokenFile> broken_;
  std::vector<FileFinding> findings_;
};

}  // namespace

std::unique_ptr<RunForm> html_form(Session& session, RunLook) { return std::make_unique<HtmlForm>(session); }

}  // namespace guichet::cli
