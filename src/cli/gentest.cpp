// `guichet gentest`: scenarios for what no scenario exercises, each run before it is written.
#include "check/gentest.h"
#include "cli/asked.h"
#include "cli/commands.h"
#include "cli/coverage_report.h"
#include "cli/gentest_told.h"
#include "cli/opened.h"
#include "cli/places.h"

namespace guichet::cli {

namespace {

void add_left(Session& session, Page& page, const Opened& opened, const std::vector<std::size_t>& items, const char* heading) {
  if (items.empty()) return;
  page.heading(session.tr(heading));
  for (const std::size_t i : items) page.item(item_text(opened.coverage.items[i], opened.procedure, session));
}

// Every item anew, whatever the scenarios of the folder exercise: who embeds a machine has none of them.
int write_gtest(Session& session, const Opened& opened, const scenario::World& world, scenario::Agencies& agencies, const std::string& file) {
  const auto nothing = check::cover(opened.procedure, {}, world, agencies);
  if (!nothing.ok()) return world_failed(session, nothing.failure());
  const check::Generated made = check::generate(opened.procedure, opened.procedure.id, *nothing, world, agencies, {});
  std::vector<codegen::ToldCase> cases;
  for (const check::Made& one : made.scenarios) cases.push_back(told_case(one, opened.procedure, world, session.lang()));
  const std::string text = codegen::gtest_text(opened.procedure, cases);
  if (const auto done = write_file(file, text); !done.ok()) return world_failed(session, done.failure());
  Page page = session.page();
  page.title(opened.procedure.title.in(session.lang()));
  page.line(session.tr(N_("written: {path}"), {{"path", file}}), 2);
  page.line(base::tr(session.lang(), base::counted("{count} test, which exercises {exercised} of {all}",
                                                   "{count} tests, which exercise {exercised} of {all}",
                                                   static_cast<std::int64_t>(cases.size()),
                                                   {{"count", std::to_string(cases.size())},
                                                    {"exercised", std::to_string(made.exercised.size())},
                                                    {"all", std::to_string(nothing->items.size())}})),
            2);
  add_left(session, page, opened, made.impossible, N_("What no case can exercise: every state was seen"));
  add_left(session, page, opened, made.missing, N_("What no test was found for"));
  session.print(page);
  return kFine;
}

}  // namespace

int run_gentest(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const std::string& word = request.arguments.front();
  if (const auto misuse = unknown_procedure(*world, {word})) return misused(session, misuse->sentence, misuse->hint);
  auto agencies = scenario::Agencies::open(*world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());
  const auto found = open_with_scenarios(session, *world, *agencies, word);
  if (const auto* none = std::get_if<NotOpened>(&found)) return none->code;
  const Opened& opened = *std::get<std::unique_ptr<Opened>>(found);

  if (const std::string file = request.value("--gtest"); !file.empty()) return write_gtest(session, opened, *world, *agencies, file);
  const std::string out = request.value("--out");
  const std::string named = named_from(*world, word, opened.source.path, out.empty() ? "." : out);
  const check::Generated made = check::generate(opened.procedure, named, opened.coverage, *world, *agencies, {});
  Page page = session.page();
  page.title(opened.procedure.title.in(session.lang()));
  const auto before = opened.coverage.count();
  page.line(session.tr(N_("exercised: {before} of {all}; with the scenarios made here: {after}"),
                       {{"before", std::to_string(before.covered)},
                        {"all", std::to_string(before.all)},
                        {"after", std::to_string(made.exercised.size())}}),
            2);
  for (const check::Made& one : made.scenarios) {
    page.marked(Mark::good, one.proven.scenario.id + ".yaml");
    if (out.empty()) page.verbatim("\n" + one.proven.text + "\n");
    if (!out.empty())
      if (const auto written = write_into(out, one.proven.scenario.id + ".yaml", one.proven.text); !written.ok())
        return world_failed(session, written.failure());
  }
  if (made.scenarios.empty()) page.line(session.tr(N_("No scenario is to be added.")), 2);
  add_left(session, page, opened, made.impossible, N_("What no case can exercise: every state was seen"));
  add_left(session, page, opened, made.missing, N_("What no scenario was found for"));
  session.print(page);
  return kFine;
}

}  // namespace guichet::cli
