#include "dossier/case_record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/message.h"
#include "expr/codec.h"

namespace guichet::dossier {

namespace {

using Json = nlohmann::json;

base::Failure damaged(const store::DossierRow& row, const char* what) {
  return {{.id = N_("case {dossier} cannot be read back: {what}"),
           .args = {{"dossier", std::to_string(row.id)}, {"what", what}}}};
}

Json write(const std::optional<base::Instant>& instant) {
  return instant ? Json(instant->minutes) : Json(nullptr);
}

std::optional<base::Instant> read_instant(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return base::Instant{json.get<std::int64_t>()};
}

Json write(const engine::Position& position, const model::Machine& machine) {
  return {{"state", machine.states[position.state.index].name},
          {"entered", position.entered.minutes},
          {"visit", position.visit},
          {"ended", position.ended},
          {"exchange_over", position.exchange_over},
          {"after_over", position.after_over}};
}

engine::Position read_position(const Json& json, const model::Procedure& procedure, model::MachineId machine) {
  const auto state = procedure.find_state(machine, json.at("state").get<std::string>());
  if (!state) throw Json::other_error::create(501, "unknown state", &json);
  return {.state = *state,
          .entered = {json.at("entered").get<std::int64_t>()},
          .visit = json.at("visit").get<std::uint32_t>(),
          .ended = json.at("ended").get<bool>(),
          .exchange_over = json.at("exchange_over").get<bool>(),
          .after_over = json.at("after_over").get<bool>()};
}

Json write(const engine::DeadlineClock& clock) {
  return {{"started", write(clock.started)},
          {"suspended_days", clock.suspended_days},
          {"suspended_since", clock.suspended_since ? Json(clock.suspended_since->days) : Json(nullptr)},
          {"due", write(clock.due)},
          {"fired", clock.fired}};
}

engine::DeadlineClock read_clock(const Json& json) {
  engine::DeadlineClock clock;
  clock.started = read_instant(json.at("started"));
  clock.suspended_days = json.at("suspended_days").get<std::int32_t>();
  if (!json.at("suspended_since").is_null())
    clock.suspended_since = base::Date{json.at("suspended_since").get<std::int32_t>()};
  clock.due = read_instant(json.at("due"));
  clock.fired = json.at("fired").get<bool>();
  return clock;
}

void read_standing(CaseRecord& record, const Json& json) {
  const model::Procedure& procedure = record.procedure();
  engine::CaseState& state = record.state;
  state.main = read_position(json.at("main"), procedure, model::MachineId{0});
  if (!json.at("children_of").is_null())
    state.children_of = model::MachineId{json.at("children_of").get<std::uint16_t>()};
  for (const Json& child : json.at("children"))
    state.children.push_back({.member = child.at("member").get<std::uint16_t>(),
                              .position = read_position(child.at("position"), procedure, *state.children_of)});
  for (const Json& milestone : json.at("milestones")) state.milestones.push_back(read_instant(milestone));
  for (const Json& clock : json.at("deadlines")) state.deadlines.push_back(read_clock(clock));
  for (const Json& consent : json.at("consents"))
    state.consents.push_back({.state = static_cast<engine::Consent::State>(consent.at("state").get<int>()),
                              .since = read_instant(consent.at("since")),
                              .notice = consent.at("notice").get<std::string>()});
  state.visits = json.at("visits").get<std::uint32_t>();
  record.places = json.at("places").get<std::map<std::string, std::string>>();
  record.rights.resize(procedure.purposes.size());
  for (const Json& asked : json.value("rights", Json::array())) {
    RightsAsked& rights = record.rights.at(asked.at("purpose").get<std::size_t>());
    rights.restricted = read_instant(asked.at("restricted"));
    rights.objected = read_instant(asked.at("objected"));
    rights.overridden = read_instant(asked.at("overridden"));
  }
}

}  // namespace

std::uint16_t slot_of(const model::Datum& datum, engine::Member member) {
  return static_cast<std::uint16_t>(datum.slot + (datum.width > 1 && member ? *member : 0));
}

std::string member_name(const model::Procedure& procedure, model::MachineId children, engine::Member member) {
  if (!member) return {};
  const model::State& each = procedure.main().states[procedure[children].owner.index];
  return (*procedure[each.each->members].values)[*member];
}

std::string member_name(const CaseRecord& record, engine::Member member) {
  if (!member) return {};
  for (std::uint16_t m = 1; m < record.procedure().machines.size(); ++m)
    if (!record.state.children_of || record.state.children_of->index == m)
      return member_name(record.procedure(), model::MachineId{m}, member);
  return {};
}

engine::Member find_member(const CaseRecord& record, const std::string& name) {
  if (!record.state.children_of) return std::nullopt;
  for (const engine::Child& child : record.state.children)
    if (member_name(record, child.member) == name) return child.member;
  return std::nullopt;
}

base::Result<std::vector<expr::Value>> attributes_at(const model::Procedure& procedure,
                                                     const model::Agencies& agencies,
                                                     const std::map<std::string, std::string>& places,
                                                     expr::TextPool& texts) {
  std::vector<expr::Value> values;
  for (const model::Attribute& attribute : procedure.attributes) {
    const model::Actor& actor = procedure[attribute.actor];
    const std::string& agency_name = actor.agency.empty() ? actor.name : actor.agency;
    const model::Agency* agency = agencies.find(agency_name);
    base::ensure(agency != nullptr && !agency->places.empty(), "an attribute's agency has places");
    const auto named = places.find(agency_name);
    auto place = agency->places.begin();
    if (named != places.end()) {
      place = std::ranges::find(agency->places, named->second, &model::Place::name);
      if (place == agency->places.end())
        return base::Failure{{.id = N_("{agency} has no place '{place}'"),
                              .args = {{"agency", agency_name}, {"place", named->second}}}};
    }
    const std::string field = attribute.name.substr(attribute.name.find('.') + 1);
    const auto written = place->attributes.find(field);
    const auto value = written == place->attributes.end()
                           ? std::optional{expr::Value{}}
                           : expr::parse_value(attribute.type, written->second, texts);
    if (!value)
      return base::Failure{{.id = N_("{attribute} at '{place}' is not of its type: {value}"),
                            .args = {{"attribute", attribute.name}, {"place", place->name}, {"value", written->second}}}};
    values.push_back(*value);
  }
  return values;
}

std::string write_standing(const CaseRecord& record) {
  const engine::CaseState& state = record.state;
  const model::Procedure& procedure = record.procedure();
  Json json{{"main", write(state.main, procedure.main())},
            {"children_of", state.children_of ? Json(state.children_of->index) : Json(nullptr)},
            {"children", Json::array()},
            {"milestones", Json::array()},
            {"deadlines", Json::array()},
            {"consents", Json::array()},
            {"visits", state.visits},
            {"places", record.places}};
  for (const engine::Child& child : state.children)
    json["children"].push_back({{"member", child.member},
                                {"position", write(child.position, procedure[*state.children_of])}});
  for (const auto& milestone : state.milestones) json["milestones"].push_back(write(milestone));
  for (const auto& clock : state.deadlines) json["deadlines"].push_back(write(clock));
  for (const auto& consent : state.consents)
    json["consents"].push_back({{"state", static_cast<int>(consent.state)},
                                {"since", write(consent.since)},
                                {"notice", consent.notice}});
  // Most cases have none, and their row stays as short as it was.
  for (std::size_t i = 0; i < record.rights.size(); ++i) {
    const RightsAsked& asked = record.rights[i];
    if (asked == RightsAsked{}) continue;
    json["rights"].push_back({{"purpose", i},
                              {"restricted", write(asked.restricted)},
                              {"objected", write(asked.objected)},
                              {"overridden", write(asked.overridden)}});
  }
  return json.dump();
}

base::Result<CaseRecord> restore(const Definition& definition, const model::Agencies& agencies,
                                 store::DossierRow row, const std::vector<store::DatumRow>& data) {
  CaseRecord record{.definition = &definition, .row = std::move(row), .state = {}, .places = {}};
  engine::CaseState& state = record.state;
  const model::Procedure& procedure = definition.procedure;
  try {
    read_standing(record, Json::parse(record.row.standing));
  } catch (const Json::exception& error) {
    return damaged(record.row, error.what());
  }
  state.texts = std::make_shared<expr::TextPool>();
  state.opened = {record.row.opened};
  state.now = {record.row.now};
  if (record.row.closed) state.closed = base::Instant{*record.row.closed};
  state.slots.resize(procedure.slots);
  for (const store::DatumRow& kept : data) {
    const auto id = procedure.find_datum(kept.name);
    if (!id) return damaged(record.row, "unknown datum");
    const model::Datum& datum = procedure[*id];
    engine::Member member;
    if (datum.width > 1) {
      const auto& words = *procedure[datum.each].values;
      const auto at = std::ranges::find(words, kept.member);
      if (at == words.end()) return damaged(record.row, "unknown member");
      member = static_cast<std::uint16_t>(at - words.begin());
    }
    const auto value = expr::parse_value(datum.type, kept.value, *state.texts);
    if (!value) return damaged(record.row, "a value is not of its type");
    state.slots[slot_of(datum, member)] = *value;
  }
  auto attributes = attributes_at(procedure, agencies, record.places, *state.texts);
  if (!attributes.ok()) return attributes.failure();
  for (std::size_t i = 0; i < attributes->size(); ++i)
    state.slots[procedure.attributes[i].slot] = (*attributes)[i];
  return record;
}

}  // namespace guichet::dossier
