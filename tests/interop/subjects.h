// What is exported by the tests: a toy with one of everything, and the procedures that ship.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/procedure.h"

namespace guichet::interop {

[[nodiscard]] std::string read_file(const std::string& path);
[[nodiscard]] std::shared_ptr<const model::Procedure> toy_canteen();
[[nodiscard]] std::vector<std::string> shipped_ids();
[[nodiscard]] std::shared_ptr<const model::Procedure> shipped(const std::string& id);

}  // namespace guichet::interop
