#include "layout/assemble.h"

#include <algorithm>

#include "layout/layout.h"
#include "layout/text.h"

namespace guichet::layout {

namespace {

constexpr int kBandSync = 18, kBandRules = 20;

// Lines centred on a point.
TextBox centred(const std::vector<std::string>& lines, int width, int leading, int size, bool bold, Point middle) {
  TextBox text;
  const int height = static_cast<int>(lines.size()) * leading;
  text.size = size;
  text.bold = bold;
  text.box = {middle.x - width / 2, middle.y - height / 2, width, height};
  for (std::size_t k = 0; k < lines.size(); ++k) {
    // The baseline stands a third of the size below the middle of its line.
    const int y = text.box.y + leading / 2 + size / 30 + static_cast<int>(k) * leading;
    text.lines.push_back({lines[k], {middle.x, y}});
  }
  return text;
}

// A timer on the border pushes the text of its host aside.
Point pushed_by_timers(const Body& body, const Frame& frame, Point middle) {
  const Rect& box = frame.boxes[static_cast<std::size_t>(body.node)];
  for (const int timer : body.timers) {
    const Rect& its = frame.boxes[static_cast<std::size_t>(timer)];
    const int x = its.x + its.w / 2, y = its.y + its.h / 2;
    if (x >= box.right() - 1) return {middle.x - 7, middle.y};
    if (x <= box.x + 1) return {middle.x + 7, middle.y};
    return {middle.x, middle.y + (y > middle.y ? -4 : 4)};
  }
  return middle;
}

TextBox inside(const Body& body, const Node& node, Point middle) {
  const bool small = body.shape == Shape::event;
  TextBox text = centred(body.text.lines, body.text.width, small ? kLabelLeading : kBodyLeading,
                         small ? kLabelSize : kBodySize, false, middle);
  if (node.blank.any()) {
    text.blank = true;
    text.box = {middle.x - body.text.width / 2, middle.y - body.text.height / 2, body.text.width, body.text.height};
  }
  return text;
}

// The cells of an operation stand in the order in which their links leave.
std::vector<Cell> rule_cells(const Scheme& scheme, const Frame& frame, const Body& body, const Rect& box) {
  std::vector<std::pair<int, std::string>> leaving;
  for (const int a : body.arcs_out) {
    const Arc& arc = scheme.arcs[static_cast<std::size_t>(a)];
    const std::string& answer = scheme.graph->links[static_cast<std::size_t>(arc.link)].answer;
    const auto& points = frame.polylines[static_cast<std::size_t>(a)];
    if (answer.empty() || arc.boundary() || points.empty()) continue;
    const bool known =
        std::any_of(leaving.begin(), leaving.end(), [&](const auto& one) { return one.second == answer; });
    if (!known) leaving.emplace_back(points.front().x, answer);
  }
  std::stable_sort(leaving.begin(), leaving.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Cell> cells;
  const int count = static_cast<int>(leaving.size());
  for (int k = 0; k < count; ++k) {
    const int left = box.x + box.w * k / count, right = box.x + box.w * (k + 1) / count;
    Cell cell;
    cell.box = {left, box.bottom() - kBandRules, right - left, kBandRules};
    const std::string& text = leaving[static_cast<std::size_t>(k)].second;
    cell.text = centred({text}, text_width(text, kLabelSize), kLabelLeading, kLabelSize, false,
                        {left + cell.box.w / 2, cell.box.y + kBandRules / 2});
    cells.push_back(std::move(cell));
  }
  return cells;
}

void set_bands(const Scheme& scheme, const Frame& frame, const Body& body, PlacedNode& placed) {
  const Node& node = scheme.graph->nodes[static_cast<std::size_t>(body.node)];
  const Rect& box = placed.box;
  int top = box.y;
  if (!node.sync.empty()) {
    Cell sync;
    sync.box = {box.x, top, box.w, kBandSync};
    sync.text = centred({node.sync}, text_width(node.sync, kLabelSize, true), kLabelLeading, kLabelSize, true,
                        {box.x + box.w / 2, top + kBandSync / 2});
    placed.bands.sync = std::move(sync);
    top += kBandSync;
  }
  placed.bands.body = {box.x, top, box.w, box.bottom() - top};
  placed.bands.rules = rule_cells(scheme, frame, body, box);
  placed.text = inside(body, node, {box.x + box.w / 2, top + (box.bottom() - kBandRules - top) / 2});
}

}  // namespace

Drawing assemble(const Scheme& scheme, Frame frame, Labels labels) {
  Drawing drawing;
  drawing.vertical = scheme.options.vertical;
  drawing.page_width = scheme.options.page_width;
  drawing.page_height = scheme.options.page_height;
  drawing.width = frame.width;
  drawing.height = frame.height;
  drawing.labels = std::move(labels.placed);
  drawing.nodes.resize(frame.boxes.size());
  for (std::size_t n = 0; n < frame.boxes.size(); ++n) drawing.nodes[n].box = frame.boxes[n];
  for (const Body& body : scheme.bodies) {
    PlacedNode& placed = drawing.nodes[static_cast<std::size_t>(body.node)];
    if (body.text_beside) continue;
    const Point middle{placed.box.x + placed.box.w / 2, placed.box.y + placed.box.h / 2};
    if (body.shape == Shape::operation)
      set_bands(scheme, frame, body, placed);
    else
      placed.text =
          inside(body, scheme.graph->nodes[static_cast<std::size_t>(body.node)], pushed_by_timers(body, frame, middle));
  }
  for (std::size_t a = 0; a < scheme.arcs.size(); ++a) {
    drawing.links.push_back({std::move(frame.polylines[a]), scheme.arcs[a].back});
  }
  drawing.lanes = std::move(frame.lanes);
  drawing.metrics = measure(drawing, *scheme.graph);
  return drawing;
}

}  // namespace guichet::layout
