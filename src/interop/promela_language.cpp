#include "interop/promela_language.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace guichet::interop {

using expr::Kind;
using expr::Op;
using fmt::format;

namespace {

std::string identifier(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) out += c;
    else if (static_cast<unsigned char>(c) < 0x80) out += '_';
    else out += format("{:02x}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string sign_of(Op op) {
  switch (op) {
    case Op::equal: return "==";
    case Op::not_equal: return "!=";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    default: return ">=";
  }
}

void collect_slots(const model::Procedure& procedure, const expr::Node& node, std::set<std::uint16_t>& slots) {
  if (node.op == Op::slot || node.op == Op::has)
    for (std::uint16_t i = 0; i < node.variable.width; ++i) slots.insert(static_cast<std::uint16_t>(node.variable.slot + i));
  for (const expr::Node& child : node.children) collect_slots(procedure, child, slots);
}

template <class Visit>
void each_expression(const model::Procedure& procedure, Visit visit) {
  for (const model::Machine& machine : procedure.machines) {
    for (const model::Transition& transition : machine.transitions) {
      if (transition.guard) visit(transition.guard->root());
      for (const model::Assignment& one : transition.set) visit(one.value.root());
    }
    for (const model::State& state : machine.states)
      if (state.fee) visit(state.fee->amount.root());
  }
  for (const model::Property& property : procedure.properties)
    if (property.condition) visit(property.condition->root());
}

}  // namespace

PromelaNames::PromelaNames(const model::Procedure& procedure) : procedure_{procedure} {
  std::set<std::uint16_t> slots;
  each_expression(procedure, [&](const expr::Node& root) {
    collect(root);
    collect_slots(procedure, root, slots);
  });
  for (const model::State& state : procedure.main().states)
    if (state.each) slots.insert(procedure[state.each->members].slot);
  read_.assign(slots.begin(), slots.end());
  std::set<std::string> taken{"state", "today", "event", "who", "fresh", "ended", "stuck"};
  for (const std::uint16_t slot : read_) {
    std::string name = "d_" + identifier(slot_path(procedure, slot));
    while (!taken.insert(name).second) name += "_";
    slots_.emplace(slot, name);
  }
}

bool PromelaNames::is_read(std::uint16_t slot) const { return std::ranges::binary_search(read_, slot); }

void PromelaNames::add_text(const expr::Value& value) {
  if (value.kind() != Kind::text && value.kind() != Kind::file) return;
  if (std::ranges::find(texts_, value.as_text()) == texts_.end()) texts_.emplace_back(value.as_text());
}

void PromelaNames::collect(const expr::Node& node) {
  if (node.op == Op::constant) add_text(node.constant);
  if (node.table != nullptr)
    for (const expr::TableRow& row : node.table->rows) {
      for (const expr::Value& key : row.keys) add_text(key);
      add_text(row.value);
    }
  for (const expr::Node& child : node.children) collect(child);
}

std::string PromelaNames::state(model::MachineId machine, model::StateId state) const {
  const std::string own = identifier(procedure_[machine].states[state.index].name);
  return machine.index == 0 ? "S_" + own : "C_" + identifier(procedure_[machine].name) + "_" + own;
}
std::string PromelaNames::child(const model::State& each, std::uint16_t member) const {
  return "child_" + identifier(each.name) + "_" + identifier(members(procedure_, each)[member]);
}
std::string PromelaNames::trigger(model::TriggerId on) const { return "E_" + identifier(procedure_.trigger_name(on)); }
std::string PromelaNames::passed(std::uint16_t deadline) const { return "passed_" + identifier(procedure_.deadlines[deadline].name); }
std::string PromelaNames::moment(const model::Moment& moment) const {
  return "m_" + (moment.kind == model::Moment::Kind::event ? trigger(procedure_.trigger_of(moment.event)) : state(moment.machine, moment.state));
}
std::string PromelaNames::property(const model::Property& property) const { return "p_" + identifier(property.name); }

std::int64_t PromelaNames::rank(std::string_view text) const {
  const auto found = std::ranges::find(texts_, text);
  return found == texts_.end() ? kPromelaAbsent : found - texts_.begin();
}

std::optional<std::int64_t> PromelaNames::number(const expr::Value& value) const {
  switch (value.kind()) {
    case Kind::absent:
    case Kind::error: return kPromelaAbsent;
    case Kind::text:
    case Kind::file: {
      const std::int64_t rank = this->rank(value.as_text());
      return rank == kPromelaAbsent ? std::nullopt : std::optional{rank};
    }
    case Kind::duration: {
      const base::Delay delay = base::normalised(value.as_duration());
      const int unit = delay.roll                                ? 0
                       : delay.unit == base::DelayUnit::days     ? 1
                       : delay.unit == base::DelayUnit::months   ? 2
                                                                 : 3 + static_cast<int>(delay.unit);
      return std::int64_t{unit} * 10'000'000 + delay.count;
    }
    default: break;
  }
  const std::int64_t number = value.as_integer();
  if (number <= -2'000'000'000 || number >= 2'000'000'000) return std::nullopt;
  return number;
}

