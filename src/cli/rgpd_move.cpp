// GDPR art. 20: what a person takes along, and what she brings.
#include "base/shown.h"
#include "cli/rgpd.h"
#include "load/yaml.h"
#include "rights/portability.h"

namespace guichet::cli {

namespace {
using Json = nlohmann::ordered_json;
}

int rgpd_export(RgpdCall& call) {
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  rights::Desk& desk = (*bureau)->desk();
  const auto copy = rights::portable_copy(desk, call.word(0), cases);
  if (!copy.ok()) return world_failed(call.session, copy.failure());
  const bool any = !copy->at("cases").empty();
  const auto request =
      log_request(call, **bureau, "portabilite", any,
                  any ? call.tr(N_("Portable copy given")) : call.tr(N_("Nothing rests on consent or a contract")));
  if (!request.ok()) return world_failed(call.session, request.failure());
  if (call.request.value("--format", "json") == "json") {  // the file itself
    call.session.out << copy->dump(2) << '\n' << std::flush;
    return kFine;
  }
  Document document;
  document.title = call.tr(N_("What {person} may take along (GDPR art. 20)"), {{"person", call.word(0)}});
  auto& section = document.section(call.tr(N_("Portable")));
  for (const auto& one : copy->at("cases")) {
    DocumentTable table{
        call.tr(N_("Case {number}"), {{"number", std::to_string(one.at("number").get<std::int64_t>())}}),
        {call.tr(N_("Datum")), call.tr(N_("Value"))},
        {}};
    for (const auto& [name, datum] : one.at("data").items())
      table.rows.push_back({datum.at("title").get<std::string>(), datum.at("value").get<std::string>()});
    section.tables.push_back(std::move(table));
  }
  if (!any) section.sentences.push_back(call.tr(N_("nothing: nothing here rests on consent or a contract")));
  auto& withheld = document.section(call.tr(N_("Not portable: the copy of article 15 holds it (guichet rgpd access)")));
  for (const auto& one : copy->at("withheld")) {
    const auto record = desk.office.read(one.at("case").get<std::int64_t>());
    if (!record.ok()) return world_failed(call.session, record.failure());
    withheld.items.push_back(
        labelled(call.lang(), (*bureau)->narrator(record->procedure()).data({one.at("datum").get<std::string>()}),
                 why(call, one.at("reason").get<std::string>())));
  }
  if (withheld.items.empty()) document.sections.pop_back();
  document.section("").sentences.push_back(request_sentence(call, *request, **bureau));
  print(call.session, call.request, document);
  return kFine;
}

int rgpd_import(RgpdCall& call) {
  const auto file = load::read_file(call.word(0));
  if (!file.ok()) return world_failed(call.session, file.failure());
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  const auto taken = rights::take_in((*bureau)->desk(), file->text);
  if (!taken.ok()) {
    complain(call.session, taken.failure().sentence);
    return kWrong;
  }
  Document document;
  document.title = call.tr(N_("Data brought by the person (GDPR art. 20)"));
  document.facts["cases"] = Json::array();
  auto& section = document.section("");
  bool all = true;
  for (const rights::TakenIn& one : *taken) {
    const auto record = (*bureau)->desk().office.read(one.dossier);
    if (!record.ok()) return world_failed(call.session, record.failure());
    const dossier::Narrator narrator = (*bureau)->narrator(record->procedure());
    const base::Args args{{"number", std::to_string(one.dossier)},
                          {"title", record->procedure().title.in(call.lang())},
                          {"data", narrator.data(one.data)},
                          {"missing", narrator.data(one.missing)},
                          {"reason", one.refused}};
    const bool done = !one.event.empty() && one.refused.empty();
    all = all && done;
    if (done) {
      section.items.push_back(call.tr(N_("case {number}, {title}: taken in: {data}"), args));
    } else if (!one.refused.empty()) {
      section.items.push_back(call.tr(N_("case {number}, {title}: opened, and the data refused: {reason}"), args));
    } else {
      section.items.push_back(
          call.tr(N_("case {number}, {title}: opened; still asked of the person: {missing}"), args));
    }
    document.facts["cases"].push_back({{"case", one.dossier},
                                       {"procedure", one.procedure},
                                       {"event", one.event},
                                       {"data", one.data},
                                       {"missing", one.missing},
                                       {"refused", one.refused}});
  }
  if (taken->empty()) section.sentences.push_back(call.tr(N_("the file holds no case")));
  print(call.session, call.request, document);
  return all ? kFine : kWrong;
}

}  // namespace guichet::cli
