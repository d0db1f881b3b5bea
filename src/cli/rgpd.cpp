// `guichet rgpd`: rights of persons and duties of the controller, one verb each.
#include "cli/rgpd.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include "audit/anchor.h"
#include "base/diagnostic.h"
#include "base/shown.h"
#include "cli/places.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

struct RgpdVerb {
  const char* name;
  std::size_t words;  // that must follow
  const char* waits_for;
  int (*run)(RgpdCall&);
};

constexpr const char* kPerson = N_("name a person, as the cases do: p-0001");
constexpr const char* kNothing = "";

constexpr std::array kRgpdVerbs{
    RgpdVerb{"who-saw", 1, kPerson, rgpd_who_saw},
    RgpdVerb{"access", 1, kPerson, rgpd_access},
    RgpdVerb{"register", 0, kNothing, rgpd_register},
    RgpdVerb{"consent", 2,
             N_("write: consent history PERSON, consent give PERSON PURPOSE or consent withdraw PERSON PURPOSE"),
             rgpd_consent},
    RgpdVerb{"restrict", 1, kPerson, rgpd_restrict},
    RgpdVerb{"object", 1, kPerson, rgpd_object},
    RgpdVerb{"rectify", 2, N_("write: rectify PERSON DATUM=VALUE"), rgpd_rectify},
    RgpdVerb{"erase", 1, kPerson, rgpd_erase},
    RgpdVerb{"export", 1, kPerson, rgpd_export},
    RgpdVerb{"import", 1, N_("name the file that `guichet rgpd export` wrote"), rgpd_import},
    RgpdVerb{"review", 1, kPerson, rgpd_review},
    RgpdVerb{"requests", 0, kNothing, rgpd_requests},
    RgpdVerb{"answer", 2, N_("write: answer NUMBER yes, or answer NUMBER no, and why with --reason"), rgpd_answer},
    RgpdVerb{"extend", 1, N_("name the number of a request, and why with --reason"), rgpd_extend},
    RgpdVerb{"retention", 0, kNothing, rgpd_retention},
    RgpdVerb{"breach", 1, N_("name the agency whose key was stolen, and since when with --since"), rgpd_breach},
};

dossier::Identify identify_in(agency::Registers& registers) {
  return [&registers](const std::string& citizen,
                      const std::string&) -> base::Result<std::optional<std::map<std::string, std::string>>> {
    auto signed_in = registers.sign_in(citizen);
    if (!signed_in.ok()) return signed_in.failure();
    if (!signed_in->error.empty()) return std::optional<std::map<std::string, std::string>>{};
    return std::optional{std::move(signed_in->claims)};
  };
}

}  // namespace

base::Result<std::unique_ptr<Bureau>> Bureau::open(Session& session, const scenario::World& world,
                                                   const Request& request, bool write) {
  std::unique_ptr<Bureau> bureau{new Bureau{world, session.lang()}};
  const auto path = database_path(session.environment, request.value("--db", kDefaultDatabase));
  if (!path.ok()) return path.failure();
  std::error_code none;
  if (!fs::exists(*path, none))
    return base::Failure{
        {.id = N_("there is no database {path}"), .args = {{"path", shown_path(session.environment, *path)}}}};
  auto database = write ? audit::open_to_write(*path, session.clock())
                        : store::Database::open(*path, store::Database::Mode::read);
  if (!database.ok()) return database.failure();
  bureau->database_.emplace(std::move(*database));
  auto agencies = scenario::Agencies::open(world);
  if (!agencies.ok()) return agencies.failure();
  bureau->agencies_.emplace(std::move(*agencies));
  bureau->transport_ = std::make_unique<agency::InProcess>(world.reference.agencies, bureau->agencies_->registers);
  bureau->definitions_.emplace(world.calendar, scenario::definition_reader(world), world.machines);
  bureau->office_.emplace(dossier::Surroundings{.database = *bureau->database_,
                                                .transport = *bureau->transport_,
                                                .reference = world.reference,
                                                .definitions = *bureau->definitions_,
                                                .identify = identify_in(bureau->agencies_->registers),
                                                .machine_clock = session.clock});
  const auto kept = bureau->office_->rows().procedures();
  if (!kept.ok()) return kept.failure();
  if (const auto done = bureau->install(*kept); !done.ok()) return done.failure();
  const auto last = bureau->office_->rows().last_moment();
  if (!last.ok()) return last.failure();
  bureau->desk_.emplace(rights::Desk{.database = *bureau->database_,
                                     .office = *bureau->office_,
                                     .reference = world.reference,
                                     .at = base::Instant{*last},
                                     .recorded = session.clock()});
  if (const auto at = base::parse_instant(request.value("--at"))) bureau->desk_->at = *at;
  if (bureau->desk_->at.minutes < *last)
    return base::Failure{
        {.id = N_("time does not go back: it is {now}"), .args = {{"now", base::to_iso(base::Instant{*last})}}}};
  return bureau;
}

