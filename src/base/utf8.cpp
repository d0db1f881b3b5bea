#include "base/utf8.h"

#include <array>
#include <cstdint>

namespace guichet::base {

namespace {

constexpr char32_t kReplacement = U'\uFFFD';

struct Decoded {
  char32_t code = kReplacement;
  std::size_t length = 1;
  bool valid = false;
};

Decoded decode_one(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  char32_t code = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return {};
    code = (code << 6u) | (byte(i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || surrogate || code > 0x10FFFF) return {};
  return {code, length, true};
}

bool hides(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                         code == 0x200E || code == 0x200F;
  return control || direction || code == 0xFEFF;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded one = decode_one(text.substr(at));
    if (!one.valid) return at;
    at += one.length;
  }
  return std::nullopt;
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded one = decode_one(text);
    out.push_back(one.code);
    text.remove_prefix(one.length);
  }
  return out;
}

std::string encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  for (const char32_t code : text) {
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0u | (code >> 6u)), put(0x80u | (code & 0x3Fu));
    } else if (code < 0x10000) {
      put(0xE0u | (code >> 12u)), put(0x80u | ((code >> 6u) & 0x3Fu)), put(0x80u | (code & 0x3Fu));
    } else {
      put(0xF0u | (code >> 18u)), put(0x80u | ((code >> 12u) & 0x3Fu));
      put(0x80u | ((code >> 6u) & 0x3Fu)), put(0x80u | (code & 0x3Fu));
    }
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(decode_one(text).length);
    ++count;
  }
  return count;
}

std::u32string printable(std::u32string text) {
  for (char32_t& code : text) {
    if (code == U'\t') code = U' ';
    if (hides(code)) code = kReplacement;
  }
  return text;
}

std::string printable(std::string_view text) { return encode(printable(decode(text))); }

}  // namespace guichet::base
