#include "diagram/shapes.h"

#include <algorithm>
#include <cstdlib>

namespace guichet::diagram {

namespace {

using layout::Point;

struct Way {
  double x = 0, y = 0;  // of length 1, along an axis
};

Way way(Point from, Point to) {
  if (to.x != from.x) return {to.x > from.x ? 1.0 : -1.0, 0};
  return {0, to.y > from.y ? 1.0 : -1.0};
}

Path arrow(Point before, Point tip, double length, double half, Ink fill, Stroke stroke) {
  const Way w = way(before, tip);
  const double x = tip.x, y = tip.y;
  return polyline({{x, y},
                   {x - w.x * length - w.y * half, y - w.y * length + w.x * half},
                   {x - w.x * length + w.y * half, y - w.y * length - w.x * half}},
                  std::move(stroke), true, fill);
}

}  // namespace

Path polyline(const std::vector<Spot>& spots, Stroke stroke, bool closed, Ink fill) {
  Path path{{}, fill, std::move(stroke)};
  for (const Spot& spot : spots)
    path.steps.push_back({path.steps.empty() ? Step::Kind::move : Step::Kind::line, spot});
  if (closed) path.steps.push_back({Step::Kind::close, {}});
  return path;
}

Path rounded(const std::vector<Point>& p, int corner, Stroke stroke) {
  Path path{{}, Ink::none, std::move(stroke)};
  if (p.empty()) return path;
  const auto spot = [](Point at) { return Spot{static_cast<double>(at.x), static_cast<double>(at.y)}; };
  path.steps.push_back({Step::Kind::move, spot(p.front())});
  for (std::size_t k = 1; k + 1 < p.size(); ++k) {
    const auto length = [](Point a, Point b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y); };
    const double r = std::min({corner, length(p[k - 1], p[k]) / 2, length(p[k], p[k + 1]) / 2});
    const Way in = way(p[k - 1], p[k]), out = way(p[k], p[k + 1]);
    const Spot at = spot(p[k]);
    const Spot begins{at.x - in.x * r, at.y - in.y * r}, ends{at.x + out.x * r, at.y + out.y * r};
    path.steps.push_back({Step::Kind::line, begins});
    // A quarter of a circle, near enough.
    constexpr double kRound = 0.45;
    path.steps.push_back({Step::Kind::curve,
                          ends,
                          {at.x - in.x * r * kRound, at.y - in.y * r * kRound},
                          {at.x + out.x * r * kRound, at.y + out.y * r * kRound}});
  }
  path.steps.push_back({Step::Kind::line, spot(p.back())});
  return path;
}

void add_filled_arrow(Items& items, Point before, Point tip, Ink ink) {
  items.push_back({arrow(before, tip, 8, 3.4, ink, {})});
}

void add_hollow_arrow(Items& items, Point before, Point tip, Ink ink) {
  items.push_back({arrow(before, tip, 8, 4, Ink::paper, {ink, 1.2})});
}

void add_small_ring(Items& items, Point at, Ink ink) {
  items.push_back({Ellipse{{static_cast<double>(at.x), static_cast<double>(at.y)}, 2.6, 2.6, Ink::paper, {ink, 1.2}}});
}

void add_clock(Items& items, Spot c, double radius, Ink ink) {
  items.push_back({polyline({{c.x, c.y - radius * .7}, c, {c.x + radius * .5, c.y + radius * .25}}, {ink, 1.2})});
}

void add_envelope(Items& items, Spot c, double width, Ink ink) {
  const double w = width / 2, h = width / 3;
  items.push_back({Rectangle{{c.x - w, c.y - h, 2 * w, 2 * h}, 0, Ink::paper, {ink, 1.1}}});
  items.push_back({polyline({{c.x - w, c.y - h}, {c.x, c.y + h * .2}, {c.x + w, c.y - h}}, {ink, 1.1})});
}

void add_lightning(Items& items, Spot c, double s, Ink ink) {
  items.push_back({polyline({{c.x - s * .55, c.y + s * .6},
                             {c.x - s * .15, c.y - s * .55},
                             {c.x + s * .15, c.y + s * .1},
                             {c.x + s * .55, c.y - s * .6},
                             {c.x + s * .15, c.y + s * .55},
                             {c.x - s * .15, c.y - s * .1}},
                            {ink, 1}, true, Ink::paper)});
}

void add_lock(Items& items, Spot c, double s, Ink ink) {
  const double w = s * .42;
  Path shackle{{}, Ink::none, {ink, 1.5}};
  shackle.steps.push_back({Step::Kind::move, {c.x - w * .6, c.y - s * .02}});
  shackle.steps.push_back({Step::Kind::line, {c.x - w * .6, c.y - s * .2}});
  shackle.steps.push_back({Step::Kind::curve, {c.x + w * .6, c.y - s * .2}, {c.x - w * .6, c.y - s * .55}, {c.x + w * .6, c.y - s * .55}});
  shackle.steps.push_back({Step::Kind::line, {c.x + w * .6, c.y - s * .02}});
  items.push_back({std::move(shackle)});
  items.push_back({Rectangle{{c.x - w, c.y - s * .02, 2 * w, s * .52}, 1, ink, {}}});
}

void add_badge(Items& items, const layout::Rect& box, const std::string& number, Ink ink) {
  const Spot centre{box.x + box.w / 2.0, box.y + box.h / 2.0};
  items.push_back({Ellipse{centre, box.w / 2.0, box.h / 2.0, ink, {}}});
  const double size = number.size() > 2 && number[0] < '\x7f' && number[0] > 0 ? 8 : 9.5;
  items.push_back({Text{{centre.x, centre.y + size * .36}, number, size, Anchor::middle, true, false, false, Ink::paper}});
}

void add_text(Items& items, const layout::TextBox& text, Ink ink, bool italic) {
  for (const layout::TextLine& line : text.lines) {
    items.push_back({Text{{static_cast<double>(line.origin.x), static_cast<double>(line.origin.y)},
                          line.text,
                          text.size / 10.0,
                          text.anchor,
                          text.bold,
                          italic,
                          text.turned,
                          ink}});
  }
}

}  // namespace guichet::diagram
