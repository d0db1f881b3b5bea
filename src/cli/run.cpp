// `guichet run`: scenarios, one after the other, and what became of each.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "audit/erasure.h"
#include "base/ensure.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "cli/progress.h"
#include "cli/run_report.h"
#include "cli/selection.h"
#include "load/yaml.h"
#include "scenario/runner.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

using MakeForm = std::unique_ptr<RunForm> (*)(Session&, RunLook);
constexpr std::array<std::pair<std::string_view, MakeForm>, 4> kForms{
    {{"text", text_form}, {"json", json_form}, {"junit", junit_form}, {"html", html_form}}};

std::unique_ptr<RunForm> form_asked(Session& session, const Request& request, bool kept) {
  const RunLook look{.story = request.has("--story"), .kept = kept, .engine = !request.value("--engine").empty()};
  const auto* form = std::ranges::find(kForms, request.value("--format", "text"), &decltype(kForms)::value_type::first);
  base::ensure(form != kForms.end(), "the command line accepts the formats there are");
  return form->second(session, look);
}

// One run: the world, the procedures met so far, the report.
class Run {
 public:
  Run(Session& session, const scenario::World& world, scenario::Agencies& agencies, const Request& request, bool kept,
      std::size_t total)
      : session_{session},
        world_{world},
        agencies_{agencies},
        engine_{request.value("--engine")},
        report_{form_asked(session, request, kept)},
        progress_{session, total} {}

  void keep_in(store::Database& database) {
    options_.database = &database;
    options_.machine_clock = session_.clock;
  }

  void play(const fs::path& path) {
    progress_.begin(path.stem().string());
    auto source = load::read_file(path.string());
    if (!source.ok()) return failed(shown(path), source.failure());
    source->path = shown(path);
    auto [scenario, diagnostics] = scenario::load_scenario(*source);
    const model::Procedure* procedure = nullptr;
    if (scenario) {
      procedure = find(path, scenario->procedure, diagnostics);
      if (procedure != nullptr) diagnostics.append(scenario::check_against(*scenario, *procedure));
    }
    note(*source, diagnostics);
    if (procedure == nullptr || diagnostics.has_errors()) {
      progress_.wipe();
      ++counts_.broken;
      wrong_ = true;
      report_->add_broken({source->path, diagnostics.has_errors()
                                                ? base::render(diagnostics, *source, session_.lang())
                                                : session_.tr(N_("its procedure has mistakes"))});
      return;
    }
    auto seen = scenario::run(*scenario, *procedure, world_, agencies_, options_);
    progress_.wipe();
    if (!seen.ok()) return failed(source->path, seen.failure());
    ++(seen->passed() ? counts_.passed : counts_.failed);
    report_->add(show_run(std::move(*seen), *procedure, world_.reference, session_.lang()));
  }

  int end() {
    report_->end(counts_);
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
    progress_.wipe();
    report_->note(file->source, file->loaded.diagnostics);
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
    if (!diagnostics.empty()) progress_.wipe();
    report_->note(source, diagnostics);
    tell(session_, source, diagnostics);
  }

  void failed(const std::string& file, const base::Failure& failure) {
    progress_.wipe();
    ++counts_.broken;
    world_failed_ = true;
    report_->add_broken({file, base::tr(session_.lang(), failure.sentence)});
    complain(session_, failure.sentence);
  }

  Session& session_;
  const scenario::World& world_;
  scenario::Agencies& agencies_;
  std::string engine_;  // the one asked for, else empty
  std::unique_ptr<RunForm> report_;
  Progress progress_;  // wiped before anything is printed
  scenario::RunOptions options_;
  std::map<std::string, std::optional<model::Procedure>> procedures_;
  RunCounts counts_;
  bool wrong_ = false;
  bool world_failed_ = false;
};

base::Result<store::Database> open_kept(const Session& session, const std::string& given) {
  const auto path = database_path(session.environment, given);
  if (!path.ok()) return path.failure();
  if (const auto ready = prepare_folder(session.environment, *path); !ready.ok()) return ready.failure();
  auto database = store::Database::open(*path, store::Database::Mode::write);
  if (!database.ok()) return database;
  audit::Log log{*database};  // erasures a crash interrupted end now, keys that came back go again
  if (const auto resumed = audit::resume_erasures(*database, log, session.clock()); !resumed.ok())
    return resumed.failure();
  return database;
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
  const auto& files = std::get<std::vector<fs::path>>(selected);
  Run run{session, *world, *agencies, request, database.has_value(), files.size()};
  if (database) run.keep_in(*database);
  for (const fs::path& file : files) run.play(file);
  return run.end();
}

}  // namespace guichet::cli
