// `guichet list`: the procedures that are installed.
#include "cli/commands.h"
#include "cli/places.h"

namespace guichet::cli {

int run_list(Session& session, const Request&) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  std::vector<std::pair<std::string, std::string>> rows;
  int code = kFine;
  for (const std::string& id : scenario::procedure_ids(*world)) {
    const auto file = scenario::open_procedure(*world, id);
    if (!file.ok()) return world_failed(session, file.failure());
    if (!file->loaded.procedure) {
      rows.emplace_back(id, session.tr(N_("has mistakes: see `guichet show {id}`"), {{"id", id}}));
      code = kWrong;
      continue;
    }
    rows.emplace_back(id, file->loaded.procedure->title.in(session.lang()));
  }
  Page page = session.page();
  page.rows(rows, 0);
  end_report(session, page);
  session.print(page);
  return code;
}

}  // namespace guichet::cli
