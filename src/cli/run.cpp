// `guichet run`: scenarios, and what became of each in the order they were asked for.
#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include "audit/anchor.h"
#include "base/ensure.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "cli/progress.h"
#include "cli/run_play.h"
#include "cli/run_report.h"
#include "cli/selection.h"

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

// One run: what was played, told in the order of its files.
class Run {
 public:
  Run(Session& session, const Request& request, bool kept, std::size_t total)
      : session_{session}, report_{form_asked(session, request, kept)}, progress_{session, total} {}

  void expect(const fs::path& file) { progress_.begin(file.stem().string()); }

  void tell(Played played) {
    progress_.wipe();
    if (played.definition != nullptr && told_.insert(played.definition).second) {
      if (const auto& file = played.definition->file) {
        report_->note(file->source, file->loaded.diagnostics);
        cli::tell(session_, *file);
      }
      played.diagnostics.append(played.definition->unusable);
    }
    if (!played.diagnostics.empty()) {
      report_->note(played.source, played.diagnostics);
      cli::tell(session_, played.source, played.diagnostics);
    }
    if (played.failure) return failed(played.source.path, *played.failure);
    if (played.run) {
      ++(played.run->report.passed() ? counts_.passed : counts_.failed);
      return report_->add(std::move(*played.run));
    }
    ++counts_.broken;
    wrong_ = true;
    report_->add_broken({played.source.path, played.diagnostics.has_errors()
                                                 ? base::render(played.diagnostics, played.source, session_.lang())
                                                 : session_.tr(N_("its procedure has mistakes"))});
  }

  int end() {
    report_->end(counts_);
    if (world_failed_) return kWorldFailed;
    return wrong_ || counts_.failed > 0 ? kWrong : kFine;
  }
 private:
  void failed(const std::string& file, const base::Failure& failure) {
    ++counts_.broken;
    world_failed_ = true;
    report_->add_broken({file, base::tr(session_.lang(), failure.sentence)});
    complain(session_, failure.sentence);
  }

  Session& session_;
  std::unique_ptr<RunForm> report_;
  Progress progress_;  // wiped before anything is printed
  std::set<const Definition*> told_;  // asked, never walked: no order to leak
  RunCounts counts_;
  bool wrong_ = false;
  bool world_failed_ = false;
};

// Scenarios share nothing that changes, unless they are kept in one database: several are then played at once. What is
// told does not depend on it.
std::size_t players_for(std::size_t files, bool kept) {
  if (kept || files < 2) return 1;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, files);
}

void play_at_once(Run& run, const std::vector<fs::path>& files, std::vector<Player>& players) {
  std::vector<std::promise<Played>> promises(files.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (Player& player : players)
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < files.size(); i = next++) promises[i].set_value(player.play(files[i]));
    });
  for (std::size_t i = 0; i < files.size(); ++i) {
    run.expect(files[i]);
    run.tell(promises[i].get_future().get());
  }
}

base::Result<store::Database> open_kept(const Session& session, const std::string& given) {
  const auto path = database_path(session.environment, given);
  if (!path.ok()) return path.failure();
  if (const auto ready = prepare_folder(session.environment, *path); !ready.ok()) return ready.failure();
  return audit::open_to_write(*path, session.clock());
}

}  // namespace

int run_run(Session& session, const Request& request) {
  auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  if (request.value("--engine") == "reference") world->machines = {};
  const auto selected = select_scenarios(*world, request.arguments);
  if (const auto* misuse = std::get_if<Misuse>(&selected)) return misused(session, misuse->sentence, misuse->hint);
  const auto& files = std::get<std::vector<fs::path>>(selected);

  std::optional<store::Database> database;
  const std::string kept = request.value("--db");
  if (!kept.empty()) {
    auto opened = open_kept(session, kept);
    if (!opened.ok()) return world_failed(session, opened.failure());
    database = std::move(*opened);
  }
  DefinitionShelf shelf{*world, request.value("--engine") == "msm"};
  std::vector<Player> players;
  for (std::size_t i = players_for(files.size(), database.has_value()); i > 0; --i) {
    auto agencies = scenario::Agencies::open(*world);
    if (!agencies.ok()) return world_failed(session, agencies.failure());
    players.emplace_back(*world, shelf, std::move(*agencies), session.lang());
  }
  if (database) players.front().keep_in(*database, session.clock);

  Run run{session, request, database.has_value(), files.size()};
  if (players.size() > 1) {
    play_at_once(run, files, players);
    return run.end();
  }
  for (const fs::path& file : files) {
    run.expect(file);
    run.tell(players.front().play(file));
  }
  return run.end();
}

}  // namespace guichet::cli
