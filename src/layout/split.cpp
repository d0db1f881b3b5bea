#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "layout/layout.h"

namespace guichet::layout {

namespace {

constexpr int kCutStep = 2;         // px between places that are tried
constexpr int kConnectorRoom = 26;  // px at either end of a page
constexpr int kCutLink = 6, kCutLabel = 90, kCutNode = 600, kAlongLink = 10, kNarrow = 400;

struct Cuts {
  std::vector<int> places;
  std::int64_t price = 0;
};

struct Splitter {
  const Drawing& drawing;
  int begin = 0, end = 0;  // along time, heads excluded

  [[nodiscard]] int along(Point p) const { return drawing.vertical ? p.y : p.x; }
  [[nodiscard]] int across(Point p) const { return drawing.vertical ? p.x : p.y; }
  [[nodiscard]] bool cuts(const Rect& box, int at, int margin) const {
    const int low = drawing.vertical ? box.y : box.x, high = drawing.vertical ? box.bottom() : box.right();
    return low - margin < at && at < high + margin;
  }

  [[nodiscard]] std::int64_t price_of_cut(int at) const {
    std::int64_t price = 0;
    for (const PlacedLink& link : drawing.links) {
      for (std::size_t k = 0; k + 1 < link.points.size(); ++k) {
        const int a = along(link.points[k]), b = along(link.points[k + 1]);
        if (std::min(a, b) <= at && at < std::max(a, b))
          price += kCutLink;
        else if (a == b)
          price += kAlongLink * std::max(0, 8 - std::abs(a - at));
      }
    }
    for (const PlacedLabel& label : drawing.labels) price += cuts(label.text.box, at, 3) ? kCutLabel : 0;
    for (const PlacedNode& node : drawing.nodes) price += cuts(node.box, at, 8) ? kCutNode : 0;
    return price;
  }

  // The cheapest cuts into `count` pages of at most `room` px, ends included; no place when there are none.
  [[nodiscard]] Cuts best_cuts(int count, int room) const {
    std::vector<int> places;
    for (int at = begin; at < end; at += kCutStep) places.push_back(at);
    places.push_back(end);
    struct Step {
      std::int64_t price = std::numeric_limits<std::int64_t>::max();
      std::size_t from = 0;
    };
    const std::size_t n = places.size();
    std::vector<std::int64_t> price(n, 0);
    for (std::size_t i = 1; i + 1 < n; ++i) price[i] = price_of_cut(places[i]);
    const int even = (end - begin) / count;
    std::vector<std::vector<Step>> best(static_cast<std::size_t>(count) + 1, std::vector<Step>(n));
    best[0][0].price = 0;
    for (std::size_t page = 1; page <= static_cast<std::size_t>(count); ++page) {
      for (std::size_t i = 1; i < n; ++i) {
        for (std::size_t j = i; j-- > 0 && places[i] - places[j] <= room;) {
          if (best[page - 1][j].price == std::numeric_limits<std::int64_t>::max()) continue;
          const std::int64_t uneven = (places[i] - places[j] - even) / 30;
          const std::int64_t total = best[page - 1][j].price + price[i] + uneven * uneven / 4 +
                                     (2 * (places[i] - places[j]) < even ? kNarrow : 0);
          if (total < best[page][i].price) best[page][i] = {total, j};
        }
      }
    }
    Cuts found{{}, best.back()[n - 1].price};
    if (found.price == std::numeric_limits<std::int64_t>::max()) return found;
    std::size_t at = n - 1;
    for (std::size_t page = best.size() - 1; page > 0; --page) {
      found.places.insert(found.places.begin(), places[at]);
      at = best[page][at].from;
    }
    found.places.insert(found.places.begin(), begin);
    return found;
  }
};

std::string letter(int number) {
  std::string letters;
  for (++number; number > 0; number = (number - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (number - 1) % 26));
  }
  return letters;
}

}  // namespace

