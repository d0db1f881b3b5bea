// UTF-8 as a strict door: text is checked once, then counted and shown by code points.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::base {

// Byte offset of the first sequence that is not UTF-8 (overlong forms, surrogates and values past
// U+10FFFF included), or nothing when the whole text is valid. RFC 3629.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// Code points of a text; an invalid byte becomes U+FFFD (only messages about bad input meet one).
[[nodiscard]] std::u32string decode(std::string_view text);
[[nodiscard]] std::string encode(std::u32string_view text);
[[nodiscard]] std::size_t count_code_points(std::string_view text);

// The same length, control and bidirectional override characters replaced by a visible U+FFFD, so
// that an excerpt can't rewrite the terminal that shows it.
[[nodiscard]] std::u32string printable(std::u32string text);
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace guichet::base
