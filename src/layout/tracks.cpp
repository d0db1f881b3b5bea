#include "layout/tracks.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string>

#include "layout/meetings.h"

namespace guichet::layout {

namespace {

struct TrackLayer {
  const Scheme& scheme;
  const Grid& grid;
  const std::vector<Path>& paths;
  Tracks tracks = {};
  // By arc and vertex of its path: the stroke along time there, the stroke across; -1: none.
  std::vector<std::vector<std::array<int, 2>>> at = {};
  std::map<std::pair<int, int>, bool> lower_first = {};  // of two strokes in order of number

  void cut_into_strokes() {
    tracks.of_arc.resize(paths.size());
    at.resize(paths.size());
    for (std::size_t a = 0; a < paths.size(); ++a) {
      const Path& path = paths[a];
      at[a].assign(path.size(), {-1, -1});
      for (std::size_t k = 0; k + 1 < path.size();) {
        const bool along = grid.u_of(path[k]) != grid.u_of(path[k + 1]);
        std::size_t m = k + 1;
        while (m + 1 < path.size() && (grid.u_of(path[m]) != grid.u_of(path[m + 1])) == along) ++m;
        const auto place = [&](int vertex) { return along ? grid.u_of(vertex) : grid.v_of(vertex); };
        Stroke stroke;
        stroke.arc = static_cast<int>(a);
        stroke.along = along;
        stroke.line = along ? grid.v_of(path[k]) : grid.u_of(path[k]);
        stroke.low = std::min(place(path[k]), place(path[m]));
        stroke.high = std::max(place(path[k]), place(path[m]));
        stroke.first = static_cast<int>(k);
        stroke.last = static_cast<int>(m);
        stroke.starts = k == 0;
        stroke.ends = m + 1 == path.size();
        const int number = static_cast<int>(tracks.strokes.size());
        for (std::size_t x = k; x <= m; ++x) at[a][x][along ? 0 : 1] = number;
        tracks.of_arc[a].push_back(number);
        tracks.strokes.push_back(stroke);
        k = m;
      }
    }
  }

  void put(int a, int b, bool a_first) {
    if (a < 0 || b < 0 || a == b) return;
    lower_first.try_emplace({std::min(a, b), std::max(a, b)}, a < b ? a_first : !a_first);
  }

  // The side of a run orders the two links along the whole of it.
  void order_run(const Run& run) {
    const Path& path = paths[static_cast<std::size_t>(run.a)];
    for (int x = run.a_first; x < run.a_last; ++x) {
      const int from = path[static_cast<std::size_t>(x)], to = path[static_cast<std::size_t>(x) + 1];
      const bool along = grid.u_of(from) != grid.u_of(to);
      const int y = run.b_first + run.step * (x - run.a_first);
      const bool positive = run.side > 0;
      const bool a_first = along ? (grid.u_of(to) > grid.u_of(from) ? !positive : positive)
                                 : (grid.v_of(to) > grid.v_of(from) ? positive : !positive);
      put(at[static_cast<std::size_t>(run.a)][static_cast<std::size_t>(x)][along ? 0 : 1],
          at[static_cast<std::size_t>(run.b)][static_cast<std::size_t>(y)][along ? 0 : 1], a_first);
    }
  }

  // Where a stroke goes from vertex k of its path: -1, 0 (nowhere) or 1.
  [[nodiscard]] int heads(int stroke, int k) const {
    if (stroke < 0) return 0;
    const Stroke& its = tracks.strokes[static_cast<std::size_t>(stroke)];
    const Path& path = paths[static_cast<std::size_t>(its.arc)];
    const int here = path[static_cast<std::size_t>(k)];
    const int there = path[static_cast<std::size_t>(its.first == k ? its.last : its.first)];
    const int by = its.along ? grid.u_of(there) - grid.u_of(here) : grid.v_of(there) - grid.v_of(here);
    return (by > 0) - (by < 0);
  }

  void order_touch(const Run& run) {
    const auto& a = at[static_cast<std::size_t>(run.a)][static_cast<std::size_t>(run.a_first)];
    const auto& b = at[static_cast<std::size_t>(run.b)][static_cast<std::size_t>(run.b_first)];
    for (const std::size_t axis : {std::size_t{0}, std::size_t{1}}) {
      if (a[axis] < 0 || b[axis] < 0) continue;
      const int a_heads = heads(a[1 - axis], run.a_first), b_heads = heads(b[1 - axis], run.b_first);
      if (a_heads != b_heads) put(a[axis], b[axis], a_heads < b_heads);
    }
  }

  [[nodiscard]] bool is_beside(const Stroke& a, const Stroke& b) const {
    if (std::max(a.low, b.low) > std::min(a.high, b.high)) return false;
    if (a.high != b.low && b.high != a.low) return true;
    const int place = a.high == b.low ? a.high : a.low;  // they only touch: not beside one another inside a body
    const int vertex = a.along ? place * grid.lines_v + a.line : a.line * grid.lines_v + place;
    return grid.body_at[static_cast<std::size_t>(vertex)] < 0;
  }

