#include <algorithm>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>

#include "layout/layout.h"
#include "layout/text.h"

namespace guichet::layout {

namespace {

struct Interval {
  int low = 0, high = 0;
};

std::optional<Interval> common(Interval a, Interval b) {
  const Interval both{std::max(a.low, b.low), std::min(a.high, b.high)};
  if (both.low > both.high) return {};
  return both;
}

enum class Outline { rectangle, diamond, ellipse };

Outline outline_of(Shape shape) {
  switch (shape) {
    case Shape::gateway:
    case Shape::parallel:
      return Outline::diamond;
    case Shape::start:
    case Shape::end:
    case Shape::timer:
    case Shape::event:
      return Outline::ellipse;
    case Shape::task:
    case Shape::operation:
    case Shape::box:
      break;
  }
  return Outline::rectangle;
}

// The part of a line, horizontal at y = `at` or vertical at x = `at`, inside an outline grown by `by`. Ellipses and
// diamonds are compared in whole numbers.
std::optional<Interval> inside_of(Outline outline, const Rect& box, int by, bool horizontal, int at) {
  const int along_middle = horizontal ? 2 * box.x + box.w : 2 * box.y + box.h;  // twice, so that halves are whole
  const int aside_middle = horizontal ? 2 * box.y + box.h : 2 * box.x + box.w;
  const int grow = outline == Outline::diamond ? by + by / 2 : by;  // slanted sides: about by * sqrt(2)
  const std::int64_t along = (horizontal ? box.w : box.h) + 2 * grow;
  const std::int64_t aside = (horizontal ? box.h : box.w) + 2 * grow;
  const std::int64_t away = std::abs(2 * at - aside_middle);
  if (along <= 0 || away >= aside) return {};
  std::int64_t half = along;
  if (outline == Outline::diamond) {
    half = along * (aside - away) / aside;
  } else if (outline == Outline::ellipse) {
    const std::int64_t square = along * along * (aside * aside - away * away) / (aside * aside);
    half = 0;
    while ((half + 1) * (half + 1) <= square) ++half;
  }
  return Interval{static_cast<int>((along_middle - half) / 2), static_cast<int>((along_middle + half) / 2)};
}

struct Piece {
  int link = 0;
  bool horizontal = false;
  int at = 0;  // y when horizontal, else x
  Interval span;
};

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
bool holds(const Rect& outer, const Rect& inner) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}
Rect shrunk(const Rect& r, int by) { return {r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by}; }

bool strikes(const Piece& piece, const Rect& box) {
  const Interval across = piece.horizontal ? Interval{box.y, box.bottom()} : Interval{box.x, box.right()};
  const Interval along = piece.horizontal ? Interval{box.x, box.right()} : Interval{box.y, box.bottom()};
  if (piece.at <= across.low || piece.at >= across.high) return false;
  const std::optional<Interval> both = common(along, piece.span);
  return both && both->high - both->low > 2;
}

bool hides(Outline outline, const Rect& node, const Rect& label) {
  if (!overlap(node, label)) return false;
  if (outline == Outline::rectangle) return true;
  const int nearest = std::clamp(node.y + node.h / 2, label.y, label.bottom());
  const std::optional<Interval> inside = inside_of(outline, node, 0, true, nearest);
  return inside && inside->low < label.right() && inside->high > label.x;
}

// The rectangle letters really fill.
Rect ink_of(const TextBox& text, const TextLine& line) {
  const int wide = text_width(line.text, text.size, text.bold);
  const int up = text.size * 75 / 1000, down = text.size * 22 / 1000;
  const int before = text.anchor == Anchor::start ? 0 : text.anchor == Anchor::middle ? wide / 2 : wide;
  if (text.turned) return {line.origin.x - up, line.origin.y - wide + before, up + down, wide};
  return {line.origin.x - before, line.origin.y - up, wide, up + down};
}

struct Measurer {
  const Drawing& drawing;
  const Graph& graph;
  Metrics m = {};
  std::vector<Piece> pieces = {};             // link after link
  std::vector<std::size_t> first_piece = {};  // by link, and one past the last

