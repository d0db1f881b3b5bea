// A typed value of a generated expression, or why there is none. Arithmetic that leaves 64 bits or the range of dates
// has no value; what is computed from an unknown is unknown for the same reason, the leftmost.
#pragma once

#include <algorithm>
#include <bit>
#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>

#include "base/calendar.h"
#include "base/civil.h"
#include "base/delay.h"
#include "codegen/truth.h"

namespace guichet::codegen {

// Euro cents, written as Cents{135'50}.
struct Cents {
  std::int64_t cents = 0;
  auto operator<=>(const Cents&) const = default;
};

// Which words of a list were chosen, one bit each.
struct Members {
  std::uint32_t bits = 0;
  bool operator==(const Members&) const = default;
};

template <class T>
constexpr bool same(const T& a, const T& b) {
  return a == b;
}
// 12 months and 1 year are one length.
inline bool same(const base::Delay& a, const base::Delay& b) { return base::normalised(a) == base::normalised(b); }

template <class T>
class [[nodiscard]] Known {
 public:
  constexpr Known(T value) : value_{value} {}  // NOLINT(google-explicit-constructor): a literal is a value
  constexpr explicit Known(Unknown why) : why_{why} {}

  // Meaningless when unknown.
  [[nodiscard]] constexpr const T& value() const { return value_; }
  [[nodiscard]] constexpr Unknown why_unknown() const { return why_; }

  // The other side may be a literal.
  friend constexpr Truth operator==(const Known& a, const Known& b) { return tell(a, b, same(a.value_, b.value_)); }
  friend constexpr Truth operator!=(const Known& a, const Known& b) { return tell(a, b, !same(a.value_, b.value_)); }
  friend constexpr Truth operator<(const Known& a, const Known& b) requires std::totally_ordered<T> {
    return tell(a, b, a.value_ < b.value_);
  }
  friend constexpr Truth operator<=(const Known& a, const Known& b) requires std::totally_ordered<T> {
    return tell(a, b, a.value_ <= b.value_);
  }
  // Not b < a: the leftmost unknown is the one told.
  friend constexpr Truth operator>(const Known& a, const Known& b) requires std::totally_ordered<T> {
    return tell(a, b, a.value_ > b.value_);
  }
  friend constexpr Truth operator>=(const Known& a, const Known& b) requires std::totally_ordered<T> {
    return tell(a, b, a.value_ >= b.value_);
  }

 private:
  static constexpr Truth tell(const Known& a, const Known& b, bool holds) {
    const Unknown why = first_of(a.why_, b.why_);
    return is_unknown(why) ? Truth{why} : Truth{holds};
  }

  T value_{};
  Unknown why_ = Unknown::nothing;
};

using Number = Known<std::int64_t>;
using Money = Known<Cents>;
using Day = Known<base::Date>;
using Length = Known<base::Delay>;
using Text = Known<std::string_view>;  // a file too: known by its name
using Chosen = Known<Members>;

// ---- literals --------------------------------------------------------------------------------------------

constexpr base::Date day(int year, unsigned month, unsigned day_of_month) {
  namespace chr = std::chrono;
  const chr::sys_days days{chr::year{year} / chr::month{month} / chr::day{day_of_month}};
  return {static_cast<std::int32_t>(days.time_since_epoch().count())};
}

constexpr base::Delay length(std::int32_t count, base::DelayUnit unit) { return {.unit = unit, .count = count}; }

// ---- functions of the expression language ------------------------------------------------------------------

template <class T>
constexpr Truth has(const Known<T>& value) {
  return Truth{!is_unknown(value.why_unknown())};
}
constexpr Truth has(Truth value) { return Truth{!is_unknown(value.why_unknown())}; }

template <class T>
constexpr Truth in(const Known<T>& element, std::initializer_list<std::type_identity_t<T>> list) {
  if (is_unknown(element.why_unknown())) return Truth{element.why_unknown()};
  return Truth{std::ranges::any_of(list, [&](const T& one) { return same(one, element.value()); })};
}
constexpr Truth in(Truth element, std::initializer_list<bool> list) {
  if (is_unknown(element.why_unknown())) return element;
  return Truth{std::ranges::any_of(list, [&](bool one) { return one == element.is_true(); })};
}
template <class Word>
  requires std::is_enum_v<Word>
constexpr Truth in(const Known<Word>& element, const Chosen& list) {
  const Unknown why = first_of(element.why_unknown(), list.why_unknown());
  if (is_unknown(why)) return Truth{why};
  const auto bit = static_cast<std::uint32_t>(element.value());
  return Truth{bit < 32 && (list.value().bits >> bit & 1U) != 0};
}
template <class Word>
  requires std::is_enum_v<Word>
constexpr Truth in(Word element, const Chosen& list) {
  return in(Known<Word>{element}, list);
}

constexpr Number size(const Chosen& list) {
  if (is_unknown(list.why_unknown())) return Number{list.why_unknown()};
  return std::popcount(list.value().bits);
}
// In code points: every byte of UTF-8 that does not continue another.
constexpr Number size(const Text& text) {
  if (is_unknown(text.why_unknown())) return Number{text.why_unknown()};
  return std::ranges::count_if(text.value(), [](char byte) { return static_cast<signed char>(byte) >= -64; });
}

// ---- arithmetic --------------------------------------------------------------------------------------------

constexpr Number operator+(const Number& a, const Number& b) {
  const Unknown why = first_of(a.why_unknown(), b.why_unknown());
  if (is_unknown(why)) return Number{why};
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.value(), b.value(), &sum)) return Number{unknown(expr::Fault::overflow)};
  return sum;
}
constexpr Number operator-(const Number& a, const Number& b) {
  const Unknown why = first_of(a.why_unknown(), b.why_unknown());
  if (is_unknown(why)) return Number{why};
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a.value(), b.value(), &difference)) return Number{unknown(expr::Fault::overflow)};
  return difference;
}
constexpr Number operator-(const Number& a) { return 0 - a; }

constexpr Number cents(const Money& a) {
  return is_unknown(a.why_unknown()) ? Number{a.why_unknown()} : Number{a.value().cents};
}
constexpr Money money(const Number& a) {
  return is_unknown(a.why_unknown()) ? Money{a.why_unknown()} : Money{Cents{a.value()}};
}
constexpr Money operator+(const Money& a, const Money& b) { return money(cents(a) + cents(b)); }
constexpr Money operator-(const Money& a, const Money& b) { return money(cents(a) - cents(b)); }
constexpr Money operator-(const Money& a) { return money(-cents(a)); }

// The last day of the delay: the day it starts never counts.
[[nodiscard]] Day later(const Day& start, const Length& delay, const base::Calendar& calendar);
// Back by days, weeks, months or years; worked and clear days are only counted forward.
[[nodiscard]] Day earlier(const Day& end, const Length& delay);

}  // namespace guichet::codegen