// The installed text of what the cases run on gives the English; requests of rights are always there, and whom they
// tell.
base::Outcome Bureau::install(const std::vector<std::string>& procedures) {
  std::set<std::string> wanted{procedures.begin(), procedures.end()};
  wanted.insert(rights::kRequests);
  std::set<std::string> added;
  while (!wanted.empty()) {
    const std::string id = *wanted.begin();
    wanted.erase(wanted.begin());
    if (!added.insert(id).second) continue;
    auto file = scenario::open_procedure(world_, id);
    if (!file.ok() || !file->loaded.procedure) continue;  // its cases have their own text
    for (const std::string& told : scenario::told_procedures(*file->loaded.procedure)) wanted.insert(told);
    definitions_->add(std::move(*file->loaded.procedure));
  }
  if (definitions_->current(rights::kRequests) == nullptr)
    return base::Failure{{.id = N_("unknown procedure '{name}'"), .args = {{"name", rights::kRequests}}}};
  return base::Done{};
}

std::optional<int> find_cases(RgpdCall& call, Bureau& bureau, std::vector<dossier::CaseRecord>& cases) {
  auto found = rights::cases_of(bureau.desk(), call.word(0));
  if (!found.ok()) {
    complain(call.session, found.failure().sentence);
    return kWrong;
  }
  cases = std::move(*found);
  const std::string only = call.request.value("--case");
  if (only.empty()) return std::nullopt;
  std::erase_if(cases, [&](const dossier::CaseRecord& record) { return std::to_string(record.row.id) != only; });
  if (!cases.empty()) return std::nullopt;
  return misused(call.session, {.id = N_("'{person}' has no case of number {word}"),
                                .args = {{"person", call.word(0)}, {"word", only}}});
}

base::Result<std::int64_t> log_request(RgpdCall& call, Bureau& bureau, const std::string& right, bool granted,
                                       const std::string& answer) {
  const auto request = rights::open_request(bureau.desk(), call.word(0), right, call.request.value("--reason"));
  if (!request.ok()) return request;
  if (const auto done = rights::answer_request(bureau.desk(), *request, granted, answer); !done.ok())
    return done.failure();
  return request;
}

std::string request_sentence(const RgpdCall& call, std::int64_t request, Bureau& bureau) {
  return call.tr(
      N_("This request is case {number}, answered on {date}; it is in the log too."),
      {{"number", std::to_string(request)}, {"date", base::show_date(base::date_of(bureau.desk().at), call.lang())}});
}

std::string why(const RgpdCall& call, const std::string& code) {
  struct Reason {
    std::string_view code;
    const char* sentence;
  };
  static constexpr std::array kReasons{
      Reason{"processing-restricted", N_("its processing is restricted: it is kept and nothing else (GDPR art. 18)")},
      Reason{"legal-obligation", N_("a legal obligation asks for it (GDPR art. 17(3)(b), 20(3), 21(1))")},
      Reason{"public-task", N_("it serves a task of public interest (GDPR art. 17(3)(b), 20(3))")},
      Reason{"legitimate-interest", N_("it rests on a legitimate interest (GDPR art. 17(1)(c), 20(1))")},
      Reason{"contract", N_("the contract is still running")},
      Reason{"vital-interest", N_("it protects a vital interest (GDPR art. 6(1)(d))")},
      Reason{"police-justice", N_("it is ruled by title III of the law of 1978 (to verify)")},
      Reason{"outside-gdpr", N_("it is outside the GDPR: anonymous, or about deceased persons")},
      Reason{"outside", N_("it is outside the GDPR: anonymous, or about deceased persons")},
      Reason{"not-provided", N_("the person did not provide it (GDPR art. 20(1))")},
      Reason{"not-over", N_("its retention is not over")},
      Reason{"case-open", N_("the case is open: its retention has not begun to run")},
      Reason{"not-begun", N_("what its retention counts from has not happened")},
      Reason{"no-retention", N_("its procedure gives no retention")},
      Reason{"no-right-to-object", N_("this purpose rests on something else than a public task, or a text excludes the "
                                      "right (GDPR art. 21(1), 23)")},
  };
  for (const Reason& reason : kReasons)
    if (reason.code == code) return call.tr(reason.sentence);
  return code;
}

int run_rgpd(Session& session, const Request& request) {
  const std::string& name = request.arguments.front();
  const auto verb = std::ranges::find(kRgpdVerbs, name, [](const RgpdVerb& one) { return std::string_view{one.name}; });
  if (verb == kRgpdVerbs.end()) {
    std::vector<std::string> names;
    for (const RgpdVerb& one : kRgpdVerbs) names.emplace_back(one.name);
    return misused(session, {.id = N_("`guichet rgpd` has no verb '{word}'"), .args = {{"word", name}}},
                   base::expected_one_of(name, names));
  }
  if (request.arguments.size() - 1 < verb->words)
    return misused(session, {.id = N_("`guichet rgpd {verb}` needs to know more"), .args = {{"verb", name}}},
                   base::Message{.id = verb->waits_for});
  for (const char* option : {"--at", "--since"})
    if (const std::string given = request.value(option); !given.empty() && !base::parse_instant(given))
      return misused(
          session, {.id = N_("option {option} does not take '{word}'"), .args = {{"option", option}, {"word", given}}},
          base::Message{.id = N_("write a date, 2026-03-02, or a moment, 2026-03-02T09:00")});
  if (request.value("--format") == "csv" && name != "register")
    return misused(session, {.id = N_("only `guichet rgpd register` writes CSV")});
  if (request.value("--format") == "jsonld" && name != "consent")
    return misused(session, {.id = N_("only `guichet rgpd consent` writes JSON-LD")});
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  RgpdCall call{session, request, *world, {request.arguments.begin() + 1, request.arguments.end()}};
  return verb->run(call);
}

}  // namespace guichet::cli
