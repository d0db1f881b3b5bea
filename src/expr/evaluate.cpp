// The loops that run a program. Nothing here allocates but the operators that join texts.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <functional>
#include <utility>

#include "base/ensure.h"
#include "expr/condition.h"
#include "expr/operations.h"
#include "expr/program.h"

namespace guichet::expr {

namespace {

// The answer register: 0 false, 1 true, else an error with its fault and slot.
using Answer = std::uint32_t;
constexpr Answer kErrorBit = Answer{1} << 31;

bool is_error(Answer answer) { return (answer & kErrorBit) != 0; }

Answer error_answer(const Value& error) {
  return kErrorBit | static_cast<Answer>(error.fault()) << 16 | error.fault_slot();
}

Value error_value(Answer answer) {
  return Value::error(static_cast<Fault>(answer >> 16 & 0x7FFF), static_cast<std::uint16_t>(answer));
}

Answer absent(std::uint16_t slot) { return kErrorBit | static_cast<Answer>(Fault::absent_slot) << 16 | slot; }

Answer truth(bool holds) { return holds ? 1 : 0; }

Value answer_value(Answer answer) { return is_error(answer) ? error_value(answer) : Value::boolean(answer != 0); }

Value read(const Value& v, std::size_t slot) {
  return v.is_absent() ? Value::error(Fault::absent_slot, static_cast<std::uint16_t>(slot)) : v;
}

// ---- answers from slots alone ----------------------------------------------------------------------------

bool equal_texts(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.data() == b.data() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

template <class Holds>
[[gnu::always_inline]] inline Answer ask(const Value& v, const Instruction& now, Holds holds) {
  return v.is_absent() ? absent(now.a) : truth(holds(v));
}

template <class Holds>
[[gnu::always_inline]] inline Answer ask(const Value& v, const Value& w, const Instruction& now, Holds holds) {
  if (v.is_absent()) return absent(now.a);
  return w.is_absent() ? absent(now.b) : truth(holds(v, w));
}

Answer passed(const Frame& frame, std::uint16_t deadline) {
  base::ensure(frame.passed != nullptr, "passed() is asked where deadlines are known");
  const Value v = frame.passed(frame.owner, deadline);
  return v.is_error() ? error_answer(v) : truth(v.is_true());
}

// Before it is flipped and joined. `previous` is for `rejoin`, which says it again. Always inline: in its
// loop the switch costs half of what a call does.
[[gnu::always_inline]] inline Answer answer_from_slots(Code code, const Instruction& now, const Frame& frame,
                                                       const Value* constants, Answer previous) {
  const Value* const slots = frame.slots;
  const auto in_state = [&](std::uint16_t state) { return state == now.a; };
  switch (code) {
    case Code::slot_is_true:
      return ask(slots[now.a], now, [](const Value& v) { return v.is_true(); });
    case Code::slot_is_set:
      return truth(!slots[now.a].is_absent());
    case Code::member_slot_is_set:
      return truth(!slots[now.a + frame.member].is_absent());
    case Code::word_among:
      return ask(slots[now.a], now, [&](const Value& v) {
        const std::int64_t word = v.as_integer();
        return word < 64 && (now.bits >> word & 1) != 0;
      });
    case Code::list_holds:
      return ask(slots[now.a], now, [&](const Value& v) { return (v.as_integer() & now.bits) != 0; });
    case Code::equal_bits:
      return ask(slots[now.a], now, [&](const Value& v) { return v.as_integer() == now.bits; });
    case Code::less_bits:
      return ask(slots[now.a], now, [&](const Value& v) { return v.as_integer() < now.bits; });
    case Code::greater_bits:
      return ask(slots[now.a], now, [&](const Value& v) { return v.as_integer() > now.bits; });
    case Code::equal_text:
      return ask(slots[now.a], now,
                 [&](const Value& v) { return equal_texts(v.as_text(), constants[now.b].as_text()); });
    case Code::equal_slots:
      return ask(slots[now.a], slots[now.b], now,
                 [](const Value& v, const Value& w) { return v.as_integer() == w.as_integer(); });
    case Code::less_slots:
      return ask(slots[now.a], slots[now.b], now,
                 [](const Value& v, const Value& w) { return v.as_integer() < w.as_integer(); });
    case Code::greater_slots:
      return ask(slots[now.a], slots[now.b], now,
                 [](const Value& v, const Value& w) { return v.as_integer() > w.as_integer(); });
    case Code::equal_text_slots:
      return ask(slots[now.a], slots[now.b], now,
                 [](const Value& v, const Value& w) { return equal_texts(v.as_text(), w.as_text()); });
    case Code::deadline_passed:
      return passed(frame, now.a);
    case Code::children_all:
      return truth(std::ranges::all_of(frame.children, in_state));
    case Code::children_any:
      return truth(std::ranges::any_of(frame.children, in_state));
    case Code::fixed:
      return truth(now.bits != 0);
    default:
      return previous;
  }
}

// The loop of most guards. An absent value at the first error.
Value run_on_slots(const Program& program, const Frame& frame) {
  const Instruction* const code = program.code.data();
  const Value* const constants = program.constants.data();
  std::uint16_t at = 0;
  do {
    const Instruction& now = code[at];
    const Answer answer = answer_from_slots(now.code, now, frame, constants, 0);
    if (is_error(answer)) [[unlikely]]
      return {};
    at = now.next[answer];
  } while (at < kAnswered);
  return Value::boolean(at != kAnswered);
}

// ---- answers from the stack ------------------------------------------------------------------------------

Answer compare(Code code, const Value& a, const Value& b) {
  if (const Value* error = first_error(a, b)) return error_answer(*error);
  if (code == Code::pop_equal) return truth(a == b);
  const auto holds = [&](auto less, auto greater) { return code == Code::pop_less ? less : greater; };
  if (a.kind() == Kind::text) {
    const int order = a.as_text().compare(b.as_text());
    return truth(holds(order<0, order> 0));
  }
  return truth(holds(a.as_integer() < b.as_integer(), a.as_integer() > b.as_integer()));
}

Answer member_of(const Value& element, const Value& list) {
  if (const Value* error = first_error(element, list)) return error_answer(*error);
  return truth(element.as_integer() < 32 && (list.as_integer() >> element.as_integer() & 1) != 0);
}

Answer among(const Value& element, std::span<const Value> constants) {
  return element.is_error() ? error_answer(element) : truth(std::ranges::count(constants, element) > 0);
}

// Pops its operands.
Answer answer_from_stack(const Instruction& now, Value*& top, const Value* constants) {
  switch (now.code) {
    case Code::pop_truth:
      --top;
      return top->is_error() ? error_answer(*top) : truth(top->is_true());
    case Code::pop_among:
      --top;
      return among(*top, {constants + now.a, now.b});
    case Code::pop_member:
      top -= 2;
      return member_of(top[0], top[1]);
    default:
      top -= 2;
      return compare(now.code, top[0], top[1]);
  }
}

// Pops operands, pushes the result.
void work_on_stack(const Instruction& now, Value*& top, const Program& program, const Frame& frame, Answer answer) {
  const auto pop_two = [&](auto operation) {
    --top;
    top[-1] = operation(top[-1], top[0]);
  };
  switch (now.code) {
    case Code::push_slot:
      *top++ = read(frame.slots[now.a], now.a);
      return;
    case Code::push_member_slot: {
      const std::size_t slot = std::size_t{now.a} + frame.member;
      *top++ = read(frame.slots[slot], slot);
      return;
    }
    case Code::push_constant:
      *top++ = program.constants[now.a];
      return;
    case Code::push_member:
      *top++ = Value::enumeration(frame.member);
      return;
    case Code::push_today:
      *top++ = Value::date(frame.today);
      return;
    case Code::push_answer:
      *top++ = answer_value(answer);
      return;
    case Code::push_children_count:
      *top++ = Value::number(std::ranges::count(frame.children, now.a));
      return;
    case Code::word_of_enum:
      if (!top[-1].is_error())
        top[-1] = Value::text((*program.words[now.a])[static_cast<std::size_t>(top[-1].as_integer())]);
      return;
    case Code::add:
      return pop_two([](const Value& a, const Value& b) { return sum(a, b, false); });
    case Code::subtract:
      return pop_two([](const Value& a, const Value& b) { return sum(a, b, true); });
    case Code::add_text:
      return pop_two([&](const Value& a, const Value& b) { return joined(a, b, frame.texts); });
    case Code::add_delay:
      return pop_two([&](const Value& a, const Value& b) { return later(a, b, frame.calendar); });
    case Code::subtract_delay:
      return pop_two(earlier);
    case Code::negate:
      top[-1] = negated(top[-1]);
      return;
    case Code::size_text:
      if (!top[-1].is_error()) top[-1] = Value::number(code_points(top[-1].as_text()));
      return;
    case Code::size_list:
      if (!top[-1].is_error()) top[-1] = Value::number(std::popcount(top[-1].as_members()));
      return;
    case Code::lookup: {
      const bool dated = now.bits != 0;
      top -= now.b + (dated ? 1 : 0);
      *top = look_up(*program.tables[now.a], {top, now.b}, dated ? top + now.b : nullptr, frame.today);
      ++top;
      return;
    }
    default:
      base::ensure(false, "every instruction has its place");
  }
}

// ---- the loop of all programs ----------------------------------------------------------------------------

enum class Mode : std::uint8_t {
  quick,    // no error met yet: each answer says where to go on
  careful,  // errors are kept, and absorbed or not
};

// Quick returns an absent value at the first error; conditions have no effect, so they are evaluated again.
template <Mode mode>
Value run_as(const Program& program, const Frame& frame) {
  // Uninitialised on purpose: clearing a kilobyte would cost more than most guards. Value is an
  // implicit-lifetime type, so storage for it is enough.
  alignas(Value) std::byte room[kStackMax * sizeof(Value)];
  Value* top = reinterpret_cast<Value*>(room);  // next free place
  Answer kept[kJoinDepthMax];
  Answer answer = 0;
  const Value* const constants = program.constants.data();
  const Instruction* const code = program.code.data();
  for (const Instruction* i = code;;) {
    const Instruction& now = *i;
    ++i;
    if (now.code == Code::return_answer) return answer_value(answer);
    if (now.code == Code::return_top) return top[-1];
    if (now.code >= kFirstStackCode) {
      work_on_stack(now, top, program, frame, answer);
      continue;
    }
    answer = now.code >= kFirstPopCode ? answer_from_stack(now, top, constants)
                                       : answer_from_slots(now.code, now, frame, constants, answer);
    if constexpr (mode == Mode::quick) {
      if (is_error(answer)) [[unlikely]]
        return {};
      const std::uint16_t next = now.next[answer];
      if (next >= kAnswered) return Value::boolean(next != kAnswered);
      answer ^= now.flip;
      i = code + next;
      continue;
    }
    if (!is_error(answer)) answer ^= now.flip;
    switch (now.join) {
      case Join::none:
        break;
      case Join::first:
        if (answer == now.stop)
          i = code + now.target;
        else
          kept[now.depth] = answer;
        break;
      case Join::middle:
        if (answer == now.stop)
          i = code + now.target;
        else if (is_error(answer) && !is_error(kept[now.depth]))
          kept[now.depth] = answer;
        break;
      case Join::last:
        if (answer != now.stop && is_error(kept[now.depth])) answer = kept[now.depth];
        break;
    }
  }
}

}  // namespace

// How a condition is asked: the most common, one comparison of slots, by a function made for its instruction.
struct Asking {
  static Holds told(const Value& value) {
    return value.is_error() ? Holds::undetermined : value.is_true() ? Holds::yes : Holds::no;
  }
  template <Code code>
  static Holds one(const Condition& condition, const Frame& frame) {
    const Instruction& now = *condition.code_;
    const Answer answer = answer_from_slots(code, now, frame, condition.program_->constants.data(), 0);
    return is_error(answer) ? Holds::undetermined : static_cast<Holds>(answer ^ now.flip);
  }
  static Holds several(const Condition& condition, const Frame& frame) {
    const Value* const constants = condition.program_->constants.data();
    std::uint16_t at = 0;
    do {
      const Instruction& now = condition.code_[at];
      const Answer answer = answer_from_slots(now.code, now, frame, constants, 0);
      if (is_error(answer)) [[unlikely]]
        return told(run_as<Mode::careful>(*condition.program_, frame));
      at = now.next[answer];
    } while (at < kAnswered);
    return static_cast<Holds>(at - kAnswered);
  }
  static Holds any(const Condition& condition, const Frame& frame) { return told(run(*condition.program_, frame)); }

  template <std::size_t... codes>
  static Condition::Ask of(Code code, std::index_sequence<codes...>) {
    static constexpr Condition::Ask asks[] = {one<static_cast<Code>(codes)>...};
    return asks[static_cast<std::size_t>(code)];
  }
  static Condition::Ask of(const Program& program) {
    if (!program.on_slots) return any;
    if (program.code.size() > 2) return several;
    return of(program.code[0].code, std::make_index_sequence<static_cast<std::size_t>(kFirstPopCode)>{});
  }
};

Condition::Condition(const Expression& expression)
    : program_{std::make_shared<Program>(compile_program(expression.root()).value())} {
  ask_ = Asking::of(*program_);
  code_ = program_->code.data();
}

Value run(const Program& program, const Frame& frame) {
  const Value quick = program.on_slots ? run_on_slots(program, frame) : run_as<Mode::quick>(program, frame);
  return quick.is_absent() ? run_as<Mode::careful>(program, frame) : quick;
}

}  // namespace guichet::expr
