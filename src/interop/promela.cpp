#include "interop/promela.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "interop/limits.h"
#include "interop/promela_language.h"
#include "interop/promela_properties.h"
#include "interop/promela_texts.h"
#include "interop/rows.h"

namespace guichet::interop {

using fmt::format;
using model::StateKind;
using model::Trigger;

namespace {

class PromelaWriter {
 public:
  PromelaWriter(const model::Procedure& procedure, base::Lang lang) : procedure_{procedure}, names_{procedure}, properties_{procedure, names_}, lang_{lang} {}

  [[nodiscard]] std::string model() {
    std::string body;
    for (std::uint16_t s = 0; s < main().states.size(); ++s) add_rules(body, s);
    add_rest(body);
    std::string text = "/*\n";
    for (const std::string& line : head_of(procedure_, Target::promela, lang_)) text += " " + line + "\n";
    text += "*/\n#define ABSENT (-2147483647)\n";
    add_numbers(text);
    add_variables(text);
    text += format("{}{}\nactive proctype dossier() {{\n", kDates + 1, kReplay + 1);
    for (const std::string& line : opening_) text += "  " + line + "\n";
    text += "  do\n" + body + "  od\n}\n";
    text += "\n/* Each is violated exactly when the state can be reached. */\n";
    for (std::uint16_t s = 0; s < main().states.size(); ++s)
      text += format("ltl never_{0} {{ [] (state != {0}) }}\n", names_.state({0}, {s}));
    return text + properties_.formulas(lang_);
  }

 private:
  using Member = std::optional<std::uint16_t>;
  // At the end of what is one act.
  [[nodiscard]] std::string rest() const {
    const std::string asked = properties_.on_rest();
    return asked.empty() ? "" : "; " + asked;
  }
  [[nodiscard]] const model::Machine& main() const { return procedure_.main(); }
  [[nodiscard]] std::string S(model::StateId id) const { return names_.state({0}, id); }

  void add_numbers(std::string& text) const {
    for (std::uint16_t s = 0; s < main().states.size(); ++s) text += format("#define {} {}\n", S({s}), s);
    for (std::uint16_t m = 1; m < procedure_.machines.size(); ++m)
      for (std::uint16_t s = 0; s < procedure_.machines[m].states.size(); ++s)
        text += format("#define {} {}\n", names_.state({m}, {s}), s + 1);
    for (const model::TriggerId on : heard_) text += format("#define {} {}\n", names_.trigger(on), on.index);
    for (std::size_t i = 0; i < names_.texts().size(); ++i) {
      std::string shown = names_.texts()[i];
      std::ranges::replace(shown, '*', ' ');
      text += format("/* text {}: {} */\n", i, shown);
    }
  }

  void add_variables(std::string& text) const {
    text += "\nbyte state = 0; bool stuck = 0; bool fresh = 0; bool ended = 0;\nint today = 20514;\nhidden int event; hidden int who;\n";
    for (std::uint16_t d = 0; d < procedure_.deadlines.size(); ++d) text += format("int {} = ABSENT;\n", names_.passed(d));
    for (const std::uint16_t slot : names_.read())
      text += format("int {0} = ABSENT; hidden int in_{0} = ABSENT; hidden int old_{0};\n", names_.slot(slot));
    for (const model::State& state : main().states)
      if (state.each)
        for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m) text += format("byte {} = 0;\n", names_.child(state, m));
    text += properties_.variables();
    for (std::size_t i = 0; i < temporaries_; ++i) text += format("hidden int t{}; hidden int s{};\n", i, i);
  }

