#include "codegen/gtest_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/ensure.h"
#include "codegen/expression_text.h"
#include "codegen/header_text.h"
#include "codegen/identifiers.h"
#include "codegen/machine_text.h"
#include "codegen/naming.h"

namespace guichet::codegen {

using expr::Kind;
using fmt::format;

namespace {

std::string day_text(base::Date date) {
  const base::DateParts parts = base::parts(date);
  return format("{}y / {} / {}", parts.year, parts.month, parts.day);
}

class Writer {
 public:
  explicit Writer(const model::Procedure& procedure) : procedure_{procedure}, naming_{name_all(procedure)} {}

  [[nodiscard]] std::string file(const std::vector<ToldCase>& cases) {
    std::string text = format(
        "// Generated from the procedure {} by `guichet gentest --gtest`; generate it again when the procedure changes.\n"
        "#include <gtest/gtest.h>\n\n#include <ostream>\n\n#include <guichet/procedures/{}.hpp>\n\n"
        "namespace guichet::procedures::{} {{\n\n",
        procedure_.id, naming_.space, naming_.space);
    const char* const print = "void PrintTo(State state, std::ostream* out) { *out << kStateNames[static_cast<std::size_t>(state)]; }\n";
    text += format("// What a test that fails says of a state.\n{}", print);
    for (std::size_t i = 1; i < naming_.machines.size(); ++i) text += format("namespace {} {{\n{}}}\n", naming_.machines[i].space, print);
    text += "\nnamespace {\n\nusing namespace std::chrono_literals;\nusing Kind = Outcome::Kind;\n";
    NameScope suites, tests;
    const std::string suite = suites.pascal(procedure_.id);
    for (const ToldCase& one : cases) text += test(suite, tests.pascal(one.name), one);
    return text + format("\n}}  // namespace\n\n}}  // namespace guichet::procedures::{}\n", naming_.space);
  }

 private:
  std::string test(const std::string& suite, const std::string& name, const ToldCase& one) {
    children_.clear();
    passed_.assign(procedure_.deadlines.size(), false);
    std::string text = format("\n{}\nTEST({}, {}) {{\n  Machine machine;\n", comment(one.title), suite, name);
    for (std::size_t i = 0; i < one.attributes.size(); ++i)
      if (!one.attributes[i].is_absent()) text += write(procedure_.attributes[i].slot, one.attributes[i]);
    for (const ToldEvent& event : one.events) add(text, event);
    return text + "}\n";
  }

  void add(std::string& text, const ToldEvent& event) {
    for (const auto& [slot, value] : event.known) text += write(slot, value);
    for (std::size_t i = 0; i < event.passed.size(); ++i) {
      if (event.passed[i] == passed_[i]) continue;
      passed_[i] = event.passed[i];
      text += format("  machine.passed.{} = {};\n", naming_.deadlines[i], event.passed[i]);
    }
    std::string who = "machine", space;
    if (event.machine.index > 0) {
      space = naming_.machines[event.machine.index].space + "::";
      who = child(text, event, space);
    }
    text += format("  EXPECT_EQ({}.handle(event::{}, {}).kind, Kind::moved);\n", who, event_text(event), day_text(event.today));
    text += format("  EXPECT_EQ({}.state(), {}State::{});\n", who, space, naming_.machines[event.machine.index].states[event.to.index]);
    if (event.machine.index > 0) text += format("  machine.data = {}.data;\n", who);
    for (const auto& [slot, value] : event.computed)
      text += value.is_absent() ? format("  EXPECT_FALSE({});\n", place(slot)) : format("  EXPECT_EQ({}, {});\n", place(slot), literal(slot, value));
  }

  // A child works on the data of the case. Named after its member; put where it starts when it is new.
  std::string child(std::string& text, const ToldEvent& event, const std::string& space) {
    const model::Each& each = *procedure_.main().states[procedure_[event.machine].owner.index].each;
    const WordsType& words = naming_.words_of(*procedure_[each.members].values);
    const std::string& word = words.enumerators[*event.member];
    const std::string name = "of_" + word;
    if (children_.insert(name).second) text += format("  {}Machine {}{{{}::{}}};\n", space, name, words.name, word);
    // Again, when the case came back to where it has children.
    text += format("  {}.place({}State::{});\n", name, space, naming_.machines[event.machine.index].states[event.from.index]);
    text += format("  {0}.data = machine.data;\n", name);
    if (!procedure_.deadlines.empty()) text += format("  {0}.passed = machine.passed;\n", name);
    return name;
  }

