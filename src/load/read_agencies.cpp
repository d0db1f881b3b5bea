// data/agencies.yaml: what each agency offers, to whom, and how its simulated service behaves.
#include <algorithm>

#include "load/draft.h"
#include "load/reference.h"
#include "load/reference_reader.h"
#include "load/values.h"
#include "load/words.h"
#include "load/yaml.h"

namespace guichet::load {

namespace {

struct Reading {
  const model::Sources& sources;
  Report& report;
};

// Only units that end at a minute can be a latency.
std::int64_t minutes_of(const Node* node, Report& report) {
  if (node == nullptr || !node->is_scalar()) return 0;
  const auto delay = base::parse_delay(node->text);
  if (!delay) return 0;
  const base::Delay normal = base::normalised(*delay);
  if (normal.unit == base::DelayUnit::minutes) return normal.count;
  if (normal.unit == base::DelayUnit::days) return std::int64_t{normal.count} * 24 * 60;
  report.error(node->span, {.id = N_("a service answers within minutes, hours or days")});
  return 0;
}

// Every field a grant or query names must be one the API takes or gives.
void check_fields(Reading& reading, const Node* map, bool by_key, const std::vector<std::string>& known, std::string_view api) {
  if (map == nullptr) return;
  for (const Node::Entry& entry : map->entries) {
    const std::string& field = by_key ? entry.key : entry.value.text;
    if (std::ranges::find(known, field) != known.end() || reading.report.is_full()) continue;
    reading.report.error(by_key ? entry.key_span : entry.value.span,
                         {.id = N_("'{api}' has no field '{name}'"), .args = {{"api", std::string{api}}, {"name", field}}},
                         known.empty() ? std::nullopt : std::optional{base::expected_one_of(field, known)});
  }
}

model::Query read_query(Reading& reading, const Node* node, const model::Api& api) {
  model::Query query;
  if (node == nullptr) return query;
  const Node* record = node->find("record");
  query.kind = record != nullptr ? model::Query::Kind::record : model::Query::Kind::find;
  query.table = text_of(record != nullptr ? record : node->find("table"));
  query.by = pairs_in(node->find("by"));
  query.gives = pairs_in(node->find("gives"));
  query.writes = pairs_in(node->find("writes"));
  if (query.table.empty())
    reading.report.error(node->span, {.id = N_("the key '{key}' is missing"), .args = {{"key", "table"}}},
                         base::Message{.id = N_("a query reads a table, or writes a record")});
  check_fields(reading, node->find("by"), true, api.takes, api.name);
  check_fields(reading, node->find("writes"), true, api.takes, api.name);
  check_fields(reading, node->find("gives"), true, api.gives, api.name);
  return query;
}

model::Behaviour read_behaviour(Reading& reading, const Node* node) {
  model::Behaviour behaviour;
  if (node == nullptr) return behaviour;
  behaviour.latency_minutes = minutes_of(node->find("latency"), reading.report);
  if (text_of(node->find("availability")) == "down") behaviour.availability = model::Behaviour::Availability::down;
  behaviour.error = text_of(node->find("error"));
  behaviour.retries = as_whole(text_of(node->find("retries"))).value_or(0);
  behaviour.retry_minutes = minutes_of(node->find("retry-after"), reading.report);
  return behaviour;
}

void read_permissions(Reading& reading, const Node& node, const Node* english, model::Api& api) {
  if (const Node* grants = node.find("grants"))
    for (const Node& one : grants->items) {
      api.grants.push_back({.procedure = text_of(one.find("procedure")),
                            .consumer = text_of(one.find("consumer")),
                            .purpose = text_of(one.find("purpose")),
                            .takes = pairs_in(one.find("takes")),
                            .gives = pairs_in(one.find("gives")),
                            .source = known_source(one.find("source"), reading.sources, reading.report).id,
                            .span = one.span});
      check_fields(reading, one.find("takes"), false, api.takes, api.name);
      check_fields(reading, one.find("gives"), false, api.gives, api.name);
    }
  const auto or_any = [](const Node* word) { return word == nullptr ? std::string{"*"} : word->text; };
  if (const Node* forbidden = node.find("forbidden"))
    for (std::size_t i = 0; i < forbidden->items.size(); ++i) {
      const Node& one = forbidden->items[i];
      api.forbidden.push_back({.purpose = or_any(one.find("purpose")),
                               .procedure = or_any(one.find("procedure")),
                               .reason = title_of(one.find("reason"), find(at(find(english, "forbidden"), i), "reason")),
                               .source = known_source(one.find("source"), reading.sources, reading.report).id});
    }
}

model::Api read_api(Reading& reading, const Node::Entry& entry, const Node* english) {
  const Node& node = entry.value;
  const auto title = [&](const char* key) { return title_of(node.find(key), find(english, key)); };
  model::Api api{.name = entry.key, .title = title("title"), .request = title("request"), .reply = title("reply"), .activity = title("activity")};
  api.takes = words_in(node.find("takes"));
  api.gives = words_in(node.find("gives"));
  api.identity = text_of(node.find("identity"));
  api.not_found_code = text_of(node.find("not-found"));
  api.source = known_source(node.find("source"), reading.sources, reading.report);
  api.behaviour = read_behaviour(reading, node.find("behaviour"));
  api.query = read_query(reading, node.find("query"), api);
  api.span = entry.key_span;
  read_permissions(reading, node, english, api);
  return api;
}

model::AgencyAttribute read_attribute(Reading& reading, const Node::Entry& entry) {
  model::AgencyAttribute attribute{.name = entry.key};
  attribute.type.kind = type_of_word(text_of(entry.value.find("type"))).value_or(expr::Kind::text);
  if (attribute.type.kind != expr::Kind::enumeration) return attribute;
  auto words = std::make_shared<std::vector<std::string>>(words_in(entry.value.find("values")));
  if (const Node* titled = entry.value.find("values"))
    for (const Node::Entry& word : titled->entries) words->push_back(word.key);
  if (words->empty())
    reading.report.error(entry.key_span, {.id = N_("'{name}' needs values"), .args = {{"name", entry.key}}}, base::Message{.id = N_("values: [a, b]")});
  attribute.values = std::move(words);
  attribute.type.values = attribute.values.get();
  return attribute;
}

void read_places(Reading& reading, const Node* places, const Node* english, model::Agency& agency) {
  if (places == nullptr) return;
  for (const Node::Entry& entry : places->entries) {
    model::Place place{.name = entry.key, .title = title_of(entry.value.find("title"), find(find(english, entry.key), "title"))};
    for (const Node::Entry& fact : entry.value.entries) {
      if (fact.key == "title") continue;
      const auto known = std::ranges::find(agency.attributes, fact.key, &model::AgencyAttribute::name);
      if (known == agency.attributes.end()) {
        reading.report.error(fact.key_span, {.id = N_("unknown attribute '{name}'"), .args = {{"name", fact.key}}});
        continue;
      }
      expr::TextPool texts;
      if (read_value(fact.value, known->type, texts, reading.report)) place.attributes.emplace(fact.key, fact.value.text);
    }
    agency.places.push_back(std::move(place));
  }
}

}  // namespace

model::Agencies read_agencies(const base::Source& source, const base::Source* english, const model::Sources& sources,
                              base::Diagnostics& diagnostics) {
  model::Agencies agencies;
  const auto root = read_format(source, kAgenciesFormat, diagnostics);
  const auto words = english == nullptr ? std::nullopt : parse_yaml(*english).node;
  const Node* all = root ? root->find("agencies") : nullptr;
  if (all == nullptr) return agencies;
  Report report{diagnostics};
  Reading reading{sources, report};
  for (const Node::Entry& entry : all->entries) {
    const Node* translated = words ? find(find(&*words, "agencies"), entry.key) : nullptr;
    model::Agency agency{.name = entry.key, .title = title_of(entry.value.find("title"), find(translated, "title"))};
    agency.register_name = text_of(entry.value.find("register"));
    agency.span = entry.key_span;
    if (const Node* attributes = entry.value.find("attributes"))
      for (const Node::Entry& one : attributes->entries) agency.attributes.push_back(read_attribute(reading, one));
    read_places(reading, entry.value.find("places"), find(translated, "places"), agency);
    if (const Node* apis = entry.value.find("apis"))
      for (const Node::Entry& one : apis->entries) agency.apis.push_back(read_api(reading, one, find(find(translated, "apis"), one.key)));
    agencies.all.push_back(std::move(agency));
  }
  return agencies;
}

}  // namespace guichet::load
