// From SVG to what a printer or a slide takes: vector PDF with its fonts inside, and PNG. The drawing is done by the
// program guichet-print (draw.h), which stands beside the one that asks. Knows no diagram. Texts are set in the fonts of
// the machine (Liberation Sans, or what replaces it).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace guichet::print {

struct About {
  std::string title;
  std::optional<std::int64_t> written;  // Unix seconds, UTC; nothing: the file says no date, so that it depends on none
};

// One page for each picture, of its own size: a px is 1/96 inch. Same pictures, same bytes. Fails on what is not SVG,
// and without guichet-print.
[[nodiscard]] base::Result<std::string> to_pdf(std::span<const std::string> pictures, const About& about);

inline constexpr int kDpiMin = 20;
inline constexpr int kDpiMax = 1200;
inline constexpr int kPixelsMax = 20'000;  // of either side

// White where nothing is drawn. `dpi` from kDpiMin to kDpiMax; 96 keeps a px a pixel. Fails when a side of the picture
// would pass kPixelsMax.
[[nodiscard]] base::Result<std::string> to_png(const std::string& picture, int dpi);

}  // namespace guichet::print
