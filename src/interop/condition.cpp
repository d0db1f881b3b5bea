#include "interop/condition.h"

#include <algorithm>

namespace guichet::interop {

using expr::Kind;
using expr::Node;
using expr::Op;

namespace {

Op contrary(Op op) {
  switch (op) {
    case Op::equal: return Op::not_equal;
    case Op::not_equal: return Op::equal;
    case Op::less: return Op::greater_equal;
    case Op::less_equal: return Op::greater;
    case Op::greater: return Op::less_equal;
    default: return Op::less;
  }
}

bool is_date_sum(const Node& node) {
  return (node.op == Op::add || node.op == Op::subtract) && node.children[0].type.kind == Kind::date;
}

}  // namespace

ConditionWriter::Text ConditionWriter::joined(const std::vector<Text>& parts, Text::Around how) {
  const bool both = how == Text::Around::both;
  Text all;
  std::vector<std::string> seen;
  for (const Text& part : parts) {
    if (part.text == (both ? "true" : "false") || std::ranges::find(seen, part.text) != seen.end()) continue;
    if (part.text == (both ? "false" : "true")) return part;
    seen.push_back(part.text);
    const bool bracketed = part.around != Text::Around::nothing && part.around != how;
    if (seen.size() > 1) all.text += both ? " && " : " || ";
    all.text += bracketed ? "(" + part.text + ")" : part.text;
    all.around = seen.size() > 1 ? how : bracketed ? Text::Around::nothing : part.around;
  }
  if (seen.empty()) all.text = both ? "true" : "false";
  return all;
}

void ConditionWriter::add_known(const Node& node, std::vector<Text>& parts) const {
  if (node.type.kind == Kind::boolean && node.op != Op::slot && node.op != Op::lookup) {
    if (may_be_undetermined(node)) parts.push_back(joined({truth(node, true), truth(node, false)}, Text::Around::either));
    return;
  }
  switch (node.op) {
    case Op::slot:
      if (const std::string has = language_.has(node.variable.slot); !has.empty()) parts.push_back({has});
      return;
    case Op::lookup:
      for (const Node& child : node.children) add_known(child, parts);
      parts.push_back({language_.found(value(node))});
      return;
    default:
      for (const Node& child : node.children) add_known(child, parts);
      if (is_date_sum(node)) parts.push_back({language_.found(value(node))});
  }
}

ConditionWriter::Text ConditionWriter::comparison(const Node& node, bool yes) const {
  const Node& a = node.children[0];
  const Node& b = node.children[1];
  const Op op = yes ? node.op : contrary(node.op);
  std::vector<Text> parts;
  if (a.type.kind == Kind::boolean) {    // both known, and alike or not
    add_known(a, parts);
    add_known(b, parts);
    const auto side = [&](const Node& n) { return "(" + truth(n, true).text + ")"; };
    parts.push_back({side(a) + (op == Op::equal ? " == " : " != ") + side(b)});
    return joined(parts, Text::Around::both);
  }
  const bool free = language_.absent_compares_false() && a.type.kind != Kind::list && a.type.kind != Kind::duration;
  const bool literal = a.op == Op::constant || b.op == Op::constant;
  // Nothing absent equals a literal, nor what is known; nothing absent stands before or after anything.
  const bool all = !free || op == Op::not_equal;
  if (all || (op == Op::equal && !literal)) add_known(a, parts);
  if (all) add_known(b, parts);
  parts.push_back({language_.compare(op, value(a), value(b), a.type)});
  return joined(parts, Text::Around::both);
}

ConditionWriter::Text ConditionWriter::membership(const Node& node, bool yes) const {
  const Node& element = node.children[0];
  std::vector<Text> parts;
  add_known(element, parts);
  if (node.children.size() == 2 && node.children[1].type.kind == Kind::list) {
    add_known(node.children[1], parts);
    const std::string text = language_.contains(value(node.children[1]), value(element));
    parts.push_back({yes ? text : "!" + text});
    return joined(parts, Text::Around::both);
  }
  std::vector<std::string> words;
  for (std::size_t i = 1; i < node.children.size(); ++i) words.push_back(value(node.children[i]));
  if (words.empty()) {
    parts.push_back({yes ? "false" : "true"});
  } else {
    parts.push_back({language_.among(value(element), words, yes)});
  }
  return joined(parts, Text::Around::both);
}

ConditionWriter::Text ConditionWriter::truth(const Node& node, bool yes) const {
  switch (node.op) {
    case Op::constant: return {node.constant.is_true() == yes ? "true" : "false"};
    case Op::slot: return {language_.truth(node.variable.slot, yes)};
    case Op::has: {
      const std::string has = language_.has(node.variable.slot);
      if (has.empty()) return {yes ? "true" : "false"};
      return {yes ? has : "!(" + has + ")"};
    }
    case Op::logical_not: return truth(node.children[0], !yes);
    case Op::logical_and:
    case Op::logical_or: {
      std::vector<Text> parts;
      for (const Node& child : node.children) parts.push_back(truth(child, yes));
      return joined(parts, (node.op == Op::logical_and) == yes ? Text::Around::both : Text::Around::either);
    }
    case Op::in_list: return membership(node, yes);
    case Op::passed: return {language_.passed(node.index, yes)};
    case Op::children_all:
    case Op::children_any: {
      const std::string text = language_.children(node.op, node.index);
      return {yes ? text : "!" + text};
    }
    case Op::lookup: {
      std::vector<Text> parts;
      add_known(node, parts);
      const std::string text = value(node);
      parts.push_back({language_.compare(Op::equal, text, language_.literal(expr::Value::boolean(yes), node.type), node.type)});
      return joined(parts, Text::Around::both);
    }
    default: return comparison(node, yes);
  }
}

std::string ConditionWriter::value(const Node& node) const {
  if (node.type.kind == Kind::boolean && node.op != Op::slot && node.op != Op::lookup && node.op != Op::constant)
    return "(" + truth(node, true).text + ")";
  switch (node.op) {
    case Op::constant: return language_.literal(node.constant, node.type);
    case Op::slot: return language_.slot(node.variable.slot);
    case Op::member: return language_.member(node.type);
    case Op::today: return language_.today();
    case Op::negate: return "(-" + value(node.children[0]) + ")";
    case Op::add:
    case Op::subtract: return language_.sum(node, value(node.children[0]), value(node.children[1]));
    case Op::size: return language_.size(value(node.children[0]), node.children[0].type);
    case Op::children_count: return language_.children(node.op, node.index);
    case Op::lookup: {
      std::vector<std::string> keys;
      for (std::size_t i = 0; i < node.table->keys.size(); ++i) keys.push_back(value(node.children[i]));
      const bool dated = node.children.size() > node.table->keys.size();
      return language_.lookup(node, keys, dated ? value(node.children.back()) : language_.today());
    }
    default: return "(" + truth(node, true).text + ")";
  }
}

std::string ConditionWriter::known(const Node& node) const {
  std::vector<Text> parts;
  add_known(node, parts);
  const std::string text = joined(parts, Text::Around::both).text;
  return text == "true" ? "" : text;
}

std::string ConditionWriter::open(const Row& row) const {
  std::vector<Text> parts;
  for (const Node* guard : row.earlier) parts.push_back(truth(*guard, false));
  if (row.guard != nullptr) parts.push_back(truth(*row.guard, true));
  for (const Node* needed : row.needs) add_known(*needed, parts);
  const std::string text = joined(parts, Text::Around::both).text;
  return text == "true" ? "" : text;
}

}  // namespace guichet::interop
