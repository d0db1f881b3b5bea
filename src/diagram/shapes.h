// Shapes that several views draw: arrows, BPMN marks, badges, texts that the layout engine placed. They add items to a
// group and know no procedure.
#pragma once

#include <string>
#include <vector>

#include "diagram/canvas.h"
#include "layout/drawing.h"

namespace guichet::diagram {

using Items = std::vector<Item>;

[[nodiscard]] Path polyline(const std::vector<Spot>& spots, Stroke stroke, bool closed = false, Ink fill = Ink::none);
// Right angles with rounded corners.
[[nodiscard]] Path rounded(const std::vector<layout::Point>& points, int corner, Stroke stroke);

// At `tip`, pointing away from `before`.
void add_filled_arrow(Items& items, layout::Point before, layout::Point tip, Ink ink);
void add_hollow_arrow(Items& items, layout::Point before, layout::Point tip, Ink ink);
void add_small_ring(Items& items, layout::Point at, Ink ink);  // where a message leaves

void add_clock(Items& items, Spot centre, double radius, Ink ink);  // hands only
void add_envelope(Items& items, Spot centre, double width, Ink ink);
void add_lightning(Items& items, Spot centre, double size, Ink ink);
void add_lock(Items& items, Spot centre, double size, Ink ink);
void add_badge(Items& items, const layout::Rect& box, const std::string& number, Ink ink);  // a figure in a disc

void add_text(Items& items, const layout::TextBox& text, Ink ink, bool italic = false);

}  // namespace guichet::diagram
