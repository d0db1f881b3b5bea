// What a person sees: who saw her data, and the copy of art. 15.
#include <filesystem>

#include "audit/complete_proof.h"
#include "audit/export.h"
#include "base/shown.h"
#include "cli/places.h"
#include "cli/rgpd.h"
#include "cli/words.h"
#include "dossier/show.h"
#include "expr/codec.h"
#include "privacy/storage.h"
#include "rights/consents.h"
#include "rights/review.h"
#include "rights/who_saw.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using rights::Sight;

const char* way_word(Sight::Way way) {
  switch (way) {
    case Sight::Way::received:
      return "received";
    case Sight::Way::asked:
      return "asked";
    case Sight::Way::told:
      return "told";
    case Sight::Way::handled:
      return "handled";
    case Sight::Way::refused:
      return "refused";
  }
  return "";
}

std::string way_sentence(const RgpdCall& call, const Sight& sight, const dossier::Narrator& narrator) {
  const std::string data = narrator.data(sight.fields);
  const base::Args args{{"data", data}, {"from", narrator.agency(sight.from)}};
  const bool none = sight.fields.empty();
  switch (sight.way) {
    case Sight::Way::received:
      return none ? call.tr(N_("received a request about the person")) : call.tr(N_("received: {data}"), args);
    case Sight::Way::asked:
      return none ? call.tr(N_("asked {from}, and got nothing"), args)
                  : call.tr(N_("asked {from} and got: {data}"), args);
    case Sight::Way::told:
      return none ? call.tr(N_("was told about the case")) : call.tr(N_("was told: {data}"), args);
    case Sight::Way::handled:
      return call.tr(N_("handled the case"));
    case Sight::Way::refused:
      return call.tr(N_("was not asked: the gate refused"));
  }
  return {};
}

Json facts_of(const Sight& sight, const std::string& who) {
  Json json{{"line", sight.seq},   {"at", base::to_iso(sight.at)}, {"case", sight.dossier}, {"who", sight.who},
            {"name", who},         {"way", way_word(sight.way)},   {"data", sight.fields},  {"purpose", sight.purpose},
            {"basis", sight.basis}};
  if (!sight.from.empty()) json["other"] = sight.from;
  if (!sight.api.empty()) json["api"] = sight.api;
  if (!sight.reason.empty()) json["reason"] = sight.reason;
  return json;
}

// An actor of the procedure by its title, else an agency by its own.
std::string name_of(const Sight& sight, const model::Procedure& procedure, const dossier::Narrator& narrator) {
  if (sight.way != Sight::Way::received && sight.way != Sight::Way::refused)
    if (procedure.find_actor(sight.who)) return narrator.actor(sight.who);
  return narrator.agency(sight.who);
}

const dossier::CaseRecord& case_of(const std::vector<dossier::CaseRecord>& cases, std::int64_t number) {
  for (const dossier::CaseRecord& record : cases)
    if (record.row.id == number) return record;
  return cases.front();
}

