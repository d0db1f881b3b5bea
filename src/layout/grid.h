// The sparse grid links run on. Along time: channel, column, channel, column, ..., channel. Across: per lane, channel,
// row, channel, ..., row, channel, so that no link runs on the border between two lanes. Bodies stand where a column
// meets a row.
#pragma once

#include <vector>

#include "layout/scheme.h"

namespace guichet::layout {

// Column and row within its lane, of each body; columns and rows without a body do not exist.
struct Placement {
  std::vector<int> column, row;
  bool operator==(const Placement&) const = default;
};

// A vertex is u * lines_v + v. Odd u are columns.
struct Grid {
  int columns = 0;
  int rows = 0;  // of all lanes
  int lines_u = 0, lines_v = 0;
  std::vector<int> lane_of;           // by v
  std::vector<char> is_row;           // by v
  std::vector<int> first_v;           // by lane, and one past the last
  std::vector<int> body_at;           // by vertex, -1: none
  std::vector<int> vertex_of;         // by body
  std::vector<int> u_table, v_table;  // by vertex: a division saved in the inner loop
  [[nodiscard]] int u_of(int vertex) const { return u_table[static_cast<std::size_t>(vertex)]; }
  [[nodiscard]] int v_of(int vertex) const { return v_table[static_cast<std::size_t>(vertex)]; }
  [[nodiscard]] int size() const { return lines_u * lines_v; }
};

// Reuses the memory of `grid`.
void build_grid(const Scheme& scheme, const Placement& placement, Grid& grid);

// A first placement: each body after its causes, near them, where no link crosses it. `spread`: how many columns at
// least between a cause and its consequence in another lane (0: one may stand above the other).
[[nodiscard]] Placement place(const Scheme& scheme, int spread);

}  // namespace guichet::layout
