#include "codegen/expression_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/ensure.h"
#include "base/utf8.h"
#include "codegen/identifiers.h"

namespace guichet::codegen {

using expr::Kind;
using expr::Node;
using expr::Op;
using fmt::format;

namespace {

constexpr std::size_t kColumnsMax = 116;

const char* sign_of(Op op) {
  switch (op) {
    case Op::equal: return "==";
    case Op::not_equal: return "!=";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    case Op::greater_equal: return ">=";
    case Op::logical_and: return "&&";
    case Op::logical_or: return "||";
    case Op::add: return "+";
    case Op::subtract: return "-";
    default: return "";
  }
}

bool is_logical(const Node& node) { return node.op == Op::logical_and || node.op == Op::logical_or; }

// Nothing around it can take it apart.
bool is_tight(const Node& node) {
  if (node.op == Op::add || node.op == Op::subtract) return node.children[0].type.kind == Kind::date;  // a call
  return *sign_of(node.op) == '\0' && node.op != Op::negate && node.op != Op::logical_not;
}

std::string cents_text(std::int64_t cents) {
  // The least integer has no opposite: it is written in one piece.
  if (cents == std::numeric_limits<std::int64_t>::min()) return "std::numeric_limits<std::int64_t>::min()";
  const std::int64_t positive = cents < 0 ? -cents : cents;
  const char* const sign = cents < 0 ? "-" : "";
  if (positive < 100) return format("{}{}", sign, positive);
  return format("{}{}'{:02}", sign, positive / 100, positive % 100);
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (byte < 0x20 || byte == 0x7F) out += format("\\{:03o}", byte);
    else out += c;
  }
  return out + "\"";
}

const char* unit_name(base::DelayUnit unit) {
  static constexpr std::array kUnits{"minutes",       "hours",      "working_hours", "days",         "weeks", "working_days",
                                     "business_days", "clear_days", "months",        "clear_months", "years"};
  return kUnits.at(static_cast<std::size_t>(unit));
}

std::string known_type(const Naming& naming, const expr::Type& type) {
  switch (type.kind) {
    case Kind::boolean: return "Truth";
    case Kind::number: return "Number";
    case Kind::money: return "Money";
    case Kind::date: return "Day";
    case Kind::duration: return "Length";
    case Kind::text:
    case Kind::file: return "Text";
    case Kind::enumeration: return format("Known<{}>", naming.words_of(*type.values).name);
    case Kind::list: return "Chosen";
    case Kind::absent:
    case Kind::error: break;
  }
  base::ensure(false, "an expression without a type");
  return {};
}

std::string literal_text(const Naming& naming, const expr::Value& value, const expr::Type& type) {
  switch (value.kind()) {
    case Kind::boolean: return value.is_true() ? "Truth{true}" : "Truth{false}";
    case Kind::number:
      return value.as_integer() == std::numeric_limits<std::int64_t>::min() ? "std::numeric_limits<std::int64_t>::min()"
                                                                            : format("{}", value.as_integer());
    case Kind::money: return format("Cents{{{}}}", cents_text(value.as_integer()));
    case Kind::date: {
      const base::DateParts date = base::parts(value.as_date());
      return format("day({}, {}, {})", date.year, date.month, date.day);
    }
    case Kind::duration: {
      const base::Delay delay = value.as_duration();
      return format("length({}, base::DelayUnit::{})", delay.count, unit_name(delay.unit));
    }
    case Kind::text:
    case Kind::file: return quoted(value.as_text()) + "sv";
    case Kind::enumeration: {
      const WordsType& words = naming.words_of(*type.values);
      return format("{}::{}", words.name, words.enumerators.at(static_cast<std::size_t>(value.as_integer())));
    }
    case Kind::list: return format("Members{{{}}}", value.as_members());
    case Kind::absent:
    case Kind::error: break;
  }
  base::ensure(false, "a literal without a value");
  return {};
}

std::string table_name(const expr::Table& table) {
  NameScope none;
  return none.snake(table.name);
}

std::string ExpressionWriter::known(const Node& node) const {
  if (node.op != Op::constant || node.type.kind == Kind::boolean) return operand(node);
  return format("{}{{{}}}", known_type(naming_, node.type), flat(node));
}

std::string ExpressionWriter::operand(const Node& node) const {
  return is_tight(node) ? flat(node) : "(" + flat(node) + ")";
}

// At least one side is a Known, so that its operators apply.
std::string ExpressionWriter::binary(const Node& node, const char* sign) const {
  const Node& left = node.children[0];
  const Node& right = node.children[1];
  const bool literals = left.op == Op::constant && right.op == Op::constant;
  // a - b - c and a + b need no brackets on their left.
  const bool chain = (node.op == Op::add || node.op == Op::subtract) && (left.op == Op::add || left.op == Op::subtract);
  return format("{} {} {}", literals ? known(left) : chain ? flat(left) : operand(left), sign, operand(right));
}

std::string ExpressionWriter::addition(const Node& node) const {
  const Node& left = node.children[0];
  const Node& right = node.children[1];
  if (left.type.kind == Kind::date) {
    return format("{}({}, {})", node.op == Op::add ? "f.later" : "earlier", flat(left), flat(right));
  }
  if (left.type.kind == Kind::text) return format("f.joined({}, {})", flat(left), flat(right));
  return binary(node, sign_of(node.op));
}

std::string ExpressionWriter::membership(const Node& node) const {
  const Node& element = node.children[0];
  if (node.children.size() == 2 && node.children[1].type.kind == Kind::list) {
    return format("in({}, {})", flat(element), flat(node.children[1]));
  }
  std::string list;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const Node& one = node.children[i];
    list += i == 1 ? "" : ", ";
    list += one.type.kind == Kind::boolean ? (one.constant.is_true() ? "true" : "false") : flat(one);
  }
  return format("in({}, {{{}}})", known(element), list);
}

