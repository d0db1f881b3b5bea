// What is compared: the procedures that ship, and toys made to be awkward.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "codegen/compiled.h"
#include "model/procedure.h"

namespace guichet::conformance {

struct Subject {
  std::string name;
  const codegen::Compiled* compiled;
  std::function<std::shared_ptr<const model::Procedure>()> load;  // when it is wanted: a test program knows them all
};

inline void PrintTo(const Subject& subject, std::ostream* out) { *out << subject.name; }

[[nodiscard]] const std::vector<Subject>& shipped();
[[nodiscard]] const std::vector<Subject>& toys();
// Machines of the toy `chevauche` that were spoilt on purpose.
[[nodiscard]] const std::vector<Subject>& spoilt();

}  // namespace guichet::conformance
