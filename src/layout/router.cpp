#include "layout/router.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>
#include <limits>

namespace guichet::layout {

Router::Router(const Scheme& scheme, const Prices& prices) : scheme_{scheme}, prices_{prices} {
  if (scheme.options.vertical) std::swap(prices_.step_u, prices_.step_v);
  words_ = scheme.arcs.size() / 64 + 1;
  akin_.assign(scheme.arcs.size() * words_, 0);
  for (std::size_t a = 0; a < scheme.arcs.size(); ++a) {
    for (std::size_t b = 0; b < scheme.arcs.size(); ++b) {
      if (scheme.arcs[a].from == scheme.arcs[b].from || scheme.arcs[a].to == scheme.arcs[b].to) {
        akin_[a * words_ + b / 64] |= std::uint64_t{1} << (b % 64);
      }
    }
  }
}

void Router::start(const Grid& grid) {
  grid_ = &grid;
  const auto size = static_cast<std::size_t>(grid.size());
  links_on_.assign(2 * size * words_, 0);
  straight_u_.assign(size, 0);
  straight_v_.assign(size, 0);
  sides_.assign(scheme_.bodies.size() * 4, {});
  if (visits_.size() < size * 4 + 4) visits_.resize(size * 4 + 4);
}

void Router::change(int arc, const Path& path, int by) {
  const Arc& its = scheme_.arcs[static_cast<std::size_t>(arc)];
  const auto bump = [by](std::uint16_t& count) { count = static_cast<std::uint16_t>(count + by); };
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    const int direction = direction_of(path[k], path[k + 1]);
    std::uint64_t& word = links_on_[edge_of(path[k], direction) * words_ + static_cast<std::size_t>(arc) / 64];
    word ^= std::uint64_t{1} << (arc % 64);
    if (k > 0 && direction_of(path[k - 1], path[k]) == direction) {
      bump((direction % 2 == 0 ? straight_u_ : straight_v_)[static_cast<std::size_t>(path[k])]);
    }
  }
  const int leaves = direction_of(path[0], path[1]);
  const int arrives = opposite(direction_of(path[path.size() - 2], path.back()));
  Side& out = sides_[static_cast<std::size_t>(its.from * 4 + leaves)];
  bump(its.boundary() ? out.timers : out.out);
  bump(sides_[static_cast<std::size_t>(its.to * 4 + arrives)].in);
}

int Router::side_price(const Arc& arc, int side, bool out) const {
  if (out && arc.boundary()) return side == 0 ? 50 : side == 2 ? prices_.forbidden : 20;
  const Shape shape = scheme_.bodies[static_cast<std::size_t>(out ? arc.from : arc.to)].shape;
  if (shape == Shape::operation) {
    const int top = scheme_.options.vertical ? 2 : 3;
    if (out) return side == top ? prices_.forbidden : 20;
    return side == top ? 0 : prices_.forbidden;
  }
  static constexpr std::array<int, 4> kOut{0, 50, 260, 50}, kIn{260, 40, 0, 40};
  return (out ? kOut : kIn)[static_cast<std::size_t>(side)];
}

int Router::busy_side_price(const Arc& arc, int side, bool out) const {
  const int body = out ? arc.from : arc.to;
  const Side& used = sides_[static_cast<std::size_t>(body * 4 + side)];
  if (out && arc.boundary()) return (used.in + used.out + used.timers) * prices_.timer_side;
  int price = used.timers * prices_.timer_side;
  const Shape shape = scheme_.bodies[static_cast<std::size_t>(body)].shape;
  const int akin = out ? used.out : used.in;
  if (akin >= 2 && is_diamond(shape)) price += prices_.crowd;
  if (out)
    return price + used.in * prices_.meet + akin * (shape == Shape::gateway ? prices_.merge_answers : prices_.merge);
  return price + used.out * prices_.meet + akin * prices_.merge;
}

