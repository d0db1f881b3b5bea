// The flat program an expression becomes. Conditions leave their answer in one register, the answer:
// false, true or an error; values lie on a stack whose depth is known before anything runs. `&&` and `||`
// are no instructions: each instruction that answers says where to go on with true and with false, so the
// guards people write most are one instruction per comparison. The first error starts the program again
// in a careful way, where each answer says how it joins the others and errors are kept until absorbed.
#pragma once

#include <cstdint>
#include <vector>

#include "expr/expression.h"

namespace guichet::expr {

inline constexpr unsigned kStackMax = 64;
inline constexpr unsigned kJoinDepthMax = 64;

enum class Code : std::uint8_t {
  // ---- answer, from slots: `a` is a slot, `b` a second slot or a constant, `bits` a value -----------
  slot_is_true,
  slot_is_set,
  member_slot_is_set,  // slot a + member
  word_among,          // slot a holds an enum whose bit is set in `bits`
  list_holds,          // slot a holds a list with one of the members `bits`
  equal_bits,          // slot a == bits: number, money, date, enum
  less_bits,
  greater_bits,
  equal_slots,  // slot a == slot b, by their bits
  less_slots,
  greater_slots,
  equal_text,        // slot a == constant b
  equal_text_slots,  // slot a == slot b
  deadline_passed,   // deadline a
  children_all,      // child state a
  children_any,
  fixed,   // bits: 0 or 1
  rejoin,  // the answer as it is: only to join an outer && or ||
  // ---- answer, from the stack -------------------------------------------------------------------------
  pop_truth,
  pop_equal,
  pop_less,
  pop_greater,
  pop_among,   // the top is one of the b constants from a on
  pop_member,  // an element below, the list's members on top
  // ---- stack --------------------------------------------------------------------------------------------
  push_slot,
  push_member_slot,
  push_constant,
  push_member,
  push_today,
  push_answer,
  push_children_count,
  word_of_enum,  // the top, an enum of word list a, becomes its word
  add,
  subtract,
  add_text,
  add_delay,
  subtract_delay,
  negate,
  size_text,
  size_list,
  lookup,  // table a, b keys; bits: 1 when a date follows the keys
  // ---- end ------------------------------------------------------------------------------------------------
  return_answer,
  return_top,
};

inline constexpr Code kFirstPopCode = Code::pop_truth;
inline constexpr Code kFirstStackCode = Code::push_slot;

// What becomes of an answer. `stop` is false for &&, true for ||: that answer alone decides.
enum class Join : std::uint8_t {
  none,
  first,   // stop: jump to target; else it is kept, error or not
  middle,  // stop: jump to target; else an error is kept unless one is already
  last,    // stop: it is the answer; else the kept error, if any, is
};

struct Instruction {
  Code code = Code::fixed;
  std::uint8_t flip = 0;  // 1: true and false change places before joining; errors stay
  std::uint16_t a = 0;
  std::uint16_t b = 0;
  std::uint16_t next[2] = {};  // where to go on with false, with true (not flipped); or kAnswered + the answer
  Join join = Join::none;
  std::uint8_t stop = 0;
  std::uint16_t target = 0;
  std::uint16_t depth = 0;  // which && or ||, counted from the outside
  std::int64_t bits = 0;
};
inline constexpr std::uint16_t kAnswered = 0xFFFE;

struct Program {
  std::vector<Instruction> code;
  std::vector<Value> constants;
  std::vector<const Table*> tables;
  std::vector<const std::vector<std::string>*> words;
  unsigned stack = 0;     // values on the stack at most
  bool on_slots = false;  // a condition that needs no stack
};

// Nothing when the stack or the joins would be deeper than the limits.
[[nodiscard]] std::optional<Program> compile_program(const Node& root);

[[nodiscard]] Value run(const Program& program, const Frame& frame);

}  // namespace guichet::expr
