#include "diagram/formats.h"

#include <algorithm>
#include <array>

#include "diagram/listing.h"
#include "diagram/paper.h"
#include "diagram/svg.h"
#include "print/print.h"

namespace guichet::diagram {

namespace {

base::Result<std::string> write_svg(const Printout& what) { return svg_of(stacked(what.sheets), what.theme); }

base::Result<std::string> write_pdf(const Printout& what) {
  std::vector<std::string> pages;
  for (const Sheet& sheet : on_paper(what.sheets, what.paper)) pages.push_back(svg_of(sheet, what.theme));
  return print::to_pdf(pages, {.title = what.sheets.front().title, .written = what.written});
}

base::Result<std::string> write_png(const Printout& what) {
  return print::to_png(svg_of(stacked(what.sheets), what.theme), what.dpi);
}

base::Result<std::string> write_html(const Printout& what) { return html_of(what.sheets, what.theme, what.subject); }

base::Result<std::string> write_markdown(const Printout& what) {
  return markdown_of(what.subject, what.sheets.front().lang);
}

constexpr std::array kFormats{Format{"svg", "svg", false, true, write_svg}, Format{"pdf", "pdf", true, false, write_pdf},
                              Format{"png", "png", false, true, write_png}, Format{"html", "html", true, false, write_html},
                              Format{"markdown", "md", true, false, write_markdown}};

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