  [[nodiscard]] bool is_boundary(const Stroke& stroke) const {
    return scheme.arcs[static_cast<std::size_t>(stroke.arc)].boundary();
  }

  // Where the link of a timer begins: near a corner of the host.
  [[nodiscard]] int timer_offset(const Stroke& stroke) const {
    const Body& host = scheme.bodies[static_cast<std::size_t>(scheme.arcs[static_cast<std::size_t>(stroke.arc)].from)];
    const bool beside = stroke.along != scheme.options.vertical;  // the timer stands on the left or right side
    if (beside) return host.shape == Shape::operation ? -4 : host.height / 2 - timer_to_corner(host);
    return host.width / 2 - 18;
  }

  // The link of a timer runs near the corner of its host: what runs before it may stay in the middle.
  void make_way_for_timer(const std::vector<int>& numbers, const std::vector<std::size_t>& cluster,
                          const std::vector<int>& level, std::size_t timer) {
    const auto stroke = [&](std::size_t k) -> Stroke& { return tracks.strokes[static_cast<std::size_t>(numbers[k])]; };
    const int offset = timer_offset(stroke(timer));
    for (const std::size_t k : cluster) {
      if (k == timer || (stroke(k).starts && is_boundary(stroke(k)))) continue;
      const int away = level[k] - level[timer];
      stroke(k).offset = away < 0 ? (away + 1) * kPortGap : away > 0 ? offset + away * kPortGap : stroke(k).offset;
    }
  }

  void set_line(const std::vector<int>& numbers, bool along, int line) {
    const std::size_t n = numbers.size();
    const auto stroke = [&](std::size_t k) -> Stroke& { return tracks.strokes[static_cast<std::size_t>(numbers[k])]; };
    const bool holds_bodies = along ? grid.is_row[static_cast<std::size_t>(line)] != 0 : line % 2 == 1;
    std::vector<std::vector<std::size_t>> beside(n), after(n);
    std::vector<int> waits(n, 0), level(n, 0);
    for (std::size_t x = 0; x < n; ++x) {
      for (std::size_t y = x + 1; y < n; ++y) {
        if (!is_beside(stroke(x), stroke(y))) continue;
        beside[x].push_back(y);
        beside[y].push_back(x);
        const auto known = lower_first.find({numbers[x], numbers[y]});
        const bool x_first = known == lower_first.end() || known->second;
        after[x_first ? x : y].push_back(x_first ? y : x);
        ++waits[x_first ? y : x];
      }
    }
    // Levels by longest chain; a cycle of wishes is cut at its first stroke.
    std::vector<char> done(n, 0);
    for (std::size_t settled = 0; settled < n; ++settled) {
      std::size_t pick = n;
      for (std::size_t k = 0; k < n && pick == n; ++k) {
        if (done[k] == 0 && waits[k] == 0) pick = k;
      }
      for (std::size_t k = 0; k < n && pick == n; ++k) {
        if (done[k] == 0) pick = k;
      }
      done[pick] = 1;
      for (const std::size_t next : after[pick]) {
        --waits[next];
        if (done[next] == 0) level[next] = std::max(level[next], level[pick] + 1);
      }
    }
    int most = 1;
    std::vector<char> seen(n, 0);
    for (std::size_t root = 0; root < n; ++root) {
      if (seen[root] != 0) continue;
      std::vector<std::size_t> cluster{root};
      seen[root] = 1;
      for (std::size_t k = 0; k < cluster.size(); ++k) {
        for (const std::size_t next : beside[cluster[k]]) {
          if (seen[next] == 0) cluster.push_back(next);
          seen[next] = 1;
        }
      }
      int low = level[root], high = low;
      for (const std::size_t k : cluster) {
        low = std::min(low, level[k]);
        high = std::max(high, level[k]);
      }
      most = std::max(most, high - low + 1);
      int twice_anchor = low + high;
      if (holds_bodies) {  // a straight link between two bodies stays straight in the middle
        for (const std::size_t k : cluster) {
          const Stroke& its = stroke(k);
          if (!its.starts || !its.ends || scheme.arcs[static_cast<std::size_t>(its.arc)].boundary()) continue;
          twice_anchor = 2 * level[k];
          break;
        }
      }
      for (const std::size_t k : cluster) {
        stroke(k).offset = (2 * level[k] - twice_anchor) * (holds_bodies ? kPortGap : kGap) / 2;
      }
      for (const std::size_t k : cluster) {
        if (stroke(k).starts && is_boundary(stroke(k))) make_way_for_timer(numbers, cluster, level, k);
      }
    }
    (along ? tracks.side_by_side_v : tracks.side_by_side_u)[static_cast<std::size_t>(line)] = most;
  }

