#include "layout/renumber.h"

#include <algorithm>

namespace guichet::layout {

Draft draft_of(const Placement& placement) {
  Draft draft;
  draft.column.reserve(placement.column.size());
  int columns = 0;
  for (const int column : placement.column) {
    draft.column.push_back(2 * column);
    columns = std::max(columns, column + 1);
  }
  for (const int row : placement.row) draft.row.push_back(2 * row);
  for (int c = 0; c < columns; ++c) draft.column_line.push_back(2 * c);
  return draft;
}

bool Renumbering::compress(const Draft& draft, Placement& placement) {
  const int low = *std::min_element(draft.column.begin(), draft.column.end());
  const int high = *std::max_element(draft.column.begin(), draft.column.end());
  column_rank_.assign(static_cast<std::size_t>(high - low + 2), 0);
  column_low_ = low;
  for (const int column : draft.column) column_rank_[static_cast<std::size_t>(column - low + 1)] = 1;
  used_column_ = column_rank_;
  for (std::size_t k = 1; k < column_rank_.size(); ++k) column_rank_[k] += column_rank_[k - 1];
  placement.column.resize(draft.column.size());
  for (std::size_t b = 0; b < draft.column.size(); ++b) placement.column[b] = rank_of_column(draft.column[b]);

  row_rank_.resize(static_cast<std::size_t>(scheme_.lanes));
  used_row_.resize(static_cast<std::size_t>(scheme_.lanes));
  const int tall = *std::max_element(draft.row.begin(), draft.row.end()) + 2;
  for (auto& ranks : row_rank_) ranks.assign(static_cast<std::size_t>(tall + 1), 0);
  for (std::size_t b = 0; b < draft.row.size(); ++b) {
    row_rank_[lane_of(b)][static_cast<std::size_t>(draft.row[b] + 2)] = 1;
  }
  for (std::size_t lane = 0; lane < row_rank_.size(); ++lane) {
    used_row_[lane] = row_rank_[lane];
    auto& ranks = row_rank_[lane];
    for (std::size_t k = 1; k < ranks.size(); ++k) ranks[k] += ranks[k - 1];
  }
  placement.row.resize(draft.row.size());
  for (std::size_t b = 0; b < draft.row.size(); ++b) placement.row[b] = rank_of_row(lane_of(b), draft.row[b]);

  cells_.clear();
  for (std::size_t b = 0; b < draft.row.size(); ++b) {
    cells_.push_back((placement.column[b] * scheme_.lanes + static_cast<int>(lane_of(b))) * 1024 + placement.row[b]);
  }
  std::sort(cells_.begin(), cells_.end());
  return std::adjacent_find(cells_.begin(), cells_.end()) == cells_.end();
}
void Renumbering::map_lines(const Draft& draft, const Grid& before, const Grid& after) {
  before_ = &before;
  after_ = &after;
  u_map_.resize(static_cast<std::size_t>(before.lines_u));
  for (int c = 0; c < before.columns; ++c) {
    const int number = draft.column_line[static_cast<std::size_t>(c)];
    const int rank = rank_of_column(number);
    u_map_[static_cast<std::size_t>(2 * c)] = 2 * rank;
    u_map_[static_cast<std::size_t>(2 * c + 1)] = is_used_column(number) ? 2 * rank + 1 : 2 * rank;
  }
  u_map_.back() = after.lines_u - 1;
  v_map_.resize(static_cast<std::size_t>(before.lines_v));
  for (std::size_t lane = 0; lane < static_cast<std::size_t>(scheme_.lanes); ++lane) {
    const int first = before.first_v[lane], last = before.first_v[lane + 1];
    const int new_first = after.first_v[lane];
    for (int r = 0; first + 2 * r + 1 < last; ++r) {
      const int rank = rank_of_row(lane, 2 * r);
      const bool stays = is_used_row(lane, 2 * r) || after.first_v[lane + 1] - new_first == 3;
      v_map_[static_cast<std::size_t>(first + 2 * r)] = new_first + 2 * rank;
      v_map_[static_cast<std::size_t>(first + 2 * r + 1)] = new_first + 2 * rank + (stays ? 1 : 0);
    }
    v_map_[static_cast<std::size_t>(last - 1)] = after.first_v[lane + 1] - 1;
  }
}

bool Renumbering::carry(const Arc& arc, const Path& old, Path& path) const {
  path.clear();
  int u = -1, v = -1;
  for (const int vertex : old) {
    const int to_u = u_map_[static_cast<std::size_t>(before_->u_of(vertex))];
    const int to_v = v_map_[static_cast<std::size_t>(before_->v_of(vertex))];
    if (u < 0)
      path.push_back(to_u * after_->lines_v + to_v);
    else {
      if (u != to_u && v != to_v) return false;
      while (u != to_u || v != to_v) {
        u += (to_u > u) - (to_u < u);
        v += (to_v > v) - (to_v < v);
        const int next = u * after_->lines_v + v;
        if (path.size() >= 2 && path[path.size() - 2] == next) return false;
        path.push_back(next);
      }
    }
    u = to_u;
    v = to_v;
  }
  if (path.size() < 2 || path.front() != after_->vertex_of[static_cast<std::size_t>(arc.from)] ||
      path.back() != after_->vertex_of[static_cast<std::size_t>(arc.to)]) {
    return false;
  }
  for (std::size_t k = 1; k + 1 < path.size(); ++k) {
    if (after_->body_at[static_cast<std::size_t>(path[k])] >= 0) return false;
  }
  return true;
}

}  // namespace guichet::layout
