// `guichet list`: the procedures that are installed. It must answer at once however many there are, so it reads each
// file up to its title and no more; whether the rest is right is for `show` to tell.
#include "cli/commands.h"
#include "cli/places.h"
#include "load/yaml.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

// Empty when the file has none, or cannot be read that far.
std::string title_in(const fs::path& file) {
  const auto source = load::read_file(file.string());
  const auto title = source.ok() ? load::read_key(*source, "title") : std::nullopt;
  return title && title->is_scalar() ? title->text : "";
}

std::string title_of(const fs::path& folder, base::Lang lang) {
  std::error_code none;
  const fs::path english = folder / "en.yaml";
  if (lang == base::Lang::en && fs::exists(english, none))
    if (std::string title = title_in(english); !title.empty()) return title;
  return title_in(folder / "procedure.yaml");
}

}  // namespace

int run_list(Session& session, const Request&) {
  const auto root = find_data(session.environment);
  if (!root.ok()) return world_failed(session, root.failure());
  std::vector<std::pair<std::string, std::string>> rows;
  int code = kFine;
  for (const std::string& id : scenario::procedure_ids(*root)) {
    std::string title = title_of(*root / "procedures" / id, session.lang());
    if (title.empty()) {
      title = session.tr(N_("has mistakes: see `guichet show {id}`"), {{"id", id}});
      code = kWrong;
    }
    rows.emplace_back(id, std::move(title));
  }
  Page page = session.page();
  page.rows(rows, 0);
  end_report(session, page);
  session.print(page);
  return code;
}

}  // namespace guichet::cli
