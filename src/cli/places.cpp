#include "cli/places.h"

#include <fstream>
#include <system_error>

#include "cli/findings.h"
#include "codegen/compiled.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

bool holds_data(const fs::path& folder) {
  std::error_code none;
  return fs::is_directory(folder / "procedures", none) && fs::is_regular_file(folder / "data" / "sources.yaml", none);
}

base::Failure failed(const char* id, base::Args args = {}) { return {{.id = id, .args = std::move(args)}}; }

base::Outcome make_private(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return base::Done{};
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error)
    return failed(N_("the folder {path} cannot be created: {cause}"),
                  {{"path", folder.string()}, {"cause", error.message()}});
  return base::Done{};
}

}  // namespace

base::Result<fs::path> find_data(const Environment& environment) {
  const fs::path program = environment.executable.parent_path();
  for (fs::path folder = program; !folder.empty() && folder != folder.root_path(); folder = folder.parent_path())
    if (holds_data(folder)) return folder;
  const fs::path shared = program.parent_path() / "share" / "guichet";
  if (holds_data(shared)) return shared;
  const fs::path told{environment.variable("GUICHET_DATA")};
  if (!told.empty() && holds_data(told)) return told;
  if (!told.empty())
    return failed(N_("GUICHET_DATA names {path}, which holds no procedures/ and data/"), {{"path", told.string()}});
  return failed(N_("the procedures and data of Guichet are not beside the program ({path}), nor under share/guichet; "
                   "set GUICHET_DATA to the folder that holds procedures/ and data/"),
                {{"path", program.string()}});
}

base::Result<scenario::World> find_world(Session& session) {
  const auto root = find_data(session.environment);
  if (!root.ok()) return root.failure();
  std::vector<load::FaultyFile> faulty;
  auto world = scenario::open_world(*root, faulty);
  tell(session, world.ok() ? world->warnings : faulty);
  if (world.ok())
    world->machines = [](const model::Procedure& procedure) {
      return codegen::steppers_for(procedure).value_or(std::vector<engine::AnyStepper>{});
    };
  return world;
}

base::Result<fs::path> data_folder(const Environment& environment) {
  // The XDG specification: a relative path there is not valid and is ignored.
  if (const fs::path xdg{environment.variable("XDG_DATA_HOME")}; xdg.is_absolute()) return xdg / "guichet";
  if (const fs::path home{environment.variable("HOME")}; home.is_absolute())
    return home / ".local" / "share" / "guichet";
  return failed(N_("neither XDG_DATA_HOME nor HOME says where your databases are; give --db a path with a slash"));
}

base::Result<fs::path> database_path(const Environment& environment, const std::string& given) {
  if (given.find_first_of("/.") != std::string::npos) return fs::path{given};
  const auto folder = data_folder(environment);
  if (!folder.ok()) return folder.failure();
  return *folder / (given + ".db");
}

std::string shown_path(const Environment& environment, const fs::path& path) {
  const std::string text = path.string();
  const std::string home{environment.variable("HOME")};
  const bool inside =
      home.size() > 1 && text.starts_with(home) && text.size() > home.size() && text[home.size()] == '/';
  return inside ? "~" + text.substr(home.size()) : text;
}

base::Outcome write_file(const fs::path& file, std::string_view text) {
  std::ofstream out{file, std::ios::binary};
  out << text;
  if (!out.flush()) return failed(N_("{file} cannot be written"), {{"file", file.string()}});
  return base::Done{};
}

base::Outcome prepare_folder(const Environment& environment, const fs::path& database) {
  const fs::path folder = database.parent_path();
  std::error_code none;
  if (folder.empty() || fs::is_directory(folder, none)) return base::Done{};
  if (const auto ours = data_folder(environment); ours.ok() && *ours == folder) return make_private(folder);
  return failed(N_("there is no folder {path} to keep a database in"), {{"path", folder.string()}});
}

}  // namespace guichet::cli
