// `guichet coverage`: what the scenarios of a procedure exercise, and what they leave out.
#include <charconv>

#include "cli/asked.h"
#include "cli/commands.h"
#include "cli/coverage_report.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "scenario/suite.h"

namespace guichet::cli {

int run_coverage(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const auto words = each_asked_procedure(*world, request.arguments);
  if (const auto misuse = unknown_procedure(*world, words)) return misused(session, misuse->sentence, misuse->hint);
  const std::string asked = request.value("--min", "0");
  unsigned least = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), least);
  if (error != std::errc{} || end != asked.data() + asked.size() || least > 100)
    return misused(session, {.id = N_("'{value}' is no percentage from 0 to 100"), .args = {{"value", asked}}});
  auto agencies = scenario::Agencies::open(*world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());

  const std::string format = request.value("--format", "text");
  std::vector<CoveredProcedure> all;
  bool wrong = false;
  for (const std::string& word : words) {
    auto file = scenario::open_procedure(*world, word);
    if (!file.ok()) return world_failed(session, file.failure());
    tell(session, *file);
    if (!file->loaded.procedure) {
      wrong = true;
      continue;
    }
    const scenario::Suite suite = scenario::load_suite(*file->loaded.procedure);
    tell(session, suite.faulty);
    auto coverage = check::cover(*file->loaded.procedure, suite.scenarios, *world, *agencies);
    if (!coverage.ok()) return world_failed(session, coverage.failure());
    wrong = wrong || !suite.faulty.empty() || !coverage->failed.empty() || percent(coverage->count()) < least;
    all.push_back({std::move(*file->loaded.procedure), std::move(*coverage)});
    if (format == "text") add_coverage(session, all.back(), all.size() == 1);
  }
  if (format != "text") session.out << coverage_report(all, format, world->reference, session) << std::flush;
  return wrong ? kWrong : kFine;
}

}  // namespace guichet::cli
