// A condition as an engine asks it, thousands of times: its first instruction and the function that runs it at hand, its
// answer one word. The expression it is made from must outlive it.
#pragma once

#include <cstdint>
#include <memory>

#include "expr/expression.h"

namespace guichet::expr {

struct Instruction;
struct Program;

enum class Holds : std::uint8_t { no, yes, undetermined };

class Condition {
 public:
  Condition() = default;  // holds always
  // Precondition: it is of type boolean.
  explicit Condition(const Expression& expression);

  [[nodiscard]] bool is_always() const { return ask_ == nullptr; }
  // Precondition: not always. What evaluate() would give, its error left out.
  [[nodiscard]] Holds ask(const Frame& frame) const { return ask_(*this, frame); }
 private:
  friend struct Asking;
  using Ask = Holds (*)(const Condition&, const Frame&);
  Ask ask_ = nullptr;
  const Instruction* code_ = nullptr;
  std::shared_ptr<const Program> program_;
};

}  // namespace guichet::expr