int Router::step_price(const Arc& arc, int u, int v, int direction) const {
  if (direction % 2 == 1) return prices_.step_v + (u % 2 == 1 ? prices_.column : 0);
  int price = prices_.step_u;
  const int lane = grid_->lane_of[static_cast<std::size_t>(v)];
  const int from = scheme_.bodies[static_cast<std::size_t>(arc.from)].lane;
  const int to = scheme_.bodies[static_cast<std::size_t>(arc.to)].lane;
  if (lane < std::min(from, to) || lane > std::max(from, to)) {
    price += 3 * prices_.foreign_lane;
  } else if (lane != from && lane != to) {
    price += prices_.foreign_lane;
  }
  if (direction == 2 && !arc.back) price += prices_.backwards;
  if (grid_->is_row[static_cast<std::size_t>(v)] == 0) price += prices_.channel;
  return price;
}

int Router::share_price(int arc, std::size_t edge) const {
  int akin = 0, others = 0;
  const std::size_t a = static_cast<std::size_t>(arc) * words_;
  for (std::size_t w = 0; w < words_; ++w) {
    const std::uint64_t here = links_on_[edge * words_ + w];
    if (here == 0) continue;
    akin += std::popcount(here & akin_[a + w]);
    others += std::popcount(here & ~akin_[a + w]);
  }
  return akin * prices_.share_akin + others * prices_.share;
}

// Never more than what remains: the steps, and the bends without which the target cannot be met.
int Router::bound(int u, int v, int direction, int to_u, int to_v) const {
  const int du = to_u - u, dv = to_v - v;
  const int ahead = direction % 2 == 0 ? du * kStepU[static_cast<std::size_t>(direction)]
                                       : dv * kStepV[static_cast<std::size_t>(direction)];
  const int aside = direction % 2 == 0 ? dv : du;
  const int bends = ahead < 0 ? 2 : aside != 0 ? 1 : 0;
  return std::abs(du) * prices_.step_u + std::abs(dv) * prices_.step_v + bends * prices_.bend;
}

std::int64_t Router::least(int arc_index) const {
  const Arc& arc = scheme_.arcs[static_cast<std::size_t>(arc_index)];
  const int from = grid_->vertex_of[static_cast<std::size_t>(arc.from)];
  const int to = grid_->vertex_of[static_cast<std::size_t>(arc.to)];
  const int u = grid_->u_of(from), v = grid_->v_of(from), to_u = grid_->u_of(to), to_v = grid_->v_of(to);
  int least = std::numeric_limits<int>::max();
  for (int d = 0; d < 4; ++d) least = std::min(least, side_price(arc, d, true) + bound(u, v, d, to_u, to_v));
  return least;
}