std::string ExpressionWriter::lookup(const Node& node) const {
  const expr::Table& table = *node.table;
  const bool dated = node.children.size() > table.keys.size();
  std::string text = format("table::{}({}", table_name(table), dated ? flat(node.children.back()) : "f.today()");
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    const Node& key = node.children[i];
    const bool word = key.type.kind == Kind::enumeration && table.keys[i].kind == Kind::text;
    text += word ? format(", word_of({})", known(key)) : ", " + flat(key);
  }
  return text + ")";
}

std::string ExpressionWriter::child_state(const Node& node) const {
  const MachineNames& child = naming_.machines.at(children_.index);
  return format("{}::State::{}", child.space, child.states.at(node.index));
}

std::string ExpressionWriter::flat(const Node& node) const {
  switch (node.op) {
    case Op::constant: return literal_text(naming_, node.constant, node.type);
    case Op::slot: return format("f.{}()", naming_.of_slot(procedure_, node.variable.slot));
    case Op::member: return format("f.{}()", naming_.machines[machine_.index].member);
    case Op::has: return format("has(f.{}())", naming_.of_slot(procedure_, node.variable.slot));
    case Op::logical_not: return "!" + operand(node.children[0]);
    case Op::negate: return "-" + known(node.children[0]);
    case Op::logical_and:
    case Op::logical_or: {
      std::string text;
      for (const Node& child : node.children) {
        if (!text.empty()) text += format(" {} ", sign_of(node.op));
        text += is_logical(child) ? "(" + flat(child) + ")" : flat(child);
      }
      return text;
    }
    case Op::in_list: return membership(node);
    case Op::add:
    case Op::subtract: return addition(node);
    case Op::size: return format("size({})", known(node.children[0]));
    case Op::today: return "f.today()";
    case Op::passed: return format("f.passed(Deadline::{})", naming_.deadlines.at(node.index));
    case Op::lookup: return lookup(node);
    case Op::children_all: return format("f.children_all({})", child_state(node));
    case Op::children_any: return format("f.children_any({})", child_state(node));
    case Op::children_count: return format("f.children_count({})", child_state(node));
    default: return binary(node, sign_of(node.op));
  }
}

std::string ExpressionWriter::write(const Node& node, std::size_t indent) const {
  std::string text = flat(node);
  if (!is_logical(node) || indent + base::count_code_points(text) <= kColumnsMax) return text;
  text.clear();
  for (const Node& child : node.children) {
    if (!text.empty()) text += format(" {}\n{:{}}", sign_of(node.op), "", indent);
    text += is_logical(child) ? "(" + write(child, indent + 1) + ")" : write(child, indent);
  }
  return text;
}

std::string ExpressionWriter::write_known(const Node& node, std::size_t indent) const {
  return node.op == Op::constant ? known(node) : write(node, indent);
}

}  // namespace guichet::codegen
