#include "layout/grid.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <tuple>

namespace guichet::layout {

void build_grid(const Scheme& scheme, const Placement& placement, Grid& grid) {
  const std::size_t count = scheme.bodies.size();
  std::vector<int> rows(static_cast<std::size_t>(scheme.lanes), 1);
  grid.columns = 1;
  for (std::size_t b = 0; b < count; ++b) {
    grid.columns = std::max(grid.columns, placement.column[b] + 1);
    int& lane_rows = rows[static_cast<std::size_t>(scheme.bodies[b].lane)];
    lane_rows = std::max(lane_rows, placement.row[b] + 1);
  }
  grid.first_v.clear();
  grid.lane_of.clear();
  grid.is_row.clear();
  grid.rows = 0;
  for (int lane = 0; lane < scheme.lanes; ++lane) {
    grid.first_v.push_back(static_cast<int>(grid.lane_of.size()));
    const int lines = 2 * rows[static_cast<std::size_t>(lane)] + 1;
    grid.rows += rows[static_cast<std::size_t>(lane)];
    for (int k = 0; k < lines; ++k) {
      grid.lane_of.push_back(lane);
      grid.is_row.push_back(static_cast<char>(k % 2));
    }
  }
  grid.lines_u = 2 * grid.columns + 1;
  grid.lines_v = static_cast<int>(grid.lane_of.size());
  grid.first_v.push_back(grid.lines_v);
  grid.body_at.assign(static_cast<std::size_t>(grid.size()), -1);
  grid.u_table.resize(grid.body_at.size());
  grid.v_table.resize(grid.body_at.size());
  for (int u = 0, vertex = 0; u < grid.lines_u; ++u) {
    for (int v = 0; v < grid.lines_v; ++v, ++vertex) {
      grid.u_table[static_cast<std::size_t>(vertex)] = u;
      grid.v_table[static_cast<std::size_t>(vertex)] = v;
    }
  }
  grid.vertex_of.resize(count);
  for (std::size_t b = 0; b < count; ++b) {
    const int u = 2 * placement.column[b] + 1;
    const int v = grid.first_v[static_cast<std::size_t>(scheme.bodies[b].lane)] + 1 + 2 * placement.row[b];
    grid.vertex_of[b] = u * grid.lines_v + v;
    grid.body_at[static_cast<std::size_t>(grid.vertex_of[b])] = static_cast<int>(b);
  }
}

Placement place(const Scheme& scheme, int spread) {
  const std::size_t count = scheme.bodies.size();
  Placement placement{std::vector<int>(count, -1), std::vector<int>(count, 0)};
  std::set<std::tuple<int, int, int>> taken;  // column, lane, row
  std::vector<std::vector<int>> in_column;
  for (const int b : scheme.order) {
    const Body& body = scheme.bodies[static_cast<std::size_t>(b)];
    int first = 0;
    std::vector<int> causes;
    for (const int a : body.arcs_in) {
      const Arc& arc = scheme.arcs[static_cast<std::size_t>(a)];
      if (arc.back || placement.column[static_cast<std::size_t>(arc.from)] < 0) continue;
      const bool same_lane = scheme.bodies[static_cast<std::size_t>(arc.from)].lane == body.lane;
      causes.push_back(arc.from);
      first = std::max(first, placement.column[static_cast<std::size_t>(arc.from)] + (same_lane ? 1 : spread));
    }
    int best_cost = std::numeric_limits<int>::max(), best_column = first, best_row = 0;
    for (int column = first; column <= first + 2; ++column) {
      for (int row = 0;; ++row) {
        if (row >= 3 && best_cost != std::numeric_limits<int>::max()) break;
        if (taken.contains({column, body.lane, row})) continue;
        int cost = 300 * (column - first) + 120 * row;
        for (const int cause : causes) {
          const auto c = static_cast<std::size_t>(cause);
          const int lane = scheme.bodies[c].lane;
          if (lane == body.lane) {
            if (placement.row[c] != row) cost += 100;
          } else if (placement.column[c] == column && static_cast<std::size_t>(column) < in_column.size()) {
            for (const int other : in_column[static_cast<std::size_t>(column)]) {
              const int its = scheme.bodies[static_cast<std::size_t>(other)].lane;
              if (other != cause && its >= std::min(lane, body.lane) && its <= std::max(lane, body.lane)) cost += 400;
            }
          }
        }
        if (cost < best_cost) std::tie(best_cost, best_column, best_row) = std::tuple{cost, column, row};
      }
    }
    placement.column[static_cast<std::size_t>(b)] = best_column;
    placement.row[static_cast<std::size_t>(b)] = best_row;
    taken.insert({best_column, body.lane, best_row});
    if (in_column.size() <= static_cast<std::size_t>(best_column))
      in_column.resize(static_cast<std::size_t>(best_column) + 1);
    in_column[static_cast<std::size_t>(best_column)].push_back(b);
  }
  return placement;
}

}  // namespace guichet::layout
