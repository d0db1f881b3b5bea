#include "expr/codec.h"

#include <algorithm>
#include <charconv>

#include "base/ensure.h"
#include "base/utf8.h"

namespace guichet::expr {

namespace {

constexpr std::size_t kListMembersMax = 32;

// -0 and leading zeros have another canonical form, so they are no number here.
std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return std::to_string(number) == text ? std::optional{number} : std::nullopt;
}

std::optional<std::int64_t> parse_cents(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto euros = parse_integer(text.substr(0, point));
  if (!euros || *euros < 0) return std::nullopt;
  std::int64_t cents = 0;
  if (point != std::string_view::npos) {
    const std::string_view digits = text.substr(point + 1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), cents);
    if (failure != std::errc{} || end != digits.data() + 2 || digits.size() != 2 || cents < 0) return std::nullopt;
  }
  std::int64_t total = 0;
  const std::int64_t sign = negative ? -1 : 1;
  if (__builtin_mul_overflow(*euros, sign * 100, &total)) return std::nullopt;
  if (__builtin_add_overflow(total, sign * cents, &total)) return std::nullopt;
  if (negative && total == 0) return std::nullopt;
  return total;
}

std::optional<std::uint32_t> word_index(const Type& type, std::string_view word) {
  base::ensure(type.values != nullptr, "an enum or a list has values");
  const auto found = std::ranges::find(*type.values, word);
  if (found == type.values->end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - type.values->begin());
}

std::optional<std::uint32_t> parse_members(const Type& type, std::string_view text) {
  std::uint32_t members = 0;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const auto index = word_index(type, text.substr(0, comma));
    if (!index || *index >= kListMembersMax) return std::nullopt;
    members |= std::uint32_t{1} << *index;
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
    if (text.empty()) return std::nullopt;
  }
  return members;
}

std::string members_text(std::uint32_t members, const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < kListMembersMax; ++i)
    if ((members >> i & 1) != 0) out += (out.empty() ? "" : ",") + words[i];
  return out;
}

std::string cents_text(std::int64_t cents) {
  const bool negative = cents < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
  const std::string rest = std::to_string(size % 100);
  return (negative ? "-" : "") + std::to_string(size / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

}  // namespace

std::optional<Value> parse_value(const Type& type, std::string_view text, TextPool& texts) {
  if (base::first_invalid_utf8(text)) return std::nullopt;
  const auto as = [](const auto& read, auto make) { return read ? std::optional{make(*read)} : std::nullopt; };
  switch (type.kind) {
    case Kind::boolean:
      if (text != "true" && text != "false") return std::nullopt;
      return Value::boolean(text == "true");
    case Kind::number:
      return as(parse_integer(text), Value::number);
    case Kind::money:
      return as(parse_cents(text), Value::money);
    case Kind::date:
      return as(base::parse_date(text), Value::date);
    case Kind::duration:
      return as(base::parse_delay(text), Value::duration);
    case Kind::text:
      return Value::text(texts.keep(text));
    case Kind::file:
      return Value::file(texts.keep(text));
    case Kind::enumeration:
      return as(word_index(type, text), Value::enumeration);
    case Kind::list:
      return as(parse_members(type, text), Value::list);
    case Kind::absent:
    case Kind::error:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string to_text(const Value& value, const Type& type) {
  if (value.is_absent()) return "";
  base::ensure(value.kind() == type.kind, "a value is written by its own type");
  switch (value.kind()) {
    case Kind::boolean:
      return value.is_true() ? "true" : "false";
    case Kind::number:
      return std::to_string(value.as_integer());
    case Kind::money:
      return cents_text(value.as_integer());
    case Kind::date:
      return base::to_iso(value.as_date());
    case Kind::duration:
      return base::to_text(value.as_duration());
    case Kind::text:
    case Kind::file:
      return std::string{value.as_text()};
    case Kind::enumeration: {
      const auto index = static_cast<std::size_t>(value.as_integer());
      base::ensure(type.values != nullptr && index < type.values->size(), "an enum's index is one of its words");
      return (*type.values)[index];
    }
    case Kind::list:
      base::ensure(type.values != nullptr, "a list has values");
      return members_text(value.as_members(), *type.values);
    case Kind::absent:
    case Kind::error:
      break;
  }
  return "";
}

}  // namespace guichet::expr
