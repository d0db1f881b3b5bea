#include "interop/scxml.h"

#include <fmt/format.h>

#include <algorithm>

#include "interop/javascript.h"
#include "interop/limits.h"
#include "interop/rows.h"
#include "interop/xml_text.h"

namespace guichet::interop {

using fmt::format;
using model::StateKind;
using model::Trigger;

namespace {

// What the document does with its own data; the prelude only computes.
constexpr const char* kActs = R"(
function keep(event, names) {
  Object.keys(event && event.carries || {}).forEach(function (name) {
    if (!names || names.indexOf(name.split('/')[0]) >= 0) data[name] = event.carries[name];
  });
}
function set(values) { Object.keys(values).forEach(function (name) { data[name] = values[name]; }); }
function erase(names) { names.forEach(function (name) { delete data[name]; }); }
)";

class ScxmlWriter {
 public:
  ScxmlWriter(const model::Procedure& procedure, base::Lang lang) : procedure_{procedure}, lang_{lang} {}

  [[nodiscard]] std::string document() const {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for (const std::string& line : head_of(procedure_, Target::scxml, lang_)) text += "<!-- " + xml_comment(line) + " -->\n";
    std::string name = xml_name(procedure_.id);    // engines make an identifier of it
    std::ranges::replace(name, '-', '_');
    text += format("<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" datamodel=\"ecmascript\" name=\"{}\" initial=\"{}\">\n",
                   name, id({0}, {0}, std::nullopt));
    text += "  <datamodel>\n    <data id=\"data\" expr=\"{}\"/>\n    <data id=\"today\"/>\n    <data id=\"passed\" expr=\"{}\"/>\n"
            "    <data id=\"children\" expr=\"{}\"/>\n";
    text += format("    <data id=\"tables\" expr=\"{}\"/>\n  </datamodel>\n", xml_escaped(js_tables(procedure_)));
    // Nothing around the section: an engine may keep only the last piece of text.
    text += format("  <script><![CDATA[\n{}{}]]></script>\n", js_prelude(), kActs);
    text += "  <state id=\"guichet.case\" initial=\"" + id({0}, {0}, std::nullopt) + "\">\n";
    text += "    <transition event=\"guichet.attributes\"><script>keep(_event.data);</script></transition>\n"
            "    <transition event=\"guichet.clock\"><script>today = _event.data.today; passed = _event.data.passed;</script></transition>\n"
            "    <transition event=\"guichet.erased\"><script>erase(_event.data.names);</script></transition>\n";
    const model::Machine& main = procedure_.main();
    for (std::uint16_t i = 0; i < main.states.size(); ++i)
      if (main.states[i].kind != StateKind::outcome) add_state(text, {0}, {i}, std::nullopt, 4);
    text += "  </state>\n";
    for (std::uint16_t i = 0; i < main.states.size(); ++i)
      if (main.states[i].kind == StateKind::outcome) add_state(text, {0}, {i}, std::nullopt, 2);
    return text + "</scxml>\n";
  }

 private:
  using Member = std::optional<std::uint16_t>;

  [[nodiscard]] const model::State& at(model::MachineId machine, model::StateId id) const {
    return procedure_[machine].states[id.index];
  }
  [[nodiscard]] const model::State& owner(model::MachineId machine) const { return at({0}, procedure_[machine].owner); }
  [[nodiscard]] std::string word(model::MachineId machine, std::uint16_t member) const {
    return members(procedure_, owner(machine))[member];
  }
  // Ids are those of the file; a child's begin with the state and the member it stands in. No dot between: the
  // descriptor done.state.x would hear done.state.x.y too.
  [[nodiscard]] std::string id(model::MachineId machine, model::StateId state, Member member) const {
    const std::string own = xml_name(at(machine, state).name);
    return member ? format("{}__{}__{}", xml_name(owner(machine).name), xml_name(word(machine, *member)), own) : own;
  }
  static void add(std::string& text, std::size_t indent, const std::string& line) { text += std::string(indent, ' ') + line + "\n"; }
  static void add_script(std::string& text, std::size_t indent, const std::string& script) {
    add(text, indent, "<script>" + xml_escaped(script) + "</script>");
  }

  [[nodiscard]] std::string list_of(const Brought& brings) const {
    std::string text;
    for (const auto* ids : {&brings.surely, &brings.perhaps})
      for (const model::DatumId datum : *ids) text += (text.empty() ? "" : ", ") + js_quoted(procedure_[datum].name);
    return text;
  }

  void add_said(std::string& text, std::size_t indent, const std::vector<model::MilestoneId>& marks,
                const std::vector<model::Letter>& letters) const {
    for (const model::MilestoneId mark : marks)
      add(text, indent, format("<log label=\"mark\" expr=\"{}\"/>", xml_escaped(js_quoted(procedure_.milestones[mark.index]))));
    for (const model::Letter& letter : letters) {
      const std::string what = letter.event.empty() ? letter.title.in(lang_) : letter.event;
      add(text, indent, format("<log label=\"tell\" expr=\"{}\"/>", xml_escaped(js_quoted(procedure_[letter.to].name + ": " + what))));
    }
  }

