#include "expr/typer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace guichet::expr {

namespace {

std::string in_words(const Type& type) { return std::string{kind_name(type.kind)}; }

bool is_error(const Node& node) { return node.type.kind == Kind::error; }

}  // namespace

std::optional<base::Message> literal_hint(Kind kind) {
  switch (kind) {
    case Kind::date:
      return base::Message{.id = N_("a date is written date('2026-03-02')")};
    case Kind::money:
      return base::Message{.id = N_("an amount is written money('135.50')")};
    case Kind::duration:
      return base::Message{.id = N_("a duration is written duration('3 months')")};
    case Kind::text:
    case Kind::enumeration:
      return base::Message{.id = N_("a text is written between quotes")};
    case Kind::boolean:
      return base::Message{.id = N_("a boolean is true or false, without quotes")};
    default:
      return std::nullopt;
  }
}

std::optional<base::Message> known_words(std::string_view word, const std::vector<std::string>& known) {
  return known.empty() ? std::nullopt : std::optional{base::expected_one_of(word, known)};
}

Typer::Typer(std::string_view text, base::Span at, const Scope& scope, const Type& expected, TextPool& texts,
             base::Diagnostics& diagnostics)
    : text_{text}, at_{at}, scope_{scope}, expected_{expected}, texts_{texts}, diagnostics_{diagnostics} {}

base::Span Typer::span(Extent extent) const {
  const std::size_t before = base::count_code_points(text_.substr(0, extent.begin));
  const std::size_t length =
      extent.begin < text_.size() ? base::count_code_points(text_.substr(extent.begin, extent.length)) : 1;
  return {.line = at_.line,
          .column = at_.column + static_cast<std::uint32_t>(before),
          .length = static_cast<std::uint32_t>(std::max<std::size_t>(length, 1))};
}

void Typer::error(Extent extent, base::Message message, std::optional<base::Message> hint) {
  diagnostics_.error(span(extent), std::move(message), std::move(hint));
}

Node Typer::blank(const Syntax& syntax, Op op, Kind kind) const {
  return {.op = op, .type = {.kind = kind}, .span = span(syntax.extent)};
}

Node Typer::constant(const Syntax& syntax, Value value) const {
  Node node = blank(syntax, Op::constant, value.kind());
  node.constant = value;
  return node;
}

Node Typer::type_root(const Syntax& syntax) {
  Node root = type(syntax);
  if (too_deep_)
    error(syntax.extent, {.id = N_("nested more than {limit} deep"), .args = {{"limit", std::to_string(kNestingMax)}}});
  if (expected_.kind == Kind::absent || is_error(root)) return root;
  adopt(root, syntax, expected_);
  if (is_error(root) || same_type(root.type, expected_)) return root;
  if (root.type.kind == expected_.kind) {
    error(syntax.extent,
          {.id = N_("this {kind} has other words than the one it is given to"), .args = {{"kind", in_words(expected_)}}});
  } else {
    error(syntax.extent,
          {.id = N_("a value of type {wanted} is wanted here, this is {found}"),
           .args = {{"wanted", in_words(expected_)}, {"found", in_words(root.type)}}},
          root.op == Op::constant ? literal_hint(expected_.kind) : std::nullopt);
  }
  return root;
}

Node Typer::type(const Syntax& syntax) {
  if (depth_ >= kNestingMax) {
    too_deep_ = true;
    return blank(syntax, Op::constant, Kind::error);
  }
  ++depth_;
  Node node = [&] {
    switch (syntax.form) {
      case Syntax::Form::number:
        return type_number(syntax, false);
      case Syntax::Form::text:
        return constant(syntax, Value::text(texts_.keep(syntax.text)));
      case Syntax::Form::name:
        return type_name(syntax, nullptr);
      case Syntax::Form::call:
        return type_call(syntax);
      case Syntax::Form::prefix:
        return type_prefix(syntax);
      case Syntax::Form::list:
        break;
      case Syntax::Form::infix:
        if (syntax.op == Op::logical_and || syntax.op == Op::logical_or) return type_logical(syntax);
        if (syntax.op == Op::add || syntax.op == Op::subtract) return type_arithmetic(syntax);
        return syntax.op == Op::in_list ? type_in(syntax) : type_comparison(syntax);
    }
    error(syntax.extent, {.id = N_("a list is only written on the right of 'in'")});
    return blank(syntax, Op::constant, Kind::error);
  }();
  --depth_;
  return node;
}

