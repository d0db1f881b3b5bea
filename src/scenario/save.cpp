#include "scenario/save.h"

#include <array>
#include <algorithm>

#include "scenario/save_yaml.h"

namespace guichet::scenario {

namespace {

using Tree = YamlText;
using Texts = std::map<std::string, std::string>;

Tree list_of(const std::vector<std::string>& words) {
  Tree list = Tree::list();
  for (const std::string& word : words) list.add(word);
  return list;
}

Tree lists_of(const std::map<std::string, std::vector<std::string>>& all) {
  Tree map = Tree::map();
  for (const auto& [name, words] : all) map.add(name, list_of(words));
  return map;
}

// "a,b" -> [a, b]
Tree list_of_value(const std::string& value) {
  Tree list = Tree::list();
  std::size_t from = 0;
  while (!value.empty() && from <= value.size()) {
    const std::size_t end = std::min(value.find(',', from), value.size());
    list.add(value.substr(from, end - from));
    from = end + 1;
  }
  return list;
}

Tree map_of(const Texts& texts) {
  Tree map = Tree::map();
  for (const auto& [key, text] : texts) map.add(key, text);
  return map;
}

std::string minutes_text(std::int64_t minutes) {
  using base::DelayUnit;
  const auto text = [](DelayUnit unit, std::int64_t count) {
    return base::to_text({.unit = unit, .count = static_cast<std::int32_t>(count)});
  };
  if (minutes > 0 && minutes % base::kMinutesPerDay == 0) return text(DelayUnit::days, minutes / base::kMinutesPerDay);
  if (minutes > 0 && minutes % 60 == 0) return text(DelayUnit::hours, minutes / 60);
  return text(DelayUnit::minutes, minutes);
}

void add_change(Tree& map, const agency::BehaviourChange& change) {
  using Availability = model::Behaviour::Availability;
  if (change.latency_minutes) map.add("latency", minutes_text(*change.latency_minutes));
  if (change.availability) map.add("availability", *change.availability == Availability::up ? "up" : "down");
  if (change.error) map.add("error", change.error->empty() ? std::string{kNoError} : *change.error);
  if (change.retries) map.add("retries", Tree::unquoted(std::to_string(*change.retries)));
  if (change.retry_minutes) map.add("retry-after", minutes_text(*change.retry_minutes));
  if (change.discloses_all) map.add("discloses-all", Tree::unquoted(*change.discloses_all ? "true" : "false"));
}

bool changes_anything(const agency::BehaviourChange& change) {
  Tree map = Tree::map();
  add_change(map, change);
  return !map.empty();
}

// Each agency once, what is said of all its APIs first.
Tree agencies_of(const std::vector<Fault>& faults) {
  std::vector<std::string> names;
  for (const Fault& fault : faults)
    if (std::ranges::find(names, fault.agency) == names.end()) names.push_back(fault.agency);
  Tree agencies = Tree::map();
  for (const std::string& name : names) {
    Tree agency = Tree::map();
    for (const bool of_api : {false, true})
      for (const Fault& fault : faults) {
        if (fault.agency != name || fault.api.empty() == of_api) continue;
        Tree own = Tree::map();
        add_change(own, fault.change);
        if (of_api) agency.add(fault.api, std::move(own));
        if (!of_api) add_change(agency, fault.change);
      }
    agencies.add(name, std::move(agency));
  }
  return agencies;
}

Tree edit_of(const agency::Edit& edit) {
  using Kind = agency::Edit::Kind;
  Tree what = Tree::map({{"table", edit.table}});
  if (edit.kind != Kind::add) what.add("where", map_of(edit.where));
  if (edit.kind == Kind::set) what.add("to", map_of(edit.to));
  if (edit.kind == Kind::add) what.add("row", map_of(edit.to));
  const char* word = edit.kind == Kind::set ? "set" : edit.kind == Kind::add ? "insert" : "delete";
  return Tree::map({{word, std::move(what)}});
}

Tree registers_of(const std::vector<RegisterEdit>& edits) {
  std::vector<std::string> names;
  for (const RegisterEdit& edit : edits)
    if (std::ranges::find(names, edit.register_name) == names.end()) names.push_back(edit.register_name);
  Tree registers = Tree::map();
  for (const std::string& name : names) {
    Tree list = std::move(Tree::list()).in_block();
    for (const RegisterEdit& edit : edits)
      if (edit.register_name == name) list.add(edit_of(edit.edit));
    registers.add(name, std::move(list));
  }
  return std::move(registers).in_block();
}

// Values by the type their datum has.
class Writer {
 public:
  explicit Writer(const model::Procedure& procedure) : procedure_{procedure} {}

