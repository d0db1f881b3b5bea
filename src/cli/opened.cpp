#include "cli/opened.h"

#include "cli/findings.h"
#include "cli/places.h"

namespace guichet::cli {

std::variant<std::unique_ptr<Opened>, NotOpened> open_with_scenarios(Session& session, const scenario::World& world,
                                                                     scenario::Agencies& agencies,
                                                                     const std::string& word) {
  auto file = scenario::open_procedure(world, word);
  if (!file.ok()) return NotOpened{world_failed(session, file.failure())};
  tell(session, *file);
  if (!file->loaded.procedure) return NotOpened{};
  auto opened = std::make_unique<Opened>();
  opened->source = std::move(file->source);
  opened->procedure = std::move(*file->loaded.procedure);
  opened->suite = scenario::load_suite(opened->procedure);
  tell(session, opened->suite.faulty);
  auto coverage = check::cover(opened->procedure, opened->suite.scenarios, world, agencies);
  if (!coverage.ok()) return NotOpened{world_failed(session, coverage.failure())};
  opened->coverage = std::move(*coverage);
  return opened;
}

base::Outcome write_into(const std::filesystem::path& folder, const std::string& name, const std::string& text) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return write_file(folder / name, text);
}

}  // namespace guichet::cli
