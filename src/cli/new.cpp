// `guichet new`: a procedure to start from, which already loads and runs. Its texts are YAML files in skeleton/,
// compiled in, with @id@ where the name goes.
#include <cstddef>
#include <fstream>
#include <system_error>

#include "cli/commands.h"
#include "load/format.h"

namespace guichet::cli {

namespace skeleton {
extern const unsigned char kFrProcedure[], kFrGranted[], kFrRefused[];
extern const unsigned char kEnProcedure[], kEnGranted[], kEnRefused[];
extern const std::size_t kFrProcedureSize, kFrGrantedSize, kFrRefusedSize;
extern const std::size_t kEnProcedureSize, kEnGrantedSize, kEnRefusedSize;
}  // namespace skeleton

namespace {

namespace fs = std::filesystem;

struct File {
  const char* path;
  std::string text;
};

std::string filled(const unsigned char* bytes, std::size_t size, const std::string& id) {
  static constexpr std::string_view kPlace = "@id@";
  std::string text{reinterpret_cast<const char*>(bytes), size};
  for (std::size_t at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace, at + id.size()))
    text.replace(at, kPlace.size(), id);
  return text;
}

std::vector<File> files_for(base::Lang lang, const std::string& id) {
  using namespace skeleton;
  if (lang == base::Lang::en)
    return {{"procedure.yaml", filled(kEnProcedure, kEnProcedureSize, id)},
            {"scenarios/granted.yaml", filled(kEnGranted, kEnGrantedSize, id)},
            {"scenarios/refused.yaml", filled(kEnRefused, kEnRefusedSize, id)}};
  return {{"procedure.yaml", filled(kFrProcedure, kFrProcedureSize, id)},
          {"scenarios/acceptee.yaml", filled(kFrGranted, kFrGrantedSize, id)},
          {"scenarios/refusee.yaml", filled(kFrRefused, kFrRefusedSize, id)}};
}

base::Outcome write(const fs::path& path, const std::string& text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out{path, std::ios::binary};
  out << text << std::flush;
  if (!error && out) return base::Done{};
  return base::Failure{{.id = N_("{path} could not be written"), .args = {{"path", path.string()}}}};
}

}  // namespace

int run_new(Session& session, const Request& request) {
  const std::string& id = request.arguments.front();
  if (!load::is_name(id, load::Naming::dashed))
    return misused(session, {.id = N_("'{word}' cannot name a procedure"), .args = {{"word", id}}},
                   base::Message{.id = N_("write small letters without accents, digits and hyphens, a letter first")});
  if (id == "all")
    return misused(session, {.id = N_("'{word}' cannot name a procedure"), .args = {{"word", id}}},
                   base::Message{.id = N_("`guichet run all` already means every scenario")});
  const fs::path folder = fs::path{request.value("--out", ".")} / id;
  const fs::path shown = folder.lexically_normal();
  std::error_code none;
  if (fs::exists(fs::symlink_status(folder, none)))
    return misused(session,
                   {.id = N_("{path} exists already: nothing was written"), .args = {{"path", shown.string()}}});
  Page page = session.page();
  for (const File& file : files_for(session.lang(), id)) {
    if (const auto written = write(folder / file.path, file.text); !written.ok())
      return world_failed(session, written.failure());
    page.line(session.tr(N_("written: {path}"), {{"path", (shown / file.path).string()}}));
  }
  page.blank().line(session.tr(N_("To run it: {command}"), {{"command", "guichet run " + shown.string()}}));
  page.line(session.tr(N_("To read it: {command}"), {{"command", "guichet show " + shown.string()}}));
  session.print(page);
  return kFine;
}

}  // namespace guichet::cli
