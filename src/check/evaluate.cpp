#include "check/evaluate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "check/expressions.h"
#include "expr/operations.h"

namespace guichet::check {

namespace {

using ValueKind = expr::Kind;
using expr::Node;
using expr::Op;
using expr::Value;
using Answer = Evaluator::Answer;
using enum Answer::Kind;

Answer known(const Value& result) { return {result.is_error() ? error : value, result}; }
Answer truth(bool holds) { return {value, Value::boolean(holds)}; }

std::string spelled(const Node& node) {
  std::string text = std::to_string(static_cast<int>(node.op)) + ":" + std::to_string(node.variable.slot) + ":" +
                     std::to_string(node.index) + (node.table != nullptr ? node.table->name : "");
  if (node.op == Op::constant) {
    const bool is_text = node.constant.kind() == ValueKind::text;
    text += is_text ? std::string{node.constant.as_text()} : std::to_string(node.constant.as_integer());
  }
  text += "(";
  for (const Node& child : node.children) text += spelled(child) + ",";
  return text + ")";
}

// Of the comparisons only `<` and `==` are needed: a >= b is not a < b.
std::pair<Node, bool> plainly(const Node& node) {
  Node plain = node;
  switch (node.op) {
    case Op::not_equal:
      plain.op = Op::equal;
      return {plain, true};
    case Op::greater_equal:
      plain.op = Op::less;
      return {plain, true};
    case Op::greater:
    case Op::less_equal:
      plain.op = Op::less;
      std::swap(plain.children[0], plain.children[1]);
      return {plain, node.op == Op::less_equal};
    default:
      return {plain, false};
  }
}

// An enum beside a text stands for its word.
Value word_of(const Value& one, const expr::Type& type, const Value& other) {
  if (one.kind() != ValueKind::enumeration || other.kind() != ValueKind::text || type.values == nullptr) return one;
  return Value::text((*type.values)[static_cast<std::size_t>(one.as_integer())]);
}

bool is_ordered(ValueKind kind) {
  return kind == ValueKind::number || kind == ValueKind::money || kind == ValueKind::enumeration || kind == ValueKind::boolean;
}

}  // namespace

Evaluator::Evaluator(const Model& model) : model_{model} {
  const model::Procedure& p = model.procedure;
  datum_at_.assign(p.slots, 0xFFFF);
  attribute_at_.assign(p.slots, 0xFFFF);
  for (std::size_t d = 0; d < p.data.size(); ++d)
    for (std::uint16_t i = 0; i < p.data[d].width; ++i) datum_at_[p.data[d].slot + i] = static_cast<std::uint16_t>(d);
  for (std::size_t a = 0; a < p.attributes.size(); ++a)
    attribute_at_[p.attributes[a].slot] = static_cast<std::uint16_t>(a);
  std::map<std::string, std::uint32_t> numbers;
  const auto name = [&](const Node& node) {
    if (node.type.kind != ValueKind::boolean) return;
    const auto [plain, is_opposite] = plainly(node);
    names_[&node] = {numbers.try_emplace(spelled(plain), static_cast<std::uint32_t>(numbers.size())).first->second, is_opposite};
  };
  each_asked(p, [&](const expr::Expression& expression, model::DatumId) { each_node(expression.root(), name); });
  told_.resize(numbers.size());
}

void Evaluator::begin(Byte* row, Choices& choices, std::vector<Settled>* settled) {
  row_ = row;
  choices_ = &choices;
  settled_ = settled;
  ++round_;
}

Byte& Evaluator::byte(model::DatumId datum, int child) {
  const Shape& shape = model_.shape;
  if (child != kMainPlace && shape.child_datum(datum) != Shape::npos)
    return row_[shape.child(child) + shape.child_datum(datum)];
  return row_[shape.datum(datum)];
}

Answer Evaluator::absent(std::uint16_t slot) const { return {error, Value::error(expr::Fault::absent_slot, slot)}; }

const Value& Evaluator::sample(model::DatumId datum, Byte byte) const {
  return model_.domains.samples(row_[Shape::kSituation], datum)[byte - kFirst];
}

bool Evaluator::is_there(model::DatumId datum, int child) {
  if (model_.shape.datum(datum) == Shape::npos) return true;
  Byte& held = byte(datum, child);
  if (held != kMaybe) return held != kAbsent;
  held = choices_->pick(2) == 0 ? kPresent : kAbsent;
  if (settled_ != nullptr) settled_->push_back({datum, child, held});
  return held != kAbsent;
}

Value Evaluator::list(model::DatumId datum) {
  if (!is_there(datum, kMainPlace)) return {};
  Byte& held = byte(datum, kMainPlace);
  if (held == kPresent) {
    held = static_cast<Byte>(kFirst + choices_->pick(model_.domains.samples(row_[Shape::kSituation], datum).size()));
    if (settled_ != nullptr) settled_->push_back({datum, kMainPlace, held});
  }
  return sample(datum, held);
}

Answer Evaluator::slot(const Node& node, int child) {
  const std::uint16_t at = datum_at_[node.variable.slot];
  if (at == 0xFFFF) {
    const Value& fact =
        model_.domains.situations()[row_[Shape::kSituation]].attributes[attribute_at_[node.variable.slot]];
    return fact.is_absent() ? absent(node.variable.slot) : known(fact);
  }
  const model::DatumId datum{at};
  if (!is_there(datum, child)) return absent(node.variable.slot);
  const auto samples = model_.domains.samples(row_[Shape::kSituation], datum);
  if (samples.empty()) return {};
  Byte& held = byte(datum, child);
  if (held == kPresent) {
    held = static_cast<Byte>(kFirst + choices_->pick(samples.size()));
    if (settled_ != nullptr) settled_->push_back({datum, child, held});
  }
  return known(samples[held - kFirst]);
}

Answer Evaluator::both_ways(const Node& node) {
  if (node.type.kind != ValueKind::boolean) return {};
  const Name name = names_.at(&node);
  auto& [round, answer] = told_[name.number];
  if (round != round_) {
    round = round_;
    answer = (choices_->pick(2) == 0) != name.is_opposite;
  }
  return truth(answer != name.is_opposite);
}

Answer Evaluator::logical(const Node& node, int child) {
  const bool decisive = node.op == Op::logical_or;
  std::optional<Answer> kept;
  for (const Node& operand : node.children) {
    Answer one = evaluate(operand, child);
    if (one.kind == unknown) one = both_ways(operand);
    if (one.is_error()) {
      if (!kept) kept = one;
    } else if (one.is_true() == decisive) {
      return truth(decisive);
    }
  }
  return kept ? *kept : truth(!decisive);
}

Answer Evaluator::compare(const Node& node, int child) {
  const Node& left_node = node.children[0];
  const Node& right_node = node.children[1];
  Answer left = evaluate(left_node, child);
  const Answer right = evaluate(right_node, child);
  if (left.is_error()) return left;
  if (right.is_error()) return right;
  if (left.kind == unknown || right.kind == unknown) return both_ways(node);
  const Value a = word_of(left.value, left_node.type, right.value);
  const Value b = word_of(right.value, right_node.type, left.value);
  if (node.op == Op::equal) return truth(a == b);
  if (node.op == Op::not_equal) return truth(!(a == b));
  if (!is_ordered(a.kind())) return both_ways(node);
  switch (node.op) {
    case Op::less:
      return truth(a.as_integer() < b.as_integer());
    case Op::less_equal:
      return truth(a.as_integer() <= b.as_integer());
    case Op::greater:
      return truth(a.as_integer() > b.as_integer());
    default:
      return truth(a.as_integer() >= b.as_integer());
  }
}

Answer Evaluator::among(const Node& node, int child) {
  const Answer element = evaluate(node.children[0], child);
  if (element.is_error()) return element;
  const Node& second = node.children.size() == 2 ? node.children[1] : node;
  if (&second != &node && second.type.kind == ValueKind::list && second.op == Op::slot) {
    const Answer members = evaluate(second, child);
    if (members.is_error()) return members;
    if (members.kind == unknown || element.kind == unknown) return both_ways(node);
    return truth((members.value.as_members() >> element.value.as_integer() & 1) != 0);
  }
  if (element.kind == unknown) return both_ways(node);
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const Value& constant = node.children[i].constant;
    if (word_of(element.value, node.children[0].type, constant) == constant) return truth(true);
  }
  return truth(false);
}

