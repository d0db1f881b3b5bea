#include "diagram/formats.h"

#include <algorithm>
#include <array>

#include "diagram/svg.h"

namespace guichet::diagram {

namespace {

base::Result<std::string> write_svg(const std::vector<Sheet>& sheets, Theme theme) {
  return svg_of(stacked(sheets), theme);
}

constexpr std::array kFormats{Format{"svg", "svg", false, write_svg}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, [](const Format& f) { return std::string_view{f.name}; });
  return found == kFormats.end() ? nullptr : &*found;
}

Sheet stacked(const std::vector<Sheet>& sheets) {
  if (sheets.size() == 1) return sheets.front();
  constexpr double kGap = 16;
  Sheet whole{.lang = sheets.front().lang, .title = sheets.front().title};
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    const Sheet& sheet = sheets[s];
    if (s > 0) whole.height += kGap;
    whole.items.push_back({Group{.id = "sheet." + std::to_string(s + 1),
                                 .role = "sheet",
                                 .title = sheet.title,
                                 .shift = {0, whole.height},
                                 .items = sheet.items}});
    whole.height += sheet.height;
    whole.width = std::max(whole.width, sheet.width);
    whole.desc += (s == 0 ? "" : " ") + sheet.desc;
  }
  return whole;
}

}  // namespace guichet::diagram
