#include "layout/labels.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "layout/text.h"

namespace guichet::layout {

namespace {

// Tenths of a point of displeasure; from kHarm on, a text is said to be cramped.
constexpr std::int64_t kHarm = 300;
constexpr int kOnNode = 60, kOnLink = 40, kTouchesLink = 400, kOnLabel = 80, kOnBorder = 20, kOutside = 100;
constexpr int kBadge = 14, kBadgeRoom = 17, kLetterRoom = 18;

std::int64_t common_area(const Rect& a, const Rect& b) {
  const int w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  if (w <= 0) return 0;
  const int h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return h <= 0 ? 0 : static_cast<std::int64_t>(w) * h;
}

Rect grown(const Rect& r, int x, int y) { return {r.x - x, r.y - y, r.w + 2 * x, r.h + 2 * y}; }

// Whether a text stands on a shape itself, not only on the corners of its rectangle.
bool touches_outline(Shape shape, const Rect& node, const Rect& text) {
  if (common_area(node, text) == 0) return false;
  const std::int64_t half_w = node.w / 2, half_h = node.h / 2;
  const int x = node.x + node.w / 2, y = node.y + node.h / 2;
  const std::int64_t dx = std::abs(std::clamp(x, text.x, text.right()) - x),
                     dy = std::abs(std::clamp(y, text.y, text.bottom()) - y);
  if (is_diamond(shape)) return dx * half_h + dy * half_w < half_w * half_h;
  if (is_circle(shape)) return dx * dx + dy * dy < half_w * half_w;
  return true;
}

// A text in one of its shapes.
struct Setting {
  std::vector<std::string> lines;
  int width = 0, height = 0;
  int displeasure = 0;
};

struct Candidate {
  Rect box;
  Anchor anchor = Anchor::middle;
  std::int64_t harm = std::numeric_limits<std::int64_t>::max();
  const Setting* setting = nullptr;
  Cramped where;
};

struct LabelPlacer {
  const Scheme& scheme;
  const Frame& frame;
  Labels labels = {};
  std::vector<Rect> nodes = {};   // with a margin, by node
  std::vector<Rect> pieces = {};  // of links, with a margin
  std::vector<Rect> borders = {};
  std::vector<Rect> taken = {};
  Rect page = {};

  void collect() {
    const bool vertical = scheme.options.vertical;
    for (const Rect& box : frame.boxes) nodes.push_back(grown(box, 2, 1));
    for (const auto& polyline : frame.polylines) {
      for (std::size_t k = 0; k + 1 < polyline.size(); ++k) {
        const Point a = polyline[k], b = polyline[k + 1];
        pieces.push_back(
            grown({std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)}, 3, 3));
      }
    }
    for (std::size_t l = 1; l < frame.lanes.size(); ++l) {
      const Rect& box = frame.lanes[l].box;
      borders.push_back(vertical ? Rect{box.x - 1, 0, 2, frame.height} : Rect{0, box.y - 1, frame.width, 2});
    }
    page = vertical ? Rect{0, frame.head, frame.width, frame.height - frame.head}
                    : Rect{frame.head, 0, frame.width - frame.head, frame.height};
  }

  // Stops counting once `enough` is reached.
  [[nodiscard]] std::int64_t harm_of(const Rect& box, int own_node, std::int64_t enough) const {
    const Rect r = grown(box, 2, 1);
    std::int64_t harm = (static_cast<std::int64_t>(r.w) * r.h - common_area(r, page)) * kOutside;
    for (std::size_t n = 0; n < nodes.size() && harm < enough; ++n) {
      if (common_area(r, nodes[n]) == 0) continue;
      if (static_cast<int>(n) != own_node) {
        harm += common_area(r, nodes[n]) * kOnNode;
      } else if (touches_outline(scheme.graph->nodes[n].shape, frame.boxes[n], grown(box, 1, 1))) {
        harm += common_area(box, nodes[n]) * kOnNode + kTouchesLink;
      }
    }
    for (std::size_t k = 0; k < pieces.size() && harm < enough; ++k) {
      if (const std::int64_t area = common_area(r, pieces[k]); area > 0) harm += area * kOnLink + kTouchesLink;
    }
    for (std::size_t k = 0; k < taken.size() && harm < enough; ++k) harm += common_area(r, taken[k]) * kOnLabel;
    for (std::size_t k = 0; k < borders.size() && harm < enough; ++k) harm += common_area(r, borders[k]) * kOnBorder;
    return harm;
  }

  void consider(Candidate& best, const Rect& box, Anchor anchor, int displeasure, int own_node, const Setting& setting,
                const Cramped& where) const {
    if (displeasure >= best.harm) return;
    const std::int64_t harm = displeasure + harm_of(box, own_node, best.harm - displeasure);
    if (harm < best.harm) best = {box, anchor, harm, &setting, where};
  }

