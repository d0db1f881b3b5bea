// `guichet backup` and `guichet restore`: the database in one file, its keys, when asked, in another, because whoever
// holds both can read what they seal.
#include <system_error>

#include "audit/anchor.h"
#include "base/civil.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "store/backup.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code none;
  return fs::exists(path, none);
}

// The restored log says itself that it was restored, and when.
base::Outcome note_restored(const fs::path& path, std::int64_t now) {
  auto database = store::Database::open(path, store::Database::Mode::write);
  if (!database.ok()) return database.failure();
  audit::Log log{*database};
  return audit::certify_restore(*database, log, base::paris_from_utc(now).minutes, now);
}

void add_written(Page& page, const Session& session, const fs::path& path) {
  page.line(session.tr(N_("written: {path}"), {{"path", path.string()}}));
}

}  // namespace

int run_backup(Session& session, const Request& request) {
  const auto database = database_path(session.environment, request.value("--db", kDefaultDatabase));
  if (!database.ok()) return world_failed(session, database.failure());
  const fs::path copy{request.arguments.front()};
  const fs::path keys{request.value("--keys")};
  if (!is_there(*database))
    return misused(session, {.id = N_("there is no database {path}"),
                             .args = {{"path", shown_path(session.environment, *database)}}});
  for (const fs::path& made : {copy, keys})
    if (!made.empty() && is_there(made))
      return misused(session,
                     {.id = N_("{path} exists already: nothing was written"), .args = {{"path", made.string()}}});
  if (const auto done = store::back_up(*database, copy); !done.ok()) return world_failed(session, done.failure());
  Page page = session.page();
  add_written(page, session, copy);
  if (!keys.empty()) {
    if (const auto done = store::back_up_keys(*database, keys); !done.ok())
      return world_failed(session, done.failure());
    add_written(page, session, keys);
    page.line(session.tr(N_("Keep the keys apart from the database.")), 2);
  } else {
    page.line(session.tr(N_("The keys are not in it; --keys copies them, apart.")), 2);
  }
  session.print(page);
  return kFine;
}

int run_restore(Session& session, const Request& request) {
  const auto path = database_path(session.environment, request.value("--db", kDefaultDatabase));
  if (!path.ok()) return world_failed(session, path.failure());
  const fs::path copy{request.arguments.front()};
  const fs::path keys{request.value("--keys")};
  for (const fs::path& given : {copy, keys})
    if (!given.empty() && !is_there(given))
      return misused(session, {.id = N_("there is no backup {path}"), .args = {{"path", given.string()}}});
  if (is_there(*path) && !request.has("--force"))
    return misused(session,
                   {.id = N_("{path} exists already: nothing was restored"),
                    .args = {{"path", shown_path(session.environment, *path)}}},
                   base::Message{.id = N_("--force replaces it; `guichet backup` first keeps what it holds")});
  if (const auto ready = prepare_folder(session.environment, *path); !ready.ok())
    return world_failed(session, ready.failure());
  if (const auto done = store::restore(copy, keys, *path); !done.ok()) return world_failed(session, done.failure());
  if (const auto done = note_restored(*path, session.clock()); !done.ok()) return world_failed(session, done.failure());
  Page page = session.page();
  page.line(session.tr(N_("restored: {path}"), {{"path", shown_path(session.environment, *path)}}));
  session.print(page);
  return kFine;
}

}  // namespace guichet::cli
