// A sheet as one SVG document: no style sheet, no script, nothing fetched. Accessible: a role, a title and a description
// of the whole, a title for each group, ids that are those of the model.
#pragma once

#include <string>
#include <string_view>

#include "diagram/canvas.h"

namespace guichet::diagram {

// `prefix` goes before every id, for pages that hold several drawings.
[[nodiscard]] std::string svg_of(const Sheet& sheet, Theme theme, std::string_view prefix = {});

// For text and attribute values; control characters, which XML forbids, become U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace guichet::diagram