  void take(const Candidate& best, PlacedLabel::Kind kind, int owner, bool bold, bool blank, const std::string& badge) {
    PlacedLabel label;
    label.kind = kind;
    label.owner = owner;
    TextBox& text = label.text;
    text.box = best.box;
    text.anchor = best.anchor;
    text.size = kLabelSize;
    text.bold = bold;
    text.blank = blank;
    int left = best.box.x;
    if (!badge.empty()) {
      label.badge = Rect{left, best.box.y + best.box.h / 2 - kBadge / 2, kBadge, kBadge};
      left += kBadgeRoom;
      text.anchor = Anchor::start;
    }
    const int x = text.anchor == Anchor::start ? left
                  : text.anchor == Anchor::end ? best.box.right()
                                               : left + (best.box.right() - left) / 2;
    for (std::size_t k = 0; k < best.setting->lines.size(); ++k) {
      text.lines.push_back({best.setting->lines[k], {x, best.box.y + 10 + static_cast<int>(k) * kLabelLeading}});
    }
    labels.placed.push_back(std::move(label));
    taken.push_back(grown(best.box, 2, 0));  // two texts side by side stay 4 px apart
    if (best.harm > kHarm) {
      labels.cramped.push_back(best.where);
      labels.cramped.back().harm = best.harm;
    }
  }

  void place_beside(int node, const NodeText& text, bool blank) {
    const Rect& box = frame.boxes[static_cast<std::size_t>(node)];
    const Setting setting{text.lines, text.width, text.height, 0};
    const int w = text.width, h = text.height, x = box.x + box.w / 2, y = box.y + box.h / 2;
    const int half_w = box.w / 2, half_h = box.h / 2;
    const bool diamond = is_diamond(scheme.graph->nodes[static_cast<std::size_t>(node)].shape);
    const int inwards = diamond ? half_w / 3 : half_w / 2;  // how far a corner of the text comes below the outline
    Cramped where;
    where.node = node;
    Candidate best;
    const auto consider_at = [&](int left, int top, Anchor anchor, int displeasure) {
      consider(best, {left, top, w, h}, anchor, displeasure, node, setting, where);
    };
    consider_at(x - w / 2, y + half_h + 3, Anchor::middle, 0);
    consider_at(x - w / 2, y - half_h - 3 - h, Anchor::middle, 5);
    consider_at(x + inwards + 3, y - half_h * 62 / 100 - 3 - h, Anchor::start, 10);
    consider_at(x + inwards + 3, y + half_h * 62 / 100 + 3, Anchor::start, 12);
    consider_at(x - inwards - 3 - w, y - half_h * 62 / 100 - 3 - h, Anchor::end, 16);
    consider_at(x - inwards - 3 - w, y + half_h * 62 / 100 + 3, Anchor::end, 18);
    consider_at(x + half_w + 3, y - h / 2, Anchor::start, 20);
    consider_at(x - half_w - 3 - w, y - h / 2, Anchor::end, 30);
    take(best, PlacedLabel::Kind::node, node, false, blank, "");
  }

  void place_answer(int link) {
    const auto& points = frame.polylines[static_cast<std::size_t>(link)];
    const Link& its = scheme.graph->links[static_cast<std::size_t>(link)];
    if (points.size() < 2 || its.answer.empty()) return;
    if (scheme.graph->nodes[static_cast<std::size_t>(its.from)].shape == Shape::operation) return;
    std::vector<Setting> settings;
    for (const int width : {110, 70}) {
      std::vector<std::string> lines = wrap_words(its.answer, kLabelSize, true, width);
      if (!settings.empty() && settings.back().lines.size() == lines.size()) continue;
      const int wide = widest(lines, kLabelSize, true), high = static_cast<int>(lines.size()) * kLabelLeading;
      settings.push_back({std::move(lines), wide, high, static_cast<int>(settings.size()) * 30});
    }
    const Point a = points[0], b = points[1];
    const bool horizontal = a.y == b.y;
    const int length = std::abs(a.x - b.x) + std::abs(a.y - b.y);
    const int towards = horizontal ? (b.x > a.x ? 1 : -1) : (b.y > a.y ? 1 : -1);
    Candidate best;
    for (const Setting& s : settings) {
      for (const int away : {0, 8, 16, 26}) {
        for (const int side : {-1, 1}) {
          if (horizontal && away > 0 && away + s.width > length + 6) continue;
          Rect box{0, 0, s.width, s.height};
          if (horizontal) {
            box.x = towards > 0 ? a.x + 3 + away : a.x - 3 - away - s.width;
            box.y = side < 0 ? a.y - 4 - s.height : a.y + 4;
          } else {
            const int lower = 2 + away * 6 / 10;
            box.x = side > 0 ? a.x + 5 : a.x - 5 - s.width;
            box.y = towards > 0 ? a.y + lower : a.y - lower - s.height;
          }
          Cramped where;
          where.link = link;
          where.answer = true;
          where.horizontal = horizontal;
          where.side = side;
          consider(best, box,
                   horizontal ? Anchor::middle
                   : side > 0 ? Anchor::start
                              : Anchor::end,
                   s.displeasure + (side < 0 ? 0 : 3) + away * 3 / 2, its.from, s, where);
        }
      }
    }
    take(best, PlacedLabel::Kind::answer, link, true, false, "");
  }

