// `guichet log`: the cases of a database, or the story of one.
#include <charconv>
#include <map>

#include "audit/anchor.h"
#include "audit/complete_proof.h"
#include "audit/export.h"
#include "audit/prune.h"
#include "base/shown.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/story.h"
#include "cli/words.h"
#include "dossier/show.h"
#include "load/load.h"
#include "store/dossiers.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

// Procedures as the cases know them: the text they started on, with the English of the installed file when it is the
// same.
class Kept {
 public:
  Kept(const scenario::World& world, store::Dossiers& rows) : world_{world}, rows_{rows} {}

  base::Result<const model::Procedure*> find(const store::DossierRow& row) {
    const auto known = by_digest_.find(row.digest);
    if (known != by_digest_.end()) return &known->second;
    const auto installed = scenario::open_procedure(world_, row.procedure);
    if (installed.ok() && installed->loaded.procedure && installed->loaded.procedure->digest == row.digest)
      return &by_digest_.emplace(row.digest, *installed->loaded.procedure).first->second;
    const auto text = rows_.definition(row.digest);
    if (!text.ok()) return text.failure();
    auto loaded = load::load_procedure({.path = row.procedure, .text = text->value_or("")}, world_.reference);
    if (!loaded.procedure)
      return base::Failure{
          {.id = N_("the kept definition of '{procedure}' no longer loads"), .args = {{"procedure", row.procedure}}}};
    return &by_digest_.emplace(row.digest, std::move(*loaded.procedure)).first->second;
  }
 private:
  const scenario::World& world_;
  store::Dossiers& rows_;
  std::map<std::string, model::Procedure> by_digest_;
};

std::string standing(const Session& session, const model::Procedure& procedure, const Words& words,
                     const store::DossierRow& row) {
  const auto state = procedure.find_state(model::MachineId{0}, row.state);
  const std::string name = state ? words.state(procedure.main().states[state->index]) : row.state;
  const std::string opened =
      session.tr(N_("opened {date}"), {{"date", dossier::show_date(base::date_of({row.opened}), session.lang())}});
  return opened + " · " + name;
}

int list_cases(Session& session, const scenario::World& world, Kept& kept, const std::vector<store::DossierRow>& rows) {
  std::vector<std::pair<std::string, std::string>> shown;
  for (const store::DossierRow& row : rows) {
    const auto procedure = kept.find(row);
    if (!procedure.ok()) return world_failed(session, procedure.failure());
    const Words words{**procedure, world.reference, session.lang()};
    shown.emplace_back(std::to_string(row.id), words.title((*procedure)->title, row.procedure) + " · " +
                                                   standing(session, **procedure, words, row));
  }
  Page page = session.page();
  if (shown.empty()) page.line(session.tr(N_("no case is kept here")));
  page.rows(shown, 0);
  end_report(session, page);
  session.print(page);
  return kFine;
}

int tell_case(Session& session, const scenario::World& world, Kept& kept, const store::DossierRow& row,
              audit::Log& log) {
  const auto procedure = kept.find(row);
  if (!procedure.ok()) return world_failed(session, procedure.failure());
  const auto told = log.of_dossier(row.id);
  if (!told.ok()) return world_failed(session, told.failure());
  const Words words{**procedure, world.reference, session.lang()};
  Page page = session.page();
  page.title(session.tr(N_("Case {number}: {title}"), {{"number", std::to_string(row.id)},
                                                       {"title", words.title((*procedure)->title, row.procedure)}}));
  page.line(standing(session, **procedure, words, row), 0, Tone::faint).blank();
  std::vector<audit::Line> lines;
  for (const auto& one : *told) lines.push_back(one.line);
  add_story(page, lines, {**procedure, world.reference, session.lang()}, session.lang(), 0);
  end_report(session, page);
  session.print(page);
  return kFine;
}

const store::DossierRow* find_case(const std::vector<store::DossierRow>& rows, const std::string& word) {
  std::int64_t number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  if (read.ec != std::errc{} || read.ptr != word.data() + word.size()) return nullptr;
  for (const store::DossierRow& row : rows)
    if (row.id == number) return &row;
  return nullptr;
}

int no_such_case(Session& session, const Request& request, const std::string& word) {
  return misused(session, {.id = N_("no case has the number '{word}'"), .args = {{"word", word}}},
                 base::Message{.id = N_("`guichet log --db {name}` lists them"),
                               .args = {{"name", request.value("--db", kDefaultDatabase)}}});
}

// What is for other programs: an export, a proof, a key.
std::optional<int> prove(Session& session, const Request& request, audit::Log& log) {
  if (request.has("--key")) {
    const auto keys = log.keys();
    if (!keys.ok()) return world_failed(session, keys.failure());
    session.out << keys->front().key << '\n' << std::flush;
    return kFine;
  }
  if (request.has("--keys")) {
    const auto keys = log.keys();
    if (!keys.ok()) return world_failed(session, keys.failure());
    for (const audit::Certificate& one : *keys) session.out << one.key << ' ' << one.reason << ' ' << one.signature << '\n';
    session.out << std::flush;
    return kFine;
  }
  if (const std::string folder = request.value("--export"); !folder.empty()) {
    const auto lines = audit::export_log(log, folder);
    if (!lines.ok()) return world_failed(session, lines.failure());
    Page page = session.page();
    page.line(session.tr(N_("{lines} lines written to {path}; `guichet-verify {path}` checks them"),
                         {{"lines", std::to_string(*lines)}, {"path", folder}}));
    session.print(page);
    return kFine;
  }
  if (const std::string word = request.value("--prove"); !word.empty()) {
    std::int64_t seq = -1;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), seq);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size())
      return misused(session, {.id = N_("'{word}' is not the number of a line"), .args = {{"word", word}}});
    const auto proof = audit::prove_line(log, seq);
    if (!proof.ok()) return world_failed(session, proof.failure());
    session.out << *proof << std::flush;
    return kFine;
  }
  return std::nullopt;
}