  Tree operator()(const ActStep& step) const {
    Tree tree = Tree::map({{step.actor, step.event}});
    if (!step.member.empty()) tree.add("member", step.member);
    if (!step.data.empty()) tree.add("data", values(step.data));
    if (step.identity) tree.add("identity", *step.identity);
    if (step.refused) tree.add("refused", *step.refused);
    return tree;
  }
  Tree operator()(const ConsentStep& step) const {
    const char* word = step.act == model::ConsentAct::agrees     ? "agrees"
                       : step.act == model::ConsentAct::declines ? "declines"
                                                                 : "withdraws";
    return Tree::map({{step.actor, word}, {"purpose", step.purpose}});
  }
  Tree operator()(const RightStep& step) const {
    static constexpr std::array kWords{"restricts", "lifts", "objects", "erases"};
    Tree tree = Tree::map({{step.actor, kWords[static_cast<std::size_t>(step.right)]}});
    if (!step.purpose.empty()) tree.add("purpose", step.purpose);
    return tree;
  }
  Tree operator()(const WaitStep& step) const {
    if (step.until) return Tree::map({{"until", base::to_iso(*step.until)}});
    return Tree::map({{"wait", base::to_text(step.delay.value_or(base::Delay{}))}});
  }
  Tree operator()(const Expectation& expect) const { return Tree::map({{"expect", expectation(expect)}}).in_block(); }
  Tree operator()(const Fault& fault) const {
    Tree what = Tree::map({{"agency", fault.agency}});
    if (!fault.api.empty()) what.add("api", fault.api);
    add_change(what, fault.change);
    return Tree::map({{"fault", std::move(what)}});
  }

  [[nodiscard]] Tree expectation(const Expectation& expect) const {
    Tree tree = Tree::map();
    if (expect.state) tree.add("state", *expect.state);
    if (expect.outcome) tree.add("outcome", *expect.outcome);
    if (!expect.data.empty()) tree.add("data", values(expect.data));
    if (!expect.absent.empty()) tree.add("absent", list_of(expect.absent));
    if (expect.exchanges) tree.add("exchanges", exchanges(*expect.exchanges));
    if (expect.letters) tree.add("letters", list_of(*expect.letters));
    if (expect.told) tree.add("told", lists_of(*expect.told));
    if (expect.recourse) tree.add("recourse", list_of(*expect.recourse));
    if (expect.refused) tree.add("refused", refusals(*expect.refused));
    if (expect.disclosed) tree.add("disclosed", lists_of(*expect.disclosed));
    if (!expect.deadlines.empty()) tree.add("deadlines", map_of(expect.deadlines));
    if (!expect.log.empty()) tree.add("log", list_of(expect.log));
    if (!expect.children.empty()) tree.add("children", map_of(expect.children));
    return std::move(tree).in_block();
  }
 private:
  [[nodiscard]] Tree values(const Texts& data) const {
    Tree map = Tree::map();
    for (const auto& [name, text] : data) {
      const auto datum = procedure_.find_datum(name.substr(0, name.find('[')));
      const bool is_list = datum && procedure_[*datum].type.kind == expr::Kind::list;
      map.add(name, is_list ? list_of_value(text) : Tree{text});
    }
    return map;
  }
  static Tree refusals(const std::vector<ExpectedRefusal>& all) {
    Tree list = Tree::list();
    for (const ExpectedRefusal& one : all) {
      Tree refusal = Tree::map({{"event", one.event}});
      if (!one.reason.empty()) refusal.add("reason", one.reason);
      list.add(std::move(refusal));
    }
    return list;
  }
  static Tree exchanges(const std::vector<ExpectedExchange>& all) {
    Tree list = Tree::list();
    for (const ExpectedExchange& one : all) {
      Tree exchange = Tree::map({{"api", one.api}});
      if (!one.outcome.empty()) exchange.add("outcome", one.outcome);
      if (one.sent) exchange.add("sent", list_of(*one.sent));
      if (one.received) exchange.add("received", list_of(*one.received));
      list.add(std::move(exchange));
    }
    return list;
  }

  const model::Procedure& procedure_;
};

}  // namespace

std::string write_scenario(const Scenario& scenario, const model::Procedure& procedure) {
  const Writer writer{procedure};
  Tree tree = Tree::map({{"scenario", scenario.id}, {"title", scenario.title.text}});
  if (!scenario.title.english.empty()) tree.add("english", scenario.title.english);
  if (!scenario.procedure.empty()) tree.add("procedure", scenario.procedure);
  tree.add("start", base::to_iso(scenario.start));
  if (!scenario.citizen.empty()) tree.add("citizen", scenario.citizen);
  if (!scenario.places.empty()) tree.add("places", map_of(scenario.places));
  std::vector<Fault> agencies = scenario.agencies;
  std::erase_if(agencies, [](const Fault& fault) { return !changes_anything(fault.change); });
  if (!agencies.empty()) tree.add("agencies", agencies_of(agencies));
  if (!scenario.registers.empty()) tree.add("registers", registers_of(scenario.registers));
  Tree steps = Tree::list().in_block();
  for (const Step& step : scenario.steps) steps.add(std::visit(writer, step.what));
  tree.add("steps", std::move(steps));
  if (scenario.expect) tree.add("expect", writer.expectation(*scenario.expect));
  return tree.document();
}

Expectation expect_again(const Observation& seen) {
  Expectation expect;
  expect.state = seen.state;
  if (!seen.outcome.empty()) expect.outcome = seen.outcome;
  expect.letters = seen.letters;
  if (!seen.told.empty()) expect.told = seen.told;
  if (!seen.recourse.empty()) expect.recourse = seen.recourse;
  expect.refused = seen.refused;
  expect.disclosed = seen.disclosed;
  expect.children = seen.children;
  return expect;
}

}  // namespace guichet::scenario
