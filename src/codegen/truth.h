// The answer of a generated condition: yes, no, or why nobody knows. `&&` and `||` are CEL's: an unknown side is
// absorbed when the other decides, else the leftmost reason stays. Both sides are always evaluated: conditions have no
// effects. Shares nothing with the interpreter of src/expr, which generated machines are compared with.
#pragma once

#include <cstdint>

#include "expr/value.h"

namespace guichet::codegen {

// Why something has no value: a fault and the slot it is about, in one word; 0: it has one.
enum class Unknown : std::uint32_t { nothing = 0 };

constexpr Unknown unknown(expr::Fault fault, std::uint32_t slot = 0) {
  return Unknown{std::uint32_t{1} << 31 | static_cast<std::uint32_t>(fault) << 16 | slot};
}
constexpr bool is_unknown(Unknown why) { return why != Unknown::nothing; }
constexpr expr::Fault fault_of(Unknown why) {
  return static_cast<expr::Fault>(static_cast<std::uint32_t>(why) >> 16 & 0x7FFF);
}
constexpr std::uint16_t slot_of(Unknown why) { return static_cast<std::uint16_t>(why); }
constexpr Unknown first_of(Unknown a, Unknown b) { return is_unknown(a) ? a : b; }

class [[nodiscard]] Truth {
 public:
  constexpr explicit Truth(bool holds) : bits_{holds ? 1U : 0U} {}
  constexpr explicit Truth(Unknown why) : bits_{static_cast<std::uint32_t>(why)} {}

  [[nodiscard]] constexpr bool is_true() const { return bits_ == 1; }
  [[nodiscard]] constexpr bool is_false() const { return bits_ == 0; }
  [[nodiscard]] constexpr Unknown why_unknown() const { return bits_ > 1 ? Unknown{bits_} : Unknown::nothing; }

  friend constexpr Truth operator!(Truth a) { return a.bits_ > 1 ? a : Truth{a.bits_ == 0}; }
  friend constexpr Truth operator&&(Truth a, Truth b) {
    if (a.is_false() || b.is_false()) return Truth{false};
    return a.is_true() ? b : a;
  }
  friend constexpr Truth operator||(Truth a, Truth b) {
    if (a.is_true() || b.is_true()) return Truth{true};
    return a.is_false() ? b : a;
  }
  friend constexpr Truth operator==(Truth a, Truth b) {
    const Unknown why = first_of(a.why_unknown(), b.why_unknown());
    return is_unknown(why) ? Truth{why} : Truth{a.bits_ == b.bits_};
  }
  friend constexpr Truth operator!=(Truth a, Truth b) { return !(a == b); }

 private:
  std::uint32_t bits_;
};

}  // namespace guichet::codegen
