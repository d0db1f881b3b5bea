// Functions: what CEL's standard library gives us (size, has, duration) and what administrative life adds.
#include <algorithm>
#include <array>
#include <utility>

#include "expr/codec.h"
#include "expr/typer.h"

namespace guichet::expr {

namespace {

// In the order a suggestion lists them.
const std::vector<std::string> kFunctions{"has",    "size",   "date",         "duration",     "money",         "today",
                                          "passed", "lookup", "children.all", "children.any", "children.count"};

std::string shown(Kind kind) { return std::string{kind_name(kind)}; }

}  // namespace

Node Typer::type_call(const Syntax& syntax) {
  struct Call {
    std::string_view name;
    Node (Typer::*type)(const Syntax&);
  };
  static constexpr std::array kCalls{
      Call{"has", &Typer::call_has},
      Call{"size", &Typer::call_size},
      Call{"date", &Typer::call_literal},
      Call{"duration", &Typer::call_literal},
      Call{"money", &Typer::call_literal},
      Call{"today", &Typer::call_today},
      Call{"passed", &Typer::call_passed},
      Call{"lookup", &Typer::call_lookup},
      Call{"children.all", &Typer::call_children},
      Call{"children.any", &Typer::call_children},
      Call{"children.count", &Typer::call_children},
  };
  const auto* const found = std::ranges::find(kCalls, syntax.text, &Call::name);
  if (found != kCalls.end()) return (this->*found->type)(syntax);
  error({syntax.extent.begin, static_cast<std::uint32_t>(syntax.text.size())},
        {.id = N_("unknown function '{name}'"), .args = {{"name", syntax.text}}}, known_words(syntax.text, kFunctions));
  return blank(syntax, Op::constant, Kind::error);
}

bool Typer::has_arguments(const Syntax& syntax, std::size_t count) {
  if (syntax.children.size() == count) return true;
  error(syntax.extent,
        base::counted("{name}() takes {count} argument, {found} given",
                      "{name}() takes {count} arguments, {found} given", static_cast<std::int64_t>(count),
                      {{"name", syntax.text},
                       {"count", std::to_string(count)},
                       {"found", std::to_string(syntax.children.size())}}));
  return false;
}

std::optional<std::string_view> Typer::only_text(const Syntax& syntax) {
  if (!has_arguments(syntax, 1)) return std::nullopt;
  const Syntax& argument = syntax.children.front();
  if (argument.form == Syntax::Form::text) return argument.text;
  error(argument.extent, {.id = N_("{name}() takes a text between quotes"), .args = {{"name", syntax.text}}});
  return std::nullopt;
}

Node Typer::call_size(const Syntax& syntax) {
  Node node = blank(syntax, Op::size, Kind::error);
  if (!has_arguments(syntax, 1)) return node;
  Node argument = type(syntax.children.front());
  const Kind kind = argument.type.kind;
  if (kind == Kind::text || kind == Kind::list) {
    node.type.kind = Kind::number;
  } else if (kind != Kind::error) {
    error(syntax.children.front().extent,
          {.id = N_("size() takes a text or a list, this is {found}"), .args = {{"found", shown(kind)}}});
  }
  node.children.push_back(std::move(argument));
  return node;
}

Node Typer::call_has(const Syntax& syntax) {
  Node node = blank(syntax, Op::has, Kind::error);
  if (!has_arguments(syntax, 1)) return node;
  const Syntax& argument = syntax.children.front();
  if (argument.form != Syntax::Form::name) {
    error(argument.extent, {.id = N_("has() takes the name of a datum")});
    return node;
  }
  Node named = type(argument);
  if (named.op == Op::slot) {
    node.type.kind = Kind::boolean;
    node.variable = named.variable;
  } else if (named.type.kind != Kind::error) {
    error(argument.extent, {.id = N_("has() takes the name of a datum")});
  }
  return node;
}

// date('...'), money('...'), duration('...'): a constant, read as data of that type is.
Node Typer::call_literal(const Syntax& syntax) {
  const auto content = only_text(syntax);
  if (!content) return blank(syntax, Op::constant, Kind::error);
  const Kind kind = syntax.text == "date" ? Kind::date : syntax.text == "money" ? Kind::money : Kind::duration;
  if (const auto value = parse_value({.kind = kind}, *content, texts_)) return constant(syntax, *value);
  error(syntax.children.front().extent,
        {.id = N_("'{text}' is no {kind}"), .args = {{"text", std::string{*content}}, {"kind", shown(kind)}}},
        literal_hint(kind));
  return blank(syntax, Op::constant, Kind::error);
}

Node Typer::call_today(const Syntax& syntax) {
  return blank(syntax, Op::today, has_arguments(syntax, 0) ? Kind::date : Kind::error);
}

Node Typer::call_passed(const Syntax& syntax) {
  Node node = blank(syntax, Op::passed, Kind::error);
  const auto name = only_text(syntax);
  if (!name) return node;
  const auto index = scope_.deadline ? scope_.deadline(*name) : std::nullopt;
  if (index) {
    node.type.kind = Kind::boolean;
    node.index = *index;
  } else if (scope_.deadline_names.empty()) {
    error(syntax.children.front().extent, {.id = N_("there are no deadlines here")});
  } else {
    error(syntax.children.front().extent,
          {.id = N_("unknown deadline '{name}'"), .args = {{"name", std::string{*name}}}},
          known_words(*name, scope_.deadline_names));
  }
  return node;
}

Node Typer::call_children(const Syntax& syntax) {
  const bool counts = syntax.text == "children.count";
  Node node = blank(syntax,
                    counts                          ? Op::children_count
                    : syntax.text == "children.all" ? Op::children_all
                                                    : Op::children_any,
                    Kind::error);
  const auto name = only_text(syntax);
  if (!name) return node;
  const auto index = scope_.child_state ? scope_.child_state(*name) : std::nullopt;
  if (index) {
    node.type.kind = counts ? Kind::number : Kind::boolean;
    node.index = *index;
  } else if (scope_.child_state_names.empty()) {
    error(syntax.extent, {.id = N_("there are no children here: only a state with 'each' has some")});
  } else {
    error(syntax.children.front().extent,
          {.id = N_("unknown state '{name}' of the children"), .args = {{"name", std::string{*name}}}},
          known_words(*name, scope_.child_state_names));
  }
  return node;
}

Node Typer::call_lookup(const Syntax& syntax) {
  Node node = blank(syntax, Op::lookup, Kind::error);
  std::vector<Node> arguments;
  bool fits = true;
  for (std::size_t i = 1; i < syntax.children.size(); ++i) {
    arguments.push_back(type(syntax.children[i]));
    fits = fits && arguments.back().type.kind != Kind::error;
  }
  if (syntax.children.empty() || syntax.children.front().form != Syntax::Form::text) {
    error(syntax.children.empty() ? syntax.extent : syntax.children.front().extent,
          {.id = N_("lookup() takes the name of a table between quotes, then its keys")});
    return node;
  }
  const Syntax& name = syntax.children.front();
  const Table* const table = scope_.table ? scope_.table(name.text) : nullptr;
  if (table == nullptr) {
    error(name.extent, {.id = N_("unknown table '{name}'"), .args = {{"name", name.text}}},
          known_words(name.text, scope_.table_names));
    return node;
  }
  // One more, a date: the day asked for.
  const bool dated = arguments.size() == table->keys.size() + 1;
  if (!dated && arguments.size() != table->keys.size()) {
    std::string keys;
    for (const TableKey& key : table->keys) keys += (keys.empty() ? "" : ", ") + key.name;
    error(syntax.extent,
          base::counted("table '{name}' has {count} key, {found} given",
                        "table '{name}' has {count} keys, {found} given", static_cast<std::int64_t>(table->keys.size()),
                        {{"name", table->name},
                         {"count", std::to_string(table->keys.size())},
                         {"found", std::to_string(arguments.size())}}),
          base::Message{.id = N_("expected: {keys}, then perhaps the day asked for"), .args = {{"keys", keys}}});
    return node;
  }
  const auto before = diagnostics_.all().size();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    static const TableKey kDay{.name = "date", .kind = Kind::date};
    check_key(syntax.children[i + 1], arguments[i], i < table->keys.size() ? table->keys[i] : kDay, table->name);
  }
  if (fits && diagnostics_.all().size() == before) node.type.kind = table->value_kind;
  node.table = table;
  node.children = std::move(arguments);
  return node;
}

void Typer::check_key(const Syntax& syntax, Node& key, const TableKey& wanted, const std::string& table) {
  const Kind kind = key.type.kind;
  if (kind == Kind::error || kind == wanted.kind) return;
  if (kind == Kind::enumeration && wanted.kind == Kind::text) return;
  error(syntax.extent,
        {.id = N_("key '{key}' of table '{table}' is of type {wanted}, this is {found}"),
         .args = {{"key", wanted.name}, {"table", table}, {"wanted", shown(wanted.kind)}, {"found", shown(kind)}}},
        key.op == Op::constant ? literal_hint(wanted.kind) : std::nullopt);
}

}  // namespace guichet::expr
