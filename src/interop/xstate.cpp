#include "interop/xstate.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "interop/javascript.h"
#include "interop/limits.h"
#include "interop/rows.h"

namespace guichet::interop {

using Json = nlohmann::ordered_json;
using model::StateKind;
using model::Trigger;

namespace {

constexpr const char* kArrival = "guichet-arrival";      // of a member: to its first state if it was chosen
constexpr const char* kNotChosen = "guichet-not-chosen";

class XStateWriter {
 public:
  XStateWriter(const model::Procedure& procedure, base::Lang lang) : procedure_{procedure}, lang_{lang} {}

  [[nodiscard]] Json machine() const {
    Json head = head_of(procedure_, Target::xstate, lang_);
    std::string description;
    for (const auto& line : head) description += (description.empty() ? "" : "\n") + line.get<std::string>();
    const Json context{{"data", Json::object()}, {"today", nullptr}, {"passed", Json::object()}, {"children", Json::object()},
                       {"tables", Json::parse(js_tables(procedure_))}};
    Json states = Json::object();
    for (std::uint16_t i = 0; i < procedure_.main().states.size(); ++i)
      states[procedure_.main().states[i].name] = state({0}, {i}, std::nullopt);
    return {{"id", procedure_.id},
            {"version", std::to_string(procedure_.version)},
            {"description", description},
            {"context", context},
            {"initial", procedure_.main().states.front().name},
            {"on",
             {{"guichet.attributes", {{"actions", {{{"type", "attributes"}}}}}},
              {"guichet.clock", {{"actions", {{{"type", "clock"}}}}}},
              {"guichet.erased", {{"actions", {{{"type", "erase"}}}}}}}},
            {"states", states}};
  }

 private:
  using Member = std::optional<std::uint16_t>;

  [[nodiscard]] const model::State& at(model::MachineId machine, model::StateId id) const {
    return procedure_[machine].states[id.index];
  }
  [[nodiscard]] static Json action(const char* type, Json params) { return {{"type", type}, {"params", std::move(params)}}; }
  [[nodiscard]] static Json when(const std::string& condition) {
    return {{"type", "when"}, {"params", {{"condition", condition}}}};
  }
  [[nodiscard]] std::string word(const model::State& each, std::uint16_t member) const { return members(procedure_, each)[member]; }

  [[nodiscard]] Json names(const std::vector<model::DatumId>& ids) const {
    Json all = Json::array();
    for (const model::DatumId id : ids) all.push_back(procedure_[id].name);
    return all;
  }

  void add_letters(const std::vector<model::Letter>& letters, Json& actions) const {
    for (const model::Letter& letter : letters)
      actions.push_back(action("tell", {{"to", procedure_[letter.to].name},
                                        {"title", letter.event.empty() ? letter.title.in(lang_) : letter.event},
                                        {"carries", names(letter.carries)}}));
  }
  void add_marks(const std::vector<model::MilestoneId>& marks, Json& actions) const {
    for (const model::MilestoneId mark : marks) actions.push_back(action("mark", {{"milestone", procedure_.milestones[mark.index]}}));
  }

  // One (state, trigger). `rule`: it follows another thing, whose data are kept already.
  [[nodiscard]] Json branches(model::MachineId machine, model::StateId from, model::TriggerId on, Member member) const {
    const model::State& state = at(machine, from);
    const bool rule = on == model::trigger(Trigger::decide) || on == model::trigger(Trigger::children_done);
    const Brought brings = brought(procedure_, state, on);
    const model::MachineId children = state.each ? state.each->children : model::MachineId{};
    const JavaScript language{procedure_, rule ? "" : "event.carries", brings, children, member};
    const ConditionWriter writer{language};

    std::string whose;
    if (member) whose = "event.member === " + js_quoted(word(at({0}, procedure_[machine].owner), *member));
    else if (!rule && children_listen(procedure_, state, on)) whose = "event.member === undefined";
    if (rule) whose.clear();

    Json all = Json::array();
    for (const Row& row : rows(procedure_, machine, from, on)) {
      const model::Transition& transition = *row.transition;
      Json one = Json::object();
      if (!transition.answer.empty()) one["description"] = transition.answer.in(lang_);
      std::string condition = writer.open(row);
      if (!whose.empty()) condition = condition.empty() ? whose : whose + " && (" + condition + ")";
      if (!condition.empty()) one["guard"] = when(condition);
      if (transition.to) {
        one["target"] = at(machine, *transition.to).name;
        if (*transition.to == from) one["reenter"] = true;
      }
      Json actions = Json::array();
      if (!rule && !(brings.surely.empty() && brings.perhaps.empty())) {
        Json kept = names(brings.surely);
        for (const Json& name : names(brings.perhaps)) kept.push_back(name);
        actions.push_back(action("keep", {{"data", kept}}));
      }
      if (!transition.set.empty()) {
        Json values = Json::object();
        for (const model::Assignment& assignment : transition.set) {
          const model::Datum& datum = procedure_[assignment.datum];
          const auto slot = static_cast<std::uint16_t>(datum.slot + (datum.width > 1 ? member.value_or(0) : 0));
          values[slot_path(procedure_, slot)] = writer.value(assignment.value.root());
        }
        actions.push_back(action("set", {{"values", values}}));
      }
      add_marks(transition.marks, actions);
      add_letters(transition.tell, actions);
      if (!actions.empty()) one["actions"] = actions;
      all.push_back(one);
    }
    return all;
  }

