#include "layout/meetings.h"

namespace guichet::layout {

namespace {

int sign(int number) { return (number > 0) - (number < 0); }

// On which side of a travel from `from` to `to` the vertex `other`, a neighbour of `at`, stands.
int side_of(const Grid& grid, int from, int to, int at, int other) {
  const int du = grid.u_of(to) - grid.u_of(from), dv = grid.v_of(to) - grid.v_of(from);
  const int eu = grid.u_of(other) - grid.u_of(at), ev = grid.v_of(other) - grid.v_of(at);
  return sign(du * ev - dv * eu);
}

struct Neighbours {
  const Path& path;
  [[nodiscard]] int at(int index) const {
    return index < 0 || index >= static_cast<int>(path.size()) ? -1 : path[static_cast<std::size_t>(index)];
  }
};

}  // namespace

int Meetings::count(const Grid& grid, const std::vector<Path>& paths, std::vector<Run>* runs) {
  first_.assign(static_cast<std::size_t>(grid.size()), -1);
  passes_.clear();
  int crossings = 0;
  for (int b = 0; b < static_cast<int>(paths.size()); ++b) {
    const Neighbours pb{paths[static_cast<std::size_t>(b)]};
    const int length = static_cast<int>(pb.path.size());
    for (int m = 0; m < length; ++m) {
      for (int pass = first_[static_cast<std::size_t>(pb.at(m))]; pass >= 0;
           pass = passes_[static_cast<std::size_t>(pass)].next) {
        const int a = passes_[static_cast<std::size_t>(pass)].link, k = passes_[static_cast<std::size_t>(pass)].index;
        const Neighbours pa{paths[static_cast<std::size_t>(a)]};
        const int before = pa.at(k - 1), after = pa.at(k + 1);
        if (before >= 0 && (before == pb.at(m - 1) || before == pb.at(m + 1))) continue;  // inside a run met already
        const int step = after < 0 ? 0 : after == pb.at(m + 1) ? 1 : after == pb.at(m - 1) ? -1 : 0;
        if (step == 0) {
          const int b0 = pb.at(m - 1), b1 = pb.at(m + 1);
          bool crossed = false;
          if (before >= 0 && after >= 0 && b0 >= 0 && b1 >= 0) {
            const bool a_straight = grid.u_of(before) == grid.u_of(after) || grid.v_of(before) == grid.v_of(after);
            const bool b_straight = grid.u_of(b0) == grid.u_of(b1) || grid.v_of(b0) == grid.v_of(b1);
            crossed = a_straight && b_straight;
          }
          if (crossed)
            ++crossings;
          else if (runs != nullptr)
            runs->push_back({a, b, k, k, m, 0, 0});
          continue;
        }
        int last = k, m_last = m;
        while (pa.at(last + 1) >= 0 && pa.at(last + 1) == pb.at(m_last + step)) {
          ++last;
          m_last += step;
        }
        const int b_before = pb.at(m - step), b_after = pb.at(m_last + step), a_after = pa.at(last + 1);
        int joins = 0, leaves = 0;
        if (before >= 0 && b_before >= 0) {
          joins = sign(side_of(grid, pa.at(k), pa.at(k + 1), pa.at(k), before) -
                       side_of(grid, pa.at(k), pa.at(k + 1), pa.at(k), b_before));
        }
        if (a_after >= 0 && b_after >= 0) {
          leaves = sign(side_of(grid, pa.at(last - 1), pa.at(last), pa.at(last), a_after) -
                        side_of(grid, pa.at(last - 1), pa.at(last), pa.at(last), b_after));
        }
        if (joins != 0 && leaves != 0 && joins != leaves) ++crossings;
        if (runs != nullptr) runs->push_back({a, b, k, last, m, step, joins != 0 ? joins : leaves != 0 ? leaves : -1});
      }
    }
    for (int m = 0; m < length; ++m) {
      const auto vertex = static_cast<std::size_t>(pb.at(m));
      passes_.push_back({b, m, first_[vertex]});
      first_[vertex] = static_cast<int>(passes_.size()) - 1;
    }
  }
  return crossings;
}

}  // namespace guichet::layout