Answer Evaluator::arithmetic(const Node& node, int child) {
  const Answer a = evaluate(node.children[0], child);
  if (node.op == Op::negate) {
    if (a.kind != Answer::Kind::value) return a;
    return known(expr::negated(a.value));
  }
  const Answer b = evaluate(node.children[1], child);
  if (a.is_error()) return a;
  if (b.is_error()) return b;
  if (a.kind == unknown || b.kind == unknown) return {};
  const bool counts = a.value.kind() == ValueKind::number || a.value.kind() == ValueKind::money;
  return counts ? known(expr::sum(a.value, b.value, node.op == Op::subtract)) : Answer{};
}

Answer Evaluator::lookup(const Node& node, int child) {
  std::vector<Value> keys;
  bool is_known = node.children.size() == node.table->keys.size();
  for (std::size_t k = 0; k < node.children.size(); ++k) {
    const Answer key = evaluate(node.children[k], child);
    if (key.is_error()) return key;
    is_known = is_known && key.kind == Answer::Kind::value;
    if (!is_known || k >= node.table->keys.size()) continue;
    keys.push_back(node.table->keys[k].kind == ValueKind::text ? word_of(key.value, node.children[k].type, Value::text(""))
                                                          : key.value);
  }
  if (!is_known) return both_ways(node);
  return known(expr::look_up(*node.table, keys, nullptr, base::date_of(model_.options.start)));
}

