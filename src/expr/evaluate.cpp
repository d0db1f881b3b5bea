// The loop that runs a program. Nothing here allocates but add_text.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <string>

#include "base/ensure.h"
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

std::int64_t bits_of(const Value& v) { return v.kind() == Kind::date ? v.as_date().days : v.as_integer(); }

bool equal_texts(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.data() == b.data() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

// Of two values, the leftmost that is an error.
const Value* first_error(const Value& a, const Value& b) {
  if (a.is_error()) return &a;
  return b.is_error() ? &b : nullptr;
}

Answer compare(Code code, const Value& a, const Value& b) {
  if (const Value* error = first_error(a, b)) return error_answer(*error);
  if (code == Code::pop_equal) return truth(a == b);
  const bool text = a.kind() == Kind::text;
  const int order = text                     ? a.as_text().compare(b.as_text())
                    : bits_of(a) < bits_of(b) ? -1
                                             : static_cast<int>(bits_of(a) > bits_of(b));
  return truth(code == Code::pop_less ? order < 0 : order > 0);
}

Value sum(const Value& a, const Value& b, bool subtracts) {
  if (const Value* error = first_error(a, b)) return *error;
  std::int64_t result = 0;
  const bool overflows = subtracts ? __builtin_sub_overflow(a.as_integer(), b.as_integer(), &result)
                                   : __builtin_add_overflow(a.as_integer(), b.as_integer(), &result);
  if (overflows) return Value::error(Fault::overflow);
  return a.kind() == Kind::money ? Value::money(result) : Value::number(result);
}

Value negated(const Value& a) {
  if (a.is_error()) return a;
  return sum(a.kind() == Kind::money ? Value::money(0) : Value::number(0), a, true);
}

Value joined(const Value& a, const Value& b, TextPool* texts) {
  if (const Value* error = first_error(a, b)) return *error;
  base::ensure(texts != nullptr, "texts are joined only where a pool keeps them");
  std::string whole{a.as_text()};
  whole += b.as_text();
  return Value::text(texts->keep(whole));
}

Value later(const Value& a, const Value& b, const base::Calendar* calendar) {
  if (const Value* error = first_error(a, b)) return *error;
  base::ensure(calendar != nullptr, "a delay is counted in a calendar");
  const auto due = base::due_date(a.as_date(), b.as_duration(), *calendar);
  return due ? Value::date(*due) : Value::error(Fault::bad_date);
}

// Back by days, weeks, months or years; a delay of worked or clear days is only counted forward.
Value earlier(const Value& a, const Value& b) {
  if (const Value* error = first_error(a, b)) return *error;
  const base::Delay delay = base::normalised(b.as_duration());
  const base::Date date = a.as_date();
  const bool months = delay.unit == base::DelayUnit::months;
  if (delay.roll || delay.count < 0 || !(months || delay.unit == base::DelayUnit::days))
    return Value::error(Fault::bad_date);
  const base::DateParts parts = base::parts(date);
  const std::int64_t day = std::int64_t{date.days} - delay.count;
  const std::int64_t month = std::int64_t{parts.year} * 12 + parts.month - 1 - delay.count;
  if (months ? month < std::int64_t{base::kYearMin} * 12 : day < base::kDateMin.days)
    return Value::error(Fault::bad_date);
  return Value::date(months ? base::add_months(date, -delay.count) : base::add_days(date, -delay.count));
}

std::int64_t code_points(std::string_view text) {
  return std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; });
}

Value look_up(const Table& table, std::span<const Value> keys, const Value* day, base::Date today) {
  for (const Value& key : keys)
    if (key.is_error()) return key;
  if (day != nullptr && day->is_error()) return *day;
  const Value found = table.lookup(keys, day == nullptr ? today : day->as_date());
  return found.is_absent() ? Value::error(Fault::no_row) : found;
}

Value read(const Value& v, std::size_t slot) {
  return v.is_absent() ? Value::error(Fault::absent_slot, static_cast<std::uint16_t>(slot)) : v;
}

Answer passed(const Frame& frame, std::uint16_t deadline) {
  base::ensure(frame.passed != nullptr, "passed() is asked where deadlines are known");
  const Value v = frame.passed(frame.owner, deadline);
  return v.is_error() ? error_answer(v) : truth(v.is_true());
}

}  // namespace

