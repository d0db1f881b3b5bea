#include "layout/frame.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "layout/text.h"
#include "layout/turns.h"

namespace guichet::layout {

namespace {

constexpr int kTitleLeading = 15, kTitleMargin = 12, kTitleWrap = 96;

int square_root(int number) {  // rounded down
  int root = 0;
  while ((root + 1) * (root + 1) <= number) ++root;
  return root;
}

// How far from its middle an outline of half sizes (half, other_half) reaches at `aside` from that middle.
int reach_of(const Body& body, int half, int other_half, int aside) {
  aside = std::min(std::abs(aside), other_half);
  if (is_diamond(body.shape)) return half * (other_half - aside) / other_half;
  if (is_circle(body.shape) || body.shape == Shape::event) {
    return half * square_root(other_half * other_half - aside * aside) / other_half;
  }
  return half;
}

struct Framer {
  const Scheme& scheme;
  const Grid& grid;
  const Tracks& tracks;
  const Channels& channels;
  Frame frame = {};
  std::vector<Body> bodies = {};                // grown where many links are tied
  std::vector<int> shift_u = {}, shift_v = {};  // by body: from where its lines meet
  Turns turns = {};

  [[nodiscard]] bool vertical() const { return scheme.options.vertical; }
  [[nodiscard]] Point point(int u, int v) const { return vertical() ? Point{v, u} : Point{u, v}; }

  // A circle or a diamond whose links along an axis all run at one offset follows them: they are tied to its middle.
  void shift_bodies() {
    bodies = scheme.bodies;
    shift_u.assign(bodies.size(), 0);
    shift_v.assign(bodies.size(), 0);
    std::vector<std::optional<int>> along(bodies.size()), across(bodies.size());
    std::vector<char> apart_along(bodies.size(), 0), apart_across(bodies.size(), 0);
    for (const Stroke& stroke : tracks.strokes) {
      const Arc& arc = scheme.arcs[static_cast<std::size_t>(stroke.arc)];
      const auto tie = [&](int body) {
        const auto b = static_cast<std::size_t>(body);
        std::optional<int>& offset = (stroke.along ? along : across)[b];
        if (offset && *offset != stroke.offset) (stroke.along ? apart_along : apart_across)[b] = 1;
        offset = stroke.offset;
      };
      if (stroke.starts) tie(arc.from);
      if (stroke.ends) tie(arc.to);
    }
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      if (!is_circle(bodies[b].shape) && !is_diamond(bodies[b].shape)) continue;
      if (along[b] && apart_along[b] == 0) shift_v[b] = *along[b];
      if (across[b] && apart_across[b] == 0) shift_u[b] = *across[b];
    }
  }
  [[nodiscard]] Point middle_of(std::size_t body) const {
    const int vertex = grid.vertex_of[body];
    return point(frame.u[static_cast<std::size_t>(grid.u_of(vertex))] + shift_u[body],
                 frame.v[static_cast<std::size_t>(grid.v_of(vertex))] + shift_v[body]);
  }

  // A side must be long enough for the links tied to it.
  void grow_bodies() {
    for (const Stroke& stroke : tracks.strokes) {
      const Arc& arc = scheme.arcs[static_cast<std::size_t>(stroke.arc)];
      const auto grow = [&](int index) {
        Body& body = bodies[static_cast<std::size_t>(index)];
        const int shift = (stroke.along ? shift_v : shift_u)[static_cast<std::size_t>(index)];
        const int need = 2 * (std::abs(stroke.offset - shift) + (is_diamond(body.shape)  ? 5
                                                                 : is_circle(body.shape) ? 2
                                                                                         : 9));
        const bool height = stroke.along != vertical();
        if (body.shape == Shape::operation) {
          if (!height) body.width = std::max(body.width, need);
        } else if (is_diamond(body.shape) || is_circle(body.shape)) {
          body.width = body.height = std::max(body.width, need);
          body.above = body.below = body.height / 2;
        } else if (height) {
          body.height = std::max(body.height, need);
          body.above = body.below = body.height / 2;
        } else {
          body.width = std::max(body.width, need);
        }
      };
      if (stroke.starts && !arc.boundary()) grow(arc.from);
      if (stroke.ends) grow(arc.to);
    }
  }