  [[nodiscard]] std::span<const Piece> pieces_of(std::size_t link) const {
    return std::span{pieces}.subspan(first_piece[link], first_piece[link + 1] - first_piece[link]);
  }

  [[nodiscard]] const Rect& box(int node) const { return drawing.nodes[static_cast<std::size_t>(node)].box; }
  [[nodiscard]] Outline outline(int node) const {
    return outline_of(graph.nodes[static_cast<std::size_t>(node)].shape);
  }

  void measure_links() {
    for (std::size_t l = 0; l < drawing.links.size(); ++l) {
      const PlacedLink& link = drawing.links[l];
      first_piece.push_back(pieces.size());
      if (link.points.size() < 2) continue;
      ++m.links;
      std::optional<bool> before;
      for (std::size_t k = 0; k + 1 < link.points.size(); ++k) {
        const Point a = link.points[k], b = link.points[k + 1];
        if (a == b) continue;
        const bool horizontal = a.y == b.y;
        pieces.push_back({static_cast<int>(l), horizontal, horizontal ? a.y : a.x,
                          horizontal ? Interval{std::min(a.x, b.x), std::max(a.x, b.x)}
                                     : Interval{std::min(a.y, b.y), std::max(a.y, b.y)}});
        m.length += std::abs(a.x - b.x) + std::abs(a.y - b.y);
        if (before && *before != horizontal) ++m.bends;
        before = horizontal;
      }
      const Link& its = graph.links[l];
      const Rect &from = box(its.from), &to = box(its.to);
      const bool earlier = drawing.vertical ? to.bottom() <= from.y : to.right() <= from.x;
      if (!link.back && earlier) ++m.backwards;
    }
    first_piece.push_back(pieces.size());
  }

  void measure_pairs() {
    std::vector<std::pair<int, int>> running;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      for (std::size_t j = i + 1; j < pieces.size(); ++j) {
        const Piece &a = pieces[i], &b = pieces[j];
        if (a.link == b.link) continue;
        if (a.horizontal == b.horizontal) {
          const std::optional<Interval> both = common(a.span, b.span);
          if (std::abs(a.at - b.at) < 2 && both && both->high - both->low > 4) running.emplace_back(a.link, b.link);
        } else if (a.span.low < b.at && b.at < a.span.high && b.span.low < a.at && a.at < b.span.high) {
          ++m.crossings;
        }
      }
    }
    std::sort(running.begin(), running.end());
    m.overlaps = static_cast<int>(std::unique(running.begin(), running.end()) - running.begin());
  }

  [[nodiscard]] bool is_end_of(int node, const Link& link) const {
    if (node == link.from || node == link.to) return true;
    return graph.nodes[static_cast<std::size_t>(link.from)].attached_to == node;
  }

  void measure_passing() {
    const int count = static_cast<int>(drawing.nodes.size());
    for (std::size_t l = 0; l < drawing.links.size(); ++l) {
      for (int n = 0; n < count; ++n) {
        if (is_end_of(n, graph.links[l])) continue;
        bool through = false, tight = false;
        for (const Piece& piece : pieces_of(l)) {
          const auto meets = [&](int by, int least) {
            const std::optional<Interval> inside = inside_of(outline(n), box(n), by, piece.horizontal, piece.at);
            const std::optional<Interval> both = inside ? common(*inside, piece.span) : std::nullopt;
            return both && both->high - both->low >= least;
          };
          through = through || meets(-2, 2);
          tight = tight || meets(4, 1);
        }
        if (through)
          ++m.through;
        else if (tight)
          ++m.tight;
      }
    }
  }

