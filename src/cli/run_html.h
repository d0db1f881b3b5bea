// One case as a section of the HTML report; run_html.cpp makes the page around it.
#pragma once

#include "cli/markup.h"
#include "cli/run_report.h"

namespace guichet::cli {

// Writes into `page` in one language. Headings start at h3.
class HtmlCase {
 public:
  HtmlCase(Markup& page, base::Lang lang) : page_{page}, lang_{lang} {}

  // What did not hold, in full, and the last steps of the case. `anchor`: of its section, below.
  void add_failure(const ShownRun& run, const std::string& anchor);
  void add_section(const ShownRun& run, const std::string& anchor);
 private:
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const {
    return base::tr(lang_, id, std::move(args));
  }
  void add_facts(const ShownRun& run);
  void add_story(const std::vector<ToldMoment>& story);
  void add_receipts(const ShownRun& run);
  void add_not_asked(const ShownRun& run);
  void add_caption(const std::string& caption, std::initializer_list<std::string> columns);

  Markup& page_;
  base::Lang lang_;
};

}  // namespace guichet::cli
