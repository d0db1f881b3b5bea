#include "rights/forms.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "privacy/rules.h"

namespace guichet::rights {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProfile = "https://w3id.org/dpv/schema/dpv-27560#";
constexpr const char* kGdpr = "https://w3id.org/dpv/legal/eu/gdpr#";

const char* status_of(ConsentMoment::State state) {
  using State = ConsentMoment::State;
  switch (state) {
    case State::asked:
      return "dpv:ConsentRequested";
    case State::given:
      return "dpv:ConsentGiven";
    case State::renewed:
      return "dpv:RenewedConsentGiven";
    case State::declined:
      return "dpv:ConsentRefused";
    case State::withdrawn:
      return "dpv:ConsentWithdrawn";
    case State::expired:
      return "dpv:ConsentExpired";
  }
  return "dpv:ConsentUnknown";
}

Json moment(base::Instant at) { return {{"@type", "xsd:dateTime"}, {"@value", base::to_iso(at) + ":00"}}; }

Json context() {
  return {{"dpv", "https://w3id.org/dpv#"},
          {"eu-gdpr", kGdpr},
          {"dpv-27560", kProfile},
          {"dct", "http://purl.org/dc/terms/"},
          {"xsd", "http://www.w3.org/2001/XMLSchema#"}};
}

Json entity(const char* type, const std::string& name) { return {{"@type", type}, {"dpv:hasName", name}}; }

Json personal_data(const model::Procedure& procedure, model::PurposeId purpose) {
  Json data = Json::array();
  for (const model::Datum& datum : procedure.data)
    if (privacy::is_held_for(datum, purpose))
      data.push_back({{"@type", datum.special ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData"},
                      {"dct:identifier", datum.name},
                      {"dct:title", datum.title.text},
                      {"dct:subject", datum.category}});
  return data;
}

Json recipients(const model::Procedure& procedure, model::PurposeId purpose) {
  std::vector<std::string> names;
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.exchange && state.exchange->purpose == purpose && state.exchange->with.known()) {
        const model::Actor& with = procedure[state.exchange->with];
        const std::string name = with.title.empty() ? with.name : with.title.text;
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
      }
  Json list = Json::array();
  for (const std::string& name : names) list.push_back(entity("dpv:Recipient", name));
  return list;
}

Json events(const ConsentLife& life, const std::string& origin) {
  Json list = Json::array();
  for (const ConsentMoment& one : life.moments) {
    Json event{{"@type", status_of(one.state)}, {"dct:date", moment(one.at)}};
    if (!one.notice.empty()) event["dpv:hasNotice"] = {{"@type", "dpv:ConsentNotice"}, {"dct:hasVersion", one.notice}};
    if (one.seq >= 0) event["dct:source"] = "guichet/" + origin + "/line/" + std::to_string(one.seq);
    list.push_back(std::move(event));
  }
  return list;
}

}  // namespace

std::string basis_iri(const model::Purpose& purpose) {
  const std::string code = privacy::basis_code(purpose);
  constexpr std::string_view kPrefix = "eu-gdpr:";
  if (code.starts_with(kPrefix)) return kGdpr + code.substr(kPrefix.size());
  return "urn:guichet:basis:" + code;
}

std::string purpose_iri(const model::Procedure& procedure, const model::Purpose& purpose) {
  return "urn:guichet:purpose:" + procedure.id + ":" + purpose.name;
}

Json consent_form(ConsentForm form, const dossier::CaseRecord& record, const ConsentLife& life,
                  const std::string& origin, base::Instant at) {
  const model::Procedure& procedure = record.procedure();
  const model::PurposeId id = *procedure.find_purpose(life.purpose);
  const model::Purpose& purpose = procedure[id];
  const bool is_receipt = form == ConsentForm::receipt;
  const std::string identifier =
      "urn:guichet:" + origin + ":consent:" + std::to_string(life.dossier) + ":" + life.purpose;

  Json controllers = Json::array();
  for (const model::ActorId actor : purpose.controllers)
    controllers.push_back(entity("dpv:DataController",
                                 procedure[actor].title.empty() ? procedure[actor].name : procedure[actor].title.text));
  Json process{
      {"@type", "dpv:Process"},
      {"dpv:hasPurpose",
       {{"@id", purpose_iri(procedure, purpose)}, {"@type", "dpv:Purpose"}, {"dct:title", purpose.title.text}}},
      {"dpv:hasLegalBasis", {{"@id", basis_iri(purpose)}}},
      {"dpv:hasPersonalData", personal_data(procedure, id)},
      {"dpv:hasDataController", std::move(controllers)},
      {"dpv:hasRecipient", recipients(procedure, id)}};
  if (purpose.retention)
    process["dpv:hasStorageCondition"] = {{"@type", "dpv:StorageDuration"},
                                          {"dct:description", base::to_text(purpose.retention->delay)}};

  Json json{{"@context", context()},
            {"@id", is_receipt ? identifier + ":receipt" : identifier},
            {"@type", is_receipt ? "dpv:ConsentReceipt" : "dpv:ConsentRecord"},
            {"dct:conformsTo", {{"@id", std::string{kProfile} + (is_receipt ? "receipt-eu-gdpr" : "record-eu-gdpr")}}},
            {"dct:identifier", is_receipt ? identifier + ":receipt" : identifier},
            {"dct:created", moment(at)},
            {"dpv:hasDataSubject", {{"@type", "dpv:DataSubject"}, {"dct:identifier", record.row.citizen}}},
            {"dpv:hasConsentStatus",
             {{"@id", life.moments.empty() ? "dpv:ConsentUnknown" : status_of(life.moments.back().state)}}},
            {"dpv:hasProcess", std::move(process)},
            {"dct:hasPart", events(life, origin)},
            {"dpv:hasJurisdiction", {{"@id", "https://w3id.org/dpv/loc#FR"}}},
            {"dpv:hasRight", Json::array({{{"@id", std::string{kGdpr} + "A7-3"}},
                                          {{"@id", std::string{kGdpr} + "A15"}},
                                          {{"@id", std::string{kGdpr} + "A77"}}})}};
  if (is_receipt) {
    json["dct:source"] = {{"@id", identifier}};
    json["dpv:hasConsentControl"] = {
        {"@type", "dpv:WithdrawConsent"},
        {"dct:description", "guichet rgpd consent withdraw " + record.row.citizen + " " + life.purpose}};
  }
  return json;
}

}  // namespace guichet::rights
