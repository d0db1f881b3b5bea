// A flow too large for one sheet, in parts that are read one after the other: the states of a phase stay together, few
// links are cut, and where one is, the same letter stands on both sheets.
#pragma once

#include <functional>
#include <vector>

#include "diagram/flow.h"

namespace guichet::diagram {

inline constexpr int kPartNodes = 12;  // on one sheet, those on the border of another and connectors left aside

// Whether a sheet shows this part well; asked first at a glance of all parts, then closely.
using Shows = std::function<bool(const Flow& part, bool at_a_glance)>;

// One part, the flow itself, when a sheet shows it. Else as many as it takes for each to be shown well, of kPartNodes at
// most; a state is never cut. Ends are drawn on every sheet that leads to them. Without `shows`, nodes alone are counted.
// `first_page`: the number of the first sheet, for "page 3" beside a letter.
[[nodiscard]] std::vector<Flow> parts_of(const Flow& flow, base::Lang lang, int first_page, const Shows& shows = {});

}  // namespace guichet::diagram
