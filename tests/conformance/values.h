// Values worth trying: for each slot, absent, both sides of every constant its procedure compares with, and the edges of
// its type. What no guard can tell apart need not be tried.
#pragma once

#include <memory>
#include <vector>

#include "expr/value.h"
#include "model/procedure.h"

namespace guichet::conformance {

class Values {
 public:
  explicit Values(const model::Procedure& procedure);
  // Of a type, absent first.
  [[nodiscard]] std::vector<expr::Value> of(const expr::Type& type) const;
  [[nodiscard]] std::vector<expr::Value> of_slot(std::uint16_t slot) const;
  // Days at which something may change.
  [[nodiscard]] const std::vector<base::Date>& days() const { return days_; }

 private:
  void collect(const expr::Node& node);
  void add(const expr::Value& constant);

  const model::Procedure& procedure_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::int64_t> cents_;
  std::vector<base::Date> days_;
  std::vector<base::Delay> delays_;
  std::vector<std::string_view> texts_;
  std::shared_ptr<expr::TextPool> pool_ = std::make_shared<expr::TextPool>();
};

// The place in its list that every datum of a kind takes when all shall be alike: the same for one kind, so that two data
// can be equal; unrelated between kinds, so that every pair of places is met.
[[nodiscard]] std::uint64_t place_of(expr::Kind kind, std::uint64_t theme);

// Slots that this expression reads, member slots counted from the datum's first.
void read_slots(const expr::Node& node, std::vector<std::uint16_t>& slots);

}  // namespace guichet::conformance
