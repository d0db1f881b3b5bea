// A date as one writes it in a test.
#pragma once

#include <string_view>

#include "base/civil.h"

namespace guichet::base {

[[nodiscard]] inline Date date(std::string_view iso) { return parse_date(iso).value(); }

}  // namespace guichet::base
