#include "layout/search.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "layout/price.h"
#include "layout/renumber.h"

namespace guichet::layout {

namespace {

constexpr std::int64_t kNoPath = 1'000'000;
constexpr std::int64_t kTooDear = std::numeric_limits<std::int64_t>::max();
// What an evaluation costs besides looking at vertices, in vertices, per link.
constexpr int kEvaluationEffort = 6;

// Small, seeded, the same on every machine.
class Chance {
 public:
  explicit Chance(std::uint32_t seed) : state_{seed * 0x9E3779B97F4A7C15ull + 0xD1B54A32D192ED03ull} {}
  int below(int limit) {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return static_cast<int>((z ^ (z >> 31)) % static_cast<std::uint64_t>(limit));
  }
 private:
  std::uint64_t state_;
};

class Search {
 public:
  Search(const Scheme& scheme, const Prices& prices, std::int64_t effort)
      : scheme_{scheme}, router_{scheme, prices}, renumber_{scheme}, effort_{effort} {
    for (std::size_t a = 0; a < scheme.arcs.size(); ++a) all_arcs_.push_back(static_cast<int>(a));
  }

  Found run(int wanted) {
    Chance chance{scheme_.options.seed};
    for (const int spread : {0, 1}) {
      if (spread > 0 && spent()) break;
      begin(place(scheme_, spread));
      descend();
      keep(wanted);
    }
    Solution best = kept_.front();
    while (!spent()) {
      now_ = best;
      ++version_;
      build_grid(scheme_, now_.placement, grid_);
      kick(chance);
      descend();
      keep(wanted);
      if (now_.price <= best.price) best = now_;
    }
    return {std::move(kept_), evaluations_};
  }
 private:
  [[nodiscard]] bool spent() const {
    return router_.expanded() + tried_ +
               static_cast<std::int64_t>(evaluations_) * kEvaluationEffort *
                   static_cast<std::int64_t>(scheme_.arcs.size() + 2) >=
           effort_;
  }

  void keep(int wanted) {
    for (const Solution& solution : kept_) {
      if (solution.placement == now_.placement) return;
    }
    const auto at = std::upper_bound(kept_.begin(), kept_.end(), now_,
                                     [](const Solution& a, const Solution& b) { return a.price < b.price; });
    kept_.insert(at, now_);
    if (static_cast<int>(kept_.size()) > wanted) kept_.pop_back();
  }

  void begin(const Placement& placement) {
    const Draft draft = draft_of(placement);
    now_ = {};
    now_.paths.resize(scheme_.arcs.size());
    (void)renumber_.compress(draft, now_.placement);
    build_grid(scheme_, now_.placement, grid_);
    ++version_;
    now_.price = route(now_.placement, grid_, now_.paths, all_arcs_, kTooDear, now_.crossings);
    reroute_each();
  }

  // Adds the paths not in `missing`, finds those that are; the price of the whole, or kTooDear once it passes `limit`.
  std::int64_t route(const Placement& placement, const Grid& grid, std::vector<Path>& paths,
                     const std::vector<int>& missing, std::int64_t limit, int& crossings) {
    ++evaluations_;
    router_.start(grid);
    std::int64_t price = price_of_placement(scheme_, placement, grid);
    is_missing_.assign(paths.size(), 0);
    for (const int arc : missing) is_missing_[static_cast<std::size_t>(arc)] = 1;
    for (std::size_t a = 0; a < paths.size(); ++a) {
      if (is_missing_[a] != 0) continue;
      router_.add(static_cast<int>(a), paths[a]);
      price += router_.price(static_cast<int>(a), paths[a]);
    }
    if (price > limit) return kTooDear;
    std::int64_t at_least = price;  // with what the links found share
    std::vector<std::pair<int, int>> queue;
    for (const int arc : missing) queue.emplace_back(span(grid, arc), arc);
    std::sort(queue.begin(), queue.end());
    for (const auto& [length, arc] : queue) {
      Path& path = paths[static_cast<std::size_t>(arc)];
      const std::optional<std::int64_t> beside_others = router_.find(arc, path, limit - at_least);
      if (!beside_others) {
        if (limit != kTooDear) return kTooDear;
        path.clear();
        price += kNoPath;
        continue;
      }
      router_.add(arc, path);
      price += router_.price(arc, path);
      at_least += *beside_others;
      if (at_least > limit) return kTooDear;
    }
    price += router_.shared(paths);
    if (price > limit) return kTooDear;
    crossings = meetings_.count(grid, paths);
    return price + static_cast<std::int64_t>(crossings) * router_.prices().crossing;
  }

  // Short links first, returns last.
  [[nodiscard]] int span(const Grid& grid, int arc_index) const {
    const Arc& arc = scheme_.arcs[static_cast<std::size_t>(arc_index)];
    const int from = grid.vertex_of[static_cast<std::size_t>(arc.from)];
    const int to = grid.vertex_of[static_cast<std::size_t>(arc.to)];
    return std::abs(grid.u_of(from) - grid.u_of(to)) + std::abs(grid.v_of(from) - grid.v_of(to)) + (arc.back ? 50 : 0) +
           (arc.boundary() ? 8 : 0);
  }

  // Takes the draft when the drawing gets cheaper.
  bool attempt(const Draft& draft, std::int64_t limit) {
    ++tried_;
    if (!renumber_.compress(draft, next_.placement)) return false;
    if (next_.placement == now_.placement) return false;
    build_grid(scheme_, next_.placement, next_grid_);
    renumber_.map_lines(draft, grid_, next_grid_);
    next_.paths.resize(now_.paths.size());
    missing_.clear();
    for (std::size_t a = 0; a < now_.paths.size(); ++a) {
      if (now_.paths[a].empty() || !renumber_.carry(scheme_.arcs[a], now_.paths[a], next_.paths[a])) {
        missing_.push_back(static_cast<int>(a));
        next_.paths[a].clear();
      }
    }
    next_.price = route(next_.placement, next_grid_, next_.paths, missing_, limit, next_.crossings);
    if (next_.price >= limit) return false;
    std::swap(now_, next_);
    std::swap(grid_, next_grid_);
    ++version_;
    return true;
  }
  [[nodiscard]] std::size_t lane_of(std::size_t body) const {
    return static_cast<std::size_t>(scheme_.bodies[body].lane);
  }