  [[nodiscard]] std::vector<Setting> settings_of(const Link& link) const {
    std::vector<Setting> settings;
    if (link.blank.any()) {
      settings.push_back({{}, link.blank.width + kLetterRoom, link.blank.height, 0});
      return settings;
    }
    const int badge = link.badge.empty() ? 0 : link.message.empty() ? kBadge : kBadgeRoom;
    for (const int width : {150, 74, 56}) {
      std::vector<std::string> lines = wrap_words(link.message, kLabelSize, false, width);
      if (!settings.empty() && settings.back().lines.size() == lines.size()) continue;
      const int high = static_cast<int>(lines.size()) * kLabelLeading;
      const int wide = widest(lines, kLabelSize) + badge;
      settings.push_back(
          {std::move(lines), wide, std::max(high, badge > 0 ? kBadge : 0), static_cast<int>(settings.size()) * 30});
    }
    return settings;
  }

  void place_message(int link) {
    const auto& points = frame.polylines[static_cast<std::size_t>(link)];
    const Link& its = scheme.graph->links[static_cast<std::size_t>(link)];
    if (points.size() < 2 || (its.message.empty() && its.badge.empty() && !its.blank.any())) return;
    const std::vector<Setting> settings = settings_of(its);
    Candidate best;
    for (const Setting& s : settings) {
      for (std::size_t k = 0; k + 1 < points.size(); ++k) {
        const Point a = points[k], b = points[k + 1];
        const bool horizontal = a.y == b.y;
        const int length = std::abs(a.x - b.x) + std::abs(a.y - b.y);
        if (length < 8) continue;
        const int overhang = std::max(0, (horizontal ? s.width : s.height) - length);
        for (const int part : {50, 30, 70, 15, 85}) {
          for (const int side : {-1, 1}) {
            const int x = a.x + (b.x - a.x) * part / 100, y = a.y + (b.y - a.y) * part / 100;
            Rect box{0, 0, s.width, s.height};
            box.x = horizontal ? x - s.width / 2 : side > 0 ? x + 5 : x - 5 - s.width;
            box.y = !horizontal ? y - s.height / 2 : side < 0 ? y - 4 - s.height : y + 4;
            Cramped where;
            where.link = link;
            where.piece = static_cast<int>(k);
            where.horizontal = horizontal;
            where.side = side;
            where.lacks = overhang;
            const int displeasure = std::abs(part - 50) / 5 + ((side < 0) == horizontal ? 0 : 4) + s.displeasure +
                                    overhang * 5 / 2 + (horizontal ? 0 : 5);
            consider(best, box,
                     horizontal ? Anchor::middle
                     : side > 0 ? Anchor::start
                                : Anchor::end,
                     displeasure, -1, s, where);
          }
        }
      }
    }
    if (best.setting == nullptr) return;
    take(best, PlacedLabel::Kind::message, link, false, its.blank.any(), its.blank.any() ? "" : its.badge);
  }
};

}  // namespace

Labels place_labels(const Scheme& scheme, const Frame& frame) {
  LabelPlacer placer{scheme, frame};
  placer.collect();
  for (const Body& body : scheme.bodies) {
    if (body.text_beside && body.text.height > 0) {
      placer.place_beside(body.node, body.text, scheme.graph->nodes[static_cast<std::size_t>(body.node)].blank.any());
    }
    for (const int timer : body.timers) {
      const NodeText& text = scheme.timer_texts[static_cast<std::size_t>(timer)];
      if (text.height > 0)
        placer.place_beside(timer, text, scheme.graph->nodes[static_cast<std::size_t>(timer)].blank.any());
    }
  }
  const int links = static_cast<int>(scheme.graph->links.size());
  for (int link = 0; link < links; ++link) placer.place_answer(link);
  for (int link = 0; link < links; ++link) placer.place_message(link);
  return std::move(placer.labels);
}

}  // namespace guichet::layout