std::vector<Page> split(const Drawing& drawing, int page_width, int page_height) {
  const int head = drawing.lanes.empty() ? 0 : drawing.vertical ? drawing.lanes[0].head.h : drawing.lanes[0].head.w;
  const int length = drawing.vertical ? drawing.height : drawing.width;
  const int breadth = drawing.vertical ? drawing.width : drawing.height;
  const std::int64_t page_breadth = drawing.vertical ? page_width : page_height;
  // A page too narrow is shrunk as a whole, and shows more of the drawing.
  std::int64_t room = drawing.vertical ? page_height : page_width;
  if (breadth > page_breadth) room = room * breadth / page_breadth;
  const auto page_of = [&](int from, int to, int margin) {
    Page page{from, to, head + margin, 0, 0, {}};
    const int along = head + 2 * margin + to - from;
    page.width = drawing.vertical ? breadth : along;
    page.height = drawing.vertical ? along : breadth;
    return page;
  };
  if (length <= room) return {page_of(head, length, 0)};

  const Splitter splitter{drawing, head, length};
  const int shown = std::max(100, static_cast<int>(room) - head - 2 * kConnectorRoom);
  int count = (length - head + shown - 1) / shown;
  Cuts found = splitter.best_cuts(count, shown);
  while (found.places.empty()) found = splitter.best_cuts(++count, shown);
  // A page more is better than a text cut in two.
  if (Cuts longer = splitter.best_cuts(count + 1, shown); longer.price + kCutLabel <= found.price)
    found = std::move(longer);
  const std::vector<int>& cuts = found.places;
  std::vector<Page> pages;
  for (std::size_t k = 0; k + 1 < cuts.size(); ++k) pages.push_back(page_of(cuts[k], cuts[k + 1], kConnectorRoom));
  int letters = 0;
  for (std::size_t k = 1; k + 1 < cuts.size(); ++k) {
    for (std::size_t l = 0; l < drawing.links.size(); ++l) {
      const std::vector<Point>& points = drawing.links[l].points;
      for (std::size_t p = 0; p + 1 < points.size(); ++p) {
        const int a = splitter.along(points[p]), b = splitter.along(points[p + 1]);
        if (std::min(a, b) > cuts[k] || cuts[k] >= std::max(a, b)) continue;
        const std::string name = letter(letters++);
        const int aside = splitter.across(points[p]);
        const auto tie = [&](Page& page, int at, bool leaves) {
          const int along = page.offset + at - page.from;
          page.connectors.push_back(
              {static_cast<int>(l), name, drawing.vertical ? Point{aside, along} : Point{along, aside}, leaves});
        };
        tie(pages[k - 1], cuts[k], b > a);
        tie(pages[k], cuts[k], b < a);
      }
    }
  }
  return pages;
}

base::Result<Paged> lay_out_pages(const Graph& graph, const Options& options, int least_pt) {
  constexpr int kPagesMost = 12, kPagesInVain = 2;
  constexpr int kFilled = 88;  // hundredths of each page: the rest lets the cuts choose their place
  Drawing best;
  for (int count = 1, in_vain = 0; count <= kPagesMost && in_vain <= kPagesInVain; ++count) {
    Options tried = options;
    // What every page repeats, and its connectors, take room from each.
    int& length = tried.vertical ? tried.page_height : tried.page_width;
    length = count == 1 ? length : count * (length - 2 * kConnectorRoom - 28) * kFilled / 100;
    base::Result<Drawing> drawing = lay_out(graph, tried);
    if (!drawing) return drawing.failure();
    // More pages make it longer, not narrower: past some number they are in vain.
    if (count > 1 && drawing->metrics.size_pt <= best.metrics.size_pt) {
      ++in_vain;
      continue;
    }
    best = std::move(*drawing);
    if (best.metrics.size_pt >= least_pt) break;
  }
  std::vector<Page> pages = split(best, options.page_width, options.page_height);
  return Paged{std::move(best), std::move(pages)};
}

}  // namespace guichet::layout
