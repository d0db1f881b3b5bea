// How sheets become files, as a table: a new format is one line of it and one file. Bytes come out; nothing is written.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagram/canvas.h"

namespace guichet::diagram {

struct Format {
  const char* name;
  const char* extension;
  bool all_sheets;  // one file holds them all; else one file each
  base::Result<std::string> (*write)(const std::vector<Sheet>&, Theme);
};

[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format* find_format(std::string_view name);

// Sheets one below the other, for a format that holds a single one.
[[nodiscard]] Sheet stacked(const std::vector<Sheet>& sheets);

}  // namespace guichet::diagram
