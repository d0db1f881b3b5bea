// A procedure as C++: a typed header that people embed, and the Boost.MSM machines behind it. Pure: text in, text out.
#pragma once

#include <string>

#include "model/procedure.h"

namespace guichet::codegen {

// What tests ask for to see that the comparison of engines can fail. Never set in a build that ships.
struct Sabotage {
  bool rows_in_file_order = false;   // MSM then tries the last branch first
  int dropped_guard = -1;            // the transition of the main machine whose condition is forgotten
};

struct Generated {
  std::string file;    // carte_stationnement: the name both files take
  std::string header;  // <file>.hpp
  std::string source;  // <file>.cpp
};

[[nodiscard]] Generated generate(const model::Procedure& procedure, const Sabotage& sabotage = {});

}  // namespace guichet::codegen
