// What a property has seen of a case, in one byte of its row: enough to say at each state whether it still holds.
#pragma once

#include "check/shape.h"

namespace guichet::check {

inline constexpr Byte kNothingSeen = 0;
inline constexpr Byte kSeen = 1;  // before: the first came; leads to: the second is awaited
inline constexpr Byte kBroken = 0xFF;
// at most: the number of times, or kBroken.

}  // namespace guichet::check
