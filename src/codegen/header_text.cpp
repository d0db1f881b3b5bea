#include "codegen/header_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "codegen/expression_text.h"
#include "codegen/identifiers.h"
#include "codegen/machine_text.h"

namespace guichet::codegen {

using expr::Kind;
using fmt::format;

namespace {

std::string field_type(const Naming& naming, const expr::Type& type) {
  switch (type.kind) {
    case Kind::boolean: return "bool";
    case Kind::number: return "std::int64_t";
    case Kind::money: return "Amount";
    case Kind::date: return "Date";
    case Kind::duration: return "Delay";
    case Kind::enumeration: return naming.words_of(*type.values).name;
    case Kind::list: return format("Set<{}>", naming.words_of(*type.values).name);
    default: return "std::string";
  }
}

// Names separated by commas, broken before column 110.
std::string wrapped(const std::vector<std::string>& names, std::size_t indent) {
  std::string text(indent, ' ');
  std::size_t column = indent;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    const std::size_t width = base::count_code_points(names[i]) + (last ? 0 : 1);
    if (column > indent && column + 1 + width > 110) {
      text += "\n" + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) {
      text += ' ';
      ++column;
    }
    text += names[i] + (last ? "" : ",");
    column += width;
  }
  return text + "\n";
}

std::string enum_text(const std::string& name, const char* underlying, const std::vector<std::string>& enumerators) {
  return format("enum class {} : {} {{\n{}}};\n", name, underlying, wrapped(enumerators, 2));
}

std::vector<std::string> quoted_all(const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const std::string& word : words) all.push_back(quoted(word));
  return all;
}

std::string words_text(const WordsType& type) {
  std::string text = enum_text(type.name, "std::uint32_t", type.enumerators);
  for (const std::string& alias : type.aliases) text += format("using {} = {};\n", alias, type.name);
  return text + format("constexpr std::array<std::string_view, {}> words({} /*any*/) {{\n  return {{\n{}  }};\n}}\n",
                       type.words->size(), type.name, wrapped(quoted_all(*type.words), 6));
}

std::string states_text(const model::Machine& machine, const MachineNames& names) {
  std::vector<std::string> words;
  for (const model::State& state : machine.states) words.push_back(quoted(state.name));
  return enum_text("State", "std::uint16_t", names.states) +
         format("// As the file names them.\ninline constexpr std::array<std::string_view, {}> kStateNames{{\n{}}};\n",
                words.size(), wrapped(words, 4));
}

std::string field_text(const std::string& type, const std::string& name, const std::string& initial, const std::string& words) {
  const std::string code = format("  {} {}{};", type, name, initial);
  return words.empty() ? code + "\n" : code + "  " + comment(words) + "\n";
}

std::string data_text(const model::Procedure& procedure, const Naming& naming) {
  std::string text = "// All that is known of a case; what is absent has no value.\nstruct Data {\n";
  const auto title = [](const std::string& name, const std::string& words) {
    return is_plain(name) ? words : name + (words.empty() ? "" : ": " + words);
  };
  for (std::size_t i = 0; i < procedure.data.size(); ++i) {
    const model::Datum& datum = procedure.data[i];
    std::string type = format("std::optional<{}>", field_type(naming, datum.type));
    if (datum.width > 1) type = format("std::array<{}, {}>", type, datum.width);
    text += field_text(type, naming.data[i], datum.width > 1 ? "{}" : "", title(datum.name, datum.title.text));
  }
  if (!procedure.attributes.empty()) text += "  // what agencies say of themselves\n";
  for (std::size_t i = 0; i < procedure.attributes.size(); ++i) {
    const model::Attribute& attribute = procedure.attributes[i];
    text += field_text(format("std::optional<{}>", field_type(naming, attribute.type)),
                       naming.data[procedure.data.size() + i], "", is_plain(attribute.name) ? "" : attribute.name);
  }
  return text + "};\n\n";
}

std::vector<bool> heard_anywhere(const model::Procedure& procedure, std::size_t triggers) {
  std::vector<bool> all(triggers);
  for (const model::Machine& machine : procedure.machines) {
    for (const model::Transition& transition : machine.transitions) all[transition.on.index] = true;
  }
  return all;
}