  // The link that leaves an operation downwards starts under its own cell. The cells stand in the order of the exits:
  // left, down, right.
  void set_rules() {
    for (const Body& body : scheme.bodies) {
      if (body.shape != Shape::operation) continue;
      std::vector<std::string> left, down, right;
      std::vector<int> downwards;
      for (const int a : body.arcs_out) {
        const std::string& answer = scheme.graph->links[static_cast<std::size_t>(a)].answer;
        if (answer.empty() || scheme.arcs[static_cast<std::size_t>(a)].boundary() ||
            tracks.of_arc[static_cast<std::size_t>(a)].empty())
          continue;
        const int number = tracks.of_arc[static_cast<std::size_t>(a)].front();
        const bool is_down = tracks.strokes[static_cast<std::size_t>(number)].along == scheme.options.vertical;
        if (is_down) downwards.push_back(number);
        auto& cells = is_down ? down : heads(number, 0) < 0 ? left : right;
        if (std::find(cells.begin(), cells.end(), answer) == cells.end()) cells.push_back(answer);
      }
      if (down.size() != 1 || downwards.size() != 1) continue;
      std::erase(left, down[0]);
      std::erase(right, down[0]);
      for (const std::string& cell : left) std::erase(right, cell);
      const int count = static_cast<int>(left.size() + 1 + right.size());
      Stroke& stroke = tracks.strokes[static_cast<std::size_t>(downwards[0])];
      const int offset = body.width * (2 * static_cast<int>(left.size()) + 1 - count) / (2 * count);
      const bool free = std::none_of(tracks.strokes.begin(), tracks.strokes.end(), [&](const Stroke& other) {
        return &other != &stroke && other.along == stroke.along && other.line == stroke.line &&
               is_beside(stroke, other) && std::abs(other.offset - offset) < kGap;
      });
      if (free) stroke.offset = offset;
    }
  }

  // A timer stands near a corner of its host: so does the beginning of its link. Those of two sides keep clear of one
  // another where the sides meet.
  void set_timers() {
    std::map<int, std::array<bool, 2>> above_below;  // by host: a timer stands there
    const auto is_beside_host = [&](const Stroke& stroke) { return stroke.along != scheme.options.vertical; };
    const auto each_timer = [&](auto&& visit) {
      for (std::size_t a = 0; a < paths.size(); ++a) {
        if (!scheme.arcs[a].boundary() || tracks.of_arc[a].empty()) continue;
        const int number = tracks.of_arc[a].front();
        visit(scheme.arcs[a].from, tracks.strokes[static_cast<std::size_t>(number)], heads(number, 0));
      }
    };
    each_timer([&](int host, const Stroke& stroke, int towards) {
      if (!is_beside_host(stroke)) above_below[host][towards > 0 ? 1 : 0] = true;
    });
    std::map<std::pair<int, int>, int> on_side;
    each_timer([&](int host, Stroke& stroke, int towards) {
      const int corner = timer_offset(stroke);
      const int before = on_side[{host, towards + (stroke.along ? 10 : 0)}]++;
      const std::array<bool, 2> used = is_beside_host(stroke) ? above_below[host] : std::array<bool, 2>{};
      const bool crowded = scheme.bodies[static_cast<std::size_t>(host)].timers.size() > 2;
      const int first = crowded || !used[1] ? corner : used[0] ? 0 : -corner;
      stroke.offset = before == 0 ? first : before == 1 ? -first : 0;
    });
  }
};

}  // namespace

Tracks lay_tracks(const Scheme& scheme, const Grid& grid, const std::vector<Path>& paths) {
  TrackLayer layer{scheme, grid, paths};
  layer.tracks.side_by_side_u.assign(static_cast<std::size_t>(grid.lines_u), 0);
  layer.tracks.side_by_side_v.assign(static_cast<std::size_t>(grid.lines_v), 0);
  layer.cut_into_strokes();
  std::vector<Run> runs;
  Meetings{}.count(grid, paths, &runs);
  for (const Run& run : runs) {
    if (run.step != 0) layer.order_run(run);
  }
  for (const Run& run : runs) {
    if (run.step == 0) layer.order_touch(run);
  }
  std::vector<std::vector<int>> along(static_cast<std::size_t>(grid.lines_v)),
      across(static_cast<std::size_t>(grid.lines_u));
  for (std::size_t s = 0; s < layer.tracks.strokes.size(); ++s) {
    const Stroke& stroke = layer.tracks.strokes[s];
    (stroke.along ? along : across)[static_cast<std::size_t>(stroke.line)].push_back(static_cast<int>(s));
  }
  for (std::size_t line = 0; line < along.size(); ++line) {
    if (!along[line].empty()) layer.set_line(along[line], true, static_cast<int>(line));
  }
  for (std::size_t line = 0; line < across.size(); ++line) {
    if (!across[line].empty()) layer.set_line(across[line], false, static_cast<int>(line));
  }
  layer.set_rules();
  layer.set_timers();
  return std::move(layer.tracks);
}

}  // namespace guichet::layout
