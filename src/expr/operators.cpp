// Operators between two operands: what each takes, and the sentence when it does not.
#include <algorithm>
#include <iterator>
#include <utility>

#include "expr/typer.h"

namespace guichet::expr {

namespace {

std::string shown(const Type& type) { return std::string{kind_name(type.kind)}; }

bool failed(const Node& node) { return node.type.kind == Kind::error; }

bool is_ordered(Kind kind) {
  return kind == Kind::number || kind == Kind::money || kind == Kind::date || kind == Kind::text;
}

}  // namespace

const char* sign_text(Op op) {
  switch (op) {
    case Op::equal:
      return "==";
    case Op::not_equal:
      return "!=";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    case Op::logical_not:
      return "!";
    case Op::logical_and:
      return "&&";
    case Op::logical_or:
      return "||";
    case Op::add:
      return "+";
    case Op::subtract:
    case Op::negate:
      return "-";
    default:
      return "in";
  }
}

Node Typer::type_logical(const Syntax& syntax) {
  Node node = blank(syntax, syntax.op, Kind::boolean);
  for (const Syntax& child : syntax.children) {
    Node operand = type(child);
    if (!failed(operand) && operand.type.kind != Kind::boolean)
      error(child.extent,
            {.id = N_("'{sign}' wants {wanted}, this is {found}"),
             .args = {{"sign", sign_text(syntax.op)}, {"wanted", "boolean"}, {"found", shown(operand.type)}}});
    if (operand.type.kind != Kind::boolean) node.type.kind = Kind::error;
    node.children.push_back(std::move(operand));
  }
  return node;
}

Node Typer::type_comparison(const Syntax& syntax) {
  const Syntax& first = syntax.children[0];
  const Syntax& second = syntax.children[1];
  const auto beside = [&](const Syntax& unknown, const Node& other) {
    return is_unknown_name(unknown) ? type_name(unknown, &other.type) : type(unknown);
  };
  const bool right_first = is_unknown_name(first);
  Node early = type(right_first ? second : first);
  Node late = beside(right_first ? first : second, early);
  Node& left = right_first ? late : early;
  Node& right = right_first ? early : late;
  Node node = blank(syntax, syntax.op, Kind::boolean);
  const auto before = diagnostics_.all().size();
  if (!failed(left) && !failed(right)) check_comparison(syntax, left, right);
  if (failed(left) || failed(right) || diagnostics_.all().size() > before) node.type.kind = Kind::error;
  node.children.reserve(2);
  node.children.push_back(std::move(left));
  node.children.push_back(std::move(right));
  return node;
}

void Typer::unlike(const Syntax& syntax, const Node& left, const Node& right) {
  const bool left_literal = left.op == Op::constant;
  const Kind wanted = left_literal ? right.type.kind : left.type.kind;
  const bool literal = left_literal || right.op == Op::constant;
  error(syntax.sign,
        {.id = N_("'{sign}' can't compare {left} with {right}"),
         .args = {{"sign", sign_text(syntax.op)}, {"left", shown(left.type)}, {"right", shown(right.type)}}},
        literal ? literal_hint(wanted) : std::nullopt);
}

void Typer::check_comparison(const Syntax& syntax, Node& left, Node& right) {
  adopt(left, syntax.children[0], right.type);
  adopt(right, syntax.children[1], left.type);
  if (failed(left) || failed(right)) return;
  const Kind kind = left.type.kind;
  const bool equality = syntax.op == Op::equal || syntax.op == Op::not_equal;
  const Syntax& before = syntax.children[0];
  const bool chain = !equality && before.form == Syntax::Form::infix && left.type.kind == Kind::boolean &&
                     before.op != Op::logical_and && before.op != Op::logical_or;
  if (chain) {
    error(syntax.sign, {.id = N_("comparisons don't chain")},
          base::Message{.id = N_("write 'a < b && b < c' instead of 'a < b < c'")});
  } else if (kind != right.type.kind) {
    unlike(syntax, left, right);
  } else if (!same_type(left.type, right.type)) {
    error(syntax.sign, {.id = N_("these two take their words from different lists")});
  } else if (!equality && kind == Kind::duration) {
    error(syntax.sign, {.id = N_("durations are only compared with == and !=: their length depends on the calendar")},
          base::Message{.id = N_("compare dates: 'a + duration('1 month') <= b'")});
  } else if (!equality && !is_ordered(kind)) {
    error(syntax.sign,
          {.id = N_("'{sign}' can't order values of type {kind}"),
           .args = {{"sign", sign_text(syntax.op)}, {"kind", shown(left.type)}}},
          base::Message{.id = N_("compare them with ==, != or 'in'")});
  }
}

Node Typer::type_in(const Syntax& syntax) {
  const Syntax& before = syntax.children[0];
  const Syntax& after = syntax.children[1];
  Node node = blank(syntax, Op::in_list, Kind::boolean);
  Node element = type(before);
  bool fits = !failed(element);
  std::vector<Node> members;
  if (after.form == Syntax::Form::list) {
    for (const Syntax& child : after.children) {
      Node member = is_unknown_name(child) ? type_name(child, &element.type) : type(child);
      if (!failed(member) && member.op != Op::constant) {
        error(child.extent, {.id = N_("a list holds literals only")});
        fits = false;
      } else if (!failed(member) && !failed(element)) {
        adopt(member, child, element.type);
        if (!failed(member) && !same_type(member.type, element.type)) {
          unlike({.op = Op::in_list, .extent = child.extent, .sign = child.extent}, element, member);
          fits = false;
        }
      }
      fits = fits && !failed(member);
      members.push_back(std::move(member));
    }
  } else {
    Node datum = type(after);
    if (failed(datum)) {
      fits = false;
    } else if (datum.type.kind != Kind::list) {
      error(after.extent,
            {.id = N_("'in' wants a list on its right, this is {found}"), .args = {{"found", shown(datum.type)}}},
            base::Message{.id = N_("a list is a datum of type list, or literals: ['a', 'b']")});
      fits = false;
    } else if (fits) {
      const Type word{.kind = Kind::enumeration, .values = datum.type.values};
      adopt(element, before, word);
      if (!failed(element) && element.type.kind != Kind::enumeration)
        unlike(syntax, element, datum);
      else if (!failed(element) && !same_type(element.type, word))
        error(syntax.sign, {.id = N_("these two take their words from different lists")});
      fits = !failed(element) && same_type(element.type, word);
    }
    members.push_back(std::move(datum));
  }
  if (!fits) node.type.kind = Kind::error;
  node.children.push_back(std::move(element));
  std::ranges::move(members, std::back_inserter(node.children));
  return node;
}

Node Typer::type_arithmetic(const Syntax& syntax) {
  Node left = type(syntax.children[0]);
  Node right = type(syntax.children[1]);
  Node node = blank(syntax, syntax.op, Kind::error);
  const Kind a = left.type.kind;
  const Kind b = right.type.kind;
  const auto refuse = [&](const char* id, std::optional<base::Message> hint) {
    error(
        syntax.sign,
        {.id = id, .args = {{"sign", sign_text(syntax.op)}, {"left", shown(left.type)}, {"right", shown(right.type)}}},
        std::move(hint));
  };
  if (a == Kind::error || b == Kind::error) {
    // told already
  } else if (a == b && (a == Kind::number || a == Kind::money)) {
    node.type.kind = a;
  } else if (a == Kind::date && b == Kind::duration) {
    const base::Delay delay = right.op == Op::constant ? base::normalised(right.constant.as_duration()) : base::Delay{};
    if (base::ends_within_day(delay.unit))
      error(syntax.children[1].extent, {.id = N_("a date counts whole days: hours and minutes can't be added to it")});
    else if (syntax.op == Op::subtract && delay.unit != base::DelayUnit::days && delay.unit != base::DelayUnit::months)
      error(syntax.children[1].extent, {.id = N_("worked and clear days are only counted forward, from a date")});
    else
      node.type.kind = Kind::date;
  } else if (a == Kind::text && b == Kind::text && syntax.op == Op::add) {
    if (expected_.kind == Kind::boolean)
      refuse(N_("a condition doesn't join texts"), base::Message{.id = N_("compare each part on its own")});
    else
      node.type.kind = Kind::text;
  } else if (a == Kind::duration && b == Kind::duration) {
    refuse(N_("durations have no sum: their length depends on the calendar"),
           base::Message{.id = N_("add them to a date, one after the other")});
  } else if (a == Kind::date && b == Kind::date) {
    refuse(N_("dates have no difference: days, working days or months would give different ones"),
           base::Message{.id = N_("compare dates: 'a + duration('1 month') <= b'")});
  } else if (a == Kind::duration && b == Kind::date) {
    refuse(N_("'{sign}' can't join {left} and {right}"), base::Message{.id = N_("write the date first")});
  } else {
    const bool literal = left.op == Op::constant || right.op == Op::constant;
    const Kind wanted = a == Kind::date ? Kind::duration : left.op == Op::constant ? b : a;
    refuse(N_("'{sign}' can't join {left} and {right}"), literal ? literal_hint(wanted) : std::nullopt);
  }
  node.children.reserve(2);
  node.children.push_back(std::move(left));
  node.children.push_back(std::move(right));
  return node;
}

}  // namespace guichet::expr
