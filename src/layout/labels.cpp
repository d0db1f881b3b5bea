#include "layout/labels.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "layout/text.h"

namespace guichet::layout {

namespace {

// Tenths of a point of displeasure; from kHarm on, a text is said to be cramped.
constexpr std::int64_t kHarm = 300;
constexpr int kOnNode = 60, kOnLink = 40, kTouchesLink = 400, kOnLabel = 80, kOnBorder = 20, kOutside = 100;

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

// Rectangles by strips of the page: a text looks at its neighbours only. Each is met once.
class Strips {
 public:
  explicit Strips(int width) : strips_(static_cast<std::size_t>(width / kWide) + 1) {}
  void add(const Rect& rect, int tag) {
    for (int s = strip(rect.x); s <= strip(rect.right()); ++s) strips_[static_cast<std::size_t>(s)].push_back({rect, tag});
  }
  template <class Visit>
  void meet(const Rect& rect, Visit&& visit) const {
    for (int s = strip(rect.x); s <= strip(rect.right()); ++s) {
      for (const auto& [other, tag] : strips_[static_cast<std::size_t>(s)]) {
        if (s == std::max(strip(other.x), strip(rect.x)) && common_area(rect, other) > 0) visit(other, tag);
      }
    }
  }
 private:
  static constexpr int kWide = 64;
  [[nodiscard]] int strip(int x) const { return std::clamp(x / kWide, 0, static_cast<int>(strips_.size()) - 1); }
  struct Entry {
    Rect rect;
    int tag;
  };
  std::vector<std::vector<Entry>> strips_;
};

struct Candidate {
  Rect box;
  Anchor anchor = Anchor::middle;
  int displeasure = 0;
  const Setting* setting = nullptr;
  Cramped where = {};
  std::int64_t fixed = -1;  // of what no label changes; -1: not known yet
};

struct Label {
  PlacedLabel::Kind kind = PlacedLabel::Kind::node;
  int owner = 0;
  int own_node = -1;  // whose corners it may stand on
  std::vector<Candidate> candidates = {};  // the most pleasant first
  int chosen = -1;
};

struct LabelPlacer {
  const Scheme& scheme;
  const LabelTexts& texts;
  const Frame& frame;
  std::vector<Label> labels = {};
  std::vector<Rect> taken = {};  // by label, where it stands, with the room it asks for; empty as long as it has no place
  Strips nodes, lines, borders;
  Rect page = {};

  LabelPlacer(const Scheme& its_scheme, const LabelTexts& its_texts, const Frame& its_frame)
      : scheme{its_scheme}, texts{its_texts}, frame{its_frame}, nodes{frame.width}, lines{frame.width},
        borders{frame.width} {
    const bool vertical = scheme.options.vertical;
    for (std::size_t n = 0; n < frame.boxes.size(); ++n) nodes.add(grown(frame.boxes[n], 2, 1), static_cast<int>(n));
    for (const auto& polyline : frame.polylines) {
      for (std::size_t k = 0; k + 1 < polyline.size(); ++k) {
        const Point a = polyline[k], b = polyline[k + 1];
        lines.add(grown({std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)}, 3, 3), 0);
      }
    }
    for (std::size_t l = 1; l < frame.lanes.size(); ++l) {
      const Rect& box = frame.lanes[l].box;
      borders.add(vertical ? Rect{box.x - 1, 0, 2, frame.height} : Rect{0, box.y - 1, frame.width, 2}, 0);
    }
    page = vertical ? Rect{0, frame.head, frame.width, frame.height - frame.head}
                    : Rect{frame.head, 0, frame.width - frame.head, frame.height};
  }

  // --- where each may stand

  void add(Label label) {
    std::stable_sort(label.candidates.begin(), label.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.displeasure < b.displeasure; });
    if (label.candidates.empty()) return;
    labels.push_back(std::move(label));
    taken.emplace_back();
  }

  void add_beside(int node) {
    const Rect& box = frame.boxes[static_cast<std::size_t>(node)];
    const int x = box.x + box.w / 2, y = box.y + box.h / 2, half_w = box.w / 2, half_h = box.h / 2;
    const bool diamond = is_diamond(scheme.graph->nodes[static_cast<std::size_t>(node)].shape);
    const int inwards = diamond ? half_w / 3 : half_w / 2;  // how far a corner of the text comes below the outline
    Label label{PlacedLabel::Kind::node, node, node};
    for (const Setting& s : texts.beside[static_cast<std::size_t>(node)]) {
      const int w = s.width, h = s.height;
      const auto at = [&](int left, int top, Anchor anchor, int displeasure) {
        label.candidates.push_back({{left, top, w, h}, anchor, displeasure + s.displeasure / 3, &s});
        label.candidates.back().where.node = node;
      };
      at(x - w / 2, y + half_h + 3, Anchor::middle, 0);
      at(x - w / 2, y - half_h - 3 - h, Anchor::middle, 5);
      at(x + inwards + 3, y - half_h * 62 / 100 - 3 - h, Anchor::start, 10);
      at(x + inwards + 3, y + half_h * 62 / 100 + 3, Anchor::start, 12);
      at(x - inwards - 3 - w, y - half_h * 62 / 100 - 3 - h, Anchor::end, 16);
      at(x - inwards - 3 - w, y + half_h * 62 / 100 + 3, Anchor::end, 18);
      at(x + half_w + 3, y - h / 2, Anchor::start, 20);
      at(x + 6, y + half_h + 3, Anchor::start, 22);
      at(x + 6, y - half_h - 3 - h, Anchor::start, 23);
      at(x - 6 - w, y + half_h + 3, Anchor::end, 24);
      at(x - 6 - w, y - half_h - 3 - h, Anchor::end, 25);
      at(x - half_w - 3 - w, y - h / 2, Anchor::end, 30);
    }
    add(std::move(label));
  }