// -9223372036854775808 has no positive twin: the sign is read with the digits.
Node Typer::type_number(const Syntax& syntax, bool negative) {
  const std::string digits = (negative ? "-" : "") + syntax.text;
  const char* const end = digits.data() + digits.size();
  std::int64_t number = 0;
  const auto [rest, failure] = std::from_chars(digits.data(), end, number);
  if (rest != end)
    error(syntax.extent, {.id = N_("only whole numbers are known, written with digits")},
          base::Message{.id = N_("an amount is written money('135.50')")});
  else if (failure != std::errc{})
    error(syntax.extent, {.id = N_("this number is beyond 64 bits")});
  else
    return constant(syntax, Value::number(number));
  return blank(syntax, Op::constant, Kind::error);
}

bool Typer::is_unknown_name(const Syntax& syntax) const {
  return syntax.form == Syntax::Form::name && syntax.text != "true" && syntax.text != "false" &&
         (scope_.member_name.empty() || syntax.text != scope_.member_name) &&
         !(scope_.variable && scope_.variable(syntax.text));
}

// `beside` is the type on the other side of a comparison, when known: a word without its quotes is told.
Node Typer::type_name(const Syntax& syntax, const Type* beside) {
  if (syntax.text == "true" || syntax.text == "false") return constant(syntax, Value::boolean(syntax.text == "true"));
  if (!scope_.member_name.empty() && syntax.text == scope_.member_name) {
    Node node = blank(syntax, Op::member, Kind::enumeration);
    node.type = scope_.member_type;
    return node;
  }
  const auto variable = scope_.variable ? scope_.variable(syntax.text) : std::nullopt;
  if (variable) {
    Node node = blank(syntax, Op::slot, variable->type.kind);
    node.type = variable->type;
    node.variable = *variable;
    return node;
  }
  std::optional<base::Message> hint = known_words(syntax.text, scope_.variable_names);
  if (syntax.text == "null")
    hint = base::Message{.id = N_("whether a datum is there is asked with has()")};
  else if (beside != nullptr && beside->values != nullptr && std::ranges::count(*beside->values, syntax.text) > 0)
    hint = base::Message{.id = N_("a word is written between quotes: '{word}'"), .args = {{"word", syntax.text}}};
  error(syntax.extent, {.id = N_("unknown name '{name}'"), .args = {{"name", syntax.text}}}, hint);
  return blank(syntax, Op::constant, Kind::error);
}

Node Typer::type_prefix(const Syntax& syntax) {
  const Syntax& inner = syntax.children.front();
  if (syntax.op == Op::negate && inner.form == Syntax::Form::number) {
    Node number = type_number(inner, true);
    number.span = span(syntax.extent);
    return number;
  }
  Node operand = type(inner);
  if (is_error(operand)) return operand;
  const Kind kind = operand.type.kind;
  const bool fits = syntax.op == Op::logical_not ? kind == Kind::boolean : kind == Kind::number || kind == Kind::money;
  Node node = blank(syntax, syntax.op, fits ? kind : Kind::error);
  if (!fits)
    error(inner.extent, {.id = N_("'{sign}' wants {wanted}, this is {found}"),
                         .args = {{"sign", sign_text(syntax.op)},
                                  {"wanted", syntax.op == Op::logical_not ? "boolean" : "number"},
                                  {"found", in_words(operand.type)}}});
  node.children.push_back(std::move(operand));
  return node;
}

void Typer::adopt(Node& node, const Syntax& syntax, const Type& wanted) {
  if (wanted.kind != Kind::enumeration || wanted.values == nullptr) return;
  if (node.op != Op::constant || node.type.kind != Kind::text || syntax.form != Syntax::Form::text) return;
  const auto found = std::ranges::find(*wanted.values, syntax.text);
  if (found == wanted.values->end()) {
    error(syntax.extent, {.id = N_("'{word}' is none of the words known here"), .args = {{"word", syntax.text}}},
          known_words(syntax.text, *wanted.values));
    node.type = {.kind = Kind::error};
    return;
  }
  node.type = wanted;
  node.constant = Value::enumeration(static_cast<std::uint32_t>(found - wanted.values->begin()));
}

}  // namespace guichet::expr