std::string Promela::slot(std::uint16_t slot) const {
  const auto datum = procedure_.datum_of_slot(slot);
  if (datum && procedure_[*datum].width > 1 && slot == procedure_[*datum].slot)
    return names_.slot(static_cast<std::uint16_t>(slot + member_.value_or(0)));
  return names_.slot(slot);
}

std::string Promela::literal(const expr::Value& value, const expr::Type& /*type*/) const {
  return format("{}", names_.number(value).value_or(kPromelaAbsent));
}

std::string Promela::member(const expr::Type& /*type*/) const { return format("{}", member_.value_or(0)); }

std::string Promela::compare(Op op, const std::string& a, const std::string& b, const expr::Type& /*type*/) const {
  return format("{} {} {}", a, sign_of(op), b);
}

std::string Promela::contains(const std::string& list, const std::string& element) const {
  return format("((({} >> {}) & 1) == 1)", list, element);
}

std::string Promela::among(const std::string& element, const std::vector<std::string>& words, bool yes) const {
  std::string text;
  for (const std::string& word : words)
    text += format("{}{} {} {}", text.empty() ? "" : yes ? " || " : " && ", element, yes ? "==" : "!=", word);
  return words.size() == 1 ? text : "(" + text + ")";
}

std::string Promela::computed(const std::string& statement_of) const {
  const auto found = known_.find(statement_of);
  if (found != known_.end()) return found->second;
  const std::string name = format("t{}", before_.size());
  before_.push_back(fmt::format(fmt::runtime(statement_of), fmt::arg("out", name)));
  known_.emplace(statement_of, name);
  return name;
}

std::string Promela::sum(const expr::Node& node, const std::string& a, const std::string& b) const {
  if (node.children[0].type.kind == Kind::date)
    return computed(format("{}({{out}}, {}, {})", node.op == Op::add ? "plus" : "minus", a, b));
  if (node.type.kind == Kind::text) return "ABSENT";
  return format("({} {} {})", a, node.op == Op::add ? "+" : "-", b);
}

std::string Promela::size(const std::string& of, const expr::Type& type) const {
  if (type.kind != Kind::list) return "ABSENT";
  std::string text;
  for (std::size_t i = 0; i < type.values->size(); ++i) text += format("{}(({} >> {}) & 1)", i == 0 ? "" : " + ", of, i);
  return "(" + text + ")";
}

// Rows nearest first, so that the first that fits is the answer: higher bands, then those that started last.
std::string Promela::lookup(const expr::Node& node, const std::vector<std::string>& keys, const std::string& day) const {
  const expr::Table& table = *node.table;
  std::vector<const expr::TableRow*> order;
  for (const expr::TableRow& row : table.rows) order.push_back(&row);
  const auto banded = [&](std::size_t i) {
    const Kind kind = table.keys[i].kind;
    return table.keys[i].banded && (kind == Kind::number || kind == Kind::money || kind == Kind::date);
  };
  std::ranges::stable_sort(order, [&](const expr::TableRow* a, const expr::TableRow* b) {
    for (std::size_t i = 0; i < table.keys.size(); ++i)
      if (banded(i) && a->keys[i].as_integer() != b->keys[i].as_integer()) return a->keys[i].as_integer() > b->keys[i].as_integer();
    return false;
  });
  std::string text = "ABSENT";
  for (auto row = order.rbegin(); row != order.rend(); ++row) {
    std::string fits = format("{} >= {}", day, (*row)->from.days);
    if ((*row)->until) fits += format(" && {} <= {}", day, (*row)->until->days);
    for (const expr::TableRow& other : table.rows)    // a later row with equal keys has taken over
      if (other.from > (*row)->from && other.keys == (*row)->keys) fits += format(" && {} < {}", day, other.from.days);
    bool possible = true;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const expr::Value& key = (*row)->keys[i];
      std::optional<std::int64_t> number = names_.number(key);
      const expr::Type& asked = node.children[i].type;
      if (asked.kind == Kind::enumeration && key.kind() == Kind::text) {
        const auto word = std::ranges::find(*asked.values, key.as_text());
        number = word == asked.values->end() ? std::nullopt : std::optional<std::int64_t>{word - asked.values->begin()};
      }
      if (!number) possible = false;
      else fits += format(" && {} {} {}", keys[i], banded(i) ? ">=" : "==", *number);
    }
    const auto value = names_.number((*row)->value);
    if (possible && value) text = format("({} -> {} : {})", fits, *value, text);
  }
  return computed("{out} = " + text);
}

std::string Promela::children(Op op, std::uint16_t state) const {
  if (each_ == nullptr) return "false";
  std::string text;
  const std::string stands = names_.state(each_->each->children, {state});
  for (std::uint16_t m = 0; m < members(procedure_, *each_).size(); ++m) {
    const std::string child = names_.child(*each_, m);
    if (op == Op::children_all) text += format("{}({} == 0 || {} == {})", m == 0 ? "" : " && ", child, child, stands);
    else if (op == Op::children_any) text += format("{}{} == {}", m == 0 ? "" : " || ", child, stands);
    else text += format("{}({} == {} -> 1 : 0)", m == 0 ? "" : " + ", child, stands);
  }
  return "(" + text + ")";
}

}  // namespace guichet::interop
