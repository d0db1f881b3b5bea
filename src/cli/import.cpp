// `guichet import`: a BPMN drawing as a procedure to go on from, and the list of what it takes to finish it.
#include <fstream>
#include <iterator>
#include <system_error>

#include "cli/commands.h"
#include "cli/findings.h"
#include "interop/bpmn_import.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

base::Result<base::Source> read(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);    // a folder has none
  std::ifstream file{path, std::ios::binary};
  const base::Failure failure{{.id = N_("{path} could not be read"), .args = {{"path", path}}}};
  if (error || !file) return failure;
  base::Source source{.path = path, .text = {}};
  // One byte more than is taken says that it is too large; nobody waits for the rest.
  source.text.resize(std::min<std::size_t>(size, interop::kBpmnBytesMax + 1));
  file.read(source.text.data(), static_cast<std::streamsize>(source.text.size()));
  source.text.resize(static_cast<std::size_t>(file.gcount()));
  return source;
}

void add_list(Session& session, Page& page, const char* heading, const std::vector<base::Message>& messages) {
  if (messages.empty()) return;
  page.heading(session.tr(heading));
  for (const base::Message& one : messages) page.item(base::tr(session.lang(), one));
}

}  // namespace

int run_import(Session& session, const Request& request) {
  const auto source = read(request.arguments.front());
  if (!source.ok()) return world_failed(session, source.failure());
  const interop::Imported imported = interop::import_bpmn(*source);
  tell(session, *source, imported.diagnostics);
  if (imported.diagnostics.has_errors()) return kWrong;

  const fs::path folder = request.value("--out", imported.id);
  const fs::path path = (folder / "procedure.yaml").lexically_normal();
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error)))
    return misused(session, {.id = N_("{path} exists already: nothing was written"), .args = {{"path", path.string()}}});
  fs::create_directories(folder, error);
  std::ofstream out{path, std::ios::binary};
  out << imported.yaml << std::flush;
  if (error || !out) return world_failed(session, base::Failure{{.id = N_("{path} could not be written"), .args = {{"path", path.string()}}}});

  Page page = session.page();
  page.line(session.tr(N_("written: {path}"), {{"path", path.string()}}));
  add_list(session, page, N_("Not carried over"), imported.lost);
  add_list(session, page, N_("To be added"), imported.missing);
  page.blank().line(session.tr(N_("To read it: {command}"), {{"command", "guichet show " + folder.lexically_normal().string()}}));
  session.print(page);
  return kFine;
}

}  // namespace guichet::cli
