#include "load/words.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace guichet::load {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<bool> as_truth(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<std::int64_t> as_whole(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (!is_digits(digits) || (digits.size() > 1 && digits.front() == '0') || text == "-0") return std::nullopt;
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} ? std::optional{number} : std::nullopt;
}

std::optional<std::int64_t> as_cents(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const auto euros = as_whole(text.substr(0, dot));
  if (!euros || *euros < 0 || *euros > std::numeric_limits<std::int64_t>::max() / 200) return std::nullopt;
  std::int64_t cents = *euros * 100;
  if (dot != std::string_view::npos) {
    const std::string_view decimals = text.substr(dot + 1);
    if (!is_digits(decimals) || decimals.size() > 2) return std::nullopt;
    cents += (decimals[0] - '0') * 10 + (decimals.size() == 2 ? decimals[1] - '0' : 0);
  }
  return negative ? -cents : cents;
}

std::optional<std::pair<int, int>> as_month_day(std::string_view text) {
  if (text.size() != 5 || text[2] != '-' || !is_digits(text.substr(0, 2)) || !is_digits(text.substr(3))) return std::nullopt;
  const int month = (text[0] - '0') * 10 + (text[1] - '0');
  const int day = (text[3] - '0') * 10 + (text[4] - '0');
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return std::pair{month, day};
}

}  // namespace guichet::load
