#include "oracle.h"

#include <string>
#include <vector>

#include "base/utf8.h"

namespace guichet::expr {

namespace {

Value slot_value(const Node& node, const Frame& frame) {
  const std::size_t slot = node.variable.slot + (node.variable.width > 1 ? frame.member : 0u);
  const Value v = frame.slots[slot];
  return v.is_absent() ? Value::error(Fault::absent_slot, static_cast<std::uint16_t>(slot)) : v;
}

// -1, 0 or 1.
int order(const Value& a, const Value& b) {
  if (a.kind() == Kind::text) {
    const std::u32string x = base::decode(a.as_text());
    const std::u32string y = base::decode(b.as_text());
    return x < y ? -1 : x == y ? 0 : 1;
  }
  if (a.kind() == Kind::date) return a.as_date() < b.as_date() ? -1 : a.as_date() == b.as_date() ? 0 : 1;
  return a.as_integer() < b.as_integer() ? -1 : a.as_integer() == b.as_integer() ? 0 : 1;
}

Value integer_like(Kind kind, std::int64_t n) { return kind == Kind::money ? Value::money(n) : Value::number(n); }

Value plus(Kind kind, std::int64_t a, std::int64_t b) {
  if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b)) return Value::error(Fault::overflow);
  return integer_like(kind, a + b);
}

Value minus(Kind kind, std::int64_t a, std::int64_t b) {
  if ((b < 0 && a > INT64_MAX + b) || (b > 0 && a < INT64_MIN + b)) return Value::error(Fault::overflow);
  return integer_like(kind, a - b);
}

// Day by day, month by month.
Value back(base::Date date, base::Delay delay) {
  const base::Delay whole = base::normalised(delay);
  if (whole.roll) return Value::error(Fault::bad_date);
  if (whole.unit == base::DelayUnit::days) {
    for (int i = 0; i < whole.count; ++i, --date.days)
      if (date == base::kDateMin) return Value::error(Fault::bad_date);
    return Value::date(date);
  }
  if (whole.unit != base::DelayUnit::months) return Value::error(Fault::bad_date);
  base::DateParts p = base::parts(date);
  for (int i = 0; i < whole.count; ++i) {
    if (--p.month == 0) p = {p.year - 1, 12, p.day};
    if (p.year < base::kYearMin) return Value::error(Fault::bad_date);
  }
  for (;; --p.day)
    if (const auto there = base::make_date(p.year, p.month, p.day)) return Value::date(*there);
}

Value add_or_subtract(const Node& node, const Value& a, const Value& b, const Frame& frame) {
  const bool adds = node.op == Op::add;
  if (b.kind() == Kind::duration) {
    if (!adds) return back(a.as_date(), b.as_duration());
    const auto due = base::due_date(a.as_date(), b.as_duration(), *frame.calendar);
    return due ? Value::date(*due) : Value::error(Fault::bad_date);
  }
  if (a.kind() == Kind::text)
    return Value::text(frame.texts->keep(std::string{a.as_text()} + std::string{b.as_text()}));
  return adds ? plus(a.kind(), a.as_integer(), b.as_integer()) : minus(a.kind(), a.as_integer(), b.as_integer());
}

Value is_in(const std::vector<Value>& operands, bool datum) {
  if (datum) return Value::boolean((operands[1].as_members() >> operands[0].as_integer() & 1) != 0);
  for (std::size_t i = 1; i < operands.size(); ++i)
    if (operands[i] == operands[0]) return Value::boolean(true);
  return Value::boolean(false);
}

Value look_up(const Node& node, std::vector<Value> keys, const Frame& frame) {
  base::Date day = frame.today;
  if (keys.size() > node.table->keys.size()) {
    day = keys.back().as_date();
    keys.pop_back();
  }
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].kind() == Kind::enumeration)
      keys[i] = Value::text(node.children[i].type.values->at(static_cast<std::size_t>(keys[i].as_integer())));
  const Value found = node.table->lookup(keys, day);
  return found.is_absent() ? Value::error(Fault::no_row) : found;
}

Value count_children(const Node& node, const Frame& frame) {
  std::int64_t count = 0;
  for (const std::uint16_t state : frame.children) count += state == node.index ? 1 : 0;
  const auto all = static_cast<std::int64_t>(frame.children.size());
  if (node.op == Op::children_all) return Value::boolean(count == all);
  if (node.op == Op::children_any) return Value::boolean(count > 0);
  return Value::number(count);
}

// CEL: && is false as soon as one side is, whatever the other; || the same with true.
Value absorb(const std::vector<Value>& operands, bool decisive) {
  for (const Value& v : operands)
    if (!v.is_error() && v.is_true() == decisive) return v;
  for (const Value& v : operands)
    if (v.is_error()) return v;
  return Value::boolean(!decisive);
}

}  // namespace

Value walk(const Node& node, const Frame& frame) {
  std::vector<Value> operands;
  for (const Node& child : node.children) operands.push_back(walk(child, frame));
  if (node.op == Op::logical_and) return absorb(operands, false);
  if (node.op == Op::logical_or) return absorb(operands, true);
  for (const Value& v : operands)
    if (v.is_error()) return v;
  const auto compared = [&](auto holds) { return Value::boolean(holds(order(operands[0], operands[1]))); };
  switch (node.op) {
    case Op::constant:
      return node.constant;
    case Op::slot:
      return slot_value(node, frame);
    case Op::member:
      return Value::enumeration(frame.member);
    case Op::has:
      return Value::boolean(!slot_value(node, frame).is_error());
    case Op::logical_not:
      return Value::boolean(!operands[0].is_true());
    case Op::equal:
      return Value::boolean(operands[0] == operands[1]);
    case Op::not_equal:
      return Value::boolean(!(operands[0] == operands[1]));
    case Op::less:
      return compared([](int o) { return o < 0; });
    case Op::less_equal:
      return compared([](int o) { return o <= 0; });
    case Op::greater:
      return compared([](int o) { return o > 0; });
    case Op::greater_equal:
      return compared([](int o) { return o >= 0; });
    case Op::in_list:
      return is_in(operands, node.children.size() == 2 && node.children[1].type.kind == Kind::list);
    case Op::add:
    case Op::subtract:
      return add_or_subtract(node, operands[0], operands[1], frame);
    case Op::negate:
      return minus(operands[0].kind(), 0, operands[0].as_integer());
    case Op::size:
      if (operands[0].kind() == Kind::text)
        return Value::number(static_cast<std::int64_t>(base::decode(operands[0].as_text()).size()));
      return Value::number(__builtin_popcount(operands[0].as_members()));
    case Op::today:
      return Value::date(frame.today);
    case Op::passed:
      return frame.passed(frame.owner, node.index);
    case Op::lookup:
      return look_up(node, operands, frame);
    case Op::children_all:
    case Op::children_any:
    case Op::children_count:
      return count_children(node, frame);
    case Op::logical_and:
    case Op::logical_or:
      break;
  }
  return {};
}

}  // namespace guichet::expr