Value run(const Program& program, const Frame& frame) {
  // Uninitialised on purpose: clearing a kilobyte would cost more than most guards. Value is an
  // implicit-lifetime type, so storage for it is enough.
  alignas(Value) std::byte room[kStackMax * sizeof(Value)];
  Value* const stack = reinterpret_cast<Value*>(room);
  Value* top = stack;  // next free place
  Answer kept[kJoinDepthMax];
  Answer answer = 0;
  const Value* const slots = frame.slots;
  const Value* const constants = program.constants.data();
  const Instruction* const code = program.code.data();
  for (const Instruction* i = code;;) {
    const Instruction& now = *i;
    ++i;
    switch (now.code) {
      case Code::slot_is_true: {
        const Value& v = slots[now.a];
        answer = v.is_absent() ? absent(now.a) : truth(v.is_true());
        break;
      }
      case Code::slot_is_set: answer = truth(!slots[now.a].is_absent()); break;
      case Code::member_slot_is_set: answer = truth(!slots[now.a + frame.member].is_absent()); break;
      case Code::word_among: {
        const Value& v = slots[now.a];
        const std::int64_t word = v.as_integer();
        answer = v.is_absent() ? absent(now.a) : truth(word < 64 && (now.bits >> word & 1) != 0);
        break;
      }
      case Code::list_holds: {
        const Value& v = slots[now.a];
        answer = v.is_absent() ? absent(now.a) : truth((v.as_integer() & now.bits) != 0);
        break;
      }
      case Code::equal_bits:
      case Code::less_bits:
      case Code::greater_bits: {
        const Value& v = slots[now.a];
        const std::int64_t bits = v.as_integer();
        answer = v.is_absent()                    ? absent(now.a)
                 : now.code == Code::equal_bits ? truth(bits == now.bits)
                 : now.code == Code::less_bits  ? truth(bits < now.bits)
                                                  : truth(bits > now.bits);
        break;
      }
      case Code::equal_slots:
      case Code::less_slots:
      case Code::greater_slots: {
        const Value& v = slots[now.a];
        const Value& w = slots[now.b];
        answer = v.is_absent()                     ? absent(now.a)
                 : w.is_absent()                   ? absent(now.b)
                 : now.code == Code::equal_slots ? truth(v.as_integer() == w.as_integer())
                 : now.code == Code::less_slots  ? truth(v.as_integer() < w.as_integer())
                                                   : truth(v.as_integer() > w.as_integer());
        break;
      }
      case Code::equal_text: {
        const Value& v = slots[now.a];
        answer = v.is_absent() ? absent(now.a) : truth(equal_texts(v.as_text(), constants[now.b].as_text()));
        break;
      }
      case Code::equal_text_slots: {
        const Value& v = slots[now.a];
        const Value& w = slots[now.b];
        answer = v.is_absent()   ? absent(now.a)
                 : w.is_absent() ? absent(now.b)
                                 : truth(equal_texts(v.as_text(), w.as_text()));
        break;
      }
      case Code::deadline_passed: answer = passed(frame, now.a); break;
      case Code::children_all:
        answer = truth(std::ranges::all_of(frame.children, [&](std::uint16_t state) { return state == now.a; }));
        break;
      case Code::children_any:
        answer = truth(std::ranges::any_of(frame.children, [&](std::uint16_t state) { return state == now.a; }));
        break;
      case Code::fixed: answer = truth(now.bits != 0); break;
      case Code::pop_truth:
        --top;
        answer = top->is_error() ? error_answer(*top) : truth(top->is_true());
        break;
      case Code::pop_equal:
      case Code::pop_less:
      case Code::pop_greater:
        top -= 2;
        answer = compare(now.code, top[0], top[1]);
        break;
      case Code::pop_among:
        --top;
        answer = top->is_error() ? error_answer(*top)
                                 : truth(std::find(constants + now.a, constants + now.a + now.b, *top) !=
                                         constants + now.a + now.b);
        break;
      case Code::pop_member: {
        top -= 2;
        const Value* error = first_error(top[0], top[1]);
        answer = error != nullptr
                     ? error_answer(*error)
                     : truth(top[0].as_integer() < 32 && (top[1].as_integer() >> top[0].as_integer() & 1) != 0);
        break;
      }
      case Code::rejoin: break;

      case Code::push_slot: *top++ = read(slots[now.a], now.a); continue;
      case Code::push_member_slot:
        *top++ = read(slots[now.a + frame.member], std::size_t{now.a} + frame.member);
        continue;
      case Code::push_constant: *top++ = constants[now.a]; continue;
      case Code::push_member: *top++ = Value::enumeration(frame.member); continue;
      case Code::push_today: *top++ = Value::date(frame.today); continue;
      case Code::push_answer: *top++ = answer_value(answer); continue;
      case Code::push_children_count: *top++ = Value::number(std::ranges::count(frame.children, now.a)); continue;
      case Code::word_of_enum:
        if (!top[-1].is_error())
          top[-1] = Value::text((*program.words[now.a])[static_cast<std::size_t>(top[-1].as_integer())]);
        continue;
      case Code::add:
      case Code::subtract:
        --top;
        top[-1] = sum(top[-1], top[0], now.code == Code::subtract);
        continue;
      case Code::add_text:
        --top;
        top[-1] = joined(top[-1], top[0], frame.texts);
        continue;
      case Code::add_delay:
        --top;
        top[-1] = later(top[-1], top[0], frame.calendar);
        continue;
      case Code::subtract_delay:
        --top;
        top[-1] = earlier(top[-1], top[0]);
        continue;
      case Code::negate: top[-1] = negated(top[-1]); continue;
      case Code::size_text:
        if (!top[-1].is_error()) top[-1] = Value::number(code_points(top[-1].as_text()));
        continue;
      case Code::size_list:
        if (!top[-1].is_error()) top[-1] = Value::number(std::popcount(top[-1].as_members()));
        continue;
      case Code::lookup: {
        const bool dated = now.bits != 0;
        top -= now.b + (dated ? 1 : 0);
        const Value found =
            look_up(*program.tables[now.a], {top, now.b}, dated ? top + now.b : nullptr, frame.today);
        *top++ = found;
        continue;
      }
      case Code::return_answer: return answer_value(answer);
      case Code::return_top: return top[-1];
    }

    if (!is_error(answer)) answer ^= now.flip;
    switch (now.join) {
      case Join::none: break;
      case Join::first:
        if (answer == now.stop) i = code + now.target;
        else kept[now.depth] = answer;
        break;
      case Join::middle:
        if (answer == now.stop) i = code + now.target;
        else if (is_error(answer) && !is_error(kept[now.depth])) kept[now.depth] = answer;
        break;
      case Join::last:
        if (answer != now.stop && is_error(kept[now.depth])) answer = kept[now.depth];
        break;
    }
  }
}

}  // namespace guichet::expr
