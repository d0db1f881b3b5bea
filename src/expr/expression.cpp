#include "expr/expression.h"

#include <algorithm>
#include <deque>
#include <set>
#include <variant>

#include "base/ensure.h"
#include "base/utf8.h"
#include "expr/program.h"
#include "expr/typer.h"

namespace guichet::expr {

struct Expression::Compiled {
  std::string text;
  base::Span span;
  TextPool texts;                              // constants of the tree and of the program
  std::deque<std::vector<std::string>> words;  // of the enums and lists it names
  Node root;
  Program program;
  std::vector<std::uint16_t> reads;
  std::vector<std::uint16_t> needs;
  std::shared_ptr<const Compiled> whole;  // of a condition: what its texts and words are kept by
};

namespace {

// The model that declared the words may be copied or gone: the tree keeps its own.
void keep_words(Type& type, std::deque<std::vector<std::string>>& words) {
  if (type.values == nullptr) return;
  const auto found = std::ranges::find(words, *type.values);
  type.values = found != words.end() ? &*found : &words.emplace_back(*type.values);
}

void keep_words(Node& node, std::deque<std::vector<std::string>>& words) {
  keep_words(node.type, words);
  keep_words(node.variable.type, words);
  for (Node& child : node.children) keep_words(child, words);
}

void collect(const Node& node, std::set<std::uint16_t>& reads, std::set<std::uint16_t>& needs) {
  if (node.op == Op::slot || node.op == Op::has) reads.insert(node.variable.slot);
  if (node.op == Op::slot) needs.insert(node.variable.slot);
  for (const Node& child : node.children) collect(child, reads, needs);
}

void collect_conditions(const Node& node, std::vector<const Node*>& out) {
  const bool joins = node.op == Op::logical_and || node.op == Op::logical_or || node.op == Op::logical_not;
  if (!joins) return out.push_back(&node);
  for (const Node& child : node.children) collect_conditions(child, out);
}

}  // namespace

std::vector<Expression> Expression::conditions() const {
  std::vector<const Node*> leaves;
  collect_conditions(root(), leaves);
  const std::u32string text = base::decode(compiled_->text);
  std::vector<Expression> all;
  for (const Node* leaf : leaves) {
    auto part = std::make_shared<Compiled>();
    part->text = base::encode(std::u32string_view{text}.substr(leaf->span.column - compiled_->span.column, leaf->span.length));
    part->span = leaf->span;
    part->root = *leaf;
    auto program = compile_program(*leaf);
    base::ensure(program.has_value(), "a part is no deeper than the whole");
    part->program = std::move(*program);
    std::set<std::uint16_t> reads;
    std::set<std::uint16_t> needs;
    collect(*leaf, reads, needs);
    part->reads.assign(reads.begin(), reads.end());
    part->needs.assign(needs.begin(), needs.end());
    part->whole = compiled_;
    all.push_back(Expression{std::move(part)});
  }
  return all;
}

const std::string& Expression::text() const { return compiled_->text; }
const Node& Expression::root() const { return compiled_->root; }
base::Span Expression::span() const { return compiled_->span; }
std::span<const std::uint16_t> Expression::reads() const { return compiled_->reads; }
std::span<const std::uint16_t> Expression::needs() const { return compiled_->needs; }
Value Expression::evaluate(const Frame& frame) const { return run(compiled_->program, frame); }

std::optional<Expression> compile(std::string_view text, base::Span at, const Scope& scope, const Type& expected,
                                  base::Diagnostics& diagnostics) {
  auto compiled = std::make_shared<Expression::Compiled>();
  compiled->text = text;
  base::Diagnostics mistakes;
  Typer typer{compiled->text, at, scope, expected, compiled->texts, mistakes};
  const auto parsed = parse(compiled->text);
  if (const auto* mistake = std::get_if<SyntaxMistake>(&parsed)) {
    diagnostics.error(typer.span(mistake->extent), mistake->message, mistake->hint);
    return std::nullopt;
  }
  const Syntax& syntax = std::get<Syntax>(parsed);
  compiled->root = typer.type_root(syntax);
  compiled->span = typer.span({0, static_cast<std::uint32_t>(compiled->text.size())});
  std::optional<Program> program;
  if (!mistakes.has_errors()) {
    base::ensure(compiled->root.type.kind != Kind::error, "what has no type has a diagnostic");
    keep_words(compiled->root, compiled->words);
    program = compile_program(compiled->root);
    if (!program)
      typer.error(syntax.extent,
                  {.id = N_("nested more than {limit} deep"), .args = {{"limit", std::to_string(kNestingMax)}}});
  }
  if (mistakes.has_errors()) {
    diagnostics.append(mistakes);
    return std::nullopt;
  }
  compiled->program = std::move(*program);
  std::set<std::uint16_t> reads;
  std::set<std::uint16_t> needs;
  collect(compiled->root, reads, needs);
  compiled->reads.assign(reads.begin(), reads.end());
  compiled->needs.assign(needs.begin(), needs.end());
  return Expression{std::move(compiled)};
}

}  // namespace guichet::expr