void add_sights(RgpdCall& call, Bureau& bureau, const std::vector<dossier::CaseRecord>& cases,
                const std::vector<Sight>& sights, bool refused, DocumentSection& section, Json& facts) {
  DocumentTable table{"",
                      {call.tr(N_("Who")), call.tr(N_("When")), call.tr(N_("What")), call.tr(N_("Why")),
                       call.tr(N_("Legal basis")), call.tr(N_("Line of the log"))},
                      {}};
  for (const Sight& sight : sights) {
    if ((sight.way == Sight::Way::refused) != refused) continue;
    const model::Procedure& procedure = case_of(cases, sight.dossier).procedure();
    const dossier::Narrator narrator = bureau.narrator(procedure);
    const std::string who = name_of(sight, procedure, narrator);
    table.rows.push_back({who, base::show_moment(sight.at, call.lang()), way_sentence(call, sight, narrator),
                          sight.purpose.empty() ? procedure.title.in(call.lang()) : narrator.purpose(sight.purpose),
                          sight.basis.empty() ? "" : dossier::show_basis(sight.basis, call.lang()),
                          std::to_string(sight.seq)});
    facts.push_back(facts_of(sight, who));
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
}

constexpr const char* kAllLines = "all-lines.proof";

base::Outcome write_proof(const fs::path& path, const base::Result<std::string>& proof) {
  if (!proof.ok()) return proof.failure();
  return write_file(path, *proof);
}

// What guichet-verify checks without the database: one proof per line shown, and one that nothing about her cases, the
// request just answered included, was left out.
base::Outcome write_proofs(RgpdCall& call, Bureau& bureau, const fs::path& folder, const std::vector<Sight>& sights,
                           const std::vector<std::int64_t>& cases) {
  std::error_code error;
  fs::create_directories(folder, error);
  audit::Log& log = bureau.desk().office.log();
  if (const auto counted = audit::count_for_proof(bureau.desk().database, log, call.session.clock()); !counted.ok())
    return counted;
  for (const Sight& sight : sights) {
    const fs::path path = folder / ("line-" + std::to_string(sight.seq) + ".tlog-proof");
    if (const auto done = write_proof(path, audit::prove_line(log, sight.seq)); !done.ok()) return done;
  }
  return write_proof(folder / kAllLines, audit::prove_all(log, cases));
}

}  // namespace

int rgpd_who_saw(RgpdCall& call) {
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  const auto sights = rights::who_saw((*bureau)->desk(), cases);
  if (!sights.ok()) return world_failed(call.session, sights.failure());
  const auto request = log_request(call, **bureau, "acces", true, call.tr(N_("Who saw the data: told")));
  if (!request.ok()) return world_failed(call.session, request.failure());

  Document document;
  document.title = call.tr(N_("Who saw the data of {person}"), {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)}, {"at", base::to_iso((*bureau)->desk().at)}, {"request", *request}};
  document.facts["seen"] = Json::array();
  document.facts["refused"] = Json::array();
  auto& seen = document.section("");
  add_sights(call, **bureau, cases, *sights, false, seen, document.facts["seen"]);
  if (seen.tables.empty()) seen.sentences.push_back(call.tr(N_("Nobody but the person herself.")));
  auto& refused = document.section(call.tr(N_("Asked, and refused: nothing left")));
  add_sights(call, **bureau, cases, *sights, true, refused, document.facts["refused"]);
  if (refused.tables.empty()) document.sections.pop_back();

  auto& proof = document.section(call.tr(N_("How to check it")));
  const auto head = (*bureau)->desk().office.log().head();
  if (!head.ok()) return world_failed(call.session, head.failure());
  document.facts["log-lines"] = head->size;
  proof.sentences.push_back(call.tr(N_("Every fact above is a line of the log, which has {count} lines."),
                                    {{"count", std::to_string(head->size)}}));
  if (const std::string folder = call.request.value("--proofs"); !folder.empty()) {
    std::vector<std::int64_t> hers;
    for (const dossier::CaseRecord& record : cases) hers.push_back(record.row.id);
    hers.push_back(*request);
    if (const auto done = write_proofs(call, **bureau, folder, *sights, hers); !done.ok())
      return world_failed(call.session, done.failure());
    proof.sentences.push_back(
        call.tr(N_("A proof of each is in {folder}: `guichet-verify FILE --key KEY` checks it without the database."),
                {{"folder", folder}}));
    proof.sentences.push_back(call.tr(N_("{file}, checked in the same way, proves that no line about her cases, this request "
                                         "included, was left out: it lists them all."),
                                      {{"file", (fs::path{folder} / kAllLines).string()}}));
    document.facts["all-lines"] = (fs::path{folder} / kAllLines).string();
  } else {
    proof.sentences.push_back(
        call.tr(N_("--proofs FOLDER writes a proof of each, which guichet-verify checks without the database.")));
  }
  proof.sentences.push_back(call.tr(N_("The names of officers are not shown: the administration answers for them.")));
  proof.sentences.push_back(request_sentence(call, *request, **bureau));
  print(call.session, call.request, document);
  return kFine;
}

