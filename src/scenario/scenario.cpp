#include "scenario/scenario.h"

#include <algorithm>
#include <array>
#include <utility>

#include "load/check_format.h"
#include "load/format.h"
#include "load/yaml.h"

namespace guichet::scenario {

namespace {

using load::Node;

std::string text_of(const Node* node) { return node == nullptr ? std::string{} : node->text; }

std::optional<std::string> optional_text(const Node* node) {
  if (node == nullptr) return std::nullopt;
  return node->text;
}

std::vector<std::string> words_of(const Node* node) {
  std::vector<std::string> words;
  if (node != nullptr)
    for (const Node& item : node->items) words.push_back(item.text);
  return words;
}

std::optional<std::vector<std::string>> optional_words(const Node* node) {
  if (node == nullptr) return std::nullopt;
  return words_of(node);
}

// A value as text; a list of words is written [a, b].
std::string value_of(const Node& node) {
  if (!node.is_list()) return node.text;
  std::string joined;
  for (const Node& item : node.items) joined += (joined.empty() ? "" : ",") + item.text;
  return joined;
}

std::map<std::string, std::string> texts_of(const Node* node) {
  std::map<std::string, std::string> texts;
  if (node != nullptr)
    for (const auto& entry : node->entries) texts[entry.key] = value_of(entry.value);
  return texts;
}

// Delays between machines: minutes, hours or days, counted around the clock.
std::optional<std::int64_t> minutes_of(const Node* node) {
  if (node == nullptr) return std::nullopt;
  const auto delay = base::parse_delay(node->text);
  if (!delay) return std::nullopt;
  switch (delay->unit) {
    case base::DelayUnit::minutes: return delay->count;
    case base::DelayUnit::hours: return std::int64_t{60} * delay->count;
    case base::DelayUnit::days: return std::int64_t{24} * 60 * delay->count;
    default: return std::nullopt;
  }
}

// The places of all words under a block, by their path in it; the items of a list are counted from 1.
void place_words(const Node& node, const std::string& path, std::map<std::string, base::Span>& places) {
  for (const auto& entry : node.entries) {
    places[path + entry.key] = entry.key_span;
    place_words(entry.value, path + entry.key + "/", places);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string item = path + std::to_string(i + 1);
    places[item] = node.items[i].span;
    place_words(node.items[i], item + "/", places);
  }
}

Expectation expectation_of(const Node& node) {
  Expectation expect;
  expect.span = node.span;
  place_words(node, "", expect.places);
  expect.state = optional_text(node.find("state"));
  expect.outcome = optional_text(node.find("outcome"));
  expect.data = texts_of(node.find("data"));
  expect.absent = words_of(node.find("absent"));
  expect.letters = optional_words(node.find("letters"));
  expect.recourse = optional_words(node.find("recourse"));
  expect.deadlines = texts_of(node.find("deadlines"));
  expect.log = words_of(node.find("log"));
  expect.children = texts_of(node.find("children"));
  if (const Node* exchanges = node.find("exchanges")) {
    expect.exchanges.emplace();
    for (const Node& item : exchanges->items)
      expect.exchanges->push_back({.api = text_of(item.find("api")),
                                   .outcome = text_of(item.find("outcome")),
                                   .sent = optional_words(item.find("sent")),
                                   .received = optional_words(item.find("received"))});
  }
  if (const Node* refused = node.find("refused")) {
    expect.refused.emplace();
    for (const Node& item : refused->items)
      expect.refused->push_back({.event = text_of(item.find("event")), .reason = text_of(item.find("reason"))});
  }
  for (const auto& [key, to] : {std::pair{"disclosed", &expect.disclosed}, std::pair{"told", &expect.told}})
    if (const Node* lists = node.find(key)) {
      to->emplace();
      for (const auto& entry : lists->entries) (**to)[entry.key] = words_of(&entry.value);
    }
  return expect;
}

Fault fault_of(const Node& node, std::string agency, std::string api) {
  using Availability = model::Behaviour::Availability;
  agency::BehaviourChange change;
  change.latency_minutes = minutes_of(node.find("latency"));
  change.retry_minutes = minutes_of(node.find("retry-after"));
  if (const Node* error = node.find("error")) change.error = error->text == kNoError ? "" : error->text;
  if (const Node* availability = node.find("availability"))
    change.availability = availability->text == "up" ? Availability::up : Availability::down;
  if (const Node* all = node.find("discloses-all")) change.discloses_all = all->text == "true";
  if (const Node* retries = node.find("retries")) change.retries = std::stoll(retries->text);
  return {.agency = std::move(agency), .api = std::move(api), .change = std::move(change)};
}

// `{siv: {availability: down}}`, or per API `{siv: {extrait-immatriculation: {...}}}`: of its keys, only an API holds a map.
std::vector<Fault> overrides_of(const Node* node) {
  std::vector<Fault> faults;
  if (node == nullptr) return faults;
  for (const auto& agency : node->entries) {
    faults.push_back(fault_of(agency.value, agency.key, ""));
    for (const auto& entry : agency.value.entries)
      if (entry.value.is_map()) faults.push_back(fault_of(entry.value, agency.key, entry.key));
  }
  return faults;
}

agency::Edit edit_of(const std::string& kind, const Node& node) {
  using Kind = agency::Edit::Kind;
  return {.kind = kind == "insert" ? Kind::add : kind == "delete" ? Kind::remove : Kind::set,
          .table = text_of(node.find("table")),
          .where = texts_of(node.find("where")),
          .to = texts_of(node.find(kind == "insert" ? "row" : "to"))};
}

std::vector<RegisterEdit> edits_of(const Node* node) {
  std::vector<RegisterEdit> edits;
  if (node == nullptr) return edits;
  for (const auto& entry : node->entries)
    for (const Node& item : entry.value.items)
      for (const auto& edit : item.entries) edits.push_back({entry.key, edit_of(edit.key, edit.value)});
  return edits;
}

std::optional<model::ConsentAct> consent_word(const std::string& word) {
  if (word == "agrees") return model::ConsentAct::agrees;
  if (word == "declines") return model::ConsentAct::declines;
  if (word == "withdraws") return model::ConsentAct::withdraws;
  return std::nullopt;
}

std::optional<RightStep::Right> right_word(const std::string& word) {
  if (word == "restricts") return RightStep::Right::restricts;
  if (word == "lifts") return RightStep::Right::lifts;
  if (word == "objects") return RightStep::Right::objects;
  if (word == "erases") return RightStep::Right::erases;
  return std::nullopt;
}

constexpr std::array<std::string_view, 6> kActKeys{"data", "member", "purpose", "notice", "refused", "identity"};

std::optional<Step> step_of(const Node& node, base::Diagnostics& diagnostics) {
  Step step{.span = node.span, .what = {}};
  if (const Node* expect = node.find("expect")) {
    step.what = expectation_of(*expect);
    return step;
  }
  if (const Node* fault = node.find("fault")) {
    step.what = fault_of(*fault, text_of(fault->find("agency")), text_of(fault->find("api")));
    return step;
  }
  if (const Node* delay = node.find("wait")) {
    step.what = WaitStep{.delay = base::parse_delay(delay->text), .until = {}};
    return step;
  }
  if (const Node* until = node.find("until")) {
    step.what = WaitStep{.delay = {}, .until = base::parse_instant(until->text)};
    return step;
  }
  for (const auto& entry : node.entries) {
    if (std::ranges::find(kActKeys, entry.key) != kActKeys.end()) continue;
    step.span = entry.key_span;
    if (const auto consent = consent_word(entry.value.text)) {
      step.what = ConsentStep{.act = *consent, .actor = entry.key, .purpose = text_of(node.find("purpose"))};
      return step;
    }
    if (const auto right = right_word(entry.value.text)) {
      step.what = RightStep{.right = *right, .actor = entry.key, .purpose = text_of(node.find("purpose"))};
      return step;
    }
    step.what = ActStep{.actor = entry.key,
                        .event = entry.value.text,
                        .member = text_of(node.find("member")),
                        .data = texts_of(node.find("data")),
                        .identity = optional_text(node.find("identity")),
                        .refused = optional_text(node.find("refused"))};
    return step;
  }
  diagnostics.error(node.span, {N_("this step does nothing")},
                    base::Message{N_("expected `<actor>: <event>`, wait, until, expect or fault")});
  return std::nullopt;
}

}  // namespace

base::Span Expectation::place(std::string part) const {
  for (;;) {
    if (const auto at = places.find(part); at != places.end()) return at->second;
    const std::size_t slash = part.rfind('/');
    if (slash == std::string::npos) return span;
    part.resize(slash);
  }
}

LoadedScenario load_scenario(const base::Source& source) {
  load::Parsed parsed = load::parse_yaml(source);
  LoadedScenario loaded{.scenario = {}, .diagnostics = std::move(parsed.diagnostics)};
  if (!parsed.node) return loaded;
  load::Report report{loaded.diagnostics};
  load::check_format(*parsed.node, load::kScenarioFormat, report);
  if (loaded.diagnostics.has_errors()) return loaded;

  const Node& root = *parsed.node;
  Scenario scenario;
  scenario.id = text_of(root.find("scenario"));
  scenario.title = {.text = text_of(root.find("title")), .english = text_of(root.find("english"))};
  scenario.procedure = text_of(root.find("procedure"));
  scenario.start = base::parse_instant(text_of(root.find("start"))).value_or(base::Instant{});
  scenario.citizen = text_of(root.find("citizen"));
  scenario.places = texts_of(root.find("places"));
  scenario.agencies = overrides_of(root.find("agencies"));
  scenario.registers = edits_of(root.find("registers"));
  for (const Node& item : root.find("steps")->items)
    if (auto step = step_of(item, loaded.diagnostics)) scenario.steps.push_back(std::move(*step));
  if (const Node* expect = root.find("expect")) scenario.expect = expectation_of(*expect);
  scenario.source = source;
  if (!loaded.diagnostics.has_errors()) loaded.scenario = std::move(scenario);
  return loaded;
}

}  // namespace guichet::scenario
