// What a text must be before a YAML reader sees it: UTF-8, printable, lines of bearable length. Also tells where a byte
// of it stands, in lines and code points.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "load/report.h"

namespace guichet::load {

// Line and column (code points) of byte offsets of one text. The text must outlive it.
class Places {
 public:
  explicit Places(std::string_view text);
  // `length` in code points, at least 1. An offset past the end is the end.
  [[nodiscard]] base::Span span(std::size_t offset, std::size_t bytes = 1) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> line_starts_;
};

// False when something was reported.
[[nodiscard]] bool check_text_limits(std::string_view text, const Places& places, Report& report);

}  // namespace guichet::load