// The map of names is committed to first, unless nothing was written since: this is why it writes.
int prove_case(Session& session, const Request& request, const fs::path& path) {
  auto database = audit::open_to_write(path, session.clock());
  if (!database.ok()) return world_failed(session, database.failure());
  audit::Log log{*database};
  const auto rows = store::Dossiers{*database}.all();
  if (!rows.ok()) return world_failed(session, rows.failure());
  const store::DossierRow* const row = find_case(*rows, request.value("--prove-all"));
  if (row == nullptr) return no_such_case(session, request, request.value("--prove-all"));
  if (const auto counted = audit::count_for_proof(*database, log, session.clock()); !counted.ok())
    return world_failed(session, counted.failure());
  const auto proof = audit::prove_all(log, row->id);
  if (!proof.ok()) return world_failed(session, proof.failure());
  session.out << *proof << std::flush;
  return kFine;
}

// Why nothing more went: what a witness did not cosign stays, and so does what its time keeps.
std::string pruning_sentence(const Session& session, const audit::Pruned& pruned) {
  if (pruned.witnessed == 0)
    return session.tr(N_("nothing goes: no witness cosigned this log, and lines only go under a cosigned checkpoint "
                         "(docs/audit_format.md)"));
  if (pruned.kept_by < 0)
    return session.tr(N_("the lines from {line} on stay: they go by 256, up to the {witnessed} that a witness cosigned"),
                      {{"line", std::to_string(pruned.gone)}, {"witnessed", std::to_string(pruned.witnessed)}});
  return session.tr(N_("the lines from {line} on stay: line {first} is kept until {date}"),
                    {{"line", std::to_string(pruned.gone)},
                     {"first", std::to_string(pruned.kept_by)},
                     {"date", base::show_due(base::Instant{pruned.kept_until}, session.lang())}});
}

int prune_log(Session& session, const Request& request, const fs::path& path) {
  const std::string at = request.value("--at");
  const auto given = base::parse_instant(at);
  if (!at.empty() && !given)
    return misused(session, {.id = N_("option {option} does not take '{word}'"), .args = {{"option", "--at"}, {"word", at}}},
                   base::Message{.id = N_("write a date, 2026-03-02, or a moment, 2026-03-02T09:00")});
  auto database = audit::open_to_write(path, session.clock());
  if (!database.ok()) return world_failed(session, database.failure());
  audit::Log log{*database};
  const auto last = store::Dossiers{*database}.last_moment();
  if (!last.ok()) return world_failed(session, last.failure());
  const std::int64_t now = given ? given->minutes : *last;
  if (now < *last)
    return misused(session, {.id = N_("time does not go back: it is {now}"), .args = {{"now", base::to_iso(base::Instant{*last})}}});
  const audit::LogRetention retention = audit::usual_retention();
  const auto pruned = audit::prune(*database, log, retention, now, session.clock());
  if (!pruned.ok()) return world_failed(session, pruned.failure());
  Page page = session.page();
  if (pruned->now > 0) {
    if (const auto said = log.say_checkpoint(*database); !said.ok()) return world_failed(session, said.failure());
    page.line(session.tr(N_("{count} lines went, by rule {rule}: their hashes stay, and every proof holds"),
                         {{"count", std::to_string(pruned->now)}, {"rule", retention.rule}}));
  }
  page.line(pruning_sentence(session, *pruned));
  session.print(page);
  return kFine;
}

}  // namespace

int run_log(Session& session, const Request& request) {
  const auto path = database_path(session.environment, request.value("--db", kDefaultDatabase));
  if (!path.ok()) return world_failed(session, path.failure());
  std::error_code none;
  if (!fs::exists(*path, none))
    return misused(
        session, {.id = N_("there is no database {path}"), .args = {{"path", shown_path(session.environment, *path)}}},
        base::Message{.id = N_("`guichet run all --db {name}` keeps cases in it"),
                      .args = {{"name", request.value("--db", kDefaultDatabase)}}});
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  if (request.has("--prune")) return prune_log(session, request, *path);
  if (request.values.contains("--prove-all")) return prove_case(session, request, *path);
  auto database = store::Database::open(*path, store::Database::Mode::read);
  if (!database.ok()) return world_failed(session, database.failure());
  store::Dossiers dossiers{*database};
  audit::Log log{*database};
  if (const auto proved = prove(session, request, log)) return *proved;
  const auto rows = dossiers.all();
  if (!rows.ok()) return world_failed(session, rows.failure());
  Kept kept{*world, dossiers};
  if (request.arguments.empty()) return list_cases(session, *world, kept, *rows);
  const std::string& word = request.arguments.front();
  if (const store::DossierRow* row = find_case(*rows, word)) return tell_case(session, *world, kept, *row, log);
  return no_such_case(session, request, word);
}

}  // namespace guichet::cli
