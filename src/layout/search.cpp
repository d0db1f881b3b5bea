#include "layout/search.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <unordered_map>

#include "base/chance.h"
#include "layout/price.h"
#include "layout/renumber.h"

namespace guichet::layout {

namespace {

constexpr std::int64_t kNoPath = 1'000'000;
constexpr std::int64_t kTooDear = std::numeric_limits<std::int64_t>::max();
// What an evaluation costs besides looking at vertices, in vertices, per link.
constexpr int kEvaluationEffort = 6;
// A drawing thrown elsewhere is worth finishing when it comes within one part in so many of the best.
constexpr std::int64_t kHopeless = 30;

std::uint64_t digest_of(const Placement& placement) {
  std::uint64_t digest = 0xCBF29CE484222325ull;
  const auto mix = [&digest](int number) {
    digest = (digest ^ static_cast<std::uint64_t>(number)) * 0x9E3779B97F4A7C15ull;
    digest ^= digest >> 29;
  };
  for (const int column : placement.column) mix(column);
  for (const int row : placement.row) mix(row);
  return digest;
}

class Search {
 public:
  Search(const Scheme& scheme, const Prices& prices, std::int64_t effort)
      : scheme_{scheme}, router_{scheme, prices}, renumber_{scheme}, effort_{effort} {
    for (std::size_t a = 0; a < scheme.arcs.size(); ++a) all_arcs_.push_back(static_cast<int>(a));
  }

