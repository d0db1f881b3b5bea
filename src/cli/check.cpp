// `guichet check`: what is wrong in a procedure, found without playing a case, shown by one that can be played.
#include <algorithm>
#include <fstream>

#include "check/check.h"
#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "scenario/world.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

// The procedures asked for, each once; `all` is every installed one.
std::vector<std::string> asked_procedures(const scenario::World& world, const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const std::string& word : words) {
    if (word != "all") {
      if (std::ranges::find(all, word) == all.end()) all.push_back(word);
      continue;
    }
    for (const std::string& id : scenario::procedure_ids(world.root))
      if (std::ranges::find(all, id) == all.end()) all.push_back(id);
  }
  return all;
}

bool is_there(const scenario::World& world, const std::string& given) {
  std::error_code none;
  if (fs::exists(given, none)) return true;
  return given.find('/') == std::string::npos && fs::exists(world.root / "procedures" / given / "procedure.yaml", none);
}

// As a scenario in `folder` names it: an installed procedure by its name, a file by its path from there.
std::string named_from(const scenario::World& world, const std::string& given, const std::string& path,
                       const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(given, none) && fs::exists(world.root / "procedures" / given, none)) return given;
  const fs::path near = fs::relative(path, folder, none);
  return near.empty() ? path : near.generic_string();
}

// The counter-examples, each a file of its own; the first failure stops.
base::Outcome write_files(const fs::path& folder, const check::Checked& checked) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (const check::Finding& finding : checked.findings) {
    if (!finding.scenario) continue;
    const fs::path file = folder / scenario_file(checked, finding);
    std::ofstream out{file, std::ios::binary};
    out << *finding.scenario;
    if (!out.flush()) return base::Failure{{.id = N_("{file} cannot be written"), .args = {{"file", file.string()}}}};
  }
  return base::Done{};
}

}  // namespace

int run_check(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const auto words = asked_procedures(*world, request.arguments);
  for (const std::string& word : words)
    if (!is_there(*world, word))
      return misused(session, {.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", word}}},
                     base::expected_one_of(word, scenario::procedure_ids(world->root)));
  auto agencies = scenario::Agencies::open(*world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());

  const std::string out = request.value("--out");
  const std::string format = request.value("--format", "text");
  std::vector<CheckedFile> files;
  bool wrong = false;
  for (const std::string& word : words) {
    const auto file = scenario::open_procedure(*world, word);
    if (!file.ok()) return world_failed(session, file.failure());
    tell(session, *file);
    if (!file->loaded.procedure) {
      wrong = true;
      continue;
    }
    const std::string named = named_from(*world, word, file->source.path, out.empty() ? fs::path{"."} : fs::path{out});
    files.push_back({file->source, file->loaded.procedure->title,
                     check::check(*file->loaded.procedure, named, *world, &*agencies, {})});
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