  // The branches of one (state, trigger) as one `if`; `otherwise` when none is open.
  void add_branches(std::string& text, model::MachineId machine, model::StateId from, model::TriggerId on, Member member,
                    const model::State* each, std::size_t indent, const std::string& otherwise) {
    const model::State& state = procedure_[machine].states[from.index];
    const model::State* asked = state.each ? &state : each;
    const Promela language{procedure_, names_, asked, member};
    const ConditionWriter writer{language};
    struct Branch {
      std::string condition;
      std::vector<std::string> acts;
    };
    std::vector<Branch> branches;
    for (const Row& row : rows(procedure_, machine, from, on, true)) {
      Branch branch{.condition = writer.open(row), .acts = {}};
      if (const std::size_t event = std::size_t{on.index} - model::kFixedTriggers; on.index >= model::kFixedTriggers && event < procedure_.events.size())
        branch.acts = properties_.on_event({static_cast<std::uint16_t>(event)});
      std::vector<std::string> gifts;
      for (const model::Assignment& one : row.transition->set) {
        const model::Datum& datum = procedure_[one.datum];
        const auto slot = static_cast<std::uint16_t>(datum.slot + (datum.width > 1 ? member.value_or(0) : 0));
        if (!names_.is_read(slot)) continue;
        branch.acts.push_back(format("s{} = {}", gifts.size(), as_value(writer, one.value.root())));
        gifts.push_back(format("{} = s{}", names_.slot(slot), gifts.size()));
      }
      branch.acts.insert(branch.acts.end(), gifts.begin(), gifts.end());
      if (row.transition->to) add_entry(branch.acts, machine, *row.transition->to, member, state, each);
      if (branch.acts.empty()) branch.acts.emplace_back("skip");
      branches.push_back(std::move(branch));
    }
    temporaries_ = std::max({temporaries_, language.before().size(), std::size_t{8}});
    const std::string margin(indent, ' ');
    for (const std::string& line : language.before()) text += margin + line + ";\n";
    text += margin + "if\n";
    bool always = false;
    for (const Branch& branch : branches) {
      text += format("{}:: {} -> {}\n", margin, branch.condition.empty() ? "true" : "(" + branch.condition + ")", fmt::join(branch.acts, "; "));
      always = always || branch.condition.empty();
    }
    if (!always) text += format("{}:: else -> {}\n", margin, otherwise);
    text += margin + "fi";
  }

  [[nodiscard]] static std::string as_value(const ConditionWriter& writer, const expr::Node& node) {
    const std::string value = writer.value(node);
    return node.type.kind == expr::Kind::boolean && node.op != expr::Op::slot && node.op != expr::Op::constant && node.op != expr::Op::lookup
               ? format("({} -> 1 : 0)", value)
               : value;
  }

  void add_entry(std::vector<std::string>& acts, model::MachineId machine, model::StateId to, Member member, const model::State& from,
                 const model::State* each) const {
    const model::State& entered = procedure_[machine].states[to.index];
    if (machine.index != 0) {
      acts.push_back(format("{} = {}", names_.child(*each, *member), names_.state(machine, to)));
      if (entered.kind == StateKind::outcome) acts.emplace_back("ended = 1");
      std::ranges::move(properties_.on_entry(machine, to), std::back_inserter(acts));
      return;
    }
    if (from.each)
      for (std::uint16_t m = 0; m < members(procedure_, from).size(); ++m) acts.push_back(names_.child(from, m) + " = 0");
    acts.push_back("state = " + S(to));
    acts.push_back(format("fresh = {}", entered.each ? 1 : 0));
    acts.emplace_back("ended = 0");
    std::ranges::move(properties_.on_entry(machine, to), std::back_inserter(acts));
  }

