// Guards and assignments: a documented subset of CEL (Common Expression Language) over typed slots,
// with civil dates, legal delays and dated tables added (docs/expressions.md has the table). An
// expression is parsed and typed when its file is loaded, compiled to a flat program over slots, and
// evaluated without allocation. It knows slots and names, nothing of procedures.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "base/diagnostic.h"
#include "expr/table.h"
#include "expr/value.h"

namespace guichet::expr {

// ---- what the names in an expression mean: given by the loader ------------------------------------

struct Variable {
  std::uint16_t slot = 0;   // first slot of the datum
  std::uint16_t width = 1;  // > 1: one slot per member of a list; read as the current member's
  Type type;
};

struct Scope {
  // Every function returns nothing for an unknown name; the names are for suggestions.
  std::function<std::optional<Variable>(std::string_view)> variable;
  std::function<std::optional<std::uint16_t>(std::string_view)> deadline;     // passed('name')
  std::function<std::optional<std::uint16_t>(std::string_view)> child_state;  // children.all('name')
  std::function<const Table*(std::string_view)> table;
  std::vector<std::string> variable_names, deadline_names, child_state_names, table_names;
  // The word that names the current member inside an `each` (its `as`), typed as an enum.
  std::string member_name;
  Type member_type;
};

// ---- the typed tree: read by the evaluator's compiler, the code generator and the checker --------

enum class Op : std::uint8_t {
  constant,  // value
  slot,      // variable
  member,    // the current member of `each`, an enum
  has,       // has(variable)
  logical_not,
  logical_and,
  logical_or,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in_list,  // element in list datum, or element in [constants]
  add,
  subtract,
  negate,
  size,  // size(text) in code points, size(list)
  today,
  passed,  // index: deadline
  lookup,  // table; children are the keys
  children_all,
  children_any,
  children_count,  // index: child state
};

struct Node {
  Op op = Op::constant;
  Type type;
  base::Span span;
  Value constant;  // texts point into the expression's pool
  Variable variable;
  std::uint16_t index = 0;  // deadline or child state
  const Table* table = nullptr;
  // Operands, in the order written. logical_and and logical_or: two or more (`a && b && c` is one node).
  // in_list with a literal list: the element, then each constant (perhaps none); with a list datum: the
  // element, then the datum. lookup: one per key of the table (an enum for a text key stands for its
  // word), then perhaps a date, the day asked for instead of today.
  std::vector<Node> children;
};

// ---- evaluation ------------------------------------------------------------------------------------

// Everything an evaluation may read. Plain pointers: the caller owns it all for the call.
struct Frame {
  const Value* slots = nullptr;
  std::uint16_t member = 0;  // index of the current member inside an `each`
  base::Date today{};
  // Children of an `each` that ended or wait: the state each is in. Empty outside `each`.
  std::span<const std::uint16_t> children;
  // Is this deadline passed? boolean, or an error when the datum it starts from is absent.
  Value (*passed)(const void* owner, std::uint16_t deadline) = nullptr;  // needed by passed()
  const void* owner = nullptr;
  const base::Calendar* calendar = nullptr;  // needed by date + duration
  TextPool* texts = nullptr;                 // for `+` on texts, only met in `set`; guards never allocate
};

class Expression {
 public:
  Expression() = default;  // to be assigned: nothing below may be asked of it
  // Immutable once compiled; shared, because procedures are values that get copied.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Node& root() const;
  [[nodiscard]] base::Span span() const;
  [[nodiscard]] const Type& type() const { return root().type; }
  // Slots read anywhere in the expression, ascending, first slot of each variable.
  [[nodiscard]] std::span<const std::uint16_t> reads() const;
  // Those read outside a has(...): absent ones make the expression undetermined unless absorbed.
  [[nodiscard]] std::span<const std::uint16_t> needs() const;
  // A value of type(), or an error (Value::fault): the leftmost one that `&&` and `||` do not absorb.
  // Never absent: an absent slot is error(absent_slot), a lookup without a row is error(no_row).
  // Allocates only for `+` on texts.
  [[nodiscard]] Value evaluate(const Frame& frame) const;
  // What `&&`, `||` and `!` join, each an expression of its own, in the order written; itself when nothing is joined.
  [[nodiscard]] std::vector<Expression> conditions() const;
 private:
  friend std::optional<Expression> compile(std::string_view, base::Span, const Scope&, const Type&, base::Diagnostics&);
  struct Compiled;
  explicit Expression(std::shared_ptr<const Compiled> compiled) : compiled_{std::move(compiled)} {}
  std::shared_ptr<const Compiled> compiled_;
};

// Parses, types and compiles. `at` is where the text starts in its file (first character of the
// scalar's content, so that a caret points at the very word). `expected`: the type the context wants
// (boolean for guards; the datum's type for `set`, whose enum words are then typed by it; Kind::absent
// for any type). `+` on texts is refused when a boolean is expected: guards never allocate. The tables
// of `scope` must outlive the expression; words of enums and lists are copied into it.
// Empty when a diagnostic was added; all mistakes that can be told apart are reported.
[[nodiscard]] std::optional<Expression> compile(std::string_view text, base::Span at, const Scope& scope,
                                                const Type& expected, base::Diagnostics& diagnostics);

}  // namespace guichet::expr