  void add_branches(std::string& text, model::MachineId machine, model::StateId from, model::TriggerId on, Member member,
                    std::size_t indent) const {
    const model::State& state = at(machine, from);
    const bool decides = on == model::trigger(Trigger::decide);
    const bool children_done = on == model::trigger(Trigger::children_done);
    const bool rule = decides || children_done;
    const Brought brings = brought(procedure_, state, on);
    const model::MachineId children = state.each ? state.each->children : model::MachineId{};
    const JavaScript language{procedure_, rule ? "" : "_event.data.carries", brings, children, member};
    const ConditionWriter writer{language};
    std::string whose;
    if (rule) whose.clear();
    else if (member) whose = "_event.data.member === " + js_quoted(word(machine, *member));
    else if (children_listen(procedure_, state, on)) whose = "_event.data.member === undefined";

    for (const Row& row : rows(procedure_, machine, from, on)) {
      const model::Transition& transition = *row.transition;
      std::string condition = writer.open(row);
      if (!whose.empty()) condition = condition.empty() ? whose : whose + " && (" + condition + ")";
      std::string head = "<transition";
      if (children_done) head += format(" event=\"done.state.{}\"", id(machine, from, member));
      else if (!decides) head += format(" event=\"{}\"", xml_name(procedure_.trigger_name(on)));
      if (!condition.empty()) head += format(" cond=\"{}\"", xml_escaped(condition));
      if (transition.to) head += format(" target=\"{}\"", id(machine, *transition.to, member));
      std::string body;
      if (const std::string list = rule ? "" : list_of(brings); !list.empty())
        add_script(body, indent + 2, format("keep(_event.data, [{}]);", list));
      if (!transition.set.empty()) {
        std::string values;
        for (const model::Assignment& one : transition.set) {
          const model::Datum& datum = procedure_[one.datum];
          const auto slot = static_cast<std::uint16_t>(datum.slot + (datum.width > 1 ? member.value_or(0) : 0));
          values += (values.empty() ? "" : ", ") + js_quoted(slot_path(procedure_, slot)) + ": " + writer.value(one.value.root());
        }
        add_script(body, indent + 2, format("set({{{}}});", values));
      }
      add_said(body, indent + 2, transition.marks, transition.tell);
      add(text, indent, head + (body.empty() ? "/>" : ">"));
      if (!body.empty()) {
        text += body;
        add(text, indent, "</transition>");
      }
    }
  }

  void add_state(std::string& text, model::MachineId machine, model::StateId which, Member member, std::size_t indent) const {
    const model::State& state = at(machine, which);
    const char* const tag = state.kind == StateKind::outcome ? "final" : state.kind == StateKind::each ? "parallel" : "state";
    add(text, indent, format("<{} id=\"{}\">", tag, id(machine, which, member)));
    const std::string title = (state.title.empty() ? state.activity : state.title).in(lang_);
    if (!title.empty()) add(text, indent + 2, "<!-- " + xml_comment(title) + " -->");
    std::string entry;
    if (member)
      add_script(entry, indent + 4, format("children[{}] = {};", js_quoted(word(machine, *member)), js_quoted(state.name)));
    if (state.kind == StateKind::each) add_script(entry, indent + 4, "children = {};");
    add_said(entry, indent + 4, state.marks, state.tell);
    if (!entry.empty()) {
      add(text, indent + 2, "<onentry>");
      text += entry;
      add(text, indent + 2, "</onentry>");
    }
    for (const model::TriggerId on : triggers(procedure_[machine], which)) add_branches(text, machine, which, on, member, indent + 2);
    if (state.each)
      for (std::uint16_t m = 0; m < members(procedure_, state).size(); ++m) add_region(text, state, m, indent + 2);
    add(text, indent, format("</{}>", tag));
  }

  void add_region(std::string& text, const model::State& each, std::uint16_t member, std::size_t indent) const {
    const model::MachineId machine = each.each->children;
    const std::string region = format("{}__{}", xml_name(each.name), xml_name(word(machine, member)));
    const std::string list = "data[" + js_quoted(procedure_[each.each->members].name) + "]";
    const std::string chosen = format("{0} !== undefined && {0}.indexOf({1}) >= 0", list, js_quoted(word(machine, member)));
    add(text, indent, format("<state id=\"{0}\" initial=\"{0}__guichet-arrival\">", region));
    add(text, indent + 2, format("<state id=\"{}__guichet-arrival\">", region));
    add(text, indent + 4, format("<transition cond=\"{}\" target=\"{}\"/>", xml_escaped(chosen), id(machine, {0}, member)));
    add(text, indent + 4, format("<transition target=\"{}__guichet-not-chosen\"/>", region));
    add(text, indent + 2, "</state>");
    for (std::uint16_t s = 0; s < procedure_[machine].states.size(); ++s) add_state(text, machine, {s}, member, indent + 2);
    add(text, indent + 2, format("<final id=\"{}__guichet-not-chosen\"/>", region));
    add(text, indent, "</state>");
  }

  const model::Procedure& procedure_;
  base::Lang lang_;
};

}  // namespace

std::string to_scxml(const model::Procedure& procedure, base::Lang lang) { return ScxmlWriter{procedure, lang}.document(); }

}  // namespace guichet::interop