namespace {

std::string origin_of(const RgpdCall& call, const model::Procedure& procedure, model::DatumId id,
                      const dossier::Narrator& narrator) {
  if (procedure[id].origin == "franceconnect") return "FranceConnect";
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.exchange)
        for (const model::DatumId received : state.exchange->receive)
          if (received == id)
            return state.exchange->with.known() ? narrator.actor(procedure[state.exchange->with].name)
                                                : call.tr(N_("each chosen organisation"));
  for (const model::Event& event : procedure.events)
    for (const auto* list : {&event.carries, &event.may_carry})
      for (const model::DatumId carried : *list)
        if (carried == id && event.by.known()) return narrator.actor(procedure[event.by].name);
  return call.tr(N_("worked out by the procedure"));
}

void add_data(RgpdCall& call, const dossier::CaseRecord& record, const dossier::Narrator& narrator,
              const std::vector<store::DatumRow>& rows, DocumentSection& section, Json& facts) {
  const model::Procedure& procedure = record.procedure();
  const Words words{procedure, call.world.reference, call.lang()};
  DocumentTable table{call.tr(N_("Data")),
                      {call.tr(N_("Datum")), call.tr(N_("Value")), call.tr(N_("Category")), call.tr(N_("Source")),
                       call.tr(N_("Purposes"))},
                      {}};
  for (const store::DatumRow& row : rows) {
    const auto id = procedure.find_datum(row.name);
    if (!id) continue;
    std::string purposes;
    Json codes = Json::array();
    for (const model::PurposeId purpose : procedure[*id].purposes) {
      purposes += (purposes.empty() ? "" : ", ") + narrator.purpose(procedure[purpose].name);
      codes.push_back(procedure[purpose].name);
    }
    const std::string origin = origin_of(call, procedure, *id, narrator);
    const std::string title = words.datum(*id) + (row.member.empty() ? "" : " (" + narrator.agency(row.member) + ")");
    table.rows.push_back(
        {title, narrator.value(row.name, row.value), words.category(procedure[*id].category), origin, purposes});
    Json fact{{"datum", row.name},  {"title", words.datum(*id)},
              {"value", row.value}, {"category", procedure[*id].category},
              {"source", origin},   {"purposes", codes}};
    if (!row.member.empty()) fact["member"] = row.member;
    facts["data"].push_back(std::move(fact));
  }
  if (table.rows.empty()) {
    section.sentences.push_back(call.tr(N_("No value is held any more.")));
  } else {
    section.tables.push_back(std::move(table));
  }
}

std::string retention_sentence(const RgpdCall& call, const dossier::CaseRecord& record, model::PurposeId id,
                               const Words& words) {
  const model::Purpose& purpose = record.procedure()[id];
  if (!purpose.retention) return call.tr(N_("no retention is given"));
  const auto until = record.definition->driver.retained_until(record.state, id);
  const std::string rule = words.retention(*purpose.retention);
  return until ? call.tr(N_("{rule}: until {date}"), {{"rule", rule}, {"date", base::show_due(*until, call.lang())}})
               : rule;
}

void add_purposes(RgpdCall& call, const dossier::CaseRecord& record, DocumentSection& section, Json& facts) {
  const model::Procedure& procedure = record.procedure();
  const Words words{procedure, call.world.reference, call.lang()};
  DocumentTable table{call.tr(N_("Purposes")),
                      {call.tr(N_("Purpose")), call.tr(N_("Legal basis")), call.tr(N_("Controller")),
                       call.tr(N_("Retention")), call.tr(N_("Texts"))},
                      {}};
  for (std::uint16_t i = 0; i < procedure.purposes.size(); ++i) {
    const model::Purpose& purpose = procedure.purposes[i];
    table.rows.push_back({words.purpose({i}), dossier::show_basis(privacy::basis_code(purpose), call.lang()),
                          words.actors(purpose.controllers), retention_sentence(call, record, {i}, words),
                          words.sources(purpose.law)});
    Json fact{{"purpose", purpose.name},
              {"title", words.purpose({i})},
              {"basis", privacy::basis_code(purpose)},
              {"law", purpose.law}};
    if (const auto until = record.definition->driver.retained_until(record.state, {i}))
      fact["until"] = base::to_iso(*until);
    if (i < record.rights.size() && record.rights[i].restricted)
      fact["restricted"] = base::to_iso(*record.rights[i].restricted);
    if (i < record.rights.size() && record.rights[i].objected)
      fact["objected"] = base::to_iso(*record.rights[i].objected);
    facts["purposes"].push_back(std::move(fact));
  }
  section.tables.push_back(std::move(table));
}

}  // namespace

