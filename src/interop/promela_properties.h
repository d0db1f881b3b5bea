// The `properties` of a procedure over its Promela model: a bit each, broken_<name>, set as soon as it is broken and never
// cleared, which the formula says stays false. What must be remembered until then is seen_<name> or n_<name>. A condition is
// asked once an act is over. A property whose condition needs a table or a number computed from dates, or is about an event,
// is not carried, and stands in the model as a comment that says so.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/message.h"
#include "interop/promela_language.h"

namespace guichet::interop {

class PromelaProperties {
 public:
  PromelaProperties(const model::Procedure& procedure, const PromelaNames& names);

  // The name of its formula; "" when it is not carried.
  [[nodiscard]] const std::string& formula(std::size_t property) const { return carried_[property].name; }
  [[nodiscard]] bool any() const;
  // Statements for what just happened.
  [[nodiscard]] std::vector<std::string> on_event(model::EventId event) const;
  [[nodiscard]] std::vector<std::string> on_entry(model::MachineId machine, model::StateId state) const;
  // The same, once an act is over; "" when no condition is to be asked.
  [[nodiscard]] std::string on_rest() const;
  [[nodiscard]] std::string variables() const;
  [[nodiscard]] std::string formulas(base::Lang lang) const;

 private:
  struct Carried {
    std::string name;                   // "": not carried
    std::vector<std::string> breaks;    // by its condition
  };
  [[nodiscard]] bool add_conditions(const model::Property& property, Carried& to) const;
  [[nodiscard]] std::vector<std::string> happened(const model::Moment& moment) const;

  const model::Procedure& procedure_;
  const PromelaNames& names_;
  std::vector<Carried> carried_;
};

}  // namespace guichet::interop