  void add_answer(int link) {
    const auto& points = frame.polylines[static_cast<std::size_t>(link)];
    if (points.size() < 2) return;
    Label label{PlacedLabel::Kind::answer, link, scheme.graph->links[static_cast<std::size_t>(link)].from};
    for (const Setting& s : texts.answers[static_cast<std::size_t>(link)]) {
      for (std::size_t k = 0; k < 2 && k + 1 < points.size(); ++k) {
        const Point a = points[k], b = points[k + 1];
        const bool horizontal = a.y == b.y;
        const int length = std::abs(a.x - b.x) + std::abs(a.y - b.y);
        const int towards = horizontal ? (b.x > a.x ? 1 : -1) : (b.y > a.y ? 1 : -1);
        for (const int away : {0, 8, 16, 26, 40}) {
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
            label.candidates.push_back({box,
                                        horizontal ? Anchor::middle
                                        : side > 0 ? Anchor::start
                                                   : Anchor::end,
                                        s.displeasure + (side < 0 ? 0 : 3) + away * 3 / 2 + (k > 0 ? 70 : 0), &s});
            Cramped& where = label.candidates.back().where;
            where.link = link;
            where.answer = true;
            where.horizontal = horizontal;
            where.side = side;
          }
        }
      }
    }
    add(std::move(label));
  }

  void add_message(int link) {
    const auto& points = frame.polylines[static_cast<std::size_t>(link)];
    Label label{PlacedLabel::Kind::message, link};
    for (const Setting& s : texts.messages[static_cast<std::size_t>(link)]) {
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
            label.candidates.push_back({box,
                                        horizontal ? Anchor::middle
                                        : side > 0 ? Anchor::start
                                                   : Anchor::end,
                                        std::abs(part - 50) / 5 + ((side < 0) == horizontal ? 0 : 4) + s.displeasure +
                                            overhang * 5 / 2 + (horizontal ? 0 : 5),
                                        &s});
            Cramped& where = label.candidates.back().where;
            where.link = link;
            where.piece = static_cast<int>(k);
            where.horizontal = horizontal;
            where.side = side;
            where.lacks = overhang;
          }
        }
      }
    }
    add(std::move(label));
  }

  // --- which of them

  [[nodiscard]] std::int64_t fixed_harm(const Label& label, const Rect& box) const {
    const Rect r = grown(box, 2, 1);
    std::int64_t harm = (static_cast<std::int64_t>(r.w) * r.h - common_area(r, page)) * kOutside;
    nodes.meet(r, [&](const Rect& node, int n) {
      if (n != label.own_node) {
        harm += common_area(r, node) * kOnNode;
      } else if (touches_outline(scheme.graph->nodes[static_cast<std::size_t>(n)].shape,
                                 frame.boxes[static_cast<std::size_t>(n)], grown(box, 1, 1))) {
        harm += common_area(box, node) * kOnNode + kTouchesLink;
      }
    });
    lines.meet(r, [&](const Rect& line, int) { harm += common_area(r, line) * kOnLink + kTouchesLink; });
    borders.meet(r, [&](const Rect& border, int) { harm += common_area(r, border) * kOnBorder; });
    return harm;
  }

  // Two texts side by side stay 4 px apart: of one of them with its margin, and the other where it stands.
  [[nodiscard]] static Rect with_margin(const Rect& text) { return grown(text, 2, 1); }
  [[nodiscard]] static std::int64_t pair_harm(const Rect& with_margin, const Rect& its_place) {
    return common_area(with_margin, its_place) * kOnLabel;
  }

  void put(Label& label, int candidate) {
    label.chosen = candidate;
    taken[static_cast<std::size_t>(&label - labels.data())] =
        candidate < 0 ? Rect{} : grown(label.candidates[static_cast<std::size_t>(candidate)].box, 2, 0);
  }

  [[nodiscard]] std::int64_t harm_of(Label& label, Candidate& candidate, std::int64_t enough) const {
    if (candidate.fixed < 0) candidate.fixed = fixed_harm(label, candidate.box);
    std::int64_t harm = candidate.displeasure + candidate.fixed;
    const Rect wanted = with_margin(candidate.box);
    const auto own = static_cast<std::size_t>(&label - labels.data());
    for (std::size_t other = 0; other < taken.size() && harm < enough; ++other)
      if (other != own) harm += pair_harm(wanted, taken[other]);
    return harm;
  }
  [[nodiscard]] std::int64_t harm_of(Label& label) const {
    return harm_of(label, label.candidates[static_cast<std::size_t>(label.chosen)], kNoLimit);
  }

  // The best place given the others, and its harm.
  std::int64_t choose(Label& label) {
    std::int64_t best = kNoLimit;
    int chosen = label.chosen;
    for (std::size_t c = 0; c < label.candidates.size(); ++c) {
      if (label.candidates[c].displeasure >= best) break;
      const std::int64_t harm = harm_of(label, label.candidates[c], best);
      if (harm >= best) continue;
      best = harm;
      chosen = static_cast<int>(c);
    }
    put(label, chosen);
    return best;
  }

  // A cramped text takes a place that others can leave for another.
  bool oust(Label& label) {
    const std::int64_t own = harm_of(label);
    const int before = label.chosen;
    std::vector<std::pair<Label*, int>> ousted;
    for (std::size_t c = 0; c < label.candidates.size(); ++c) {
      Candidate& wanted = label.candidates[c];
      if (wanted.displeasure >= own) break;
      if (wanted.fixed < 0) wanted.fixed = fixed_harm(label, wanted.box);
      if (static_cast<int>(c) == before || wanted.displeasure + wanted.fixed >= own) continue;
      ousted.clear();
      std::int64_t old_harm = own;
      const Rect place = with_margin(wanted.box);
      for (Label& other : labels) {
        if (&other == &label || pair_harm(place, taken[static_cast<std::size_t>(&other - labels.data())]) == 0) continue;
        ousted.emplace_back(&other, other.chosen);
        old_harm += harm_of(other);
      }
      if (ousted.size() > kOustedMost) continue;
      put(label, static_cast<int>(c));
      for (const auto& [other, its] : ousted) choose(*other);
      std::int64_t new_harm = harm_of(label);
      for (const auto& [other, its] : ousted) new_harm += harm_of(*other);
      if (new_harm < old_harm) return true;
      put(label, before);
      for (const auto& [other, its] : ousted) put(*other, its);
    }
    return false;
  }

  void settle() {
    for (Label& label : labels) choose(label);
    for (int round = 0; round < kRounds; ++round) {
      bool moved = false;
      for (Label& label : labels) {
        const std::int64_t harm = harm_of(label);
        if (harm <= kHarm) continue;
        moved = choose(label) < harm || oust(label) || moved;
      }
      if (!moved) return;
    }
  }

  [[nodiscard]] PlacedLabel placed(const Label& label) const {
    const Candidate& best = label.candidates[static_cast<std::size_t>(label.chosen)];
    const auto owner = static_cast<std::size_t>(label.owner);
    PlacedLabel made;
    made.kind = label.kind;
    made.owner = label.owner;
    TextBox& text = made.text;
    text.box = best.box;
    text.anchor = best.anchor;
    text.size = kLabelSize;
    text.bold = label.kind == PlacedLabel::Kind::answer;
    text.blank = label.kind == PlacedLabel::Kind::node      ? scheme.graph->nodes[owner].blank.any()
                 : label.kind == PlacedLabel::Kind::message ? scheme.graph->links[owner].blank.any()
                                                            : false;
    int left = best.box.x;
    if (label.kind == PlacedLabel::Kind::message && !text.blank && !scheme.graph->links[owner].badge.empty()) {
      made.badge = Rect{left, best.box.y + best.box.h / 2 - kBadge / 2, kBadge, kBadge};
      left += kBadgeRoom;
      text.anchor = Anchor::start;
    }
    const int x = text.anchor == Anchor::start ? left
                  : text.anchor == Anchor::end ? best.box.right()
                                               : left + (best.box.right() - left) / 2;
    for (std::size_t k = 0; k < best.setting->lines.size(); ++k)
      text.lines.push_back({best.setting->lines[k], {x, best.box.y + 10 + static_cast<int>(k) * kLabelLeading}});
    return made;
  }

  static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
  static constexpr std::size_t kOustedMost = 2;
  static constexpr int kRounds = 4;
};

}  // namespace

Labels place_labels(const Scheme& scheme, const LabelTexts& texts, const Frame& frame) {
  LabelPlacer placer{scheme, texts, frame};
  for (const Body& body : scheme.bodies) {
    placer.add_beside(body.node);
    for (const int timer : body.timers) placer.add_beside(timer);
  }
  const int links = static_cast<int>(scheme.graph->links.size());
  for (int link = 0; link < links; ++link) placer.add_answer(link);
  for (int link = 0; link < links; ++link) placer.add_message(link);
  placer.settle();
  Labels made;
  for (Label& label : placer.labels) {
    made.placed.push_back(placer.placed(label));
    const std::int64_t harm = placer.harm_of(label);
    if (harm <= kHarm) continue;
    made.cramped.push_back(label.candidates[static_cast<std::size_t>(label.chosen)].where);
    made.cramped.back().harm = harm;
  }
  return made;
}

}  // namespace guichet::layout
