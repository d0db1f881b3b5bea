#include "interop/promela_properties.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace guichet::interop {

using fmt::format;
using model::Moment;
using model::Property;
using Pattern = Property::Pattern;

namespace {

bool counts_in_place(const expr::Node& node) {
  return node.op == expr::Op::children_count || std::ranges::any_of(node.children, counts_in_place);
}

const model::State* dispatch_of(const model::Procedure& procedure, model::MachineId children) {
  for (const model::State& state : procedure.main().states)
    if (state.each && state.each->children == children) return &state;
  return nullptr;
}

}  // namespace

PromelaProperties::PromelaProperties(const model::Procedure& procedure, const PromelaNames& names) : procedure_{procedure}, names_{names} {
  for (const Property& property : procedure.properties) {
    Carried one{.name = names.property(property), .breaks = {}};
    if (property.condition && !add_conditions(property, one)) one.name.clear();
    carried_.push_back(std::move(one));
  }
}

bool PromelaProperties::any() const {
  return std::ranges::any_of(carried_, [](const Carried& one) { return !one.name.empty(); });
}

// Where the condition breaks it, in a whole state; or, for an event, as it is accepted. False: not carried.
bool PromelaProperties::add_conditions(const Property& property, Carried& to) const {
  if (counts_in_place(property.condition->root())) return false;
  const auto add = [&](const std::string& where, const model::State* each, std::optional<std::uint16_t> member) {
    const Promela language{procedure_, names_, each, member};
    const std::string holds = ConditionWriter{language}.holds(property.condition->root());
    if (!language.before().empty()) return false;
    to.breaks.push_back(format("({} && {}({}))", where, property.pattern == Pattern::never ? "" : "!", holds));
    return true;
  };
  if (property.first.empty()) return add("true", nullptr, std::nullopt);
  for (const Moment& one : property.first) {
    if (one.kind == Moment::Kind::event) return false;    // asked in the midst of an act
    if (one.machine.index == 0) {
      const model::State& state = procedure_.main().states[one.state.index];
      if (!add(format("state == {}", names_.state(one.machine, one.state)), state.each ? &state : nullptr, std::nullopt)) return false;
      continue;
    }
    const model::State* each = dispatch_of(procedure_, one.machine);
    for (std::uint16_t m = 0; m < members(procedure_, *each).size(); ++m)
      if (!add(format("{} == {}", names_.child(*each, m), names_.state(one.machine, one.state)), each, m)) return false;
  }
  return true;
}

std::vector<std::string> PromelaProperties::happened(const Moment& moment) const {
  std::vector<std::string> acts;
  const bool is_end = moment.kind == Moment::Kind::state && moment.machine.index == 0 &&
                      procedure_.main().states[moment.state.index].kind == model::StateKind::outcome;
  for (std::size_t i = 0; i < carried_.size(); ++i) {
    const Property& property = procedure_.properties[i];
    const std::string& name = carried_[i].name;
    if (name.empty()) continue;
    const bool first = is_among(property.first, moment), second = is_among(property.second, moment);
    switch (property.pattern) {
      case Pattern::never:
        if (first && !property.condition) acts.push_back(format("broken_{} = 1", name));
        break;
      case Pattern::always: break;    // in whole states
      case Pattern::before:
        if (first) acts.push_back(format("seen_{} = 1", name));
        if (second) acts.push_back(format("broken_{0} = (broken_{0} || !seen_{0})", name));
        break;
      case Pattern::leads_to:
        if (first) acts.push_back(format("seen_{} = 1", name));
        if (second) acts.push_back(format("seen_{} = 0", name));
        if (is_end) acts.push_back(format("broken_{0} = (broken_{0} || seen_{0})", name));
        break;
      case Pattern::at_most:
        if (!first) break;
        acts.push_back(format("broken_{0} = (broken_{0} || n_{0} == {1})", name, property.count));
        acts.push_back(format("n_{0} = (n_{0} == {1} -> n_{0} : n_{0} + 1)", name, property.count));
        break;
    }
  }
  return acts;
}

std::vector<std::string> PromelaProperties::on_event(model::EventId event) const {
  return happened({.kind = Moment::Kind::event, .event = event});
}
std::vector<std::string> PromelaProperties::on_entry(model::MachineId machine, model::StateId state) const {
  return happened({.kind = Moment::Kind::state, .machine = machine, .state = state});
}

std::string PromelaProperties::on_rest() const {
  std::string text;
  for (const Carried& one : carried_)
    if (!one.breaks.empty() && !one.name.empty())
      text += format("{}broken_{} = (broken_{} || {})", text.empty() ? "" : "; ", one.name, one.name, fmt::join(one.breaks, " || "));
  return text;
}

std::string PromelaProperties::variables() const {
  std::string text;
  for (std::size_t i = 0; i < carried_.size(); ++i) {
    const std::string& name = carried_[i].name;
    if (name.empty()) continue;
    text += format("bool broken_{} = 0;", name);
    const Pattern pattern = procedure_.properties[i].pattern;
    if (pattern == Pattern::before || pattern == Pattern::leads_to) text += format(" bool seen_{} = 0;", name);
    if (pattern == Pattern::at_most) text += format(" byte n_{} = 0;", name);
    text += "\n";
  }
  return text;
}

std::string PromelaProperties::formulas(base::Lang lang) const {
  std::string text;
  for (std::size_t i = 0; i < carried_.size(); ++i) {
    const Property& property = procedure_.properties[i];
    std::string said = property.text;
    for (std::size_t at = said.find("*/"); at != std::string::npos; at = said.find("*/")) said.replace(at, 2, "* /");
    std::string note;
    if (carried_[i].name.empty()) note = base::tr(lang, N_(" (not carried: its condition is about an event, a table, or a number computed from dates)"));
    else if (property.within) note = base::tr(lang, N_(" (the delay is not carried: it comes, if late, before the end)"));
    text += format("\n/* {}: {}{} */\n", property.name, said, note);
    if (!carried_[i].name.empty()) text += format("ltl {0} {{ [] !broken_{0} }}\n", carried_[i].name);
  }
  return text;
}

}  // namespace guichet::interop
