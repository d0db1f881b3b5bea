// What a step of a Boost.MSM machine costs: see bench/steps.h.
#include "bench/steps.h"
#include "codegen/compiled.h"

namespace guichet::procedures::stationnement {
const codegen::Compiled& compiled();
}

int main() {
  return guichet::bench::compare_steps(*guichet::bench::ten_states(), "Boost.MSM",
                                       guichet::procedures::stationnement::compiled().steppers.at(0));
}
