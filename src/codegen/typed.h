// The typed machine of a generated header, over the same stepper the driver uses: it takes an event to completion,
// with the data it brings, what branches set, and the rules that follow. It keeps no clock, no children and no log, and
// asks nobody who acts: that is engine::Driver's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/calendar.h"
#include "base/ensure.h"
#include "codegen/facts.h"
#include "engine/stepper.h"
#include "guichet/procedures/types.hpp"

namespace guichet::codegen {

// ---- public values and slots ------------------------------------------------------------------------------

inline base::Date to_date(procedures::Date date) {
  return {static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}
inline expr::Value to_value(bool value) { return expr::Value::boolean(value); }
inline expr::Value to_value(std::int64_t value) { return expr::Value::number(value); }
inline expr::Value to_value(procedures::Amount value) { return expr::Value::money(value.cents); }
inline expr::Value to_value(procedures::Date value) { return expr::Value::date(to_date(value)); }
inline expr::Value to_value(procedures::Delay value) {
  return expr::Value::duration(length(value.count, static_cast<base::DelayUnit>(value.unit)));
}
inline expr::Value to_value(const std::string& value) { return expr::Value::text(value); }
template <class Word>
  requires std::is_enum_v<Word>
expr::Value to_value(Word value) {
  return expr::Value::enumeration(static_cast<std::uint32_t>(value));
}
template <class Word>
expr::Value to_value(procedures::Set<Word> value) {
  return expr::Value::list(value.bits());
}
// Absent stays absent. Texts point into `from`.
template <class T>
expr::Value to_slot(const std::optional<T>& from) {
  return from ? to_value(*from) : expr::Value{};
}
template <class T, std::size_t N>
void to_slots(expr::Value* slots, const std::array<std::optional<T>, N>& from) {
  for (std::size_t i = 0; i < N; ++i) slots[i] = to_slot(from[i]);
}

// ---- what a branch sets ----------------------------------------------------------------------------------

template <class Field, class T>
struct Gift {
  std::optional<Field>* to;
  T value;
};
template <class Field, class T>
Gift<Field, T> give(std::optional<Field>& to, T value) {
  return {&to, value};
}

inline void keep(std::optional<bool>& to, Truth value) { to = value.is_true(); }
inline void keep(std::optional<std::int64_t>& to, const Number& value) { to = value.value(); }
inline void keep(std::optional<procedures::Amount>& to, const Money& value) { to = procedures::Amount{value.value().cents}; }
inline void keep(std::optional<procedures::Date>& to, const Day& value) {
  to = std::chrono::sys_days{std::chrono::days{value.value().days}};
}
inline void keep(std::optional<procedures::Delay>& to, const Length& value) {
  to = procedures::Delay{value.value().count, static_cast<procedures::Unit>(value.value().unit)};
}
inline void keep(std::optional<std::string>& to, const Text& value) { to = std::string{value.value()}; }
template <class Word>
void keep(std::optional<Word>& to, const Known<Word>& value) {
  to = value.value();
}
template <class Word>
void keep(std::optional<procedures::Set<Word>>& to, const Chosen& value) {
  to = procedures::Set<Word>::of_bits(value.value().bits);
}

// All at once, from values computed before; nothing when one of them, the first, is unknown.
template <class... Gifts>
Unknown assign(const Gifts&... gifts) {
  Unknown why = Unknown::nothing;
  ((why = first_of(why, gifts.value.why_unknown())), ...);
  if (!is_unknown(why)) (keep(*gifts.to, gifts.value), ...);
  return why;
}

// ---- one event to completion -----------------------------------------------------------------------------

inline constexpr int kChainMax = 16;
inline constexpr std::int32_t kStays = -1;

// What surrounds an event besides the data.
struct Setting {
  procedures::Date today{};
  std::uint16_t member = 0;
  std::span<const std::uint16_t> children;
  std::span<const bool> passed;  // by deadline
};

// `Way` is generated: Data, State; steps; slots(data), assign(transition, facts, data, member), to[], is_rule[], names[].
template <class Way>
procedures::Outcome take(typename Way::State& state, typename Way::Data& data, const typename Way::Data& told,
                         std::uint16_t on, const Setting& setting) {
  using Kind = procedures::Outcome::Kind;
  expr::TextPool texts;
  typename Way::Data after = told;
  auto at = static_cast<std::uint16_t>(state);
  for (int chain = 0; chain <= kChainMax; ++chain) {
    const typename Way::Data before = after;
    const auto slots = Way::slots(before);
    const expr::Frame frame{
        .slots = slots.data(),
        .member = setting.member,
        .today = to_date(setting.today),
        .children = setting.children,
        .passed = [](const void* passed, std::uint16_t deadline) {
          return expr::Value::boolean((*static_cast<const std::span<const bool>*>(passed))[deadline]);
        },
        .owner = &setting.passed,
        .calendar = &base::metropolitan_france(),
        .texts = &texts};
    const auto unknown_for = [&](Unknown why) {
      return procedures::Outcome{Kind::undetermined, fault_of(why) == expr::Fault::absent_slot ? Way::names[slot_of(why)] : ""};
    };
    const engine::Step step = Way::steps.step({at}, {on}, frame);
    switch (step.kind) {
      case engine::Step::Kind::not_expected: return {Kind::not_expected, ""};
      case engine::Step::Kind::no_branch: return {Kind::no_branch, ""};
      case engine::Step::Kind::undetermined: return unknown_for(unknown(step.fault, step.slot));
      case engine::Step::Kind::moved: break;
    }
    const Unknown why = Way::assign(step.transition.index, typename Way::Facts{frame}, after, setting.member);
    if (is_unknown(why)) return unknown_for(why);
    const std::int32_t to = Way::to[step.transition.index];
    if (to != kStays) at = static_cast<std::uint16_t>(to);
    if (to == kStays || !Way::is_rule[at]) {
      data = after;
      state = static_cast<typename Way::State>(at);
      return {Kind::moved, ""};
    }
    on = model::trigger(model::Trigger::decide).index;
  }
  base::ensure(false, "more than 16 rules in a row");
  return {};
}

}  // namespace guichet::codegen
