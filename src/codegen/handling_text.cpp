// The source behind the typed machines: their data as slots, what branches set, and each handle().
#include <fmt/format.h>

#include <algorithm>

#include "codegen/expression_text.h"
#include "codegen/header_text.h"
#include "codegen/identifiers.h"
#include "codegen/machine_text.h"

namespace guichet::codegen {

using fmt::format;

namespace {

std::string place_of(const model::Procedure& procedure, const Naming& naming, model::DatumId datum, const char* record) {
  const std::string field = format("{}.{}", record, naming.data[datum.index]);
  return procedure[datum].width > 1 ? field + "[member]" : field;
}

std::string assignment_text(const model::Procedure& procedure, const Naming& naming, const ExpressionWriter& writer,
                            const model::Assignment& assignment) {
  const std::string head = format("give({}, ", place_of(procedure, naming, assignment.datum, "after"));
  return head + writer.write_known(assignment.value.root(), 21 + head.size()) + ")";
}

std::string assign_text(const model::Procedure& procedure, const Naming& naming, model::MachineId id) {
  const model::Machine& machine = procedure[id];
  std::string cases;
  for (std::size_t i = 0; i < machine.transitions.size(); ++i) {
    const model::Transition& transition = machine.transitions[i];
    if (transition.set.empty()) continue;
    const ExpressionWriter writer{procedure, naming, id, children_of(machine, transition)};
    std::string gifts;
    for (const model::Assignment& one : transition.set) {
      if (!gifts.empty()) gifts += ",\n                             ";
      gifts += assignment_text(procedure, naming, writer, one);
    }
    cases += format("      case {}: return codegen::assign({});\n", i, gifts);
  }
  if (cases.empty()) {
    return "  static Unknown assign(std::uint16_t /*transition*/, const Facts& /*f*/, Data& /*after*/,\n"
           "                        std::uint16_t /*member*/) {\n    return Unknown::nothing;\n  }\n";
  }
  return format(
      "  static Unknown assign(std::uint16_t transition, [[maybe_unused]] const Facts& f, Data& after,\n"
      "                        [[maybe_unused]] std::uint16_t member) {{\n"
      "    switch (transition) {{\n{}      default: return Unknown::nothing;\n    }}\n  }}\n",
      cases);
}

std::string in_rows(const std::vector<std::string>& all, std::size_t per_row) {
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    text += i % per_row == 0 ? "\n      " : " ";
    text += all[i] + (i + 1 == all.size() ? "" : ",");
  }
  return text;
}

std::string way_text(const model::Procedure& procedure, const Naming& naming, model::MachineId id) {
  const model::Machine& machine = procedure[id];
  std::vector<std::string> to;
  for (const model::Transition& transition : machine.transitions) {
    to.push_back(transition.to ? std::to_string(transition.to->index) : "kStays");
  }
  std::vector<std::string> rules;
  for (const model::State& state : machine.states) rules.emplace_back(state.kind == model::StateKind::decide ? "true" : "false");
  return format(
      "struct Way : Values {{\n  using State = {}::State;\n  using Facts = {}::Facts;\n"
      "  static constexpr const Steps& steps = kSteps;\n"
      "  static constexpr std::array<std::int32_t, {}> to{{{}}};\n"
      "  static constexpr std::array<bool, {}> is_rule{{{}}};\n{}}};\n",
      id.index == 0 ? naming.space : naming.machines[id.index].space, naming.space, to.size(), in_rows(to, 20),
      rules.size(), in_rows(rules, 14), assign_text(procedure, naming, id));
}

std::string told_text(const model::Procedure& procedure, const Naming& naming, model::MachineId id, std::size_t trigger) {
  const std::size_t event = trigger - model::kFixedTriggers;
  if (trigger < model::kFixedTriggers || event >= procedure.events.size()) return "";
  std::string text;
  const auto of_members = [&](model::DatumId datum) {
    if (!tells_all_members(procedure, trigger, datum)) return false;
    const std::string& name = naming.data[datum.index];
    text += id.index > 0 ? format("  if (event.{0}[member]) told.{0}[member] = event.{0}[member];\n", name)
                         : format("  for (std::size_t i = 0; i < told.{0}.size(); ++i) {{\n"
                                  "    if (event.{0}[i]) told.{0}[i] = event.{0}[i];\n  }}\n", name);
    return true;
  };
  for (const model::DatumId datum : procedure.events[event].carries) {
    if (of_members(datum)) continue;
    text += format("  {} = event.{};\n", place_of(procedure, naming, datum, "told"), naming.data[datum.index]);
  }
  for (const model::DatumId datum : procedure.events[event].may_carry) {
    if (of_members(datum)) continue;
    text += format("  if (event.{}) {} = event.{};\n", naming.data[datum.index], place_of(procedure, naming, datum, "told"),
                   naming.data[datum.index]);
  }
  return text;
}

// The children whose ends this machine's transitions may ask about, as numbers.
std::string children_text(const model::Procedure& procedure, const Naming& naming, std::size_t trigger) {
  if (trigger != static_cast<std::size_t>(model::Trigger::children_done)) return "";
  std::string text = "  std::vector<std::uint16_t> ended;\n";
  for (std::size_t i = 1; i < procedure.machines.size(); ++i) {
    const std::string& space = naming.machines[i].space;
    text += format("  for (const {}::State child : event.{}) ended.push_back(static_cast<std::uint16_t>(child));\n", space, space);
  }
  return text;
}

std::string handle_text(const model::Procedure& procedure, const Naming& naming, model::MachineId id, std::size_t trigger) {
  const std::string told = told_text(procedure, naming, id, trigger);
  const std::string children = children_text(procedure, naming, trigger);
  const bool uses_event = !told.empty() || !children.empty();
  std::string passed;
  std::string setting = ".today = today";
  if (id.index > 0) setting += ", .member = member";
  if (!children.empty()) setting += ", .children = ended";
  if (!procedure.deadlines.empty()) {
    for (const std::string& name : naming.deadlines) passed += (passed.empty() ? "" : ", ") + ("passed." + name);
    passed = format("  const std::array<bool, {}> over{{{}}};\n", naming.deadlines.size(), passed);
    setting += ", .passed = over";
  }
  return format(
      "Outcome Machine::handle(const event::{}& {}, Date today) {{\n{}{}{}{}{}"
      "  return take<Way>(state_, data, {}, {}, {{{}}});\n}}\n",
      naming.triggers[trigger], uses_event ? "event" : "/*event*/",
      id.index > 0 ? "  const auto member = static_cast<std::uint16_t>(member_);\n" : "",
      told.empty() ? "" : "  Data told = data;\n", told, children, passed, told.empty() ? "data" : "told", trigger, setting);
}

}  // namespace

