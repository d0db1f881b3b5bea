#include "diagram/hunt.h"

#include "diagram/page.h"
#include "diagram/table.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

// Three dotted lines to write on, about as wide as the column.
std::string dotted(double width) {
  std::string line;
  for (double w = 0; w + 7 < 3 * (width - 16); w += 7) line += line.empty() ? "." : " .";
  return line;
}

}  // namespace

std::vector<Sheet> hunt_sheets(const std::vector<Mistake>& mistakes, bool answers, const model::Procedure& procedure,
                               const Settings& settings) {
  const auto tr = [&](const char* id, base::Args args = {}) { return base::tr(settings.lang, id, std::move(args)); };
  const double width = inner_width(settings.paper), number = 34, what = 0.36 * (width - number), rule = 0.24 * (width - number);
  const double why = width - number - what - rule;
  Table table{.columns = {{"", number}, {tr(N_("The mistake")), what}, {tr(N_("Why it is one")), why}, {tr(N_("The rule")), rule}},
              .rows = {},
              .first = Table::First::number};
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    const std::string rank = std::to_string(i + 1);
    if (answers) table.rows.push_back({{rank, mistakes[i].what, mistakes[i].why, mistakes[i].rule}});
    else table.rows.push_back({{rank, dotted(what), dotted(why), dotted(rule)}});
  }
  const auto count = static_cast<std::int64_t>(mistakes.size());
  const base::Args args{{"count", std::to_string(count)}};
  const std::string under =
      answers ? tr(N_("Error hunt, key: what was slipped in, each found by guichet check, and nothing else"))
              : base::tr(settings.lang, base::counted("Error hunt: {count} mistake was slipped into this procedure. Find it.",
                                                      "Error hunt: {count} mistakes were slipped into this procedure. Find them.", count, args));
  return table_sheets(table, title_of(procedure.title, procedure.id, settings.lang), under, settings);
}

}  // namespace guichet::diagram
