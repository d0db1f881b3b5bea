// Contrast as WCAG 2.1 counts it, worked out on the colours that are printed.
#include "diagram/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace guichet::diagram {
namespace {

double luminance(std::string_view colour) {
  const auto part = [&](std::size_t at) {
    const double c = std::stoi(std::string{colour.substr(at, 2)}, nullptr, 16) / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

double contrast(Theme theme, Ink a, Ink b) {
  const double x = luminance(colour_of(theme, a)), y = luminance(colour_of(theme, b));
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Theme, EveryTextAndLineStandsOut) {
  const Ink texts[] = {Ink::text, Ink::quiet, Ink::exchange, Ink::consent, Ink::contract, Ink::legal_obligation,
                       Ink::vital_interest, Ink::public_task, Ink::legitimate_interest, Ink::outside, Ink::taken,
                       Ink::refused, Ink::added, Ink::removed, Ink::changed};
  const Ink lines[] = {Ink::line, Ink::rule, Ink::border};
  for (const Theme theme : {Theme::colour, Theme::grey, Theme::contrast}) {
    for (const Ink ground : {Ink::paper, Ink::lane}) {
      for (const Ink ink : texts) EXPECT_GE(contrast(theme, ink, ground), 4.5) << static_cast<int>(ink);
      for (const Ink ink : lines) EXPECT_GE(contrast(theme, ink, ground), 3.0) << static_cast<int>(ink);
    }
    EXPECT_GE(contrast(theme, Ink::text, Ink::head), 4.5);
  }
}

}  // namespace
}  // namespace guichet::diagram