std::string event_text(const model::Procedure& procedure, const Naming& naming, std::size_t trigger) {
  const std::string& name = naming.triggers[trigger];
  if (trigger == static_cast<std::size_t>(model::Trigger::children_done)) {
    std::string text = format("struct {} {{\n", name);
    for (std::size_t i = 1; i < procedure.machines.size(); ++i) {
      const std::string& space = naming.machines[i].space;
      text += format("  std::vector<{}::State> {};  // where each child ended\n", space, space);
    }
    return text + "};\n";
  }
  const std::size_t event = trigger - model::kFixedTriggers;
  if (trigger < model::kFixedTriggers || event >= procedure.events.size()) return format("struct {} {{}};\n", name);
  const model::Event& declared = procedure.events[event];
  std::string fields;
  const auto for_all = [&](model::DatumId datum) {
    return format("  std::array<std::optional<{}>, {}> {}{{}};  // of each member\n",
                  field_type(naming, procedure[datum].type), procedure[datum].width, naming.data[datum.index]);
  };
  for (const model::DatumId datum : declared.carries) {
    if (tells_all_members(procedure, trigger, datum)) {
      fields += for_all(datum);
      continue;
    }
    fields += format("  {} {}{};\n", field_type(naming, procedure[datum].type), naming.data[datum.index],
                     procedure[datum].type.kind == Kind::text || procedure[datum].type.kind == Kind::file ? "" : "{}");
  }
  for (const model::DatumId datum : declared.may_carry) {
    fields += tells_all_members(procedure, trigger, datum)
                  ? for_all(datum)
                  : format("  std::optional<{}> {};\n", field_type(naming, procedure[datum].type), naming.data[datum.index]);
  }
  std::string head = declared.title.empty() ? "" : comment(declared.title.text) + "\n";
  if (!is_plain(declared.name)) head += comment(declared.name) + "\n";
  return head + (fields.empty() ? format("struct {} {{}};\n", name) : format("struct {} {{\n{}}};\n", name, fields));
}

std::string events_text(const model::Procedure& procedure, const Naming& naming) {
  std::string text = "namespace event {\n";
  const auto heard = heard_anywhere(procedure, naming.triggers.size());
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (heard[i] && i != static_cast<std::size_t>(model::Trigger::decide)) text += event_text(procedure, naming, i);
  }
  return text + "}  // namespace event\n\n";
}

std::string deadlines_text(const model::Procedure& procedure, const Naming& naming) {
  if (procedure.deadlines.empty()) return "";
  std::string text = enum_text("Deadline", "std::uint16_t", naming.deadlines) +
                     "// Which deadlines are over: nothing here counts days.\nstruct Passed {\n";
  for (std::size_t i = 0; i < procedure.deadlines.size(); ++i) {
    text += field_text("bool", naming.deadlines[i], " = false", procedure.deadlines[i].title.text);
  }
  return text + "};\n\n";
}

std::string class_text(const model::Procedure& procedure, const Naming& naming, std::size_t index) {
  const model::Machine& machine = procedure.machines[index];
  std::string text = "class Machine {\n public:\n";
  if (index > 0) {
    const model::Each& each = *procedure.main().states[machine.owner.index].each;
    const std::string words = naming.words_of(*procedure[each.members].values).name;
    text += format("  explicit Machine({} member) : member_{{member}} {{}}\n", words);
  }
  text += "  [[nodiscard]] State state() const { return state_; }\n"
          "  // Stands there, as a test may want; nothing is checked.\n"
          "  void place(State state) { state_ = state; }\n\n"
          "  Data data;\n";
  if (!procedure.deadlines.empty()) text += "  Passed passed;\n";
  text += "\n";
  std::vector<bool> heard(naming.triggers.size());
  for (const model::Transition& transition : machine.transitions) heard[transition.on.index] = true;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (!heard[i] || i == static_cast<std::size_t>(model::Trigger::decide)) continue;
    text += format("  Outcome handle(const event::{}& event, Date today);\n", naming.triggers[i]);
  }
  text += format("\n private:\n  State state_ = State::{};\n", naming.machines[index].states.front());
  if (index > 0) {
    const model::Each& each = *procedure.main().states[machine.owner.index].each;
    text += format("  {} member_;\n", naming.words_of(*procedure[each.members].values).name);
  }
  return text + "};\n";
}

}  // namespace

bool tells_all_members(const model::Procedure& procedure, std::size_t trigger, model::DatumId datum) {
  return procedure[datum].width > 1 && std::ranges::any_of(procedure.main().transitions, [&](const model::Transition& transition) {
           return transition.on.index == trigger;
         });
}

std::string header_text(const model::Procedure& procedure, const Naming& naming) {
  std::string text = format(
      "{}\n#pragma once\n\n#include <array>\n#include <cstdint>\n#include <optional>\n#include <string>\n"
      "#include <string_view>\n#include <vector>\n\n#include <guichet/procedures/types.hpp>\n\n"
      "namespace guichet::procedures::{} {{\n\n",
      comment(procedure.title.text), naming.space);
  for (std::size_t i = 1; i < procedure.machines.size(); ++i) {
    text += format("namespace {} {{\n{}}}  // namespace {}\n\n", naming.machines[i].space,
                   states_text(procedure.machines[i], naming.machines[i]), naming.machines[i].space);
  }
  text += states_text(procedure.main(), naming.machines[0]) + "\n";
  for (const WordsType& type : naming.words) text += words_text(type) + "\n";
  text += data_text(procedure, naming) + events_text(procedure, naming) + deadlines_text(procedure, naming);
  text += "// Handles each event to completion, rules included; who acts, clocks and children are engine::Driver's.\n";
  text += class_text(procedure, naming, 0);
  for (std::size_t i = 1; i < procedure.machines.size(); ++i) {
    text += format("\nnamespace {} {{\n// One child, for its member.\n{}}}  // namespace {}\n", naming.machines[i].space,
                   class_text(procedure, naming, i), naming.machines[i].space);
  }
  return text + format("\n}}  // namespace guichet::procedures::{}\n", naming.space);
}

}  // namespace guichet::codegen
