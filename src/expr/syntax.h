// An expression as it is written, before anyone knows what its names mean. The grammar (Boost.Spirit X3)
// is in syntax.cpp, the one file that includes it; what follows is all the rest needs of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/message.h"
#include "expr/expression.h"

namespace guichet::expr {

inline constexpr std::size_t kTextLengthMax = 4096;  // code points
inline constexpr unsigned kNestingMax = 64;

// Bytes of the text.
struct Extent {
  std::uint32_t begin = 0;
  std::uint32_t length = 1;
};

struct Syntax {
  enum class Form : std::uint8_t {
    number,  // text: digits, and whatever else was glued to them
    text,    // text: the content, escapes read
    name,    // text: a dotted name, true and false included
    call,    // text: the function; children: the arguments
    list,    // children: the elements
    prefix,  // op: logical_not or negate; one child
    infix,   // op; two children, or more for logical_and and logical_or
  };
  Form form = Form::name;
  Op op = Op::constant;
  Extent extent;
  Extent sign;  // prefix and infix: the operator (the first one of a && b && c)
  std::string text;
  std::vector<Syntax> children;
};

struct SyntaxMistake {
  Extent extent;
  base::Message message;
  std::optional<base::Message> hint;
};

// At most one mistake: after it nothing is certain. Nesting deeper than kNestingMax is one.
[[nodiscard]] std::variant<Syntax, SyntaxMistake> parse(std::string_view text);

}  // namespace guichet::expr
