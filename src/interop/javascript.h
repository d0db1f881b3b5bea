// Guards and values in JavaScript, as the ECMAScript data model of SCXML and the guards of XState take them. Data stand
// in an object `data` under the names of the file (`data['siv.statut']`), absent ones are undefined; dates are ISO 8601
// texts, delays texts as the file writes them, money cents, a list an array of words. What JavaScript lacks (civil dates,
// dated tables) is in prelude.js, which an export carries with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interop/condition.h"

namespace guichet::interop {

class JavaScript : public Language {
 public:
  // `carries`: where what the event brings is found, such as "event.carries"; empty: the rule follows another, all it
  // brought is in `data` already. `member`: index of the member, inside an `each`.
  JavaScript(const model::Procedure& procedure, std::string carries, Brought brought, model::MachineId children,
             std::optional<std::uint16_t> member);

  [[nodiscard]] std::string slot(std::uint16_t slot) const override;
  [[nodiscard]] std::string has(std::uint16_t slot) const override;
  [[nodiscard]] std::string truth(std::uint16_t slot, bool yes) const override;
  [[nodiscard]] std::string literal(const expr::Value& value, const expr::Type& type) const override;
  [[nodiscard]] std::string member(const expr::Type& type) const override;
  [[nodiscard]] std::string today() const override { return "today"; }
  [[nodiscard]] std::string passed(std::uint16_t deadline, bool yes) const override;
  [[nodiscard]] std::string compare(expr::Op op, const std::string& a, const std::string& b, const expr::Type& type) const override;
  [[nodiscard]] std::string contains(const std::string& list, const std::string& element) const override;
  [[nodiscard]] std::string among(const std::string& element, const std::vector<std::string>& words, bool yes) const override;
  [[nodiscard]] std::string sum(const expr::Node& node, const std::string& a, const std::string& b) const override;
  [[nodiscard]] std::string size(const std::string& of, const expr::Type& type) const override;
  [[nodiscard]] std::string lookup(const expr::Node& node, const std::vector<std::string>& keys, const std::string& day) const override;
  [[nodiscard]] std::string children(expr::Op op, std::uint16_t state) const override;
  [[nodiscard]] std::string found(const std::string& value) const override { return value + " !== undefined"; }
  [[nodiscard]] bool absent_compares_false() const override { return true; }

 private:
  [[nodiscard]] std::uint16_t of_member(std::uint16_t slot) const;

  const model::Procedure& procedure_;
  std::string carries_;
  std::vector<std::uint16_t> surely_;
  std::vector<std::uint16_t> perhaps_;
  model::MachineId children_;
  std::optional<std::uint16_t> member_;
};

// 'text', as JavaScript reads it.
[[nodiscard]] std::string js_quoted(std::string_view text);

// The dated tables the expressions of the procedure ask, as JSON, for lookup() of the prelude.
[[nodiscard]] std::string js_tables(const model::Procedure& procedure);

// Functions the conditions call: plus, minus, lookup, given, all, any, count, same.
[[nodiscard]] std::string_view js_prelude();

}  // namespace guichet::interop
