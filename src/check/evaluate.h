// An expression over a row of bytes. What it reads and nobody asked before is settled here, one way per round of the
// choices; what depends on the day, on dates or on texts made up is answered both ways, the same all through one
// thing handled. Otherwise it means what expr/evaluate.cpp means: errors are kept unless && or || absorb them.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "check/choices.h"
#include "check/shape.h"

namespace guichet::check {

// What the explorer reads of the world: all outlive it.
struct Model {
  const model::Procedure& procedure;
  const Domains& domains;
  const Shape& shape;
  const base::Calendar& calendar;
  Options options;
};

// A datum that was settled: for whoever makes the case again with real values.
struct Settled {
  model::DatumId datum;
  int child = kMainPlace;
  Byte byte = kAbsent;
};

class Evaluator {
 public:
  explicit Evaluator(const Model& model);

  struct Answer {
    enum class Kind : std::uint8_t { value, unknown, error } kind = Kind::unknown;
    expr::Value value;  // the error too
    [[nodiscard]] bool is_true() const { return kind == Kind::value && value.is_true(); }
    [[nodiscard]] bool is_error() const { return kind == Kind::error; }
  };

  // One thing handled begins: what was answered about days is forgotten.
  void begin(Byte* row, Choices& choices, std::vector<Settled>* settled);
  // After a `set`: days may be others.
  void forget() { ++round_; }

  // A condition: true, false or an error.
  [[nodiscard]] Answer condition(const expr::Expression& expression, int child);
  // A value, settled as far as anybody will ask.
  [[nodiscard]] Answer value(const expr::Expression& expression, int child);
  // Is all that it needs there? Nothing more is settled.
  [[nodiscard]] Answer presence(const expr::Expression& expression, int child);
  [[nodiscard]] bool is_there(model::DatumId datum, int child);
  [[nodiscard]] expr::Value list(model::DatumId datum);  // settled; absent when it is not there
  [[nodiscard]] Byte& byte(model::DatumId datum, int child);
 private:
  Answer evaluate(const expr::Node& node, int child);
  Answer both_ways(const expr::Node& node);
  Answer slot(const expr::Node& node, int child);
  Answer logical(const expr::Node& node, int child);
  Answer compare(const expr::Node& node, int child);
  Answer among(const expr::Node& node, int child);
  Answer arithmetic(const expr::Node& node, int child);
  Answer lookup(const expr::Node& node, int child);
  Answer passed(std::uint16_t deadline, const expr::Node& node);
  Answer children(const expr::Node& node);
  Answer absent(std::uint16_t slot) const;
  const expr::Value& sample(model::DatumId datum, Byte byte) const;

  const Model& model_;
  std::vector<std::uint16_t> datum_at_;  // by slot; 0xFFFF: an attribute
  std::vector<std::uint16_t> attribute_at_;
  struct Name {
    std::uint32_t number = 0;
    bool is_opposite = false;  // it says the contrary of those that have the same number
  };
  std::unordered_map<const expr::Node*, Name> names_;  // nodes that say the same have one number
  std::vector<std::pair<std::uint32_t, bool>> told_;            // by that number: the round, and the answer
  std::uint32_t round_ = 0;
  Byte* row_ = nullptr;
  Choices* choices_ = nullptr;
  std::vector<Settled>* settled_ = nullptr;
};

}  // namespace guichet::check
