// `guichet check`: what is wrong in a procedure, found without playing a case, shown by one that can be played.
#include "check/check.h"
#include "cli/asked.h"
#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "scenario/world.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

// The counter-examples, each a file of its own; the first failure stops.
base::Outcome write_files(const fs::path& folder, const check::Checked& checked) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (const check::Finding& finding : checked.findings) {
    if (!finding.scenario) continue;
    if (base::Outcome done = write_file(folder / scenario_file(checked, finding), *finding.scenario); !done.ok()) return done;
  }
  return base::Done{};
}

}  // namespace

int run_check(Session& session, const Request& request) {
  const auto asked = open_asked(session, request.arguments);
  if (const auto* none = std::get_if<NotOpened>(&asked)) return none->code;
  auto& [world, words, agencies] = *std::get<std::unique_ptr<Asked>>(asked);

  const std::string out = request.value("--out");
  const std::string format = request.value("--format", "text");
  std::vector<CheckedFile> files;
  bool wrong = false;
  for (const std::string& word : words) {
    const auto file = scenario::open_procedure(world, word);
    if (!file.ok()) return world_failed(session, file.failure());
    tell(session, *file);
    if (!file->loaded.procedure) {
      wrong = true;
      continue;
    }
    const std::string named = named_from(world, word, file->source.path, out.empty() ? fs::path{"."} : fs::path{out});
    files.push_back({file->source, file->loaded.procedure->title,
                     check::check(*file->loaded.procedure, named, world, &agencies, {})});
    wrong = wrong || files.back().checked.has_errors();
    if (!out.empty())
      if (const auto written = write_files(out, files.back().checked); !written.ok())
        return world_failed(session, written.failure());
    if (format == "text") add_checked(session, files.back(), request.has("--notes"), files.size() == 1);
  }
  if (format != "text") session.out << checked_report(files, format, session) << std::flush;
  return wrong ? kWrong : kFine;
}

}  // namespace guichet::cli