int rgpd_access(RgpdCall& call) {
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  rights::Desk& desk = (*bureau)->desk();
  const auto sights = rights::who_saw(desk, cases);
  if (!sights.ok()) return world_failed(call.session, sights.failure());

  Document document;
  document.title = call.tr(N_("The data of {person}: copy of GDPR article 15"), {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)}, {"at", base::to_iso(desk.at)}, {"cases", Json::array()}};
  for (const dossier::CaseRecord& record : cases) {
    const model::Procedure& procedure = record.procedure();
    const dossier::Narrator narrator = (*bureau)->narrator(procedure);
    auto& section =
        document.section(call.tr(N_("Case {number}: {title}"), {{"number", std::to_string(record.row.id)},
                                                                {"title", procedure.title.in(call.lang())}}));
    Json facts{{"case", record.row.id},
               {"procedure", procedure.id},
               {"opened", base::to_iso(base::Instant{record.row.opened})},
               {"state", record.row.state},
               {"outcome", record.row.outcome},
               {"data", Json::array()},
               {"purposes", Json::array()}};
    const auto rows = desk.office.rows().data(record.row.id);
    if (!rows.ok()) return world_failed(call.session, rows.failure());
    add_data(call, record, narrator, *rows, section, facts);
    add_purposes(call, record, section, facts);
    const auto review = rights::review_offered(desk, record);
    if (!review.ok()) return world_failed(call.session, review.failure());
    facts["automated-decision"] = review->offered >= 0;
    section.sentences.push_back(
        review->offered >= 0 ? call.tr(N_("A machine alone decided: a review by a person is open (GDPR art. 22(3))."))
                             : call.tr(N_("No decision was taken by a machine alone.")));
    const auto lines = desk.office.log().of_dossier(record.row.id);
    if (!lines.ok()) return world_failed(call.session, lines.failure());
    DocumentTable log{call.tr(N_("Every line of the log")),
                      {call.tr(N_("Fact")), call.tr(N_("When")), call.tr(N_("Line of the log"))},
                      {}};
    for (const audit::Log::Told& told : *lines) {
      const std::string sentence = narrator.sentence(told.line);
      log.rows.push_back({sentence, base::show_moment({told.line.at}, call.lang()), std::to_string(told.seq)});
      facts["log"].push_back({{"line", told.seq},
                              {"at", base::to_iso(base::Instant{told.line.at})},
                              {"kind", audit::name(told.line.kind)},
                              {"fact", sentence}});
    }
    section.tables.push_back(std::move(log));
    document.facts["cases"].push_back(std::move(facts));
  }
  auto& recipients = document.section(call.tr(N_("Recipients")));
  document.facts["seen"] = Json::array();
  add_sights(call, **bureau, cases, *sights, false, recipients, document.facts["seen"]);

  const auto request = log_request(call, **bureau, "acces", true, call.tr(N_("Copy of the data given")));
  if (!request.ok()) return world_failed(call.session, request.failure());
  document.facts["request"] = *request;
  auto& rights = document.section(call.tr(N_("What the person may ask")));
  rights.items = {call.tr(N_("to correct what is wrong: guichet rgpd rectify")),
                  call.tr(N_("to erase what nothing obliges to keep: guichet rgpd erase")),
                  call.tr(N_("to restrict or to object: guichet rgpd restrict, guichet rgpd object")),
                  call.tr(N_("to take along what rests on consent or a contract: guichet rgpd export")),
                  call.tr(N_("to complain to the CNIL"))};
  rights.sentences.push_back(request_sentence(call, *request, **bureau));
  print(call.session, call.request, document);
  return kFine;
}

}  // namespace guichet::cli
