// `guichet export`: a procedure in the words of another tool.
#include <array>

#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "interop/bpmn.h"
#include "interop/flow_text.h"
#include "interop/promela.h"
#include "interop/scxml.h"
#include "interop/xstate.h"
#include "scenario/world.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

using Writer = base::Result<std::string> (*)(const model::Procedure&, const model::Reference&, base::Lang);

// A machine needs nothing but the procedure, and always comes out.
template <std::string (*kWrite)(const model::Procedure&, base::Lang)>
base::Result<std::string> machine(const model::Procedure& procedure, const model::Reference& /*reference*/, base::Lang lang) {
  return kWrite(procedure, lang);
}

struct Format {
  const char* name;
  Writer write;
};
constexpr std::array kFormats{
    Format{"bpmn", [](const model::Procedure& p, const model::Reference& r, base::Lang lang) { return interop::to_bpmn(p, r, lang); }},
    Format{"mermaid", interop::to_mermaid},
    Format{"plantuml", interop::to_plantuml},
    Format{"dot", interop::to_dot},
    Format{"xstate", machine<interop::to_xstate>},
    Format{"scxml", machine<interop::to_scxml>},
    Format{"promela", machine<interop::to_promela>},
};

bool is_there(const scenario::World& world, const std::string& given) {
  std::error_code none;
  if (fs::exists(given, none)) return true;
  return given.find('/') == std::string::npos && fs::exists(world.root / "procedures" / given / "procedure.yaml", none);
}

}  // namespace

int run_export(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const std::string& given = request.arguments.front();
  if (!is_there(*world, given))
    return misused(session, {.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", given}}},
                   base::expected_one_of(given, scenario::procedure_ids(world->root)));
  if (request.value("--format").empty())
    return misused(session, {.id = N_("the format is missing: --format FORMAT")});
  const auto file = scenario::open_procedure(*world, given);
  if (!file.ok()) return world_failed(session, file.failure());
  tell(session, *file);
  if (!file->loaded.procedure) return kWrong;

  std::string text;
  for (const Format& format : kFormats)
    if (format.name == request.value("--format")) {
      auto written = format.write(*file->loaded.procedure, world->reference, session.lang());
      if (!written.ok()) return world_failed(session, written.failure());
      text = std::move(*written);
    }
  const std::string path = request.value("--out");
  if (path.empty()) {
    session.out << text << std::flush;
    return kFine;
  }
  if (const auto done = write_file(path, text); !done.ok()) return world_failed(session, done.failure());
  return kFine;
}

}  // namespace guichet::cli
