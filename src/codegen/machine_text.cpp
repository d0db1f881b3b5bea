#include "codegen/machine_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "codegen/expression_text.h"
#include "codegen/identifiers.h"

namespace guichet::codegen {

using fmt::format;

namespace {

constexpr std::size_t kRowsMax = 50;  // of one mpl::vector

// The guards that are written once each: equal texts share one.
struct Guards {
  std::vector<std::string> of_transition;  // name; empty: none
  std::string text;
};

struct RowText {
  std::array<std::string, 5> cells;  // from, event, to, action, guard
};

class MachineWriter {
 public:
  MachineWriter(const model::Procedure& procedure, const Naming& naming, model::MachineId id, const Sabotage& sabotage)
      : procedure_{procedure},
        naming_{naming},
        id_{id},
        machine_{procedure[id]},
        names_{naming.machines[id.index]},
        sabotage_{sabotage} {}

  [[nodiscard]] std::string write() const {
    if (machine_.transitions.empty()) return still();
    const Guards guards = write_guards();
    return events() + states() + guards.text + definition(guards) + steps();
  }

 private:
  [[nodiscard]] bool has_guard(std::size_t transition) const {
    const bool dropped = id_.index == 0 && sabotage_.dropped_guard == static_cast<int>(transition);
    return machine_.transitions[transition].guard.has_value() && !dropped;
  }

  // Which triggers have a row here.
  [[nodiscard]] std::vector<bool> heard() const {
    std::vector<bool> all(naming_.triggers.size());
    for (const model::Transition& transition : machine_.transitions) all[transition.on.index] = true;
    return all;
  }

  [[nodiscard]] std::string title_of_trigger(std::size_t trigger) const {
    if (trigger < model::kFixedTriggers) return "";
    const std::size_t event = trigger - model::kFixedTriggers;
    const bool is_event = event < procedure_.events.size();
    const std::string& name = is_event ? procedure_.events[event].name
                                       : procedure_.deadlines[event - procedure_.events.size()].name;
    const std::string& title = is_event ? procedure_.events[event].title.text
                                        : procedure_.deadlines[event - procedure_.events.size()].title.text;
    return is_plain(name) ? title : name + (title.empty() ? "" : ": " + title);
  }

