// The only file that knows Boost.Spirit; it is slow to compile and changes with the grammar alone.
#include "expr/syntax.h"

#include <boost/fusion/include/at_c.hpp>
#include <boost/spirit/home/x3.hpp>
#include <functional>
#include <utility>

#include "base/utf8.h"

namespace guichet::expr {

namespace {

namespace x3 = boost::spirit::x3;

// ---- what the actions need beside the attributes --------------------------------------------------

struct Reading {
  const char* first = nullptr;
  unsigned nesting = 0;
  bool too_deep = false;
  const char* quote = nullptr;  // where the last text began
};
struct reading_tag;

template <class Context>
Reading& reading(const Context& context) {
  return x3::get<reading_tag>(context).get();
}

struct Sign {
  Op op = Op::constant;
  Extent extent;
};

// Rules with this base write their place into their attribute. They hold no action themselves: X3 hands
// the attribute only to rules that propagate it.
struct Placed {
  template <class Attribute, class Context>
  void on_success(const char* const& first, const char* const& last, Attribute& attribute, const Context& context) {
    std::string_view matched{first, static_cast<std::size_t>(last - first)};
    matched = matched.substr(0, matched.find_last_not_of(" \t\r\n\f") + 1);
    attribute.extent = {static_cast<std::uint32_t>(first - reading(context).first),
                        static_cast<std::uint32_t>(matched.size())};
  }
};

// Rules and actions are named as a grammar names them, in lower case; X3's macro wants `x` and `x_def`.
// NOLINTBEGIN(readability-identifier-naming)

// ---- actions -----------------------------------------------------------------------------------------

constexpr auto take = [](auto& context) { x3::_val(context) = std::move(x3::_attr(context)); };

template <Syntax::Form form>
constexpr auto take_text = [](auto& context) {
  x3::_val(context).form = form;
  x3::_val(context).text = std::string{x3::_attr(context).begin(), x3::_attr(context).end()};
};

constexpr auto take_quoted = [](auto& context) {
  x3::_val(context).form = Syntax::Form::text;
  x3::_val(context).text = std::move(x3::_attr(context));
};

constexpr auto open_quote = [](auto& context) { reading(context).quote = x3::_where(context).begin() - 1; };

constexpr auto append_byte = [](auto& context) { x3::_val(context).push_back(x3::_attr(context)); };

// Surrogates and what lies past U+10FFFF are no characters.
constexpr auto append_code_point = [](auto& context) {
  const auto code = static_cast<char32_t>(x3::_attr(context));
  x3::_pass(context) = code < 0xD800 || (code > 0xDFFF && code <= 0x10FFFF);
  if (x3::_pass(context)) x3::_val(context) += base::encode(std::u32string_view{&code, 1});
};

constexpr auto go_deeper = [](auto& context) {
  if (++reading(context).nesting > kNestingMax) {
    reading(context).too_deep = true;
    x3::_pass(context) = false;
  }
};
constexpr auto come_back = [](auto& context) { --reading(context).nesting; };

constexpr auto start_call = [](auto& context) { x3::_val(context).form = Syntax::Form::call; };
constexpr auto start_list = [](auto& context) { x3::_val(context).form = Syntax::Form::list; };
constexpr auto append_child = [](auto& context) {
  x3::_val(context).children.push_back(std::move(x3::_attr(context)));
};

// `a - b - c` is (a - b) - c; `a && b && c` is one node of three.
constexpr auto join = [](auto& context) {
  using boost::fusion::at_c;
  Syntax& left = x3::_val(context);
  const Sign& sign = at_c<0>(x3::_attr(context));
  Syntax& right = at_c<1>(x3::_attr(context));
  const std::uint32_t end = right.extent.begin + right.extent.length;
  const bool flat = sign.op == Op::logical_and || sign.op == Op::logical_or;
  if (flat && left.form == Syntax::Form::infix && left.op == sign.op) {
    left.children.push_back(std::move(right));
  } else {
    Syntax whole{.form = Syntax::Form::infix, .op = sign.op, .extent = left.extent, .sign = sign.extent};
    whole.children.reserve(2);
    whole.children.push_back(std::move(left));
    whole.children.push_back(std::move(right));
    left = std::move(whole);
  }
  left.extent.length = end - left.extent.begin;
};

template <Op op>
constexpr auto prefix = [](auto& context) {
  using boost::fusion::at_c;
  const std::size_t times = at_c<0>(x3::_attr(context)).size();
  if (times > kNestingMax) {
    reading(context).too_deep = true;
    x3::_pass(context) = false;
    return;
  }
  Syntax inner = std::move(at_c<1>(x3::_attr(context)));
  for (std::size_t i = 0; i < times; ++i) {
    Syntax outer{.form = Syntax::Form::prefix, .op = op, .extent = inner.extent};
    outer.children.push_back(std::move(inner));
    inner = std::move(outer);
  }
  x3::_val(context) = std::move(inner);
};

// ---- grammar: CEL's precedence and associativity -------------------------------------------------------
// The names of rules after `>` are how mistake_at() knows what was expected.

template <class Id, class Attribute = x3::unused_type>
using Rule = x3::rule<Id, Attribute>;

const x3::symbols<char32_t> simple_escape{{"a", U'\a'}, {"b", U'\b'}, {"f", U'\f'}, {"n", U'\n'},
                                          {"r", U'\r'}, {"t", U'\t'}, {"v", U'\v'}, {"\\", U'\\'},
                                          {"?", U'?'},  {"\"", U'"'}, {"'", U'\''}, {"`", U'`'}};
const x3::symbols<Sign> relation_symbol{{"==", {Op::equal}},      {"!=", {Op::not_equal}}, {"<", {Op::less}},
                                        {"<=", {Op::less_equal}}, {">", {Op::greater}},    {">=", {Op::greater_equal}}};
const x3::symbols<Sign> additive_symbol{{"+", {Op::add}}, {"-", {Op::subtract}}};
const x3::symbols<Sign> and_symbol{{"&&", {Op::logical_and}}};
const x3::symbols<Sign> or_symbol{{"||", {Op::logical_or}}};

const auto digit = x3::char_('0', '9');
const auto letter = x3::char_('a', 'z') | x3::char_('A', 'Z') | x3::char_('_');
const auto word = letter | digit;

const Rule<struct closing_id> closing_parenthesis{")"};
const auto closing_parenthesis_def = x3::lit(')');
const Rule<struct bracket_id> closing_bracket{"]"};
const auto closing_bracket_def = x3::lit(']');
const Rule<struct single_id> closing_single{"quote"};
const auto closing_single_def = x3::lit('\'');
const Rule<struct double_id> closing_double{"quote"};
const auto closing_double_def = x3::lit('"');

const Rule<struct escape_id, std::string> escape{"escape"};
const auto escape_def = simple_escape[append_code_point] |
                        (x3::omit[x3::char_("xX")] >> x3::uint_parser<std::uint32_t, 16, 2, 2>{})[append_code_point] |
                        (x3::lit('u') >> x3::uint_parser<std::uint32_t, 16, 4, 4>{})[append_code_point] |
                        (x3::lit('U') >> x3::uint_parser<std::uint32_t, 16, 8, 8>{})[append_code_point] |
                        (&x3::char_('0', '3') >> x3::uint_parser<std::uint32_t, 8, 3, 3>{})[append_code_point];

const Rule<struct piece_id, std::string> piece{"piece"};
const auto piece_def = x3::lit('\\') > escape;
constexpr auto append_piece = [](auto& context) { x3::_val(context) += x3::_attr(context); };

const Rule<struct quoted_id, std::string> quoted{"text"};
const auto quoted_def = x3::lexeme[x3::lit('\'')[open_quote] >
                                   *(piece[append_piece] | (~x3::char_("'\\\n\r"))[append_byte]) > closing_single] |
                        x3::lexeme[x3::lit('"')[open_quote] >
                                   *(piece[append_piece] | (~x3::char_("\"\\\n\r"))[append_byte]) > closing_double];

const Rule<struct deeper_id> deeper{"depth"};
const auto deeper_def = x3::eps[go_deeper];
const Rule<struct back_id> back{"back"};
const auto back_def = x3::eps[come_back];

const Rule<struct expression_id, Syntax> expression{"value"};

const Rule<struct text_id, Syntax> text_literal{"value"};
const auto text_literal_def = quoted[take_quoted];

// 1.5, 0x1F and 12u are read whole, to be refused with a sentence.
const Rule<struct number_id, Syntax> number{"value"};
const auto number_def = x3::lexeme[x3::raw[digit >> *(word | x3::char_('.'))]][take_text<Syntax::Form::number>];

const Rule<struct list_id, Syntax> list{"value"};
const auto list_def = x3::lit('[')[start_list] > deeper > -(expression[append_child] % ',') > closing_bracket > back;

// `in` is an operator wherever it stands.
const Rule<struct named_id, Syntax> named{"value"};
const auto named_def = x3::lexeme[x3::raw[!("in" >> !word) >> letter >> *word >> *('.' >> letter >> *word)]]
                                 [take_text<Syntax::Form::name>] >>
                       -(x3::lit('(')[start_call] > deeper > -(expression[append_child] % ',') > closing_parenthesis >
                         back);

const Rule<struct parenthesised_id, Syntax> parenthesised{"value"};
const auto parenthesised_def = x3::lit('(') > deeper > expression > closing_parenthesis > back;

struct primary_id : Placed {};
const Rule<primary_id, Syntax> primary{"value"};
const auto primary_def = number | text_literal | list | named | parenthesised;

const Rule<struct inverse_id, Syntax> inverse{"value"};
const auto inverse_def = (+x3::char_('!') > primary)[prefix<Op::logical_not>];
const Rule<struct opposite_id, Syntax> opposite{"value"};
const auto opposite_def = (+x3::char_('-') > primary)[prefix<Op::negate>];
struct unary_id : Placed {};
const Rule<unary_id, Syntax> unary{"value"};
const auto unary_def = inverse | opposite | primary;

struct additive_sign_id : Placed {};
const Rule<additive_sign_id, Sign> additive_sign{"sign"};
const auto additive_sign_def = additive_symbol;
struct relation_sign_id : Placed {};
const Rule<relation_sign_id, Sign> relation_sign{"sign"};
const auto relation_sign_def = relation_symbol | (x3::lexeme["in" >> !word] >> x3::attr(Sign{Op::in_list}));
struct and_sign_id : Placed {};
const Rule<and_sign_id, Sign> and_sign{"sign"};
const auto and_sign_def = and_symbol;
struct or_sign_id : Placed {};
const Rule<or_sign_id, Sign> or_sign{"sign"};
const auto or_sign_def = or_symbol;

const Rule<struct additive_id, Syntax> additive{"value"};
const auto additive_def = unary[take] >> *(additive_sign > unary)[join];
const Rule<struct comparison_id, Syntax> comparison{"value"};
const auto comparison_def = additive[take] >> *(relation_sign > additive)[join];
const Rule<struct conjunction_id, Syntax> conjunction{"value"};
const auto conjunction_def = comparison[take] >> *(and_sign > comparison)[join];
const auto expression_def = conjunction[take] >> *(or_sign > conjunction)[join];

BOOST_SPIRIT_DEFINE(closing_parenthesis, closing_bracket, closing_single, closing_double, escape, piece, quoted, deeper,
                    back, expression, text_literal, number, list, named, parenthesised, primary, inverse, opposite,
                    unary, additive_sign, relation_sign, and_sign, or_sign, additive, comparison, conjunction)

// NOLINTEND(readability-identifier-naming)

// ---- mistakes ------------------------------------------------------------------------------------------

// What people write from habit after a value, and what to write instead.
const x3::symbols<const char*> kHabit{
    {"=", N_("equality is written '=='")},
    {"?", N_("write a choice as two branches, the first one with an 'if'")},
    {"*", N_("only '+' and '-' are known: amounts that depend on something come from a table, by lookup()")},
    {"/", N_("only '+' and '-' are known: amounts that depend on something come from a table, by lookup()")},
    {"%", N_("only '+' and '-' are known: amounts that depend on something come from a table, by lookup()")},
    {"&", N_("'and' is written '&&'")},
    {"|", N_("'or' is written '||'")},
    {"and ", N_("'and' is written '&&'")},
    {"et ", N_("'and' is written '&&'")},
    {"or ", N_("'or' is written '||'")},
    {"ou ", N_("'or' is written '||'")},
    {"[", N_("what a list holds is asked with 'in'")},
    {"'", N_("texts are joined with '+'; an apostrophe inside a text is written \\'")},
};

std::optional<base::Message> advice(std::string_view rest) {
  const char* sentence = nullptr;
  const char* first = rest.data();
  if (!x3::parse(first, rest.data() + rest.size(), kHabit, sentence)) return std::nullopt;
  return base::Message{.id = sentence};
}

SyntaxMistake mistake_at(std::string_view text, const char* where, std::string_view expected, const Reading& state) {
  std::size_t at = text.find_first_not_of(" \t\r\n\f", static_cast<std::size_t>(where - text.data()));
  if (at == std::string_view::npos) at = text.size();
  const Extent here{static_cast<std::uint32_t>(at), 1};
  const std::string limit = std::to_string(kNestingMax);
  if (state.too_deep)
    return {here, {.id = N_("nested more than {limit} deep"), .args = {{"limit", limit}}}, std::nullopt};
  if (expected == "quote") {
    const auto quote = static_cast<std::uint32_t>(state.quote - text.data());
    return {{quote, static_cast<std::uint32_t>(text.size()) - quote},
            {.id = N_("this text has no closing quote")},
            base::Message{.id = N_("expected {mark} at its end"), .args = {{"mark", std::string{*state.quote}}}}};
  }
  if (expected == "escape")
    return {{here.begin - 1, 2},  // where the rule stopped is after the backslash
            {.id = N_("unknown escape in a text")},
            base::Message{.id = N_("expected \\\\, \\', \\\", \\n, \\t or \\u and four hexadecimal digits")}};
  if (expected == ")" || expected == "]")
    return {here,
            {.id = N_("expected '{mark}' or an operator here"), .args = {{"mark", std::string{expected}}}},
            advice(text.substr(at))};
  if (expected == "value") return {here, {.id = N_("expected a value here: a name, a literal or '('")}, std::nullopt};
  return {here, {.id = N_("expected an operator here")}, advice(text.substr(at))};
}

}  // namespace

std::variant<Syntax, SyntaxMistake> parse(std::string_view text) {
  if (const auto invalid = base::first_invalid_utf8(text))
    return SyntaxMistake{{static_cast<std::uint32_t>(*invalid), 1}, {.id = N_("this is not UTF-8")}, std::nullopt};
  if (base::count_code_points(text) > kTextLengthMax)
    return SyntaxMistake{
        {0, 1},
        {.id = N_("an expression has at most {limit} characters"), .args = {{"limit", std::to_string(kTextLengthMax)}}},
        std::nullopt};
  const auto space = x3::char_(" \t\r\n\f");
  const char* first = text.data();
  const char* const last = first + text.size();
  Reading state{.first = first};
  Syntax syntax;
  try {
    const auto grammar = x3::with<reading_tag>(std::ref(state))[expression];
    const bool begun = x3::phrase_parse(first, last, grammar, space, syntax);
    if (begun && first == last) return syntax;
    return mistake_at(text, first, begun ? "operator" : "value", state);
  } catch (const x3::expectation_failure<const char*>& failure) {
    return mistake_at(text, failure.where(), failure.which(), state);
  }
}

}  // namespace guichet::expr
