// Precompiled once for every layer: standard headers nearly all of them read, and fmt. None of ours,
// so that touching a header of the project rebuilds what includes it and nothing else.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