  void add_rules(std::string& text, std::uint16_t s) {
    const model::State& state = main().states[s];
    if (state.kind == StateKind::decide) {
      text += format("  :: atomic {{ (!stuck && state == {}) ->\n", S({s}));
      pending_.push_back(format("state == {}", S({s})));
      add_branches(text, {0}, {s}, model::trigger(Trigger::decide), std::nullopt, nullptr, 6, "stuck = 1");
      text += format("{} }}\n", rest());
    }
    if (!state.each) return;
    const model::MachineId children = state.each->children;
    const model::Machine& machine = procedure_[children];
    const std::string list = names_.slot(procedure_[state.each->members].slot);
    text += format("  :: atomic {{ (!stuck && state == {} && fresh) -> fresh = 0; ended = 1;\n", S({s}));
    pending_.push_back(format("(state == {} && fresh)", S({s})));
    const std::string first = names_.state(children, {0});
    for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m)
      text += format("      {} = (({} != ABSENT && (({} >> {}) & 1) == 1) -> {} : 0);\n", names_.child(state, m), list, list, m, first);
    if (const auto acts = properties_.on_entry(children, {0}); !acts.empty())
      for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m)
        text += format("      if :: ({} != 0) -> {} :: else fi;\n", names_.child(state, m), fmt::join(acts, "; "));
    text += format("      skip{} }}\n", rest());
    std::vector<std::string> all_ended;
    for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m) {
      const std::string child = names_.child(state, m);
      std::string over = child + " == 0";
      for (std::uint16_t c = 0; c < machine.states.size(); ++c) {
        if (machine.states[c].kind == StateKind::outcome) over += format(" || {} == {}", child, names_.state(children, {c}));
        if (machine.states[c].kind != StateKind::decide) continue;
        const std::string here = format("(state == {} && !fresh && {} == {})", S({s}), child, names_.state(children, {c}));
        text += format("  :: atomic {{ (!stuck && {}) ->\n", here);
        pending_.push_back(here);
        add_branches(text, children, {c}, model::trigger(Trigger::decide), m, &state, 6, "stuck = 1");
        text += format("{} }}\n", rest());
      }
      all_ended.push_back("(" + over + ")");
    }
    const std::string done = format("(state == {} && !fresh && ended && {})", S({s}), fmt::join(all_ended, " && "));
    text += format("  :: atomic {{ (!stuck && {}) -> ended = 0;\n", done);
    pending_.push_back(done);
    if (main().row({s}, model::trigger(Trigger::children_done)).count > 0)
      add_branches(text, {0}, {s}, model::trigger(Trigger::children_done), std::nullopt, nullptr, 6, "skip");
    else text += "      skip";
    text += format("{} }}\n", rest());
  }

  struct Case {    // one way for something to happen: who is told, and what the branches are
    std::string where;
    std::string text;
    std::vector<std::uint16_t> slots;
    std::set<std::uint16_t> perhaps;
    model::TriggerId on;
    int member;
  };

  void add_case(std::vector<Case>& cases, model::MachineId machine, model::StateId s, model::TriggerId on, Member member,
                const model::State* each, const std::string& where) {
    const model::State& state = procedure_[machine].states[s.index];
    Case one{.where = where, .text = {}, .slots = {}, .perhaps = {}, .on = on, .member = member ? int{*member} : -1};
    const Brought brings = brought(procedure_, state, on);
    for (const auto* ids : {&brings.surely, &brings.perhaps})
      for (const model::DatumId id : *ids) {
        const model::Datum& datum = procedure_[id];
        for (std::uint16_t i = 0; i < datum.width; ++i) {
          if (datum.width > 1 && member && i != *member) continue;
          const auto slot = static_cast<std::uint16_t>(datum.slot + i);
          if (!names_.is_read(slot) || std::ranges::find(one.slots, slot) != one.slots.end()) continue;
          one.slots.push_back(slot);
          if (ids == &brings.perhaps) one.perhaps.insert(slot);
        }
      }
    std::string restore = "skip";
    for (const std::uint16_t slot : one.slots) {
      const std::string& name = names_.slot(slot);
      one.text += format("        old_{0} = {0}; {0} = (in_{0} != ABSENT -> in_{0} : {0}); in_{0} = ABSENT;\n", name);
      restore += format("; {0} = old_{0}", name);
    }
    add_branches(one.text, machine, s, on, member, each, 8, restore);
    heard_.insert(on);
    cases.push_back(std::move(one));
  }

  [[nodiscard]] std::vector<Case> all_cases() {
    std::vector<Case> cases;
    const auto is_rule = [](model::TriggerId on) { return on == model::trigger(Trigger::decide) || on == model::trigger(Trigger::children_done); };
    for (std::uint16_t s = 0; s < main().states.size(); ++s) {
      const model::State& state = main().states[s];
      for (const model::TriggerId on : triggers(main(), {s}))
        if (!is_rule(on)) add_case(cases, {0}, {s}, on, std::nullopt, nullptr, format("state == {}", S({s})));
      if (!state.each) continue;
      const model::Machine& machine = procedure_[state.each->children];
      for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m)
        for (std::uint16_t c = 0; c < machine.states.size(); ++c)
          for (const model::TriggerId on : triggers(machine, {c}))
            if (!is_rule(on))
              add_case(cases, state.each->children, {c}, on, m, &state,
                       format("state == {} && {} == {}", S({s}), names_.child(state, m), names_.state(state.each->children, {c})));
    }
    return cases;
  }

  // When no rule is left to follow: something happens.
  void add_rest(std::string& text) {
    const std::vector<Case> cases = all_cases();
    const std::string pending = pending_.empty() ? "false" : fmt::format("{}", fmt::join(pending_, " || "));
    text += format("  :: atomic {{ (stuck || !({})) -> stuck = 0;\n#ifdef REPLAY\n", pending);
    add_told(text);
    text += "#else\n      if\n";
    for (std::uint16_t s = 0; s < main().states.size(); ++s)
      if (main().states[s].kind == StateKind::outcome) text += format("      :: (state == {}) -> break\n", S({s}));
    for (const Case& one : cases) {
      text += format("      :: ({}) -> event = {}; who = {}", one.where, names_.trigger(one.on), one.member);
      for (const std::uint16_t slot : one.slots) text += "; " + any_of(slot, one.perhaps.contains(slot), "in_");
      text += "\n";
    }
    for (std::uint16_t d = 0; d < procedure_.deadlines.size(); ++d)
      text += format("      :: {0} = 1; event = -1\n      :: {0} = 0; event = -1\n", names_.passed(d));
    text += "      fi;\n#endif\n      if\n";
    for (const Case& one : cases)
      text += format("      :: (event == {} && who == {} && {}) ->\n{}\n", names_.trigger(one.on), one.member, one.where, one.text);
    text += "      :: else -> skip";    // nobody listens: what it brought is nobody's
    for (const std::uint16_t slot : names_.read()) text += format("; in_{} = ABSENT", names_.slot(slot));
    text += format("\n      fi{} }}\n", rest());
    for (const model::Attribute& attribute : procedure_.attributes)
      if (names_.is_read(attribute.slot)) opening_.push_back(any_of(attribute.slot, false, "") + ";");
    if (!opening_.empty()) {
      opening_.insert(opening_.begin(), "#ifndef REPLAY");
      opening_.emplace_back("#endif");
    }
    if (main().states.front().each) opening_.emplace_back("fresh = 1;");
    for (const std::string& act : properties_.on_entry({0}, {0})) opening_.push_back(act + ";");
    if (const std::string asked = properties_.on_rest(); !asked.empty()) opening_.push_back(asked + ";");
  }

  // Where the case stands, then what the outside says: 0 today passed..., 1 slot value (-2147483647: erased), 2 event who,
  // 3: a new case, 4: the end. Values an event brings are told before it, by 5 slot value.
  void add_told(std::string& text) const {
    std::string shown;
    std::string values = "state";
    for (const model::State& state : main().states)
      if (state.each)
        for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m) {
          shown += " %d";
          values += ", " + names_.child(state, m);
        }
    text += "      event = -1;\n      do\n      :: read(r_n);\n        if\n        :: (r_n == 0) -> read(today)";
    for (std::uint16_t d = 0; d < procedure_.deadlines.size(); ++d) text += format("; read({})", names_.passed(d));
    text += "\n";
    for (const char* which : {"1", "5"}) {
      text += format("        :: (r_n == {}) -> read(r_slot); read(r_value);\n          if\n", which);
      for (std::size_t i = 0; i < names_.read().size(); ++i)
        text += format("          :: (r_slot == {}) -> {}{} = r_value\n", i, *which == '1' ? "" : "in_", names_.slot(names_.read()[i]));
      text += "          :: else\n          fi\n";
    }
    text += "        :: (r_n == 2) -> read(event); read(who); break\n        :: (r_n == 3) -> state = 0; ended = 0; fresh = ";
    text += main().states.front().each ? "1" : "0";
    for (std::uint16_t d = 0; d < procedure_.deadlines.size(); ++d) text += format("; {} = ABSENT", names_.passed(d));
    for (const std::uint16_t slot : names_.read()) text += format("; {} = ABSENT", names_.slot(slot));
    for (const model::State& state : main().states)
      if (state.each)
        for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m) text += format("; {} = 0", names_.child(state, m));
    text += format("\n        :: (r_n == 6) -> printf(\"stands %d{}\\n\", {})\n        :: else -> goto over\n        fi\n      od;\n", shown, values);
  }

  // Values on both sides of what the slot is compared with.
  [[nodiscard]] std::string any_of(std::uint16_t slot, bool perhaps, const char* prefix) const {
    std::set<std::int64_t> values;
    const auto datum = procedure_.datum_of_slot(slot);
    const auto attribute = std::ranges::find(procedure_.attributes, slot, &model::Attribute::slot);
    const expr::Type& type = datum ? procedure_[*datum].type : attribute->type;
    switch (type.kind) {
      case expr::Kind::boolean: values = {0, 1}; break;
      case expr::Kind::enumeration:
        for (std::size_t i = 0; i < type.values->size(); ++i) values.insert(static_cast<std::int64_t>(i));
        break;
      case expr::Kind::list:
        values = {0, (std::int64_t{1} << type.values->size()) - 1};
        for (std::size_t i = 0; i < type.values->size(); ++i) values.insert(std::int64_t{1} << i);
        break;
      case expr::Kind::date: values = {20514 - 36500, 20514 - 400, 20514, 20514 + 400}; break;
      case expr::Kind::duration: values = {20'000'012, 20'000'001}; break;
      case expr::Kind::number:
      case expr::Kind::money: values = {0, 1}; break;
      default: values = {static_cast<std::int64_t>(names_.texts().size())};
    }
    const auto compared = [&](const expr::Node& node, const auto& self) -> void {
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        const expr::Node& child = node.children[i];
        if ((child.op == expr::Op::slot || child.op == expr::Op::has) && child.variable.slot == slot) {
          for (const expr::Node& other : node.children)
            if (other.op == expr::Op::constant) add_around(values, other.constant);
          if (node.table != nullptr)
            for (const expr::TableRow& row : node.table->rows)
              if (type.kind != expr::Kind::enumeration) add_around(values, row.keys[i]);
        }
        if (node.op != expr::Op::logical_and && child.op == expr::Op::lookup && type.kind == expr::Kind::money)
          for (const expr::TableRow& row : child.table->rows) add_around(values, row.value);
        self(child, self);
      }
    };
    for (const model::Machine& machine : procedure_.machines)
      for (const model::Transition& transition : machine.transitions) {
        if (transition.guard) compared(transition.guard->root(), compared);
        for (const model::Assignment& one : transition.set) compared(one.value.root(), compared);
      }
    for (const model::Property& property : procedure_.properties)
      if (property.condition) compared(property.condition->root(), compared);
    std::string text = "if";
    if (perhaps) text += format(" :: {}{} = ABSENT", prefix, names_.slot(slot));
    for (const std::int64_t value : values) text += format(" :: {}{} = {}", prefix, names_.slot(slot), value);
    return text + " fi";
  }

  void add_around(std::set<std::int64_t>& values, const expr::Value& constant) const {
    const auto number = names_.number(constant);
    if (!number) return;
    values.insert(*number);
    if (constant.kind() == expr::Kind::number || constant.kind() == expr::Kind::money) values.insert({*number - 1, *number + 1});
  }

  const model::Procedure& procedure_;
  PromelaNames names_;
  PromelaProperties properties_;
  base::Lang lang_;
  std::vector<std::string> pending_;
  std::vector<std::string> opening_;
  std::set<model::TriggerId> heard_;
  std::size_t temporaries_ = 8;
};

}  // namespace

std::string to_promela(const model::Procedure& procedure, base::Lang lang) {
  std::string text = PromelaWriter{procedure, lang}.model();
  // `over` ends a replay.
  const std::size_t end = text.find("  od\n}\n");
  return text.replace(end, 7, "  od;\nover: skip\n}\n");
}

}  // namespace guichet::interop
