// `guichet run`: scenarios, one after the other, and what became of each.
#include <map>

#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "cli/run_report.h"
#include "cli/selection.h"
#include "load/yaml.h"
#include "scenario/runner.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

// One run: the world, the procedures met so far, the two forms of report.
class Run {
 public:
  Run(Session& session, const scenario::World& world, scenario::Agencies& agencies, const Request& request, bool kept)
      : session_{session},
        world_{world},
        agencies_{agencies},
        as_json_{request.value("--format") == "json"},
        engine_{request.value("--engine")},
        look_{.story = request.has("--story"), .kept = kept} {}

  void keep_in(store::Database& database) {
    options_.database = &database;
    options_.machine_clock = session_.clock;
  }

  void play(const fs::path& path) {
    auto source = load::read_file(path.string());
    if (!source.ok()) return failed(source.failure());
    source->path = shown(path);
    auto [scenario, diagnostics] = scenario::load_scenario(*source);
    const model::Procedure* procedure = nullptr;
    if (scenario) {
      procedure = find(path, scenario->procedure, diagnostics);
      if (procedure != nullptr) diagnostics.append(scenario::check_against(*scenario, *procedure));
    }
    note(*source, diagnostics);
    if (procedure == nullptr || diagnostics.has_errors()) {
      ++counts_.broken;
      wrong_ = true;
      return;
    }
    const auto report = scenario::run(*scenario, *procedure, world_, agencies_, options_);
    if (!report.ok()) return failed(report.failure());
    ++(report->passed() ? counts_.passed : counts_.failed);
    tell_result(*report, *procedure);
  }

  int end() {
    if (as_json_) {
      session_.out << json_.text(counts_, session_) << std::flush;
    } else {
      Page page = session_.page();
      if (!told_.empty()) page.verbatim("\n");
      add_counts(page, counts_, session_);
      end_report(session_, page);
      session_.print(page);
    }
    if (world_failed_) return kWorldFailed;
    return wrong_ || counts_.failed > 0 ? kWrong : kFine;
  }
 private:
  static std::string shown(const fs::path& path) {
    std::error_code none;
    const fs::path near = fs::relative(path, fs::current_path(none), none);
    return near.empty() || *near.begin() == ".." ? path.string() : near.string();
  }

  // Each procedure is read, and its mistakes told, once.
  const model::Procedure* find(const fs::path& path, const std::string& named, base::Diagnostics& diagnostics) {
    const std::string id = procedure_of(path, named);
    if (id.empty()) {
      diagnostics.error({}, {.id = N_("this scenario says no procedure, and is in the folder scenarios/ of none")},
                        base::Message{.id = N_("write `procedure:` and the name or the file of one")});
      return nullptr;
    }
    const auto known = procedures_.find(id);
    if (known != procedures_.end()) return known->second ? &*known->second : nullptr;
    auto file = scenario::open_procedure(world_, id);
    auto& kept = procedures_[id];
    if (!file.ok()) {
      diagnostics.error({}, file.failure().sentence);
      return nullptr;
    }
    if (as_json_) json_.add(file->source, file->loaded.diagnostics, session_);
    tell(session_, *file);
    if (file->loaded.procedure && engine_ == "msm" && world_.machines(*file->loaded.procedure).empty()) {
      diagnostics.error({}, {.id = N_("no machine was compiled from this text of '{procedure}'"),
                              .args = {{"procedure", file->loaded.procedure->id}}},
                        base::Message{.id = N_("run it on the reference (`--engine reference`), or build the program again")});
      return nullptr;
    }
    kept = std::move(file->loaded.procedure);
    return kept ? &*kept : nullptr;
  }

  void note(const base::Source& source, const base::Diagnostics& diagnostics) {
    if (as_json_) json_.add(source, diagnostics, session_);
    tell(session_, source, diagnostics);
  }

  void failed(const base::Failure& failure) {
    ++counts_.broken;
    world_failed_ = true;
    complain(session_, failure.sentence);
  }

  void tell_result(const scenario::RunReport& report, const model::Procedure& procedure) {
    if (as_json_) return json_.add(report, session_, look_);
    Page page = session_.page();
    if (told_ != procedure.id) {
      if (!told_.empty()) page.verbatim("\n");
      page.title(procedure.title.in(session_.lang()));
      if (!engine_.empty())
        page.line(session_.tr(report.compiled ? N_("Engine: the machine compiled with Boost.MSM")
                                              : N_("Engine: the reference")));
    }
    told_ = procedure.id;
    add_result(page, report, procedure, world_.reference, session_, look_);
    session_.print(page);
  }

  Session& session_;
  const scenario::World& world_;
  scenario::Agencies& agencies_;
  bool as_json_;
  std::string engine_;  // the one asked for, else empty
  RunLook look_;
  scenario::RunOptions options_;
  std::map<std::string, std::optional<model::Procedure>> procedures_;
  JsonReport json_;
  RunCounts counts_;
  std::string told_;  // the procedure whose title stands above
  bool wrong_ = false;
  bool world_failed_ = false;
};

base::Result<store::Database> open_kept(const Session& session, const std::string& given) {
  const auto path = database_path(session.environment, given);
  if (!path.ok()) return path.failure();
  if (const auto ready = prepare_folder(session.environment, *path); !ready.ok()) return ready.failure();
  return store::Database::open(*path, store::Database::Mode::write);
}

}  // namespace

int run_run(Session& session, const Request& request) {
  auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  if (request.value("--engine") == "reference") world->machines = {};
  const auto selected = select_scenarios(*world, request.arguments);
  if (const auto* misuse = std::get_if<Misuse>(&selected)) return misused(session, misuse->sentence, misuse->hint);
  auto agencies = scenario::Agencies::open(*world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());

  std::optional<store::Database> database;
  const std::string kept = request.value("--db");
  if (!kept.empty()) {
    auto opened = open_kept(session, kept);
    if (!opened.ok()) return world_failed(session, opened.failure());
    database = std::move(*opened);
  }
  Run run{session, *world, *agencies, request, database.has_value()};
  if (database) run.keep_in(*database);
  for (const fs::path& file : std::get<std::vector<fs::path>>(selected)) run.play(file);
  return run.end();
}

}  // namespace guichet::cli
