// A move of the search: bodies with new columns and rows, between the old ones if need be. Columns and rows are then
// numbered again without gaps, and the paths of links that the move does not disturb follow the lines they run on.
#pragma once

#include <algorithm>
#include <vector>

#include "layout/grid.h"
#include "layout/router.h"

namespace guichet::layout {

// Twice the old numbers, so that odd ones stand between.
struct Draft {
  std::vector<int> column, row;  // by body
  std::vector<int> column_line;  // by old column: where its line goes; links that stay follow it
};
[[nodiscard]] Draft draft_of(const Placement& placement);

class Renumbering {
 public:
  explicit Renumbering(const Scheme& scheme) : scheme_{scheme} {}

  // False when two bodies claim a cell.
  [[nodiscard]] bool compress(const Draft& draft, Placement& placement);

  // After compress: where each line of the grid before goes in the grid after. A line that disappears becomes the
  // channel in its place.
  void map_lines(const Draft& draft, const Grid& before, const Grid& after);

  // After map_lines: the path on the lines of the grid after; false when the link must be routed again.
  [[nodiscard]] bool carry(const Arc& arc, const Path& old, Path& path) const;
 private:
  // How many used columns stand before this number; likewise rows of a lane.
  [[nodiscard]] int rank_of_column(int column) const {
    const int at = std::clamp(column - column_low_, 0, static_cast<int>(column_rank_.size()) - 1);
    return column_rank_[static_cast<std::size_t>(at)];
  }
  [[nodiscard]] bool is_used_column(int column) const {
    const int at = column - column_low_ + 1;
    return at >= 1 && at < static_cast<int>(used_column_.size()) && used_column_[static_cast<std::size_t>(at)] != 0;
  }
  [[nodiscard]] int rank_of_row(std::size_t lane, int row) const {
    const int at = std::clamp(row + 1, 0, static_cast<int>(row_rank_[lane].size()) - 1);
    return row_rank_[lane][static_cast<std::size_t>(at)];
  }
  [[nodiscard]] bool is_used_row(std::size_t lane, int row) const {
    const int at = row + 2;
    return at >= 0 && at < static_cast<int>(used_row_[lane].size()) &&
           used_row_[lane][static_cast<std::size_t>(at)] != 0;
  }
  [[nodiscard]] std::size_t lane_of(std::size_t body) const {
    return static_cast<std::size_t>(scheme_.bodies[body].lane);
  }

  const Scheme& scheme_;
  const Grid* before_ = nullptr;
  const Grid* after_ = nullptr;
  std::vector<int> column_rank_, used_column_, cells_, u_map_, v_map_;
  std::vector<std::vector<int>> row_rank_, used_row_;
  int column_low_ = 0;
};

}  // namespace guichet::layout