  [[nodiscard]] std::string event_text(const ToldEvent& event) const {
    const std::string& name = naming_.triggers[event.on.index];
    std::vector<std::string> fields;
    if (event.on == model::trigger(model::Trigger::children_done)) {
      std::map<std::string, std::vector<std::string>> of;    // by machine
      for (const auto& [machine, state] : event.ended) {
        const MachineNames& names = naming_.machines[machine.index];
        of[names.space].push_back(format("{}::State::{}", names.space, names.states[state.index]));
      }
      for (std::size_t i = 1; i < naming_.machines.size(); ++i)
        if (const auto found = of.find(naming_.machines[i].space); found != of.end())
          fields.push_back(format(".{} = {{{}}}", found->first, fmt::join(found->second, ", ")));
      return format("{}{{{}}}", name, fmt::join(fields, ", "));
    }
    const std::size_t index = std::size_t{event.on.index} - model::kFixedTriggers;
    if (event.on.index < model::kFixedTriggers || index >= procedure_.events.size()) return name + "{}";
    const model::Event& declared = procedure_.events[index];
    for (const auto* data : {&declared.carries, &declared.may_carry})
      for (const model::DatumId datum : *data)
        if (std::string value = field(event, datum); !value.empty()) fields.push_back(format(".{} = {}", naming_.data[datum.index], value));
    return format("{}{{{}}}", name, fmt::join(fields, ", "));
  }

  // What the event brings for one of its fields; "": nothing.
  [[nodiscard]] std::string field(const ToldEvent& event, model::DatumId datum) const {
    const model::Datum& declared = procedure_[datum];
    const auto value_of = [&](std::uint16_t slot) {
      const auto found = std::ranges::find(event.carried, slot, &SlotValue::first);
      return found == event.carried.end() || found->second.is_absent() ? "" : literal(slot, found->second);
    };
    if (!tells_all_members(procedure_, event.on.index, datum))
      return value_of(static_cast<std::uint16_t>(declared.slot + (declared.width > 1 ? event.member.value_or(0) : 0)));
    std::vector<std::string> all;
    bool any = false;
    for (std::uint16_t i = 0; i < declared.width; ++i) {
      std::string one = value_of(static_cast<std::uint16_t>(declared.slot + i));
      any = any || !one.empty();
      all.push_back(one.empty() ? "std::nullopt" : std::move(one));
    }
    return any ? format("{{{{{}}}}}", fmt::join(all, ", ")) : "";
  }

  [[nodiscard]] std::string place(std::uint16_t slot) const {
    const std::string text = "machine.data." + naming_.of_slot(procedure_, slot);
    const auto datum = procedure_.datum_of_slot(slot);
    return datum && procedure_[*datum].width > 1 ? format("{}[{}]", text, slot - procedure_[*datum].slot) : text;
  }
  [[nodiscard]] std::string write(std::uint16_t slot, const expr::Value& value) const {
    return value.is_absent() ? format("  {}.reset();\n", place(slot)) : format("  {} = {};\n", place(slot), literal(slot, value));
  }

  [[nodiscard]] std::string literal(std::uint16_t slot, const expr::Value& value) const {
    const auto datum = procedure_.datum_of_slot(slot);
    const expr::Type& type = datum ? procedure_[*datum].type : std::ranges::find(procedure_.attributes, slot, &model::Attribute::slot)->type;
    switch (value.kind()) {
      case Kind::boolean: return value.is_true() ? "true" : "false";
      case Kind::number: return format("{}", value.as_integer());
      case Kind::money: return format("Amount{{{}}}", value.as_integer());
      case Kind::date: return format("Date{{{}}}", day_text(value.as_date()));
      case Kind::duration:
        return format("Delay{{{}, Unit::{}}}", value.as_duration().count, unit_name(value.as_duration().unit));
      case Kind::text:
      case Kind::file: return quoted(value.as_text());
      case Kind::enumeration: return literal_text(naming_, value, type);
      case Kind::list: {
        const WordsType& words = naming_.words_of(*type.values);
        std::vector<std::string> chosen;
        for (std::size_t i = 0; i < words.enumerators.size(); ++i)
          if ((value.as_members() >> i & 1U) != 0) chosen.push_back(words.name + "::" + words.enumerators[i]);
        return format("Set<{}>{{{}}}", words.name, fmt::join(chosen, ", "));
      }
      case Kind::absent:
      case Kind::error: break;
    }
    base::ensure(false, "a literal without a value");
    return {};
  }

  const model::Procedure& procedure_;
  Naming naming_;
  std::set<std::string> children_;    // that the test has made
  std::vector<bool> passed_;
};

}  // namespace

std::string gtest_text(const model::Procedure& procedure, const std::vector<ToldCase>& cases) { return Writer{procedure}.file(cases); }

}  // namespace guichet::codegen
