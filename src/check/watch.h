// A property held against a case that was really played: the second opinion on what the explorer suspects, from the
// engine's own effects and data.
#pragma once

#include "check/replay.h"

namespace guichet::check {

// Does the case break the property? `played.until` is set when it does so by standing still. `attributes`: what is true
// of the places.
[[nodiscard]] bool breaks(const model::Procedure& procedure, const base::Calendar& calendar,
                          std::span<const expr::Value> attributes, const model::Property& property, Played& played);

}  // namespace guichet::check