  void measure_nodes() {
    const int count = static_cast<int>(drawing.nodes.size());
    m.nodes = count;
    for (int a = 0; a < count; ++a) {
      const Node& node = graph.nodes[static_cast<std::size_t>(a)];
      if (!drawing.lanes.empty() && !holds(drawing.lanes[static_cast<std::size_t>(node.lane)].box, box(a)))
        ++m.outside_lane;
      for (int b = a + 1; b < count; ++b) {
        const Node& other = graph.nodes[static_cast<std::size_t>(b)];
        if (node.attached_to == b || other.attached_to == a) continue;
        if (overlap(box(a), box(b))) ++m.node_overlaps;
      }
      const PlacedNode& placed = drawing.nodes[static_cast<std::size_t>(a)];
      Rect room = shrunk(placed.box, 4);
      if (outline(a) == Outline::ellipse && !placed.text.lines.empty()) room = shrunk(placed.box, 6);
      if (!placed.bands.rules.empty() || placed.bands.sync) room = shrunk(placed.bands.body, 2);
      expect_inside(placed.text, room);
      if (placed.bands.sync) expect_inside(placed.bands.sync->text, placed.bands.sync->box);
      for (const Cell& cell : placed.bands.rules) expect_inside(cell.text, cell.box);
    }
    std::int64_t cover = 0;
    for (const PlacedLane& lane : drawing.lanes) {
      cover += drawing.vertical ? lane.box.h * 100 / drawing.height : lane.box.w * 100 / drawing.width;
      expect_inside(lane.title, lane.head);
    }
    m.cover = drawing.lanes.empty() ? 100 : static_cast<int>(cover / static_cast<std::int64_t>(drawing.lanes.size()));
  }

  void expect_inside(const TextBox& text, const Rect& room) {
    const bool outside = std::any_of(text.lines.begin(), text.lines.end(),
                                     [&](const TextLine& line) { return !holds(room, ink_of(text, line)); });
    if (outside || (text.blank && !holds(room, text.box))) ++m.outside_text;
  }

  void measure_labels() {
    const int head = drawing.lanes.empty() ? 0 : drawing.vertical ? drawing.lanes[0].head.h : drawing.lanes[0].head.w;
    const Rect page = drawing.vertical ? Rect{0, head, drawing.width, drawing.height - head}
                                       : Rect{head, 0, drawing.width - head, drawing.height};
    for (std::size_t i = 0; i < drawing.labels.size(); ++i) {
      const PlacedLabel& label = drawing.labels[i];
      const Rect& one = label.text.box;
      for (std::size_t j = i + 1; j < drawing.labels.size(); ++j) {
        if (overlap(one, drawing.labels[j].text.box)) ++m.label_label;
      }
      for (int n = 0; n < static_cast<int>(drawing.nodes.size()); ++n) {
        if (hides(outline(n), box(n), one)) ++m.label_node;
      }
      for (std::size_t l = 0; l < drawing.links.size(); ++l) {
        const std::span<const Piece> its = pieces_of(l);
        const bool struck =
            std::any_of(its.begin(), its.end(), [&](const Piece& piece) { return strikes(piece, shrunk(one, 1)); });
        if (!struck) continue;
        const bool own = label.kind != PlacedLabel::Kind::node && label.owner == static_cast<int>(l);
        ++(own ? m.struck : m.label_link);
      }
      expect_inside(label.text, one);
      if (!holds(page, one)) ++m.outside_text;
    }
  }

  void measure_sizes() {
    const std::int64_t w = drawing.width, h = drawing.height;
    std::int64_t size = 90;
    if (w > drawing.page_width) size = std::min(size, 90 * drawing.page_width / w);
    if (h > drawing.page_height) size = std::min(size, 90 * drawing.page_height / h);
    m.size_pt = static_cast<int>(size);
    int smallest = 0;
    const auto see = [&](const TextBox& text) {
      if (!text.lines.empty() && (smallest == 0 || text.size < smallest)) smallest = text.size;
    };
    for (const PlacedNode& node : drawing.nodes) {
      see(node.text);
      for (const Cell& cell : node.bands.rules) see(cell.text);
    }
    for (const PlacedLabel& label : drawing.labels) see(label.text);
    m.smallest_pt = smallest * 75 / 10;
  }
};

}  // namespace

Metrics measure(const Drawing& drawing, const Graph& graph) {
  Measurer measurer{drawing, graph};
  measurer.measure_links();
  measurer.measure_pairs();
  measurer.measure_passing();
  measurer.measure_nodes();
  measurer.measure_labels();
  measurer.measure_sizes();
  return measurer.m;
}

}  // namespace guichet::layout
