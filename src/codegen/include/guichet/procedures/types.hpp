// What the typed header of every compiled procedure is written in. Standard C++20 and nothing else: a test that includes
// a procedure's header needs none of the rest of Guichet but the library to link.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace guichet::procedures {

// A civil day, Paris: 2026y / std::chrono::March / 2.
using Date = std::chrono::year_month_day;

struct Amount {
  std::int64_t cents = 0;
  auto operator<=>(const Amount&) const = default;
};

// A legal delay, counted only when it is added to a date. docs/legal_time.md has the units.
enum class Unit : std::uint8_t {
  minutes, hours, working_hours, days, weeks, working_days, business_days, clear_days, months, clear_months, years
};
struct Delay {
  std::int32_t count = 0;
  Unit unit = Unit::days;
  bool operator==(const Delay&) const = default;
};

// Words chosen from a list.
template <class Word>
class Set {
 public:
  constexpr Set() = default;
  constexpr Set(std::initializer_list<Word> words) {
    for (const Word word : words) insert(word);
  }
  constexpr void insert(Word word) { bits_ |= std::uint32_t{1} << static_cast<unsigned>(word); }
  [[nodiscard]] constexpr bool contains(Word word) const { return (bits_ >> static_cast<unsigned>(word) & 1U) != 0; }
  [[nodiscard]] constexpr std::uint32_t bits() const { return bits_; }
  [[nodiscard]] static constexpr Set of_bits(std::uint32_t bits) {
    Set set;
    set.bits_ = bits;
    return set;
  }
  bool operator==(const Set&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

// What a machine did with an event. Unless it moved, the machine and its data are as before.
struct [[nodiscard]] Outcome {
  enum class Kind : std::uint8_t {
    moved,         // a branch was taken; it may stay in the same state
    not_expected,  // nothing listens to this event here
    no_branch,     // something listens, no condition is true
    undetermined,  // a condition, or a value to set, needs a datum that is absent
  };
  Kind kind = Kind::not_expected;
  std::string_view datum;  // undetermined: the absent datum, as the file names it; empty when none is to blame
  explicit operator bool() const { return kind == Kind::moved; }
};

}  // namespace guichet::procedures