std::string slots_text(const model::Procedure& procedure, const Naming& naming) {
  std::string slots;
  std::vector<std::string> names(procedure.slots);
  for (std::size_t i = 0; i < procedure.data.size(); ++i) {
    const model::Datum& datum = procedure.data[i];
    slots += datum.width > 1 ? format("    to_slots(&slots[{}], data.{});\n", datum.slot, naming.data[i])
                             : format("    slots[{}] = to_slot(data.{});\n", datum.slot, naming.data[i]);
    for (std::uint16_t k = 0; k < datum.width; ++k) names[std::size_t{datum.slot} + k] = datum.name;
  }
  for (std::size_t i = 0; i < procedure.attributes.size(); ++i) {
    const model::Attribute& attribute = procedure.attributes[i];
    slots += format("    slots[{}] = to_slot(data.{});\n", attribute.slot, naming.data[procedure.data.size() + i]);
    names[attribute.slot] = attribute.name;
  }
  std::ranges::transform(names, names.begin(), quoted);
  // A case without data still has a frame.
  return format(
      "struct Values {{\n  using Data = {}::Data;\n"
      "  static constexpr std::array<std::string_view, {}> names{{{}}};\n"
      "  static std::array<expr::Value, {}> slots([[maybe_unused]] const Data& data) {{\n"
      "    std::array<expr::Value, {}> slots{{}};\n{}    return slots;\n  }}\n}};\n\n",
      naming.space, std::max<std::size_t>(names.size(), 1), in_rows(names, 5), std::max<std::size_t>(names.size(), 1),
      std::max<std::size_t>(names.size(), 1), slots);
}

std::string handling_text(const model::Procedure& procedure, const Naming& naming, model::MachineId id) {
  const model::Machine& machine = procedure[id];
  if (machine.transitions.empty()) return "";
  std::vector<bool> heard(naming.triggers.size());
  for (const model::Transition& transition : machine.transitions) heard[transition.on.index] = true;
  std::string text = way_text(procedure, naming, id) + "\n}  // namespace\n\n";
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (heard[i] && i != static_cast<std::size_t>(model::Trigger::decide)) text += handle_text(procedure, naming, id, i);
  }
  return text + "\nnamespace {\n\n";
}

}  // namespace guichet::codegen
