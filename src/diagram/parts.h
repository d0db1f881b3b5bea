// A flow too large for one sheet, in parts that are read one after the other: the states of a phase stay together, few
// links are cut, and where one is, the same letter stands on both sheets.
#pragma once

#include <vector>

#include "diagram/flow.h"

namespace guichet::diagram {

inline constexpr int kPartNodes = 10;  // on one sheet, those on the border of another and connectors left aside

// One part, the flow itself, when it holds at most `nodes_max`. Ends are drawn on every sheet that leads to them.
// `first_page`: the number of the first sheet, for "page 3" beside a letter.
[[nodiscard]] std::vector<Flow> parts_of(const Flow& flow, base::Lang lang, int first_page, int nodes_max = kPartNodes);

}  // namespace guichet::diagram
