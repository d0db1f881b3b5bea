// From what is written to what is meant: each name looked up, each operator given types it knows, each
// mistake told with its place. It goes on after a mistake; what can't be typed gets Kind::error, which
// nothing complains about a second time.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "expr/expression.h"
#include "expr/syntax.h"

namespace guichet::expr {

class Typer {
 public:
  // `text` is the expression, `at` its place in the file; constants are kept in `texts`.
  Typer(std::string_view text, base::Span at, const Scope& scope, const Type& expected, TextPool& texts,
        base::Diagnostics& diagnostics);

  // The tree of the whole expression, of the expected type unless a diagnostic was added.
  [[nodiscard]] Node type_root(const Syntax& syntax);

  [[nodiscard]] base::Span span(Extent extent) const;
  void error(Extent extent, base::Message message, std::optional<base::Message> hint = std::nullopt);
 private:
  // typer.cpp: literals, names, prefixes
  Node type(const Syntax& syntax);
  Node type_number(const Syntax& syntax, bool negative);
  Node type_name(const Syntax& syntax, const Type* beside);
  Node type_prefix(const Syntax& syntax);
  // A text literal beside an enum becomes one of its words; an unknown word is an error.
  void adopt(Node& node, const Syntax& syntax, const Type& wanted);
  [[nodiscard]] bool is_unknown_name(const Syntax& syntax) const;
  [[nodiscard]] Node blank(const Syntax& syntax, Op op, Kind kind) const;
  [[nodiscard]] Node constant(const Syntax& syntax, Value value) const;

  // operators.cpp
  Node type_logical(const Syntax& syntax);
  Node type_comparison(const Syntax& syntax);
  Node type_in(const Syntax& syntax);
  Node type_arithmetic(const Syntax& syntax);
  void check_comparison(const Syntax& syntax, Node& left, Node& right);
  void unlike(const Syntax& syntax, const Node& left, const Node& right);

  // calls.cpp: functions
  Node type_call(const Syntax& syntax);
  Node call_size(const Syntax& syntax);
  Node call_has(const Syntax& syntax);
  Node call_literal(const Syntax& syntax);
  Node call_today(const Syntax& syntax);
  Node call_passed(const Syntax& syntax);
  Node call_lookup(const Syntax& syntax);
  Node call_children(const Syntax& syntax);
  bool has_arguments(const Syntax& syntax, std::size_t count);
  // The content of the only argument when it is a text literal; else an error.
  std::optional<std::string_view> only_text(const Syntax& syntax);
  void check_key(const Syntax& syntax, Node& key, const TableKey& wanted, const std::string& table);

  std::string_view text_;
  base::Span at_;
  const Scope& scope_;
  const Type& expected_;
  TextPool& texts_;
  base::Diagnostics& diagnostics_;
  unsigned depth_ = 0;
  bool too_deep_ = false;
};

// The nearest known word, or all of them; nothing when there are none.
[[nodiscard]] std::optional<base::Message> known_words(std::string_view word, const std::vector<std::string>& known);

// As it is written.
[[nodiscard]] const char* sign_text(Op op);

// How a literal of this kind is written, as a hint; nothing for kinds that have no literal.
[[nodiscard]] std::optional<base::Message> literal_hint(Kind kind);

}  // namespace guichet::expr
