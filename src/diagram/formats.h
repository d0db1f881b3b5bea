// How sheets become files, as a table: a new format is one line of it and one file. Bytes come out; nothing is written.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagram/canvas.h"
#include "diagram/views.h"

namespace guichet::diagram {

// What is to be written, and how.
struct Printout {
  const std::vector<Sheet>& sheets;
  const Subject& subject;
  Theme theme = Theme::colour;
  Paper paper = Paper::a4;                    // of PDF: no page is larger
  int dpi = 150;                              // of PNG
  std::optional<std::int64_t> written = {};   // Unix seconds a PDF says it was made at; nothing: it does not say
};

struct Format {
  const char* name;
  const char* extension;
  bool all_sheets;  // one file holds them all; else one file each
  bool is_image;    // a browser shows it inside a page
  base::Result<std::string> (*write)(const Printout&);
};

[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format* find_format(std::string_view name);

// Sheets one below the other, for a format that holds a single one.
[[nodiscard]] Sheet stacked(const std::vector<Sheet>& sheets);

}  // namespace guichet::diagram
