#include "cli/clock.h"

#include <chrono>

namespace guichet::cli {

std::int64_t machine_seconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

}  // namespace guichet::cli
