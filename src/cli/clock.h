// The only door by which the time of the machine comes in: when lines of a kept log were recorded.
#pragma once

#include <cstdint>

namespace guichet::cli {

// Seconds since 1970-01-01T00:00Z.
[[nodiscard]] std::int64_t machine_seconds();

}  // namespace guichet::cli
