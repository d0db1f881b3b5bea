#include "diagram/saying.h"

#include <algorithm>

#include "base/shown.h"
#include "diagram/wording.h"
#include "expr/codec.h"

namespace guichet::diagram {

namespace {

using base::Lang;
using expr::Node;
using expr::Op;

struct Speaker {
  const model::Procedure& procedure;
  const model::Machine& machine;
  Lang lang;

  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return base::tr(lang, id, std::move(args)); }

  [[nodiscard]] std::string slot(std::uint16_t index) const {
    if (const auto datum = procedure.datum_of_slot(index)) return title_of(procedure[*datum].title, procedure[*datum].name, lang);
    return std::string{procedure.slot_name(index)};
  }

  // Words of an enum are titled by the datum they are compared with.
  [[nodiscard]] std::string constant(const Node& node, const Node* beside) const {
    switch (node.type.kind) {
      case expr::Kind::boolean:
        return node.constant.is_true() ? tr(N_("yes")) : tr(N_("no"));
      case expr::Kind::date:
        return base::show_date(node.constant.as_date(), lang);
      case expr::Kind::money:
        return base::show_money(node.constant.as_integer(), lang);
      case expr::Kind::duration:
        return base::show_delay(node.constant.as_duration(), lang);
      default:
        break;
    }
    const std::string word = expr::to_text(node.constant, node.type);
    if (beside != nullptr && beside->op == Op::slot)
      if (const auto datum = procedure.datum_of_slot(beside->variable.slot)) {
        const auto& titles = procedure[*datum].value_titles;
        if (const auto titled = titles.find(word); titled != titles.end()) return title_of(titled->second, word, lang);
      }
    return word;
  }

  [[nodiscard]] std::string joined(const Node& node, const char* word) const {
    std::string list;
    for (const Node& child : node.children) {
      const bool wrap = child.op == Op::logical_and || child.op == Op::logical_or;
      list += (list.empty() ? "" : " " + tr(word) + " ") + (wrap ? "(" + say(child) + ")" : say(child));
    }
    return list;
  }

  [[nodiscard]] std::string compared(const Node& node, const char* sign) const {
    const Node &left = node.children[0], &right = node.children[1];
    return say(left, &right) + " " + sign + " " + say(right, &left);
  }

  [[nodiscard]] std::string state(std::uint16_t index) const {
    // Only the machine that owns children asks about them.
    for (const model::Machine& other : procedure.machines)
      if (other.owner.known() && index < other.states.size()) return title_of(other.states[index].title, other.states[index].name, lang);
    return {};
  }

  [[nodiscard]] std::string say(const Node& node, const Node* beside = nullptr) const {
    const auto child = [&](std::size_t k) { return say(node.children[k]); };
    switch (node.op) {
      case Op::constant:
        return constant(node, beside);
      case Op::slot:
        // Alone it is a condition; compared, a value.
        if (beside == nullptr && node.type.kind == expr::Kind::boolean) return tr(N_("{datum}: yes"), {{"datum", slot(node.variable.slot)}});
        return slot(node.variable.slot);
      case Op::member:
        return tr(N_("the member"));
      case Op::has:
        return tr(N_("with {datum}"), {{"datum", slot(node.variable.slot)}});
      case Op::logical_not:
        if (node.children[0].op == Op::has) return tr(N_("without {datum}"), {{"datum", slot(node.children[0].variable.slot)}});
        if (node.children[0].op == Op::slot) return tr(N_("{datum}: no"), {{"datum", slot(node.children[0].variable.slot)}});
        return tr(N_("not ({condition})"), {{"condition", child(0)}});
      case Op::logical_and:
        return joined(node, N_("and"));
      case Op::logical_or:
        return joined(node, N_("or"));
      case Op::equal:
        if (node.children[0].type.kind == expr::Kind::boolean)
          return tr(N_("({one}) exactly when ({other})"), {{"one", child(0)}, {"other", child(1)}});
        return compared(node, "=");
      case Op::not_equal:
        return compared(node, "≠");
      case Op::less:
        return compared(node, "<");
      case Op::less_equal:
        return compared(node, "≤");
      case Op::greater:
        return compared(node, ">");
      case Op::greater_equal:
        return compared(node, "≥");
      case Op::in_list: {
        if (node.children.size() == 2 && node.children[1].op == Op::slot)
          return tr(N_("{value} among {list}"), {{"value", say(node.children[0], &node.children[1])}, {"list", slot(node.children[1].variable.slot)}});
        std::string list;
        for (std::size_t k = 1; k < node.children.size(); ++k)
          list += (k == 1 ? "" : ", ") + say(node.children[k], &node.children[0]);
        return tr(N_("{value} among {list}"), {{"value", say(node.children[0], &node.children[0])}, {"list", list}});
      }
      case Op::add:
        return compared(node, "+");
      case Op::subtract:
        return compared(node, "−");
      case Op::negate:
        return "−" + child(0);
      case Op::size:
        return tr(N_("number of: {list}"), {{"list", say(node.children[0], &node)}});
      case Op::today:
        return tr(N_("today"));
      case Op::passed: {
        const model::Deadline& deadline = procedure.deadlines[node.index];
        return tr(N_("“{deadline}” is over"), {{"deadline", title_of(deadline.title, deadline.name, lang)}});
      }
      case Op::lookup:
        return tr(N_("the table “{table}”"), {{"table", node.table != nullptr ? node.table->name : ""}});
      case Op::children_all:
        return tr(N_("all: {state}"), {{"state", state(node.index)}});
      case Op::children_any:
        return tr(N_("at least one: {state}"), {{"state", state(node.index)}});
      case Op::children_count:
        return tr(N_("number of: {list}"), {{"list", state(node.index)}});
    }
    return {};
  }
};

}  // namespace

std::string guard_words(const expr::Expression& guard, const model::Procedure& procedure, const model::Machine& machine,
                        Lang lang) {
  return Speaker{procedure, machine, lang}.say(guard.root());
}

std::string trigger_words(const model::Procedure& procedure, const model::Machine& machine,
                          const model::Transition& transition, Lang lang) {
  const std::uint16_t on = transition.on.index;
  if (on >= model::kFixedTriggers) {
    const std::size_t event = on - std::size_t{model::kFixedTriggers};
    if (event < procedure.events.size()) {
      const model::Event& heard = procedure.events[event];
      return title_of(heard.title, title_of(heard.answer, heard.name, lang), lang);
    }
    const model::Deadline& deadline = procedure.deadlines[event - procedure.events.size()];
    return title_of(deadline.title, deadline.name, lang);
  }
  switch (static_cast<model::Trigger>(on)) {
    case model::Trigger::answered:
      return base::tr(lang, N_("answer"));
    case model::Trigger::not_found:
    case model::Trigger::refused:
    case model::Trigger::failed:
      return base::tr(lang, N_("no usable answer"));
    case model::Trigger::after: {
      const auto& after = machine.states[transition.from.index].after;
      return after ? base::show_delay(after->delay, lang) : std::string{};
    }
    case model::Trigger::children_done:
      return base::tr(lang, N_("all have ended"));
    case model::Trigger::decide:
      break;
  }
  return {};
}

}  // namespace guichet::diagram