  [[nodiscard]] std::string events() const {
    std::string text = "namespace on {\n";
    const auto all = heard();
    std::size_t width = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i]) width = std::max(width, naming_.triggers[i].size());
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i]) continue;
      text += line_with_comment(format("struct {:<{}} : Asked<Facts> {{}};", naming_.triggers[i], width), title_of_trigger(i));
    }
    return text + "}  // namespace on\n\n";
  }

  [[nodiscard]] std::string states() const {
    std::string text = "namespace state {\n";
    std::size_t width = 0;
    for (const std::string& type : names_.state_types) width = std::max(width, type.size());
    for (std::size_t i = 0; i < machine_.states.size(); ++i) {
      const model::State& state = machine_.states[i];
      const std::string title = is_plain(state.name) ? state.title.text
                                                     : state.name + (state.title.empty() ? "" : ": " + state.title.text);
      text += line_with_comment(format("struct {:<{}} : Waits {{}};", names_.state_types[i], width), title);
    }
    return text + "}  // namespace state\n\n";
  }

  [[nodiscard]] static std::string line_with_comment(const std::string& code, const std::string& words) {
    return words.empty() ? code + "\n" : code + "  " + comment(words) + "\n";
  }

  [[nodiscard]] Guards write_guards() const {
    Guards guards;
    guards.of_transition.resize(machine_.transitions.size());
    std::map<std::string, std::string> known;
    std::set<std::string> types{"Truth", "Facts", "Known"};
    for (const WordsType& words : naming_.words) {
      types.insert(words.name);
      types.insert(words.aliases.begin(), words.aliases.end());
    }
    NameScope scope{std::move(types)};
    std::string body;
    for (std::size_t i = 0; i < machine_.transitions.size(); ++i) {
      if (!has_guard(i)) continue;
      const model::Transition& transition = machine_.transitions[i];
      const ExpressionWriter writer{procedure_, naming_, id_, children_of(machine_, transition)};
      const std::string text = writer.write_known(transition.guard->root(), 11);
      auto [place, is_new] = known.try_emplace(text);
      if (is_new) {
        place->second = scope.pascal(names_.state_types[transition.from.index] + "_" + naming_.triggers[transition.on.index]);
        body += format("{}\nstruct {} {{\n  static Truth holds(const Facts& f) {{\n    return {};\n  }}\n}};\n",
                       comment(transition.guard->text()), place->second, text);
      }
      guards.of_transition[i] = place->second;
    }
    if (!body.empty()) guards.text = "namespace guard {\n" + body + "}  // namespace guard\n\n";
    return guards;
  }

  // A branch without a guard needs one when a branch before it may have no value.
  [[nodiscard]] std::string guard_cell(const Guards& guards, std::size_t i) const {
    if (!guards.of_transition[i].empty()) return format("If<guard::{}, {}>", guards.of_transition[i], i);
    const model::Transition& transition = machine_.transitions[i];
    const auto [first, count] = machine_.row(transition.from, transition.on);
    for (std::size_t before = first; before < i; ++before) {
      if (!guards.of_transition[before].empty()) return "Else";
    }
    return "none";
  }

  [[nodiscard]] std::vector<RowText> rows(const Guards& guards) const {
    std::vector<RowText> all;
    for (std::size_t i = 0; i < machine_.transitions.size(); ++i) {
      const model::Transition& transition = machine_.transitions[i];
      all.push_back({{"state::" + names_.state_types[transition.from.index], "on::" + naming_.triggers[transition.on.index],
                      transition.to ? "state::" + names_.state_types[transition.to->index] : "none",
                      format("Takes<{}>", i), guard_cell(guards, i)}});
    }
    if (!sabotage_.rows_in_file_order) std::ranges::reverse(all);
    return all;
  }

  [[nodiscard]] std::string table(const Guards& guards) const {
    const std::vector<RowText> all = rows(guards);
    std::array<std::size_t, 5> width{};
    for (const RowText& row : all) {
      for (std::size_t i = 0; i < 5; ++i) width[i] = std::max(width[i], row.cells[i].size());
    }
    const auto lines = [&](std::size_t begin, std::size_t end) {
      std::string text;
      for (std::size_t i = begin; i < end; ++i) {
        const auto& [from, on, to, action, guard] = all[i].cells;
        text += format("    Row<{:<{}}, {:<{}}, {:<{}}, {:<{}}, {:<{}}>{}\n", from, width[0], on, width[1], to, width[2],
                       action, width[3], guard, width[4], i + 1 == end ? "" : ",");
      }
      return text;
    };
    if (all.size() <= kRowsMax) {
      return "  struct transition_table : mpl::vector<\n" + lines(0, all.size()) + "  > {};\n";
    }
    // An mpl::vector holds 50 rows: more are joined.
    std::string text;
    std::string joined;
    std::size_t part = 0;
    for (std::size_t begin = 0; begin < all.size(); begin += kRowsMax) {
      text += format("  struct Rows{} : mpl::vector<\n{}  > {{}};\n", ++part,
                     lines(begin, std::min(begin + kRowsMax, all.size())));
      joined = joined.empty() ? format("Rows{}", part) : format("mpl::joint_view<{}, Rows{}>", joined, part);
    }
    return text + format("  struct transition_table : {} {{}};\n", joined);
  }

  [[nodiscard]] std::string definition(const Guards& guards) const {
    const model::StateId first = has_row({0}) ? model::StateId{0} : machine_.transitions.front().from;
    return format(
        "// Read from the bottom up: of the rows of one state and event, MSM tries the last one first.\n"
        "struct Definition : Flat<Definition> {{\n  using Facts = {}::Facts;\n  using initial_state = state::{};\n"
        "  //  from, event, to (none: stays), the transition it is in the file, its condition\n{}}};\n\n",
        naming_.space, names_.state_types[first.index], table(guards));
  }

  [[nodiscard]] bool has_row(model::StateId state) const {
    return std::ranges::any_of(machine_.transitions,
                               [&](const model::Transition& t) { return t.from == state || t.to == state; });
  }

  [[nodiscard]] std::string steps() const {
    std::string places;
    for (std::size_t i = 0; i < machine_.states.size(); ++i) {
      const bool known = has_row({static_cast<std::uint16_t>(i)});
      places += known ? format("    kPlace<Definition, state::{}>,\n", names_.state_types[i]) : "    kNowhere,\n";
    }
    std::string cases;
    const auto all = heard();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i]) continue;
      cases += format("      case {}: return ask<Definition, on::{}>(place, frame);\n", i, naming_.triggers[i]);
    }
    return format(
        "// Where MSM keeps each state of the file.\nconstexpr std::array<int, {}> kPlaces{{\n{}}};\n\n"
        "struct Steps {{\n"
        "  engine::Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {{\n"
        "    const int place = kPlaces[state.index];\n"
        "    switch (on.index) {{\n{}      default: return {{}};\n    }}\n  }}\n}};\nconstexpr Steps kSteps;\n",
        machine_.states.size(), places, cases);
  }

  // Nothing ever happens in it, and MSM has no machine without rows.
  [[nodiscard]] static std::string still() {
    return "struct Steps {\n"
           "  engine::Step step(model::StateId /*state*/, model::TriggerId /*on*/, const expr::Frame& /*frame*/) const {\n"
           "    return {};\n  }\n};\nconstexpr Steps kSteps;\n";
  }

  const model::Procedure& procedure_;
  const Naming& naming_;
  model::MachineId id_;
  const model::Machine& machine_;
  const MachineNames& names_;
  const Sabotage& sabotage_;
};

}  // namespace

std::string section(std::string_view title) {
  const std::size_t used = 9 + base::count_code_points(title);
  return format("// ---- {} {:-<{}}\n\n", title, "", used < 110 ? 110 - used : 1);
}

std::string comment(std::string_view words) {
  std::string text = "// ";
  for (const char c : words) text += c == '\n' ? ' ' : c;
  // A backslash at the end of a comment would take the next line with it.
  return text.ends_with('\\') ? text + "." : text;
}

model::MachineId children_of(const model::Machine& machine, const model::Transition& transition) {
  const auto& each = machine.states[transition.from.index].each;
  return each ? each->children : model::MachineId{};
}

std::string machine_text(const model::Procedure& procedure, const Naming& naming, model::MachineId machine,
                         const Sabotage& sabotage) {
  return MachineWriter{procedure, naming, machine, sabotage}.write();
}

}  // namespace guichet::codegen
