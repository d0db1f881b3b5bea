// What guichet-print does: the only user of librsvg and cairo, in a program of its own. The forty libraries they bring
// are read when something is printed, not each time a Guichet program starts; and what a picture does to them, it does
// to a process that holds nothing.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/result.h"
#include "print/print.h"

namespace guichet::print {

// Why there is no drawing; whoever asked says it in its user's language.
inline constexpr const char* kNoSize = N_("the picture has no size");
inline constexpr const char* kTooLarge =
    N_("a picture of {width} by {height} pixels is too large: ask for fewer dots per inch");
inline constexpr const char* kNotDrawn = N_("the picture cannot be drawn: {cause}");
inline constexpr std::array kFields{"cause", "width", "height"};    // of those sentences

// See print.h.
[[nodiscard]] base::Result<std::string> draw_pdf(const std::vector<std::string_view>& pictures, const About& about);
[[nodiscard]] base::Result<std::string> draw_png(std::string_view picture, int dpi);

}  // namespace guichet::print
