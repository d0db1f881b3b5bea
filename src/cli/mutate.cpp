// `guichet mutate`: faults seeded in a procedure, and who notices them.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "check/mutate.h"
#include "cli/asked.h"
#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/progress.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;
using check::Judged;

const char* word(Judged::Rest rest) {
  switch (rest) {
    case Judged::Rest::caught:
      return "caught";
    case Judged::Rest::equivalent:
      return "equivalent";
    case Judged::Rest::survived:
      return "survived";
    case Judged::Rest::undecided:
      break;
  }
  return "undecided";
}

std::string file_of(const Judged& one) {
  return fmt::format("{}-{}-{}.yaml", check::facts(one.mutant.kind).id, one.mutant.span.line, one.mutant.span.column);
}

Json as_json(const check::Mutation& mutation, const Session& session) {
  Json mutants = Json::array();
  for (const Judged& one : mutation.mutants) {
    Json json{{"fault", check::facts(one.mutant.kind).id},
              {"line", one.mutant.span.line},
              {"column", one.mutant.span.column},
              {"what", base::tr(session.lang(), one.mutant.what)},
              {"result", word(one.rest)},
              {"load", one.by_load}};
    if (!one.by_check.empty()) json["check"] = one.by_check;
    if (!one.by_scenario.empty()) json["scenario"] = one.by_scenario;
    if (one.rest == Judged::Rest::equivalent) json["why"] = base::tr(session.lang(), one.why);
    if (one.scenario) json["to-write"] = *one.scenario;
    mutants.push_back(std::move(json));
  }
  return {{"procedure", mutation.procedure}, {"mutants", std::move(mutants)}};
}

// One line per kind of fault: how many were seeded, and how many each noticed.
void add_table(Session& session, const check::Mutation& mutation) {
  struct Row {
    int all = 0, load = 0, check = 0, scenarios = 0, equivalent = 0, left = 0;
  };
  std::vector<Row> rows(check::all_faults().size() + 1);
  for (const Judged& one : mutation.mutants)
    for (const std::size_t at : {static_cast<std::size_t>(one.mutant.kind), rows.size() - 1}) {
      Row& row = rows[at];
      ++row.all;
      row.load += one.by_load ? 1 : 0;
      row.check += one.by_check.empty() ? 0 : 1;
      row.scenarios += one.by_scenario.empty() ? 0 : 1;
      row.equivalent += one.rest == Judged::Rest::equivalent ? 1 : 0;
      row.left += one.rest == Judged::Rest::survived || one.rest == Judged::Rest::undecided ? 1 : 0;
    }
  Page page = session.page();
  page.line(session.tr(N_("fault: seeded · refused when loaded · found by check · by a scenario · no fault at all · unnoticed")), 2, Tone::faint);
  std::vector<std::pair<std::string, std::string>> shown;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (row.all == 0) continue;
    const std::string name = i + 1 == rows.size() ? session.tr(N_("all")) : session.tr(check::all_faults()[i].summary);
    shown.emplace_back(name, fmt::format("{:>4} {:>4} {:>4} {:>4} {:>4} {:>4}", row.all, row.load, row.check, row.scenarios, row.equivalent, row.left));
  }
  page.rows(shown);
  session.print(page);
}

void add_equivalent(Session& session, const Opened& opened, const check::Mutation& mutation) {
  Page page = session.page();
  bool first = true;
  for (const Judged& one : mutation.mutants) {
    if (one.rest != Judged::Rest::equivalent) continue;
    if (first) page.heading(session.tr(N_("No fault at all, and why")));
    first = false;
    page.item(fmt::format("{}:{}: {}", opened.source.path, one.mutant.span.line, base::tr(session.lang(), one.mutant.what)));
    page.line(base::tr(session.lang(), one.why), 4, Tone::faint);
  }
  session.print(page);
}

void add_survivors(Session& session, const Opened& opened, const check::Mutation& mutation, bool shows_files) {
  Page page = session.page();
  for (const Judged& one : mutation.mutants) {
    if (one.rest != Judged::Rest::survived && one.rest != Judged::Rest::undecided) continue;
    page.marked(one.rest == Judged::Rest::survived ? Mark::bad : Mark::doubtful,
                fmt::format("{}:{}: {}", opened.source.path, one.mutant.span.line, base::tr(session.lang(), one.mutant.what)));
    if (one.scenario && shows_files) {
      page.line(session.tr(N_("this scenario would notice it:")), 4);
      page.verbatim(*one.scenario);
    } else if (one.rest == Judged::Rest::undecided) {
      page.line(session.tr(N_("nothing different was found on a case; not everything was tried")), 4);
    }
  }
  session.print(page);
}

}  // namespace

int run_mutate(Session& session, const Request& request) {
  const auto asked = open_asked(session, request.arguments);
  if (const auto* none = std::get_if<NotOpened>(&asked)) return none->code;
  auto& [world, words, agencies] = *std::get<std::unique_ptr<Asked>>(asked);

  const std::string out = request.value("--out");
  const bool json = request.value("--format", "text") == "json";
  Json all = Json::array();
  bool wrong = false;
  for (const std::string& word : words) {
    const auto found = open_with_scenarios(session, world, agencies, word);
    if (const auto* none = std::get_if<NotOpened>(&found)) return none->code;
    const Opened& opened = *std::get<std::unique_ptr<Opened>>(found);
    const std::string named = named_from(world, word, opened.source.path, out.empty() ? "." : out);
    std::optional<Progress> progress;
    const auto mutation = check::mutate(opened.procedure, opened.source, named, opened.suite.scenarios, opened.coverage, world, agencies, {},
                                        [&](std::size_t count, const check::Mutant& mutant) {
                                          if (!progress) progress.emplace(session, count);
                                          progress->begin(base::tr(session.lang(), mutant.what));
                                        });
    progress.reset();
    if (!mutation.ok()) return world_failed(session, mutation.failure());
    wrong = wrong || mutation->count(Judged::Rest::survived) + mutation->count(Judged::Rest::undecided) > 0;
    for (const Judged& one : mutation->mutants)
      if (one.scenario && !out.empty())
        if (const auto written = write_into(out, file_of(one), *one.scenario); !written.ok())
          return world_failed(session, written.failure());
    if (json) {
      all.push_back(as_json(*mutation, session));
      continue;
    }
    Page page = session.page();
    page.title(opened.procedure.title.in(session.lang()));
    session.print(page);
    add_table(session, *mutation);
    add_equivalent(session, opened, *mutation);
    add_survivors(session, opened, *mutation, out.empty());
  }
  if (json)
    session.out << Json{{"guichet", GUICHET_VERSION}, {"procedures", std::move(all)}}.dump(2, ' ', false, Json::error_handler_t::replace)
                << "\n" << std::flush;
  return wrong ? kWrong : kFine;
}

}  // namespace guichet::cli
