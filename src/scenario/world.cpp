#include "scenario/world.h"

#include <algorithm>
#include <set>

#include "agency/check_queries.h"
#include "load/yaml.h"

namespace guichet::scenario {

namespace {

namespace fs = std::filesystem;

// Where the definition of an id, a folder or a file stands.
fs::path definition_path(const World& world, const std::string& id_or_path) {
  const fs::path given{id_or_path};
  std::error_code none;
  if (fs::is_directory(given, none)) return given / "procedure.yaml";
  if (fs::is_regular_file(given, none)) return given;
  return world.root / "procedures" / id_or_path / "procedure.yaml";
}

// As people would type it: relative to where they stand when that is shorter.
std::string shown_path(const fs::path& path) {
  std::error_code none;
  const fs::path relative = fs::relative(path, fs::current_path(none), none);
  const bool inside = !relative.empty() && *relative.begin() != "..";
  return inside ? relative.string() : path.string();
}

}  // namespace

base::Result<World> open_world(const fs::path& root, std::vector<load::FaultyFile>& faulty) {
  auto loaded = load::load_reference((root / "data").string());
  if (!loaded.ok()) return loaded.failure();
  // What an API asks of its register is held against the tables that register has: a second look at a file that loads.
  if (base::Diagnostics queries = agency::check_queries(loaded->reference.agencies); queries.has_errors()) {
    auto agencies = load::read_file((root / "data" / "agencies.yaml").string());
    if (!agencies.ok()) return agencies.failure();
    loaded->faulty.push_back({std::move(*agencies), std::move(queries)});
  }
  if (loaded->has_errors()) {
    faulty = std::move(loaded->faulty);
    return base::Failure{{.id = N_("the data under {folder} have mistakes"), .args = {{"folder", shown_path(root / "data")}}}};
  }
  return World{.root = root,
               .reference = std::move(loaded->reference),
               .calendar = loaded->calendars.front().calendar,
               .warnings = std::move(loaded->faulty)};
}

base::Result<load::LoadedFile> open_procedure(const World& world, const std::string& id_or_path) {
  return load::load_procedure_file(shown_path(definition_path(world, id_or_path)), world.reference);
}

std::vector<std::string> procedure_ids(const fs::path& root) {
  std::vector<std::string> ids;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{root / "procedures", none})
    if (fs::is_regular_file(entry.path() / "procedure.yaml", none)) ids.push_back(entry.path().filename().string());
  std::ranges::sort(ids);
  return ids;
}

std::vector<fs::path> scenario_files(const fs::path& procedure_folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{procedure_folder / "scenarios", none})
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

dossier::Definitions::Reader definition_reader(const World& world) {
  return [&world](const std::string& id, const std::string& text) -> base::Result<model::Procedure> {
    load::Loaded loaded = load::load_procedure({.path = id, .text = text}, world.reference);
    if (loaded.procedure) return std::move(*loaded.procedure);
    return base::Failure{{.id = N_("the kept definition of '{procedure}' no longer loads"), .args = {{"procedure", id}}}};
  };
}

std::vector<std::string> told_procedures(const model::Procedure& procedure) {
  std::set<std::string> told;
  for (const model::Actor& actor : procedure.actors)
    if (actor.role == model::Role::case_) told.insert(actor.procedure);
  return {told.begin(), told.end()};
}

}  // namespace guichet::scenario