  Found run(int wanted) {
    base::Chance chance{scheme_.options.seed * 0x9E3779B97F4A7C15ull + 0xD1B54A32D192ED03ull};
    for (const int spread : {0, 1}) {
      if (spread > 0 && spent()) break;
      begin(place(scheme_, spread));
      wake_all();
      descend();
      keep(wanted);
    }
    Solution best = kept_.front();
    while (!spent()) {
      now_ = best;
      ++version_;
      build_grid(scheme_, now_.placement, grid_);
      awake_.assign(scheme_.bodies.size(), 0);
      kick(chance);
      descend(best.price + best.price / kHopeless);
      keep(wanted);
      if (now_.price <= best.price) best = now_;
    }
    return {std::move(kept_), evaluations_};
  }
 private:
  [[nodiscard]] bool spent() const {
    return router_.expanded() + static_cast<std::int64_t>(evaluations_) * kEvaluationEffort *
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
    // With what the links there share, and the least of those not found yet.
    std::int64_t at_least = price;
    queue_.clear();
    for (const int arc : missing) {
      queue_.emplace_back(span(grid, arc), arc);
      paths[static_cast<std::size_t>(arc)].clear();
      at_least += router_.least(arc);
    }
    if (at_least > limit) return kTooDear;
    if (limit != kTooDear) {
      at_least += router_.shared(paths);
      at_least += static_cast<std::int64_t>(meetings_.count(grid, paths)) * router_.prices().crossing;
      if (at_least > limit) return kTooDear;
    }
    std::sort(queue_.begin(), queue_.end());
    for (const auto& [length, arc] : queue_) {
      at_least -= router_.least(arc);
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

  // What stays of the links on the grid of the next placement; false as soon as that alone is too dear.
  bool carry_paths(const Draft& draft, std::int64_t limit) {
    router_.measure_on(next_grid_);
    std::int64_t at_least = price_of_placement(scheme_, next_.placement, next_grid_);
    renumber_.map_lines(draft, grid_, next_grid_);
    next_.paths.resize(now_.paths.size());
    missing_.clear();
    for (std::size_t a = 0; a < now_.paths.size() && at_least <= limit; ++a) {
      const int arc = static_cast<int>(a);
      if (!now_.paths[a].empty() && renumber_.carry(scheme_.arcs[a], now_.paths[a], next_.paths[a])) {
        at_least += router_.price(arc, next_.paths[a]);
      } else {
        missing_.push_back(arc);
        at_least += router_.least(arc);
      }
    }
    return at_least <= limit;
  }

  // Takes the draft when the drawing gets cheaper.
  bool attempt(const Draft& draft, std::int64_t limit) {
    --effort_;
    if (!renumber_.compress(draft, next_.placement)) return false;
    if (next_.placement == now_.placement) return false;
    std::int64_t& refused = refused_[digest_of(next_.placement)];
    if (limit <= refused) return false;
    effort_ -= static_cast<std::int64_t>(scheme_.arcs.size());
    build_grid(scheme_, next_.placement, next_grid_);
    if (!carry_paths(draft, limit)) {
      refused = limit;
      return false;
    }
    next_.price = route(next_.placement, next_grid_, next_.paths, missing_, limit, next_.crossings);
    if (next_.price >= limit) {
      refused = limit;
      return false;
    }
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

  // Until nothing more is gained. A drawing whose bodies have settled above `hopeless` is left there.
  void descend(std::int64_t hopeless = kTooDear) {
    for (int sweep = 0; sweep < 8 && !spent(); ++sweep) {
      const std::int64_t before = version_;
      move_bodies();
      if (now_.price > hopeless) return;
      move_columns();
      swap_rows();
      reroute_each();
      if (version_ == before) break;
      wake_all();
    }
  }

  void wake_all() { awake_.assign(scheme_.bodies.size(), 1); }
  void wake_around(int body) {
    awake_[static_cast<std::size_t>(body)] = 1;
    const Body& its = scheme_.bodies[static_cast<std::size_t>(body)];
    for (const int a : its.arcs_in) awake_[static_cast<std::size_t>(scheme_.arcs[static_cast<std::size_t>(a)].from)] = 1;
    for (const int a : its.arcs_out) awake_[static_cast<std::size_t>(scheme_.arcs[static_cast<std::size_t>(a)].to)] = 1;
  }

  // Those near a change, until none is left.
  void move_bodies() {
    for (bool moved = true; moved && !spent();) {
      moved = false;
      for (const int b : scheme_.order) {
        if (awake_[static_cast<std::size_t>(b)] == 0) continue;
        awake_[static_cast<std::size_t>(b)] = 0;
        if (!move_body(b)) continue;
        wake_around(b);
        moved = true;
      }
    }
  }

  bool move_body(int b) {
    bool moved_once = false;
    for (const int by : {0, -2, 2, -1, 1, -4, 4}) {
      for (const int row : {0, 2, 4, -1, 1, 3}) {
        if (spent()) return moved_once;
        if (row >= 2 * rows_of(scheme_.bodies[static_cast<std::size_t>(b)].lane)) continue;  // no such half row
        moved_once = attempt(moved(b, by, row)) || moved_once;
      }
    }
    return moved_once;
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
  void kick(base::Chance& chance) {
    const int throws = 2 + chance.below(3);
    const int bodies = static_cast<int>(scheme_.bodies.size());
    for (int k = 0; k < throws; ++k) {
      const int body = chance.below(bodies);
      const int by = 2 * (chance.below(5) - 2), row = chance.below(6) - 1;
      if (attempt(moved(body, by, row), kTooDear)) wake_around(body);
    }
  }

  const Scheme& scheme_;
  Router router_;
  Meetings meetings_;
  Renumbering renumber_;
  std::int64_t effort_;  // what is left, what the router looked at and evaluations not yet counted
  int evaluations_ = 0;
  std::int64_t version_ = 1;  // of now_
  std::vector<char> awake_;   // by body: something near it changed since its moves were tried
  // By digest of a placement, never walked: the price under which it could not be drawn. The ways from one valley to
  // the next are much the same.
  std::unordered_map<std::uint64_t, std::int64_t> refused_;
  std::vector<int> all_arcs_, missing_;
  std::vector<std::pair<int, int>> queue_;  // links to find, by span
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
