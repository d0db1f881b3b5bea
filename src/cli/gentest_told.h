// A way the checker played, as the machines of a generated header hear it: no clock, no children, no consent of their own.
#pragma once

#include "check/gentest.h"
#include "codegen/gtest_text.h"
#include "scenario/world.h"

namespace guichet::cli {

// Some of its texts are those of `made`. A refusal at the door (who acts, with which data) is nothing a machine hears.
[[nodiscard]] codegen::ToldCase told_case(const check::Made& made, const model::Procedure& procedure, const scenario::World& world,
                                          base::Lang lang);

}  // namespace guichet::cli
