#include "layout/price.h"

#include <algorithm>

namespace guichet::layout {

namespace {
constexpr int kUsualChannelAlong = 26, kUsualChannelAcross = 18, kHead = 28;
constexpr int kPage = 1500;       // of filling the page once, along or across
constexpr int kOverPage = 30000;  // of shrinking to nothing
constexpr int kBackwards = 5000;  // of a link that leads back in time without returning
}  // namespace

Extent estimate_extent(const Scheme& scheme, const Placement& placement, const Grid& grid) {
  static thread_local std::vector<int> columns, rows;  // kept between calls: this is the search's inner loop
  columns.assign(static_cast<std::size_t>(grid.columns), 0);
  rows.assign(static_cast<std::size_t>(grid.lines_v), 0);
  const bool vertical = scheme.options.vertical;
  for (std::size_t b = 0; b < scheme.bodies.size(); ++b) {
    const Body& body = scheme.bodies[b];
    int& column = columns[static_cast<std::size_t>(placement.column[b])];
    int& row = rows[static_cast<std::size_t>(grid.v_of(grid.vertex_of[b]))];
    column = std::max(column, vertical ? body.height : body.width);
    row = std::max(row, vertical ? body.width : body.height);
  }
  Extent extent{kHead, 0};
  for (const int size : columns) extent.along += size + (vertical ? kUsualChannelAcross : kUsualChannelAlong);
  const int channel = vertical ? kUsualChannelAlong : kUsualChannelAcross;
  for (const int size : rows) extent.across += size;
  extent.across += (grid.rows + scheme.lanes) * channel;
  return extent;
}

std::int64_t price_of_placement(const Scheme& scheme, const Placement& placement, const Grid& grid) {
  const Extent extent = estimate_extent(scheme, placement, grid);
  const Options& options = scheme.options;
  const std::int64_t along = extent.along * 1000 / (options.vertical ? options.page_height : options.page_width);
  const std::int64_t across = extent.across * 1000 / (options.vertical ? options.page_width : options.page_height);
  std::int64_t price = (along + across) * kPage / 1000;
  const std::int64_t over = std::max({along, across, std::int64_t{1000}});
  price += (over - 1000) * kOverPage / over;
  for (const Arc& arc : scheme.arcs) {
    if (arc.back) continue;
    const auto from = static_cast<std::size_t>(arc.from), to = static_cast<std::size_t>(arc.to);
    const int columns = placement.column[to] - placement.column[from];
    const bool same_lane = scheme.bodies[from].lane == scheme.bodies[to].lane;
    if (columns < 0)
      price += kBackwards;
    else if (columns == 0 && same_lane)
      price += 250;
    else if (columns == 0 && scheme.bodies[to].shape == Shape::operation)
      price += 500;
    price += 30 * std::max(0, columns);
  }
  for (const int row : placement.row) price += 25 * row;
  return price;
}

}  // namespace guichet::layout
