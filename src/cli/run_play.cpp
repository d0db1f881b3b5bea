#include "cli/run_play.h"

#include "cli/selection.h"
#include "load/yaml.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& path) {
  std::error_code none;
  const fs::path near = fs::relative(path, fs::current_path(none), none);
  return near.empty() || *near.begin() == ".." ? path.string() : near.string();
}

}  // namespace

const Definition& DefinitionShelf::find(const std::string& id_or_path) {
  const std::scoped_lock one_reader{reading_};
  auto& known = known_[id_or_path];
  if (!known) known = read(id_or_path);
  return *known;
}

std::unique_ptr<const Definition> DefinitionShelf::read(const std::string& id_or_path) const {
  auto definition = std::make_unique<Definition>();
  auto file = scenario::open_procedure(world_, id_or_path);
  if (!file.ok()) {
    definition->unusable.error({}, file.failure().sentence);
    return definition;
  }
  definition->file = std::move(*file);
  const auto& procedure = definition->file->loaded.procedure;
  if (!procedure) return definition;
  if (machines_only_ && world_.machines(*procedure).empty()) {
    definition->unusable.error(
        {}, {.id = N_("no machine was compiled from this text of '{procedure}'"), .args = {{"procedure", procedure->id}}},
        base::Message{.id = N_("run it on the reference (`--engine reference`), or build the program again")});
    return definition;
  }
  definition->procedure = &*procedure;
  return definition;
}

Played Player::play(const fs::path& file) {
  Played played;
  auto source = load::read_file(file.string());
  if (!source.ok()) {
    played.source.path = shown(file);
    played.failure = source.failure();
    return played;
  }
  played.source = std::move(*source);
  played.source.path = shown(file);
  auto [scenario, diagnostics] = scenario::load_scenario(played.source);
  played.diagnostics = std::move(diagnostics);
  if (!scenario) return played;
  const std::string id = procedure_of(file, scenario->procedure);
  if (id.empty()) {
    played.diagnostics.error({}, {.id = N_("this scenario says no procedure, and is in the folder scenarios/ of none")},
                             base::Message{.id = N_("write `procedure:` and the name or the file of one")});
    return played;
  }
  played.definition = &shelf_->find(id);
  const model::Procedure* procedure = played.definition->procedure;
  if (procedure == nullptr) return played;
  played.diagnostics.append(scenario::check_against(*scenario, *procedure));
  if (played.diagnostics.has_errors()) return played;
  auto seen = scenario::run(*scenario, *procedure, *world_, agencies_, options_);
  if (seen.ok())
    played.run = show_run(std::move(*seen), *procedure, world_->reference, lang_);
  else
    played.failure = seen.failure();
  return played;
}

}  // namespace guichet::cli
