// The values a procedure handles: sixteen bytes each, no ownership, so that a case's data is a flat
// row of slots and a guard allocates nothing. Who holds the row also holds the texts its values
// point into (see TextPool).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/civil.h"
#include "base/delay.h"

namespace guichet::expr {

// The declared types of the format, then what only an evaluation can yield. A `file` is known by its
// name; its bytes are never read here.
enum class Kind : std::uint8_t {
  absent,  // no value yet; reading one in an expression is an error, as in CEL
  boolean,
  number,    // 64-bit integer; overflow is an error, as in CEL
  money,     // euro cents
  date,      // civil date
  duration,  // a legal delay, counted only when added to a date
  text,
  file,
  enumeration,  // index into the datum's `values`
  list,         // set of members of the datum's `values` (at most 32), as a bit mask
  error,        // what made an evaluation undetermined: the slot, or why (see Fault)
};

// The word a file declares the kind with: "enum" for enumeration. "absent" and "error" are never declared.
[[nodiscard]] std::string_view kind_name(Kind kind);

// Why an expression has no value. A slot that is absent is by far the most common.
enum class Fault : std::uint8_t { absent_slot, no_row, overflow, bad_date };

class Value {
 public:
  constexpr Value() = default;
  static Value boolean(bool b) { return {Kind::boolean, b ? 1 : 0}; }
  static Value number(std::int64_t n) { return {Kind::number, n}; }
  static Value money(std::int64_t cents) { return {Kind::money, cents}; }
  static Value date(base::Date d) { return {Kind::date, d.days}; }
  static Value duration(base::Delay d);
  static Value text(std::string_view t) { return Value{Kind::text, t}; }
  static Value file(std::string_view name) { return Value{Kind::file, name}; }
  static Value enumeration(std::uint32_t index) { return {Kind::enumeration, index}; }
  static Value list(std::uint32_t members) { return {Kind::list, members}; }
  static Value error(Fault fault, std::uint16_t slot = 0);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_absent() const { return kind_ == Kind::absent; }
  // The analyzer cannot see that the evaluator writes its stack before it reads it.
  [[nodiscard]] bool is_error() const { return kind_ == Kind::error; }  // NOLINT(clang-analyzer-core.*)
  [[nodiscard]] bool is_true() const { return kind_ == Kind::boolean && bits_ != 0; }

  // Preconditions: the kind is the one asked for.
  [[nodiscard]] std::int64_t as_integer() const {
    return bits_;
  }  // boolean, number, money, date (its days), enum, list
  [[nodiscard]] base::Date as_date() const { return {static_cast<std::int32_t>(bits_)}; }
  [[nodiscard]] base::Delay as_duration() const;
  [[nodiscard]] std::string_view as_text() const { return {text_, length_}; }
  [[nodiscard]] std::uint32_t as_members() const { return static_cast<std::uint32_t>(bits_); }
  [[nodiscard]] Fault fault() const { return static_cast<Fault>(bits_ >> 16); }
  [[nodiscard]] std::uint16_t fault_slot() const { return static_cast<std::uint16_t>(bits_); }

  // Same kind and same value; texts by content, durations by their normal form (12 months = 1 year).
  friend bool operator==(const Value& a, const Value& b);
 private:
  constexpr Value(Kind kind, std::int64_t bits) : bits_{bits}, kind_{kind} {}
  constexpr Value(Kind kind, std::string_view t)
      : text_{t.data()}, length_{static_cast<std::uint32_t>(t.size())}, kind_{kind} {}

  union {
    std::int64_t bits_ = 0;  // NOLINT(readability-identifier-naming): private, though in a union
    const char* text_;       // NOLINT(readability-identifier-naming): idem
  };
  std::uint32_t length_ = 0;
  Kind kind_ = Kind::absent;
};
static_assert(sizeof(Value) == 16);

// Keeps the texts that values point into; addresses stay good until the pool goes. A text kept once
// is found again, so repeated data costs no memory.
class TextPool {
 public:
  TextPool() = default;
  // A copy's values would point into the original: not copied, only moved (addresses stay good).
  TextPool(const TextPool&) = delete;
  TextPool& operator=(const TextPool&) = delete;
  TextPool(TextPool&&) = default;
  TextPool& operator=(TextPool&&) = default;
  ~TextPool() = default;

  std::string_view keep(std::string_view text);
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
 private:
  std::deque<std::string> texts_;
  std::unordered_set<std::string_view> known_;  // asked, never walked: no order to leak
};

// What a declaration says of a value: its kind, and the names an enum or list may use.
struct Type {
  Kind kind = Kind::absent;
  const std::vector<std::string>* values = nullptr;  // enum and list only; owned by the model
};

// Same kind and, for enum and list, the same words in the same order (wherever the words are stored).
[[nodiscard]] bool same_type(const Type& a, const Type& b);

}  // namespace guichet::expr
