// A guard of three answers (yes, no, undetermined) as conditions of two, in the words of another language: when is it
// true, when is it false, when has a value its value. Both hold for no absent datum, which is CEL's answer too:
// `a && b` is false as soon as one side is, whatever the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/expression.h"
#include "interop/rows.h"

namespace guichet::interop {

// How one language writes what an expression reads. Connectives are C's in all of them: && || ! and brackets.
class Language {
 public:
  Language() = default;
  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;
  virtual ~Language() = default;

  [[nodiscard]] virtual std::string slot(std::uint16_t slot) const = 0;
  [[nodiscard]] virtual std::string has(std::uint16_t slot) const = 0;        // "": always
  [[nodiscard]] virtual std::string truth(std::uint16_t slot, bool yes) const = 0;
  [[nodiscard]] virtual std::string literal(const expr::Value& value, const expr::Type& type) const = 0;
  [[nodiscard]] virtual std::string member(const expr::Type& type) const = 0;  // the current one
  [[nodiscard]] virtual std::string today() const = 0;
  [[nodiscard]] virtual std::string passed(std::uint16_t deadline, bool yes) const = 0;
  [[nodiscard]] virtual std::string compare(expr::Op op, const std::string& a, const std::string& b, const expr::Type& type) const = 0;
  [[nodiscard]] virtual std::string contains(const std::string& list, const std::string& element) const = 0;
  [[nodiscard]] virtual std::string among(const std::string& element, const std::vector<std::string>& words, bool yes) const = 0;
  [[nodiscard]] virtual std::string sum(const expr::Node& node, const std::string& a, const std::string& b) const = 0;
  [[nodiscard]] virtual std::string size(const std::string& of, const expr::Type& type) const = 0;
  [[nodiscard]] virtual std::string lookup(const expr::Node& node, const std::vector<std::string>& keys,
                                           const std::string& day) const = 0;
  [[nodiscard]] virtual std::string children(expr::Op op, std::uint16_t state) const = 0;
  // Has what a sum of dates or a lookup gave a value?
  [[nodiscard]] virtual std::string found(const std::string& value) const = 0;
  // A comparison with something absent is false by itself, and so is its contrary.
  [[nodiscard]] virtual bool absent_compares_false() const = 0;
};

class ConditionWriter {
 public:
  explicit ConditionWriter(const Language& language) : language_{language} {}

  // "" when the row is open whatever happens.
  [[nodiscard]] std::string open(const Row& row) const;
  [[nodiscard]] std::string holds(const expr::Node& node) const { return truth(node, true).text; }
  [[nodiscard]] std::string value(const expr::Node& node) const;
  // Has it a value? "" when it always has.
  [[nodiscard]] std::string known(const expr::Node& node) const;

 private:
  struct Text {
    std::string text;
    enum class Around : std::uint8_t { nothing, both, either } around = Around::nothing;  // its outermost connective
  };
  [[nodiscard]] static Text joined(const std::vector<Text>& parts, Text::Around how);
  [[nodiscard]] Text truth(const expr::Node& node, bool yes) const;
  [[nodiscard]] Text comparison(const expr::Node& node, bool yes) const;
  [[nodiscard]] Text membership(const expr::Node& node, bool yes) const;
  void add_known(const expr::Node& node, std::vector<Text>& parts) const;

  const Language& language_;
};

}  // namespace guichet::interop
