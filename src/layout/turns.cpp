#include "layout/turns.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace guichet::layout {

namespace {

constexpr int kCircleMost = 36, kDiamondMost = 50;  // px: larger, an event or a choice no longer looks like one
constexpr int kReach = 10, kApart = 5;              // px: how far from the middle of a side links turn, and from one another

struct Tie {
  int arc;
  bool at_target;
  bool along;  // of its stroke
  int aside;   // of its line from the middle of the body
  int from;    // -1, 1: the end of its axis it comes from
};

std::vector<std::vector<Tie>> ties_of(const Scheme& scheme, const Grid& grid, const Tracks& tracks, const Shifts& shifts) {
  std::vector<std::vector<Tie>> ties(scheme.bodies.size());
  for (const Stroke& stroke : tracks.strokes) {
    const Arc& arc = scheme.arcs[static_cast<std::size_t>(stroke.arc)];
    const auto tie = [&](int body, bool at_target) {
      const auto b = static_cast<std::size_t>(body);
      const int place = stroke.along ? grid.u_of(grid.vertex_of[b]) : grid.v_of(grid.vertex_of[b]);
      ties[b].push_back({stroke.arc, at_target, stroke.along, stroke.offset - (stroke.along ? shifts.v : shifts.u)[b],
                         stroke.low < place ? -1 : 1});
    };
    if (stroke.starts && !arc.boundary()) tie(arc.from, false);
    if (stroke.ends) tie(arc.to, true);
  }
  return ties;
}

// What enters one side of a small shape.
struct Side {
  std::vector<Tie> before, after;  // lines that miss it, from either end of their axis, in the order in which they turn
  int low = kReach, high = -kReach;  // px: between them, lines of the other axis enter as they are
  bool free = true;                  // those let others by
};

Side side_of(const std::vector<Tie>& ties, bool along, int which, int straight) {
  Side side;
  for (const Tie& tie : ties) {
    if (tie.along == along && tie.aside * which > straight) (tie.from < 0 ? side.before : side.after).push_back(tie);
    if (tie.along == along || tie.from != which) continue;
    side.low = std::min(side.low, tie.aside);
    side.high = std::max(side.high, tie.aside);
    side.free = side.free && std::abs(tie.aside) <= straight;
  }
  const auto distance = [](const Tie& tie) { return std::abs(tie.aside); };
  std::ranges::sort(side.before, {}, distance);
  std::ranges::sort(side.after, std::greater{}, distance);
  return side;
}

// Evenly between two places; false when there is too little room.
bool spread(const std::vector<Tie>& ties, int from, int to, Turns& turns) {
  const int count = static_cast<int>(ties.size());
  if (count == 0) return true;
  if (to < from || (count > 1 && (to - from) / (count - 1) < kApart)) return false;
  for (int k = 0; k < count; ++k) {
    const Tie& tie = ties[static_cast<std::size_t>(k)];
    turns[{tie.arc, tie.at_target}] = count == 1 ? (from + to) / 2 : from + (to - from) * k / (count - 1);
  }
  return true;
}

bool turn_all(Side side, Turns& turns) {
  if (side.before.empty() && side.after.empty()) return true;
  if (!side.free) return false;
  if (side.low <= side.high)
    return spread(side.before, -kReach, side.low - kApart, turns) && spread(side.after, side.high + kApart, kReach, turns);
  side.before.insert(side.before.end(), side.after.begin(), side.after.end());
  return spread(side.before, -kReach, kReach, turns);
}

}  // namespace

Turns shrink_bodies(const Scheme& scheme, const Grid& grid, const Tracks& tracks, const Shifts& shifts,
                    std::vector<Body>& bodies) {
  const auto ties = ties_of(scheme, grid, tracks, shifts);
  Turns turns;
  for (std::size_t b = 0; b < bodies.size(); ++b) {
    Body& body = bodies[b];
    const bool circle = is_circle(body.shape);
    const int most = std::max(circle ? kCircleMost : kDiamondMost, scheme.bodies[b].width);
    if ((!circle && !is_diamond(body.shape)) || body.width <= most) continue;
    const int straight = most / 2 - (circle ? 4 : 9);  // a line this near enters as it is, clear of those that turn
    Turns turned;
    bool free = true;
    for (const bool along : {true, false})
      for (const int which : {-1, 1}) free = turn_all(side_of(ties[b], along, which, straight), turned) && free;
    if (!free) continue;
    body.width = body.height = most;
    body.above = body.below = most / 2;
    turns.merge(turned);
  }
  return turns;
}

}  // namespace guichet::layout
