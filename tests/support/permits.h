// A permit to keep something for a purpose, asked of the gate as the shell asks it: tests of what stores have no
// other way to get one either.
#pragma once

#include <array>
#include <string>

#include "privacy/storage.h"

namespace guichet {

inline privacy::StoragePermit permit_for(const std::string& purpose = "attribution") {
  model::Procedure procedure;
  procedure.purposes.resize(1);
  procedure.purposes[0].name = purpose;
  procedure.purposes[0].basis = model::Basis::public_task;
  const std::array<privacy::Decision, 1> decisions;
  const std::array<privacy::Limits, 1> limits;
  privacy::Context context;
  context.procedure = &procedure;
  context.decisions = decisions;
  context.limits = limits;
  return std::get<privacy::StoragePermit>(privacy::decide_storage(model::PurposeId{0}, context));
}

}  // namespace guichet
