// `guichet show`: the sheet of one procedure, shipped or somebody's own.
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "cli/sheet.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

bool can_be_opened(const scenario::World& world, const std::string& given) {
  std::error_code none;
  if (fs::exists(given, none)) return true;
  return given.find('/') == std::string::npos && fs::exists(world.root / "procedures" / given / "procedure.yaml", none);
}

}  // namespace

int run_show(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const std::string& given = request.arguments.front();
  if (!can_be_opened(*world, given))
    return misused(session, {.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", given}}},
                   base::expected_one_of(given, scenario::procedure_ids(world->root)));
  const auto file = scenario::open_procedure(*world, given);
  if (!file.ok()) return world_failed(session, file.failure());
  tell(session, *file);
  if (!file->loaded.procedure) return kWrong;
  Page page = session.page();
  add_sheet(page, *file->loaded.procedure, world->reference, session.lang());
  end_report(session, page);
  session.print(page);
  return kFine;
}

}  // namespace guichet::cli