std::optional<std::int64_t> Router::find(int arc_index, Path& path, std::int64_t at_most) {
  const Grid& grid = *grid_;
  const Arc& arc = scheme_.arcs[static_cast<std::size_t>(arc_index)];
  const int source = grid.vertex_of[static_cast<std::size_t>(arc.from)];
  const int target = grid.vertex_of[static_cast<std::size_t>(arc.to)];
  const int to_u = grid.u_of(target), to_v = grid.v_of(target);
  ++round_;
  heap_.clear();
  const int arrived = grid.size() * 4;  // from here on, states of a link that met its target, by direction
  const auto reach = [&](int state, int cost, int remains, int previous) {
    Visit& visit = visits_[static_cast<std::size_t>(state)];
    if (visit.round == round_ && visit.cost <= cost) return;
    visit = {round_, cost, previous};
    heap_.push_back(static_cast<std::uint64_t>(cost + remains) << 32 | static_cast<std::uint64_t>(state));
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
  };
  const auto inside = [&](int u, int v) { return u >= 0 && v >= 0 && u < grid.lines_u && v < grid.lines_v; };
  for (int d = 0; d < 4; ++d) {
    const int u = grid.u_of(source), v = grid.v_of(source);
    if (!inside(u + kStepU[static_cast<std::size_t>(d)], v + kStepV[static_cast<std::size_t>(d)])) continue;
    reach(source * 4 + d, side_price(arc, d, true) + busy_side_price(arc, d, true), bound(u, v, d, to_u, to_v), -1);
  }
  while (!heap_.empty()) {
    const std::uint64_t top = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
    heap_.pop_back();
    const auto state = static_cast<int>(top & 0xFFFFFFFFu);
    if (static_cast<std::int64_t>(top >> 32) > at_most) return {};
    const Visit visit = visits_[static_cast<std::size_t>(state)];
    if (state >= arrived) {
      path.assign(1, target);
      for (int s = visit.previous; s >= 0; s = visits_[static_cast<std::size_t>(s)].previous) path.push_back(s / 4);
      std::reverse(path.begin(), path.end());
      return visit.cost;
    }
    const int vertex = state / 4, direction = state % 4;
    const int u = grid.u_of(vertex), v = grid.v_of(vertex);
    // A cheaper way was found since.
    if (static_cast<std::uint64_t>(visit.cost + bound(u, v, direction, to_u, to_v)) != top >> 32) continue;
    ++expanded_;
    const int next_u = u + kStepU[static_cast<std::size_t>(direction)];
    const int next_v = v + kStepV[static_cast<std::size_t>(direction)];
    if (!inside(next_u, next_v)) continue;
    const int next = next_u * grid.lines_v + next_v;
    if (next != target && grid.body_at[static_cast<std::size_t>(next)] >= 0) continue;
    const int cost = visit.cost + step_price(arc, u, v, direction) + share_price(arc_index, edge_of(vertex, direction));
    if (next == target) {
      const int side = opposite(direction);
      reach(arrived + direction, cost + side_price(arc, side, false) + busy_side_price(arc, side, false), 0, state);
      continue;
    }
    for (int turn = 0; turn < 4; ++turn) {
      if (turn == opposite(direction)) continue;
      int more = prices_.bend;
      if (turn == direction) {
        more = prices_.over * (direction % 2 == 0 ? straight_v_ : straight_u_)[static_cast<std::size_t>(next)];
      }
      reach(next * 4 + turn, cost + more, bound(next_u, next_v, turn, to_u, to_v), state);
    }
  }
  return {};
}

std::int64_t Router::price(int arc_index, const Path& path) const {
  const Arc& arc = scheme_.arcs[static_cast<std::size_t>(arc_index)];
  std::int64_t price = 0;
  int before = -1;
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    const int direction = direction_of(path[k], path[k + 1]);
    price += step_price(arc, grid_->u_of(path[k]), grid_->v_of(path[k]), direction);
    if (before >= 0 && direction != before) price += prices_.bend;
    before = direction;
  }
  price += side_price(arc, direction_of(path[0], path[1]), true);
  price += side_price(arc, opposite(before), false);
  return price;
}

std::int64_t Router::shared(const std::vector<Path>& paths) const {
  std::int64_t twice = 0;
  for (std::size_t a = 0; a < paths.size(); ++a) {
    const int self = prices_.share_akin;  // a link is akin to itself
    for (std::size_t k = 0; k + 1 < paths[a].size(); ++k) {
      twice +=
          share_price(static_cast<int>(a), edge_of(paths[a][k], direction_of(paths[a][k], paths[a][k + 1]))) - self;
    }
  }
  std::int64_t price = twice / 2;
  for (std::size_t s = 0; s < sides_.size(); ++s) {
    const int in = sides_[s].in, out = sides_[s].out, timers = sides_[s].timers;
    if (in + out + timers < 2) continue;
    const Shape shape = scheme_.bodies[s / 4].shape;
    const bool gateway = shape == Shape::gateway;
    if (is_diamond(shape)) price += (std::max(0, in - 2) + std::max(0, out - 2)) * prices_.crowd;
    price += in * out * prices_.meet + in * (in - 1) / 2 * prices_.merge;
    price += out * (out - 1) / 2 * (gateway ? prices_.merge_answers : prices_.merge);
    price += (timers * (in + out) + timers * (timers - 1) / 2) * prices_.timer_side;
  }
  return price;
}

}  // namespace guichet::layout
