// Effects as short lines, so that a test compares what happened with a text one can read aloud. A line
// "@2026-05-12T23:59" stands before what happened then; a member stands in brackets.
#pragma once

#include <string>

#include "engine/effect.h"
#include "model/procedure.h"

namespace guichet::support {

// "moved a -> b on event\nentered b #2\n...", each line ended.
[[nodiscard]] std::string story(const model::Procedure& procedure, const engine::Effects& effects, bool with_times);

}  // namespace guichet::support