  [[nodiscard]] Json meta(const model::State& state) const {
    Json meta = Json::object();
    if (state.actor.known()) meta["actor"] = procedure_[state.actor].name;
    if (state.exchange) {
      const model::Exchange& exchange = *state.exchange;
      const model::Purpose& purpose = procedure_[exchange.purpose];
      meta["exchange"] = {{"by", procedure_[exchange.by].name}};
      meta["exchange"]["with"] = exchange.with_member ? "member" : procedure_[exchange.with].name;
      meta["exchange"]["api"] = exchange.api;
      meta["exchange"]["purpose"] = purpose.name;
      meta["exchange"]["law"] = purpose.law;
      meta["exchange"]["send"] = names(exchange.send);
      meta["exchange"]["receive"] = names(exchange.receive);
    }
    if (state.after) meta["after"] = base::to_text(state.after->delay);
    return meta;
  }

  [[nodiscard]] Json state(model::MachineId machine, model::StateId id, Member member) const {
    const model::State& here = at(machine, id);
    Json one = Json::object();
    if (!here.title.empty() || !here.activity.empty())
      one["description"] = here.title.empty() ? here.activity.in(lang_) : here.title.in(lang_);
    if (here.kind == StateKind::outcome) one["type"] = "final";
    if (here.kind == StateKind::each) one["type"] = "parallel";
    if (const Json about = meta(here); !about.empty()) one["meta"] = about;

    Json entry = Json::array();
    if (member)
      entry.push_back(action("child", {{"member", word(at({0}, procedure_[machine].owner), *member)}, {"state", here.name}}));
    if (here.kind == StateKind::each) entry.push_back({{"type", "no-children"}});
    add_marks(here.marks, entry);
    add_letters(here.tell, entry);
    if (!entry.empty()) one["entry"] = entry;

    for (const model::TriggerId on : triggers(procedure_[machine], id)) {
      if (on == model::trigger(Trigger::decide)) one["always"] = branches(machine, id, on, member);
      else if (on == model::trigger(Trigger::children_done)) one["onDone"] = branches(machine, id, on, member);
      else one["on"][std::string{procedure_.trigger_name(on)}] = branches(machine, id, on, member);
    }
    if (here.each) one["states"] = regions(here);
    return one;
  }

  [[nodiscard]] Json regions(const model::State& each) const {
    const model::Machine& machine = procedure_[each.each->children];
    const std::string list = "data[" + js_quoted(procedure_[each.each->members].name) + "]";
    Json all = Json::object();
    for (std::uint16_t m = 0; m < members(procedure_, each).size(); ++m) {
      const std::string chosen = list + " !== undefined && " + list + ".indexOf(" + js_quoted(word(each, m)) + ") >= 0";
      Json states = Json::object();
      states[kArrival] = {{"always", {{{"guard", when(chosen)}, {"target", machine.states.front().name}}, {{"target", kNotChosen}}}}};
      for (std::uint16_t s = 0; s < machine.states.size(); ++s)
        states[machine.states[s].name] = state(each.each->children, {s}, m);
      states[kNotChosen] = {{"type", "final"}};
      all[word(each, m)] = {{"initial", kArrival}, {"states", states}};
    }
    return all;
  }

  const model::Procedure& procedure_;
  base::Lang lang_;
};

}  // namespace

std::string to_xstate(const model::Procedure& procedure, base::Lang lang) {
  return XStateWriter{procedure, lang}.machine().dump(2) + "\n";
}

}  // namespace guichet::interop
