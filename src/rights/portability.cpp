#include "rights/portability.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "expr/codec.h"

namespace guichet::rights {

namespace {

using Json = nlohmann::ordered_json;

// Art. 20(1): provided by the person: carried by an event of hers.
bool is_provided(const model::Procedure& procedure, model::DatumId datum) {
  return std::ranges::any_of(procedure.events, [&](const model::Event& event) {
    const bool hers = event.by.known() && procedure[event.by].role == model::Role::citizen;
    return hers && (std::ranges::find(event.carries, datum) != event.carries.end() ||
                    std::ranges::find(event.may_carry, datum) != event.may_carry.end());
  });
}

std::string basis_word(const model::Purpose& purpose) {
  switch (purpose.regime) {
    case model::Regime::police_justice:
      return "police-justice";
    case model::Regime::outside:
      return "outside-gdpr";
    case model::Regime::rgpd:
      break;
  }
  switch (purpose.basis) {
    case model::Basis::consent:
    case model::Basis::contract:
      return "";
    case model::Basis::legal_obligation:
      return "legal-obligation";
    case model::Basis::vital_interest:
      return "vital-interest";
    case model::Basis::legitimate_interest:
      return "legitimate-interest";
    default:
      return "public-task";
  }
}

base::Failure unusable(const char* sentence, const std::string& what = {}) {
  return {{.id = sentence, .args = {{"what", what}}}};
}

// The event of the start state that the most data of the file can carry.
const model::Event* best_event(const model::Procedure& procedure, const std::map<std::string, std::string>& data,
                               std::vector<std::string>& missing) {
  const model::Event* best = nullptr;
  for (std::uint16_t i = 0; i < procedure.events.size(); ++i) {
    const model::Event& event = procedure.events[i];
    if (!event.by.known() || procedure[event.by].role != model::Role::citizen) continue;
    if (procedure.main().row(model::StateId{0}, procedure.trigger_of(model::EventId{i})).count == 0) continue;
    std::vector<std::string> lacking;
    bool any = false;
    for (const model::DatumId id : event.carries)
      if (data.contains(procedure[id].name)) {
        any = true;
      } else {
        lacking.push_back(procedure[id].name);
      }
    if (!any || (best != nullptr && lacking.size() >= missing.size())) continue;
    best = &event;
    missing = lacking;
  }
  return best;
}

base::Result<TakenIn> take_in_case(Desk& desk, const std::string& person, const Json& json) {
  TakenIn taken{.dossier = 0,
                .procedure = json.at("procedure").get<std::string>(),
                .event = {},
                .data = {},
                .missing = {},
                .refused = {}};
  std::map<std::string, std::string> data;
  for (const auto& [name, datum] : json.at("data").items()) data[name] = datum.at("value").get<std::string>();
  const auto opened = desk.office.open({.procedure = taken.procedure, .citizen = person, .places = {}, .at = desk.at});
  if (!opened.ok()) return opened.failure();
  taken.dossier = *opened;
  const auto record = desk.office.read(*opened);
  if (!record.ok()) return record.failure();
  const model::Procedure& procedure = record->procedure();
  const model::Event* event = best_event(procedure, data, taken.missing);
  if (event == nullptr || !taken.missing.empty()) return taken;
  taken.event = event->name;
  std::map<std::string, std::string> carried;
  for (const auto& list : {event->carries, event->may_carry})
    for (const model::DatumId id : list)
      if (const auto found = data.find(procedure[id].name); found != data.end()) carried.insert(*found);
  for (const auto& [name, value] : carried) taken.data.push_back(name);
  const auto done = desk.office.act(*opened, {.event = event->name,
                                              .by = procedure[event->by].name,
                                              .member = {},
                                              .data = std::move(carried),
                                              .identity = event->identity,
                                              .at = desk.at});
  if (!done.ok()) return done.failure();
  taken.refused = done->reason;
  return taken;
}

}  // namespace

std::string not_portable(const model::Procedure& procedure, model::DatumId datum) {
  std::string reason;
  for (const model::PurposeId id : procedure[datum].purposes) {
    const std::string word = basis_word(procedure[id]);
    if (word.empty()) return is_provided(procedure, datum) ? "" : "not-provided";
    if (reason.empty()) reason = word;
  }
  return reason.empty() ? "public-task" : reason;
}

base::Result<Json> portable_copy(Desk& desk, const std::string& citizen,
                                 const std::vector<dossier::CaseRecord>& cases) {
  Json copy{{"format", kPortable},
            {"person", citizen},
            {"made", base::to_iso(desk.at)},
            {"cases", Json::array()},
            {"withheld", Json::array()}};
  for (const dossier::CaseRecord& record : cases) {
    const model::Procedure& procedure = record.procedure();
    const auto rows = desk.office.rows().data(record.row.id);
    if (!rows.ok()) return rows.failure();
    Json data = Json::object();
    for (const store::DatumRow& row : *rows) {
      const auto id = procedure.find_datum(row.name);
      if (!id) continue;
      if (const std::string reason = not_portable(procedure, *id); !reason.empty()) {
        copy["withheld"].push_back({{"case", record.row.id}, {"datum", row.name}, {"reason", reason}});
        continue;
      }
      const std::string name = row.member.empty() ? row.name : row.name + "[" + row.member + "]";
      data[name] = {{"title", procedure[*id].title.text}, {"category", procedure[*id].category}, {"value", row.value}};
    }
    if (!data.empty())
      copy["cases"].push_back({{"procedure", procedure.id},
                               {"version", procedure.version},
                               {"number", record.row.id},
                               {"data", std::move(data)}});
  }
  return copy;
}

base::Result<std::vector<TakenIn>> take_in(Desk& desk, const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (json.value("format", "") != kPortable) return unusable(N_("this is no file of `guichet rgpd export`"));
    const auto person = json.at("person").get<std::string>();
    std::vector<TakenIn> all;
    for (const Json& one : json.at("cases")) {
      auto taken = take_in_case(desk, person, one);
      if (!taken.ok()) return taken.failure();
      all.push_back(std::move(*taken));
    }
    return all;
  } catch (const Json::exception& error) {
    return unusable(N_("this file cannot be read: {what}"), error.what());
  }
}

}  // namespace guichet::rights
