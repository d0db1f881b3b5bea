// Guards and values in Promela, where all is a whole number and there are no functions: words and texts by their rank, dates
// in days since 1970, a delay as unit * 10000000 + count (1: days, 2: months), money in cents; ABSENT is none of them. Dates
// and tables are computed by statements that stand before the condition.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interop/condition.h"

namespace guichet::interop {

inline constexpr std::int64_t kPromelaAbsent = -2147483647;

// The names and numbers of one model.
class PromelaNames {
 public:
  explicit PromelaNames(const model::Procedure& procedure);

  [[nodiscard]] const std::string& slot(std::uint16_t slot) const { return slots_.at(slot); }
  // Slots some expression reads, ascending: the others are not in the model.
  [[nodiscard]] const std::vector<std::uint16_t>& read() const { return read_; }
  [[nodiscard]] bool is_read(std::uint16_t slot) const;
  [[nodiscard]] std::string state(model::MachineId machine, model::StateId state) const;
  [[nodiscard]] std::string child(const model::State& each, std::uint16_t member) const;
  [[nodiscard]] std::string trigger(model::TriggerId on) const;
  [[nodiscard]] std::string passed(std::uint16_t deadline) const;
  [[nodiscard]] std::string moment(const model::Moment& moment) const;
  [[nodiscard]] std::string property(const model::Property& property) const;
  // Texts the procedure names, by rank; a text of the outside takes a rank after them.
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] std::int64_t rank(std::string_view text) const;
  // Nothing when it does not fit in 32 bits, or is a text without a rank.
  [[nodiscard]] std::optional<std::int64_t> number(const expr::Value& value) const;

 private:
  void collect(const expr::Node& node);
  void add_text(const expr::Value& value);

  const model::Procedure& procedure_;
  std::map<std::uint16_t, std::string> slots_;
  std::vector<std::uint16_t> read_;
  std::vector<std::string> texts_;
};

class Promela : public Language {
 public:
  Promela(const model::Procedure& procedure, const PromelaNames& names, const model::State* each, std::optional<std::uint16_t> member)
      : procedure_{procedure}, names_{names}, each_{each}, member_{member} {}

  // What must be computed before the conditions and values written so far, in order.
  [[nodiscard]] const std::vector<std::string>& before() const { return before_; }

  [[nodiscard]] std::string slot(std::uint16_t slot) const override;
  [[nodiscard]] std::string has(std::uint16_t slot) const override { return this->slot(slot) + " != ABSENT"; }
  [[nodiscard]] std::string truth(std::uint16_t slot, bool yes) const override { return this->slot(slot) + (yes ? " == 1" : " == 0"); }
  [[nodiscard]] std::string literal(const expr::Value& value, const expr::Type& type) const override;
  [[nodiscard]] std::string member(const expr::Type& type) const override;
  [[nodiscard]] std::string today() const override { return "today"; }
  [[nodiscard]] std::string passed(std::uint16_t deadline, bool yes) const override {
    return names_.passed(deadline) + (yes ? " == 1" : " == 0");
  }
  [[nodiscard]] std::string compare(expr::Op op, const std::string& a, const std::string& b, const expr::Type& type) const override;
  [[nodiscard]] std::string contains(const std::string& list, const std::string& element) const override;
  [[nodiscard]] std::string among(const std::string& element, const std::vector<std::string>& words, bool yes) const override;
  [[nodiscard]] std::string sum(const expr::Node& node, const std::string& a, const std::string& b) const override;
  [[nodiscard]] std::string size(const std::string& of, const expr::Type& type) const override;
  [[nodiscard]] std::string lookup(const expr::Node& node, const std::vector<std::string>& keys, const std::string& day) const override;
  [[nodiscard]] std::string children(expr::Op op, std::uint16_t state) const override;
  [[nodiscard]] std::string found(const std::string& value) const override { return value + " != ABSENT"; }
  [[nodiscard]] bool absent_compares_false() const override { return false; }

 private:
  [[nodiscard]] std::string computed(const std::string& statement_of) const;

  const model::Procedure& procedure_;
  const PromelaNames& names_;
  const model::State* each_;    // whose children it may ask about
  std::optional<std::uint16_t> member_;
  mutable std::vector<std::string> before_;
  mutable std::map<std::string, std::string> known_;    // statement to the name of its result
};

}  // namespace guichet::interop