Answer Evaluator::passed(std::uint16_t id, const Node& node) {
  const model::Deadline& deadline = model_.procedure.deadlines[id];
  if (deadline.kind == model::Deadline::Kind::since_datum) {
    if (!is_there(deadline.datum, kMainPlace)) return absent(model_.procedure[deadline.datum].slot);
  } else if (deadline.kind == model::Deadline::Kind::at) {
    const Answer all = presence(*deadline.at, kMainPlace);
    if (all.is_error()) return all;
  } else if (row_[model_.shape.clock({id})] == kNotStarted) {
    return truth(false);
  }
  return both_ways(node);
}

Answer Evaluator::children(const Node& node) {
  const Shape& shape = model_.shape;
  std::int64_t count = 0;
  int all = 0;
  for (; all < shape.children_max() && row_[shape.child(all)] != 0; ++all)
    count += row_[shape.child(all) + Shape::kChildState] == node.index ? 1 : 0;
  if (node.op == Op::children_all) return truth(count == all);
  if (node.op == Op::children_any) return truth(count > 0);
  return known(Value::number(count));
}

Answer Evaluator::evaluate(const Node& node, int child) {
  switch (node.op) {
    case Op::constant:
      return known(node.constant);
    case Op::slot:
      return slot(node, child);
    case Op::member: {
      const model::StateId owner{row_[Shape::kState]};
      const auto& each = model_.procedure.main().states[owner.index].each;
      return known(Value::enumeration(
          model_.shape.member_of_class(each->members, static_cast<Byte>(row_[model_.shape.child(child)] - 1))));
    }
    case Op::has: {
      const std::uint16_t at = datum_at_[node.variable.slot];
      if (at != 0xFFFF) return truth(is_there({at}, child));
      return truth(!model_.domains.situations()[row_[Shape::kSituation]]
                        .attributes[attribute_at_[node.variable.slot]]
                        .is_absent());
    }
    case Op::logical_not: {
      Answer inner = evaluate(node.children[0], child);
      if (inner.kind == unknown) inner = both_ways(node.children[0]);
      return inner.is_error() ? inner : truth(!inner.is_true());
    }
    case Op::logical_and:
    case Op::logical_or:
      return logical(node, child);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compare(node, child);
    case Op::in_list:
      return among(node, child);
    case Op::add:
    case Op::subtract:
    case Op::negate:
      return arithmetic(node, child);
    case Op::size: {
      const Answer inner = evaluate(node.children[0], child);
      if (inner.kind != Answer::Kind::value || inner.value.kind() != ValueKind::list)
        return inner.is_error() ? inner : Answer{};
      return known(Value::number(std::popcount(inner.value.as_members())));
    }
    case Op::today:
      return {};
    case Op::passed:
      return passed(node.index, node);
    case Op::lookup:
      return lookup(node, child);
    case Op::children_all:
    case Op::children_any:
    case Op::children_count:
      return children(node);
  }
  return {};
}

Answer Evaluator::condition(const expr::Expression& expression, int child) {
  const Answer answer = evaluate(expression.root(), child);
  return answer.kind == unknown ? both_ways(expression.root()) : answer;
}

Answer Evaluator::value(const expr::Expression& expression, int child) { return evaluate(expression.root(), child); }

Answer Evaluator::presence(const expr::Expression& expression, int child) {
  for (const std::uint16_t slot : expression.needs()) {
    const std::uint16_t at = datum_at_[slot];
    if (at != 0xFFFF && !is_there({at}, child)) return absent(slot);
  }
  return {};
}

}  // namespace guichet::check