  bool attempt(const Draft& draft) { return attempt(draft, now_.price); }

  // One link after another is taken out and routed again, as long as the drawing gets cheaper.
  void reroute_each() {
    for (std::size_t a = 0; a < scheme_.arcs.size() && !spent(); ++a) {
      next_.paths = now_.paths;
      int crossings = 0;
      const std::int64_t price =
          route(now_.placement, grid_, next_.paths, {static_cast<int>(a)}, now_.price, crossings);
      if (price >= now_.price) continue;
      std::swap(now_.paths, next_.paths);
      now_.price = price;
      now_.crossings = crossings;
      ++version_;
    }
  }

  void descend() {
    for (int sweep = 0; sweep < 8 && !spent(); ++sweep) {
      const std::int64_t before = version_;
      move_bodies();
      move_columns();
      swap_rows();
      reroute_each();
      if (version_ == before) break;
    }
  }

  void move_bodies() {
    tried_at_.resize(scheme_.bodies.size(), 0);
    for (const int b : scheme_.order) {
      std::int64_t& tried_at = tried_at_[static_cast<std::size_t>(b)];
      if (tried_at == version_) continue;  // nothing changed since
      tried_at = version_;
      for (const int by : {0, -2, 2, -1, 1, -4, 4}) {
        for (const int row : {0, 2, 4, -1, 1, 3}) {
          if (spent()) return;
          if (row >= 2 * rows_of(scheme_.bodies[static_cast<std::size_t>(b)].lane)) continue;  // no such half row
          (void)attempt(moved(b, by, row));
        }
      }
    }
  }
  [[nodiscard]] int rows_of(int lane) const {
    return (grid_.first_v[static_cast<std::size_t>(lane) + 1] - grid_.first_v[static_cast<std::size_t>(lane)]) / 2;
  }

  // The body goes `by` half columns aside, to this half row; whoever stands there takes its place.
  [[nodiscard]] Draft moved(int body, int by, int row) const {
    Draft draft = draft_of(now_.placement);
    const auto b = static_cast<std::size_t>(body);
    const int column = draft.column[b] + by;
    for (std::size_t other = 0; other < draft.column.size(); ++other) {
      if (other == b || lane_of(other) != lane_of(b)) continue;
      if (draft.column[other] == column && draft.row[other] == row) {
        draft.column[other] = draft.column[b];
        draft.row[other] = draft.row[b];
      }
    }
    draft.column[b] = column;
    draft.row[b] = row;
    return draft;
  }

  // What stands at a column and after, in all lanes or one, comes closer or steps back.
  void move_columns() {
    for (int column = 1; column < grid_.columns; ++column) {
      for (int lane = -1; lane < scheme_.lanes; ++lane) {
        for (const int by : {-2, 2}) {
          if (lane < 0 && by > 0) continue;
          if (spent()) return;
          Draft draft = draft_of(now_.placement);
          for (std::size_t b = 0; b < draft.column.size(); ++b) {
            if (draft.column[b] >= 2 * column && (lane < 0 || static_cast<int>(lane_of(b)) == lane))
              draft.column[b] += by;
          }
          if (lane < 0) {
            for (std::size_t c = static_cast<std::size_t>(column); c < draft.column_line.size(); ++c) {
              draft.column_line[c] += by;
            }
          }
          (void)attempt(draft);
        }
      }
    }
  }

  void swap_rows() {
    for (int lane = 0; lane < scheme_.lanes; ++lane) {
      for (int row = 0; row + 1 < rows_of(lane); ++row) {
        if (spent()) return;
        Draft draft = draft_of(now_.placement);
        for (std::size_t b = 0; b < draft.row.size(); ++b) {
          if (static_cast<int>(lane_of(b)) != lane) continue;
          if (draft.row[b] == 2 * row)
            draft.row[b] += 2;
          else if (draft.row[b] == 2 * row + 2)
            draft.row[b] -= 2;
        }
        (void)attempt(draft);
      }
    }
  }

  // A few bodies thrown elsewhere, whatever the price, to leave a valley.
  void kick(Chance& chance) {
    const int throws = 2 + chance.below(3);
    const int bodies = static_cast<int>(scheme_.bodies.size());
    for (int k = 0; k < throws; ++k) {
      const int body = chance.below(bodies);
      const int by = 2 * (chance.below(5) - 2), row = chance.below(6) - 1;
      (void)attempt(moved(body, by, row), kTooDear);
    }
  }

  const Scheme& scheme_;
  Router router_;
  Meetings meetings_;
  Renumbering renumber_;
  std::int64_t effort_;
  int evaluations_ = 0;
  std::int64_t tried_ = 0;
  std::int64_t version_ = 1;            // of now_
  std::vector<std::int64_t> tried_at_;  // by body: the version all its moves were tried on
  std::vector<int> all_arcs_, missing_;
  std::vector<char> is_missing_;
  Solution now_, next_;
  Grid grid_, next_grid_;
  std::vector<Solution> kept_;
};

}  // namespace

Found search(const Scheme& scheme, const Prices& prices, std::int64_t effort, int wanted) {
  return Search{scheme, prices, effort}.run(wanted);
}

}  // namespace guichet::layout