  // Half a timer stands outside its host, on the side its link leaves by; an idle one below.
  void leave_room_for_timers(std::vector<int>& after_u, std::vector<int>& before_v, std::vector<int>& after_v) const {
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      const Body& body = bodies[b];
      const auto u = static_cast<std::size_t>(grid.u_of(grid.vertex_of[b])),
                 v = static_cast<std::size_t>(grid.v_of(grid.vertex_of[b]));
      const auto stick_out = [](int& length, int half) { length = std::max(length, half + kTimerSize / 2); };
      for (const int timer : body.timers) {
        const auto link = std::find_if(scheme.arcs.begin(), scheme.arcs.end(),
                                       [timer](const Arc& arc) { return arc.timer == timer; });
        if (link == scheme.arcs.end() || tracks.of_arc[static_cast<std::size_t>(link->link)].empty()) {
          stick_out(vertical() ? after_u[u] : after_v[v], body.below);
          continue;
        }
        const Stroke& first =
            tracks.strokes[static_cast<std::size_t>(tracks.of_arc[static_cast<std::size_t>(link->link)].front())];
        const int half = first.along == vertical() ? body.below : body.width / 2;
        if (first.along)
          stick_out(after_u[u], half);
        else
          stick_out(first.high > static_cast<int>(v) ? after_v[v] : before_v[v], half);
      }
    }
  }

