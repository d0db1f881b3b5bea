// A typed expression as C++ over codegen/known.h: what a careful person would write by hand for the same condition.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "codegen/naming.h"
#include "expr/expression.h"

namespace guichet::codegen {

// Reads the data from an object called `f`.
class ExpressionWriter {
 public:
  // `machine`: whose expression it is. `children`: the machine of the children it may ask about, if any.
  ExpressionWriter(const model::Procedure& procedure, const Naming& naming, model::MachineId machine,
                   model::MachineId children)
      : procedure_{procedure}, naming_{naming}, machine_{machine}, children_{children} {}

  // Starts at column `indent`; broken at its outermost && or || when a line would be too long.
  [[nodiscard]] std::string write(const expr::Node& node, std::size_t indent) const;
  // A Known<T> or a Truth even when the whole expression is a literal.
  [[nodiscard]] std::string write_known(const expr::Node& node, std::size_t indent) const;

 private:
  [[nodiscard]] std::string flat(const expr::Node& node) const;
  [[nodiscard]] std::string operand(const expr::Node& node) const;
  [[nodiscard]] std::string known(const expr::Node& node) const;
  [[nodiscard]] std::string binary(const expr::Node& node, const char* sign) const;
  [[nodiscard]] std::string addition(const expr::Node& node) const;
  [[nodiscard]] std::string membership(const expr::Node& node) const;
  [[nodiscard]] std::string lookup(const expr::Node& node) const;
  [[nodiscard]] std::string child_state(const expr::Node& node) const;

  const model::Procedure& procedure_;
  const Naming& naming_;
  model::MachineId machine_;
  model::MachineId children_;
};

// Known<T>'s own name for a declared type: Number, Text, Known<SivStatut>.
[[nodiscard]] std::string known_type(const Naming& naming, const expr::Type& type);

// A text between quotes, as C++ reads it.
[[nodiscard]] std::string quoted(std::string_view text);

// The enumerator of base::DelayUnit, which generated headers call Unit.
[[nodiscard]] const char* unit_name(base::DelayUnit unit);

// A value as a literal of its type: 3, Cents{135'50}, day(2026, 3, 2), SivStatut::titulaire.
[[nodiscard]] std::string literal_text(const Naming& naming, const expr::Value& value, const expr::Type& type);

// The C++ name of a table's function.
[[nodiscard]] std::string table_name(const expr::Table& table);

}  // namespace guichet::codegen
