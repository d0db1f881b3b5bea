// Scalars read as what their key declares. Each answers nothing when the text is not that.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace guichet::load {

// Only `true` and `false`: YAML 1.2.
[[nodiscard]] std::optional<bool> as_truth(std::string_view text);
// Digits with an optional minus sign, no leading zero.
[[nodiscard]] std::optional<std::int64_t> as_whole(std::string_view text);
// Euro cents of "45.00", "45" or "-0.50": at most two decimals after a dot.
[[nodiscard]] std::optional<std::int64_t> as_cents(std::string_view text);
// Month and day of "05-08".
[[nodiscard]] std::optional<std::pair<int, int>> as_month_day(std::string_view text);

}  // namespace guichet::load