  void set_lines() {
    std::vector<int> before_u(static_cast<std::size_t>(grid.lines_u), 0), after_u = before_u;
    std::vector<int> before_v(static_cast<std::size_t>(grid.lines_v), 0), after_v = before_v;
    const auto at_least = [](int& length, int need) { length = std::max(length, need); };
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      const Body& body = bodies[b];
      const auto u = static_cast<std::size_t>(grid.u_of(grid.vertex_of[b])),
                 v = static_cast<std::size_t>(grid.v_of(grid.vertex_of[b]));
      const int half = body.width / 2;
      at_least(before_u[u], (vertical() ? body.above : half) - shift_u[b]);
      at_least(after_u[u], (vertical() ? body.below : half) + shift_u[b]);
      at_least(before_v[v], (vertical() ? half : body.above) - shift_v[b]);
      at_least(after_v[v], (vertical() ? half : body.below) + shift_v[b]);
    }
    leave_room_for_timers(after_u, before_v, after_v);
    set_across(before_v, after_v);
    set_along(before_u, after_u);
  }

  [[nodiscard]] static int channel(int least, int side_by_side, int extra, bool outer) {
    const int needed = side_by_side > 0 ? (side_by_side + 1) * kGap : 0;
    return std::max(outer && side_by_side == 0 ? std::min(least, 14) : least, needed) + extra;
  }

  void set_across(const std::vector<int>& before, const std::vector<int>& after) {
    frame.v.resize(static_cast<std::size_t>(grid.lines_v));
    int at = 0;
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(scheme.lanes); ++lane) {
      const int begin = at;
      const int first = grid.first_v[lane], last = grid.first_v[lane + 1] - 1;
      for (int line = first; line <= last; ++line) {
        const auto l = static_cast<std::size_t>(line);
        if (grid.is_row[l] != 0) {
          at += before[l];
          frame.v[l] = at;
          at += after[l];
        } else {
          const int width =
              channel(channels.across, tracks.side_by_side_v[l], channels.extra_v[l], line == first || line == last);
          frame.v[l] = at + width / 2;
          at += width;
        }
      }
      if (scheme.graph->lanes.empty()) continue;
      PlacedLane placed;
      const std::string& title = scheme.graph->lanes[lane].title;
      const int least = widest(wrap_words(title, kBodySize, true, kTitleWrap), kBodySize, true) + kTitleMargin;
      if (const int lacks = std::max(least, 40) - (at - begin); lacks > 0) {
        for (int line = first; line <= last; ++line) frame.v[static_cast<std::size_t>(line)] += lacks / 2;
        at += lacks;
      }
      for (const std::string& line : wrap(title, kBodySize, true, at - begin - kTitleMargin))
        placed.title.lines.push_back({line, {}});
      placed.box = vertical() ? Rect{begin, 0, at - begin, 0} : Rect{0, begin, 0, at - begin};
      frame.head = std::max(frame.head, static_cast<int>(placed.title.lines.size()) * kTitleLeading + 9);
      frame.lanes.push_back(std::move(placed));
    }
    (vertical() ? frame.width : frame.height) = at;
  }

  void set_along(const std::vector<int>& before, const std::vector<int>& after) {
    frame.u.resize(static_cast<std::size_t>(grid.lines_u));
    int at = frame.head;
    for (int line = 0; line < grid.lines_u; ++line) {
      const auto l = static_cast<std::size_t>(line);
      if (line % 2 == 1) {
        at += before[l];
        frame.u[l] = at;
        at += after[l];
      } else {
        const int width = channel(channels.along, tracks.side_by_side_u[l], channels.extra_u[l],
                                  line == 0 || line == grid.lines_u - 1);
        frame.u[l] = at + width / 2;
        at += width;
      }
    }
    (vertical() ? frame.height : frame.width) = at;
  }

  void set_titles() {
    for (PlacedLane& lane : frame.lanes) {
      if (vertical()) {
        lane.box.h = frame.height;
        lane.head = {lane.box.x, 0, lane.box.w, frame.head};
      } else {
        lane.box.w = frame.width;
        lane.head = {0, lane.box.y, frame.head, lane.box.h};
      }
      TextBox& title = lane.title;
      title.bold = true;
      title.turned = !vertical();
      std::vector<std::string> lines;
      for (const TextLine& line : title.lines) lines.push_back(line.text);
      const int wide = widest(lines, title.size, true), high = static_cast<int>(lines.size()) * kTitleLeading;
      const int middle_x = lane.head.x + lane.head.w / 2, middle_y = lane.head.y + lane.head.h / 2;
      title.box = vertical() ? Rect{middle_x - wide / 2, middle_y - high / 2, wide, high}
                             : Rect{middle_x - high / 2, middle_y - wide / 2, high, wide};
      for (std::size_t k = 0; k < lines.size(); ++k) {
        const int step = static_cast<int>(k) * kTitleLeading + 11;
        title.lines[k].origin = vertical() ? Point{middle_x, title.box.y + step} : Point{title.box.x + step, middle_y};
      }
    }
  }

  void set_boxes() {
    frame.boxes.resize(scheme.graph->nodes.size());
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      const Body& body = bodies[b];
      const Point middle = middle_of(b);
      frame.boxes[static_cast<std::size_t>(body.node)] = {middle.x - body.width / 2, middle.y - body.above, body.width,
                                                          body.above + body.below};
    }
  }

  // The point where a ray from inside `index` through `next` leaves its outline.
  [[nodiscard]] Point cut(int index, Point inside, Point next) const {
    const Body& body = bodies[static_cast<std::size_t>(index)];
    const Rect& box = frame.boxes[static_cast<std::size_t>(body.node)];
    const Point middle{box.x + box.w / 2, box.y + body.above};
    if (next.y == inside.y) {
      const int towards = next.x > inside.x ? 1 : -1;
      return {middle.x + towards * reach_of(body, body.width / 2, body.height / 2, inside.y - middle.y), inside.y};
    }
    const int towards = next.y > inside.y ? 1 : -1;
    const int half = towards > 0 ? body.below : body.above;
    return {inside.x, middle.y + towards * reach_of(body, half, body.width / 2, inside.x - middle.x)};
  }

  [[nodiscard]] int line_of(const Stroke& stroke) const {
    return (stroke.along ? frame.v : frame.u)[static_cast<std::size_t>(stroke.line)] + stroke.offset;
  }

  void set_polylines() {
    frame.polylines.resize(scheme.arcs.size());
    for (std::size_t a = 0; a < scheme.arcs.size(); ++a) {
      const std::vector<int>& strokes = tracks.of_arc[a];
      if (strokes.empty()) continue;
      const Arc& arc = scheme.arcs[a];
      const auto stroke = [&](std::size_t k) -> const Stroke& {
        return tracks.strokes[static_cast<std::size_t>(strokes[k])];
      };
      const auto end = [&](int body, const Stroke& its) {
        const Point middle = middle_of(static_cast<std::size_t>(body));
        return its.along != vertical() ? Point{middle.x, line_of(its)} : Point{line_of(its), middle.y};
      };
      // Where it turns to a shape its line would miss: the corner, then the middle of the shape as seen from there.
      const auto turn = [&](bool at_target) -> std::optional<std::pair<Point, Point>> {
        const auto its = turns.find({static_cast<int>(a), at_target});
        if (its == turns.end()) return {};
        const Stroke& last = at_target ? stroke(strokes.size() - 1) : stroke(0);
        const Point middle = middle_of(static_cast<std::size_t>(at_target ? arc.to : arc.from));
        const bool flat = last.along != vertical();
        return std::pair{flat ? Point{middle.x + its->second, line_of(last)} : Point{line_of(last), middle.y + its->second},
                         flat ? Point{middle.x + its->second, middle.y} : Point{middle.x, middle.y + its->second}};
      };
      std::vector<Point>& points = frame.polylines[a];
      if (const auto turned = turn(false))
        points.insert(points.end(), {turned->second, turned->first});
      else
        points.push_back(end(arc.from, stroke(0)));
      for (std::size_t k = 0; k + 1 < strokes.size(); ++k) {
        const Stroke &here = stroke(k), &next = stroke(k + 1);
        points.push_back(here.along ? point(line_of(next), line_of(here)) : point(line_of(here), line_of(next)));
      }
      if (const auto turned = turn(true))
        points.insert(points.end(), {turned->first, turned->second});
      else
        points.push_back(end(arc.to, stroke(strokes.size() - 1)));
      Point first = cut(arc.from, points[0], points[1]);
      if (arc.boundary()) {
        const int half = kTimerSize / 2;
        frame.boxes[static_cast<std::size_t>(arc.timer)] = {first.x - half, first.y - half, kTimerSize, kTimerSize};
        const auto towards = [](int by) { return (by > 0) - (by < 0); };
        first.x += half * towards(points[1].x - points[0].x);
        first.y += half * towards(points[1].y - points[0].y);
      }
      const std::size_t last = points.size() - 1;
      const Point final_point = cut(arc.to, points[last], points[last - 1]);
      points[0] = first;
      points[last] = final_point;
    }
  }

  // A timer that leads nowhere stands at the lower left corner, where no link is tied.
  void set_idle_timers() {
    for (std::size_t n = 0; n < scheme.graph->nodes.size(); ++n) {
      const int host = scheme.graph->nodes[n].attached_to;
      if (host < 0 || frame.boxes[n].w > 0) continue;
      const Rect& box = frame.boxes[static_cast<std::size_t>(host)];
      frame.boxes[n] = {box.x + 18 - kTimerSize / 2, box.bottom() - kTimerSize / 2, kTimerSize, kTimerSize};
    }
  }
};

}  // namespace

Frame frame_of(const Scheme& scheme, const Grid& grid, const Tracks& tracks, const Channels& channels) {
  Framer framer{scheme, grid, tracks, channels};
  framer.shift_bodies();
  framer.grow_bodies();
  framer.set_lines();
  framer.turns = shrink_bodies(scheme, grid, tracks, {framer.shift_u, framer.shift_v}, framer.bodies);
  framer.set_titles();
  framer.set_boxes();
  framer.set_polylines();
  framer.set_idle_timers();
  return std::move(framer.frame);
}

}  // namespace guichet::layout
