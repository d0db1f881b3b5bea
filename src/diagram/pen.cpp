#include "diagram/pen.h"

#include <algorithm>
#include <cmath>

#include "layout/text.h"

namespace guichet::diagram {

namespace {

constexpr double kBadge = 14;      // diameter
constexpr double kBadgeText = 9.2;

int tenths(double size) { return static_cast<int>(std::lround(size * 10)); }

}  // namespace

void write_text(Items& items, Spot at, std::string text, const Lettering& lettering) {
  if (text.empty()) return;
  items.push_back({Text{.at = at,
                        .text = std::move(text),
                        .size = lettering.size,
                        .anchor = lettering.anchor,
                        .bold = lettering.bold,
                        .italic = lettering.italic,
                        .ink = lettering.ink}});
}

void write_lines(Items& items, Spot first, double leading, const std::vector<std::string>& lines,
                 const Lettering& lettering) {
  for (const std::string& line : lines) {
    write_text(items, first, line, lettering);
    first.y += leading;
  }
}

void draw_line(Items& items, Spot from, Spot to, const Stroke& stroke) {
  items.push_back({Path{{{Step::Kind::move, from}, {Step::Kind::line, to}}, Ink::none, stroke}});
}

double width_of(std::string_view text, double size, bool bold) { return layout::text_width(text, tenths(size), bold); }

std::vector<std::string> lines_of(std::string_view text, double size, bool bold, double width) {
  return layout::wrap(text, tenths(size), bold, static_cast<int>(width));
}

double badge_width(std::string_view number) {
  return number.empty() ? 0 : std::max(kBadge, width_of(number, kBadgeText, true) + 7);
}

void draw_badge(Items& items, Spot left, std::string_view number, Ink ink) {
  if (number.empty()) return;
  const double width = badge_width(number);
  items.push_back({Rectangle{{left.x, left.y - kBadge / 2, width, kBadge}, kBadge / 2, ink, {}}});
  write_text(items, {left.x + width / 2, left.y + 3.3}, std::string{number},
             {.size = kBadgeText, .anchor = Anchor::middle, .bold = true, .ink = Ink::paper});
}

}  // namespace guichet::diagram
