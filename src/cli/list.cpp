// `guichet list`: the procedures that are installed. It must answer at once however many there are, so it reads the
// head of each file and no more; whether the rest is right is for `show` to tell.
#include <algorithm>

#include "cli/commands.h"
#include "cli/places.h"
#include "load/yaml.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

// The lines before the first key that opens a block: `title:` stands there in all files but odd ones.
std::string head_of(const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line{text.data() + at, end - at};
    const std::size_t colon = line.find(':');
    const bool is_key = !line.empty() && line.front() >= 'a' && line.front() <= 'z' && colon != std::string_view::npos;
    if (is_key &&
        (colon + 1 == line.size() || line.substr(colon + 1).find_first_not_of(" #") == std::string_view::npos))
      break;
    at = std::min(end + 1, text.size());
  }
  return text.substr(0, at);
}

// Empty when the file has none, or cannot be read that far.
std::string title_in(const fs::path& file) {
  auto source = load::read_file(file.string());
  if (!source.ok()) return {};
  for (const std::string& text : {head_of(source->text), source->text}) {
    const auto parsed = load::parse_yaml({.path = source->path, .text = text});
    const load::Node* title = parsed.node ? parsed.node->find("title") : nullptr;
    if (title != nullptr && title->is_scalar()) return title->text;
  }
  return {};
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
