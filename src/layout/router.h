// One link at a time through the grid: A* with a Manhattan bound over (vertex, direction), bodies are walls, and every
// link already there has its price. Prices are whole numbers, so that ties fall alike on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "layout/grid.h"

namespace guichet::layout {

using Path = std::vector<int>;  // vertices, neighbours in the grid, from body to body

// Hundredths of a step along time drawn to the right.
struct Prices {
  int step_u = 100, step_v = 75;
  int bend = 220;
  int over = 900;                    // straight over a link, while a path is looked for
  int crossing = 2600;               // in the price of a whole drawing
  int share = 110, share_akin = 50;  // beside a link; akin: same source or same target
  int foreign_lane = 35;             // per step in a lane of neither end; three times outside the lanes between
  int backwards = 160;               // per step against time of a link that does not return
  int channel = 5, column = 8;
  int meet = 400;           // leaving where another arrives
  int merge = 160;          // arriving, or leaving, where another does
  int merge_answers = 700;  // two exits of a gateway on one side
  int crowd = 700;          // more than two links of a kind on one side of a diamond
  int timer_side = 1500;    // another link on the side of a timer
  int forbidden = 6000;
};

class Router {
 public:
  Router(const Scheme& scheme, const Prices& prices);

  // No link yet. `grid` must outlive what follows.
  void start(const Grid& grid);
  // Prices alone, of links that are not added.
  void measure_on(const Grid& grid) { grid_ = &grid; }
  void add(int arc, const Path& path) { change(arc, path, 1); }
  void remove(int arc, const Path& path) { change(arc, path, -1); }

  // The cheapest path given those added, and its price beside them; nothing when there is none, or none for `at_most`.
  [[nodiscard]] std::optional<std::int64_t> find(int arc, Path& path, std::int64_t at_most);

  // No path of this link can be cheaper on this grid.
  [[nodiscard]] std::int64_t least(int arc) const;

  // Of the path alone; what it shares with others is in `shared`.
  [[nodiscard]] std::int64_t price(int arc, const Path& path) const;
  // Segments and sides that the links added have in common.
  [[nodiscard]] std::int64_t shared(const std::vector<Path>& paths) const;

  [[nodiscard]] const Prices& prices() const { return prices_; }
  [[nodiscard]] std::int64_t expanded() const { return expanded_; }  // vertices looked at since the beginning
 private:
  void change(int arc, const Path& path, int by);
  [[nodiscard]] int step_price(const Arc& arc, int u, int v, int direction) const;
  [[nodiscard]] int side_price(const Arc& arc, int side, bool out) const;
  [[nodiscard]] int busy_side_price(const Arc& arc, int side, bool out) const;
  [[nodiscard]] int share_price(int arc, std::size_t edge) const;
  [[nodiscard]] int bound(int u, int v, int direction, int to_u, int to_v) const;
  // Edges along u first, then along v; each named by its lower vertex.
  [[nodiscard]] std::size_t edge_of(int vertex, int direction) const {
    const int lower = direction == 0 || direction == 1 ? vertex : direction == 2 ? vertex - grid_->lines_v : vertex - 1;
    return static_cast<std::size_t>(lower + (direction % 2 == 0 ? 0 : grid_->size()));
  }
  [[nodiscard]] int direction_of(int from, int to) const {
    const int by = to - from;
    return by == grid_->lines_v ? 0 : by == 1 ? 1 : by == -1 ? 3 : 2;
  }

  const Scheme& scheme_;
  Prices prices_;
  const Grid* grid_ = nullptr;

  std::size_t words_ = 1;                               // of 64 links each
  std::vector<std::uint64_t> links_on_;                 // by edge: which links
  std::vector<std::uint64_t> akin_;                     // by arc: which links have its source or its target
  std::vector<std::uint16_t> straight_u_, straight_v_;  // by vertex: links passing straight
  struct Side {
    std::uint16_t in = 0, out = 0, timers = 0;
  };
  std::vector<Side> sides_;  // by body * 4 + side

  struct Visit {
    std::uint32_t round = 0;
    std::int32_t cost = 0;
    std::int32_t previous = -1;
  };
  std::vector<Visit> visits_;  // by vertex * 4 + direction
  std::uint32_t round_ = 0;
  std::vector<std::uint64_t> heap_;
  std::int64_t expanded_ = 0;
};

}  // namespace guichet::layout
