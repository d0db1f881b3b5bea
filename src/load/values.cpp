#include "load/values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "load/words.h"

namespace guichet::load {

namespace {

using expr::Kind;
using expr::Value;

constexpr std::array<std::pair<std::string_view, Kind>, 9> kKinds{{{"text", Kind::text},
                                                                  {"date", Kind::date},
                                                                  {"number", Kind::number},
                                                                  {"money", Kind::money},
                                                                  {"boolean", Kind::boolean},
                                                                  {"enum", Kind::enumeration},
                                                                  {"list", Kind::list},
                                                                  {"duration", Kind::duration},
                                                                  {"file", Kind::file}}};

const char* how_to_write(Kind kind) {
  switch (kind) {
    case Kind::boolean: return N_("true or false, without quotes");
    case Kind::number: return N_("a whole number, such as 12");
    case Kind::money: return N_("euros with at most two decimals, such as 45.00");
    case Kind::date: return N_("a date is written like 2026-03-02");
    case Kind::duration: return N_("a delay is written like 2 months, 15 days, 10 working days, 72 hours");
    case Kind::list: return N_("expected a list: [a, b]");
    default: return N_("expected a text");
  }
}

std::optional<std::uint32_t> index_of(std::string_view word, const expr::Type& type) {
  if (type.values == nullptr) return std::nullopt;
  const auto found = std::ranges::find(*type.values, word);
  if (found == type.values->end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - type.values->begin());
}

std::optional<Value> refused(const Node& node, const expr::Type& type, Report& report) {
  const bool named = type.values != nullptr && node.is_scalar();
  report.error(node.span, {.id = N_("'{value}' is not of type {type}"),
                           .args = {{"value", node.text}, {"type", std::string{type_word(type.kind)}}}},
               named ? base::expected_one_of(node.text, *type.values) : base::Message{.id = how_to_write(type.kind)});
  return std::nullopt;
}

}  // namespace

std::optional<Value> parse_value(std::string_view text, const expr::Type& type, expr::TextPool& texts) {
  const auto lift = [](auto parsed, auto make) { return parsed ? std::optional{make(*parsed)} : std::nullopt; };
  switch (type.kind) {
    case Kind::boolean: return lift(as_truth(text), Value::boolean);
    case Kind::number: return lift(as_whole(text), Value::number);
    case Kind::money: return lift(as_cents(text), Value::money);
    case Kind::date: return lift(base::parse_date(text), Value::date);
    case Kind::duration: return lift(base::parse_delay(text), Value::duration);
    case Kind::text: return Value::text(texts.keep(text));
    case Kind::file: return Value::file(texts.keep(text));
    case Kind::enumeration: return lift(index_of(text, type), Value::enumeration);
    default: return std::nullopt;
  }
}

std::optional<Value> read_value(const Node& node, const expr::Type& type, expr::TextPool& texts, Report& report) {
  if (type.kind == Kind::list) {
    if (!node.is_list()) return refused(node, type, report);
    std::uint32_t members = 0;
    for (const Node& item : node.items) {
      const auto index = index_of(item.text, type);
      if (!item.is_scalar() || !index || *index >= 32) return refused(item, type, report);
      members |= std::uint32_t{1} << *index;
    }
    return Value::list(members);
  }
  if (!node.is_scalar()) return refused(node, type, report);
  const auto value = parse_value(node.text, type, texts);
  return value ? value : refused(node, type, report);
}

std::string_view type_word(Kind kind) {
  const auto found = std::ranges::find(kKinds, kind, &std::pair<std::string_view, Kind>::second);
  return found == kKinds.end() ? std::string_view{} : found->first;
}

std::optional<Kind> type_of_word(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &std::pair<std::string_view, Kind>::first);
  if (found == kKinds.end()) return std::nullopt;
  return found->second;
}

}  // namespace guichet::load
