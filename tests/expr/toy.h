// The names the tests of expressions speak of: a few data of each type, two deadlines, two child states, two
// tables, and one case that holds a value for each.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ensure.h"
#include "expr/codec.h"
#include "expr/expression.h"

namespace guichet::expr::toy {

inline const std::vector<std::string> kStatus{"titulaire", "cotitulaire", "locataire"};
inline const std::vector<std::string> kBodies{"caf", "cpam", "dgfip"};

struct Datum {
  const char* name;
  std::uint16_t slot;
  std::uint16_t width;
  Type type;
  const char* value;  // in the case of the examples; "" when absent
};

inline const std::vector<Datum> kData{
    {"siv.statut", 0, 1, {Kind::enumeration, &kStatus}, "cotitulaire"},
    {"siv.commune", 1, 1, {Kind::text}, "75056"},
    {"ville.commune", 2, 1, {Kind::text}, "75056"},
    {"demande.nombre", 3, 1, {Kind::number}, "4"},
    {"avis.montant", 4, 1, {Kind::money}, "135.00"},
    {"avis.date", 5, 1, {Kind::date}, "2026-03-02"},
    {"demande.depot", 6, 1, {Kind::date}, "2026-04-10"},
    {"demande.duree", 7, 1, {Kind::duration}, "1 year"},
    {"avis.payee", 8, 1, {Kind::boolean}, "false"},
    {"choix.organismes", 9, 1, {Kind::list, &kBodies}, "caf,cpam"},
    {"piece.bail", 10, 1, {Kind::file}, ""},
    {"identifiant", 11, 3, {Kind::text}, "1234567"},  // one per body; the same value in each
    {"demande.qualite", 14, 1, {Kind::enumeration, &kStatus}, "titulaire"},
    {"demande.autre", 15, 1, {Kind::number}, ""},
    {"avis.automatise", 16, 1, {Kind::boolean}, "true"},
    {"choix.autres", 17, 1, {Kind::list, &kBodies}, ""},
    {"demande.organisme", 18, 1, {Kind::enumeration, &kBodies}, "dgfip"},
};
inline constexpr std::size_t kSlots = 19;

struct Tables {
  Table fees;   // tarif: commune, durée -> money
  Table bands;  // bareme: revenu (banded) -> number
};

inline const Tables& tables() {
  static const Tables all = [] {
    Tables t;
    const auto date = [](const char* text) { return *base::parse_date(text); };
    const auto fee = [&](std::string_view city, const char* length, const char* from, std::int64_t cents) {
      t.fees.rows.push_back(
          {.keys = {Value::text(t.fees.texts.keep(city)), Value::duration(*base::parse_delay(length))},
           .from = date(from),
           .value = Value::money(cents)});
    };
    t.fees.name = "tarif";
    t.fees.keys = {{.name = "commune", .kind = Kind::text}, {.name = "duree", .kind = Kind::duration}};
    fee("75056", "1 year", "2020-01-01", 4500);
    fee("75056", "1 year", "2026-01-01", 5000);
    fee("75056", "3 years", "2020-01-01", 9000);
    fee("caf", "1 year", "2020-01-01", 100);
    t.bands.name = "bareme";
    t.bands.keys = {{.name = "revenu", .kind = Kind::money, .banded = true}};
    t.bands.value_kind = Kind::number;
    std::int64_t rank = 0;
    for (const std::int64_t from : {0, 1'000'000, 2'000'000})
      t.bands.rows.push_back(
          {.keys = {Value::money(from)}, .from = date("2020-01-01"), .value = Value::number(++rank)});
    return t;
  }();
  return all;
}

inline Scope scope() {
  Scope s;
  s.variable = [](std::string_view name) -> std::optional<Variable> {
    for (const Datum& d : kData)
      if (name == d.name) return Variable{d.slot, d.width, d.type};
    return std::nullopt;
  };
  for (const Datum& d : kData) s.variable_names.emplace_back(d.name);
  s.deadline_names = {"contester", "silence"};
  s.deadline = [](std::string_view name) -> std::optional<std::uint16_t> {
    if (name == "contester") return std::uint16_t{0};
    if (name == "silence") return std::uint16_t{1};
    return std::nullopt;
  };
  s.child_state_names = {"faite", "injoignable"};
  s.child_state = [](std::string_view name) -> std::optional<std::uint16_t> {
    if (name == "faite") return std::uint16_t{0};
    if (name == "injoignable") return std::uint16_t{1};
    return std::nullopt;
  };
  s.table_names = {"tarif", "bareme"};
  s.table = [](std::string_view name) -> const Table* {
    return name == "tarif" ? &tables().fees : name == "bareme" ? &tables().bands : nullptr;
  };
  s.member_name = "organisme";
  s.member_type = {Kind::enumeration, &kBodies};
  return s;
}

// What an evaluation reads, owned together. Not copied: the frame points inside.
struct Case {
  TextPool texts;
  std::array<Value, kSlots> slots{};
  std::vector<std::uint16_t> children{0, 1};
  std::array<Value, 2> deadlines{Value::boolean(true), Value::boolean(false)};

  Case() = default;
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;

  void set(std::string_view name, std::string_view text) {
    for (const Datum& d : kData) {
      if (name != d.name) continue;
      const auto value = parse_value(d.type, text, texts);
      base::ensure(value.has_value(), "a toy value is well written");
      for (std::uint16_t i = 0; i < d.width; ++i) slots.at(d.slot + i) = *value;
    }
  }

  [[nodiscard]] Frame frame() {
    return {.slots = slots.data(),
            .member = 1,  // cpam
            .today = *base::parse_date("2026-05-04"),
            .children = children,
            .passed = [](const void* owner,
                         std::uint16_t deadline) { return static_cast<const Case*>(owner)->deadlines.at(deadline); },
            .owner = this,
            .calendar = &base::metropolitan_france(),
            .texts = &texts};
  }
};

// The case of the examples.
inline void fill(Case& c) {
  for (const Datum& d : kData)
    if (*d.value != '\0') c.set(d.name, d.value);
}

// As the documentation writes a result: a text or a word between quotes, an error by its cause.
inline std::string shown(const Value& value, const Type& type) {
  if (value.is_error()) {
    switch (value.fault()) {
      case Fault::absent_slot:
        for (const Datum& d : kData)
          if (value.fault_slot() >= d.slot && value.fault_slot() < d.slot + d.width)
            return "undetermined: " + std::string{d.name};
        return "undetermined: ?";
      case Fault::no_row:
        return "undetermined: no row";
      case Fault::overflow:
        return "undetermined: overflow";
      case Fault::bad_date:
        return "undetermined: no date";
    }
  }
  const std::string text = to_text(value, type);
  return type.kind == Kind::text || type.kind == Kind::enumeration ? "'" + text + "'" : text;
}

}  // namespace guichet::expr::toy
