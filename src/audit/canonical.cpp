#include "audit/canonical.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "base/ensure.h"
#include "base/utf8.h"

namespace guichet::audit {

namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// What a byte of a string asks for: nothing, an escape, or a look at the whole text.
enum class Byte : std::uint8_t { plain, escaped, beyond_ascii };
constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = i >= 0x80 ? Byte::beyond_ascii : i < 0x20 || i == '"' || i == '\\' ? Byte::escaped : Byte::plain;
  return bytes;
}();

// RFC 8785 3.2.2.2: the two-character forms where they exist, \u00xx for other controls, the rest
// as it is.
void escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  constexpr const char* kDigits = "0123456789abcdef";
  out += "\\u00";
  out += kDigits[static_cast<unsigned char>(c) >> 4u];
  out += kDigits[static_cast<unsigned char>(c) & 0xfu];
}

}  // namespace

Canonical::Canonical(std::string& out) : out_{out} { out_.assign(1, '{'); }

void Canonical::text(std::string_view name, std::string_view value) {
  begin_member(name);
  quote(value);
}

void Canonical::integer(std::string_view name, std::int64_t value) {
  begin_member(name);
  if (value > kIntegerMax || value < -kIntegerMax) refuse(Unwritable::Why::integer_too_large);
  std::array<char, 24> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out_.append(digits.data(), written.ptr);
}

void Canonical::texts(std::string_view name, std::span<const std::string> values) {
  begin_member(name);
  out_ += '[';
  for (const std::string& value : values) {
    if (&value != values.data()) out_ += ',';
    quote(value);
  }
  out_ += ']';
}

std::optional<Unwritable> Canonical::close() {
  out_ += '}';
  if (out_.size() > kCanonicalMax) refuse(Unwritable::Why::too_long);
  return std::move(refused_);
}

void Canonical::begin_member(std::string_view name) {
  const bool first = out_.size() == 1;
  base::ensure(first || last_name_ < name, "names of a canonical object ascend");
  if (!first) out_ += ',';
  last_name_ = name;
  if (!is_ascii(name)) refuse(Unwritable::Why::not_ascii_name);
  quote(name);
  out_ += ':';
}

void Canonical::quote(std::string_view text) {
  out_ += '"';
  bool beyond_ascii = false;
  std::size_t plain = 0;  // start of a run that needs no escape
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Byte kind = kBytes[static_cast<unsigned char>(text[at])];
    if (kind == Byte::plain) continue;
    beyond_ascii = beyond_ascii || kind == Byte::beyond_ascii;
    if (kind == Byte::beyond_ascii) continue;
    out_.append(text, plain, at - plain);
    escape(out_, text[at]);
    plain = at + 1;
  }
  out_.append(text, plain);
  out_ += '"';
  if (beyond_ascii && base::first_invalid_utf8(text)) refuse(Unwritable::Why::invalid_utf8);
  if (out_.size() > kCanonicalMax) refuse(Unwritable::Why::too_long);
}

void Canonical::refuse(Unwritable::Why why) {
  if (!refused_) refused_ = Unwritable{why, base::printable(last_name_)};
}

}  // namespace guichet::audit
