#include "layout/finish.h"

#include <algorithm>
#include <array>
#include <utility>

#include "layout/assemble.h"
#include "layout/frame.h"
#include "layout/labels.h"
#include "layout/tracks.h"

namespace guichet::layout {

namespace {

constexpr int kExtraMost = 110;  // px one channel may be widened by

struct Finisher {
  const Scheme& scheme;
  const Solution& solution;
  int passes;
  LabelTexts texts = set_labels(scheme);
  Grid grid = {};
  Tracks tracks = {};
  Channels channels = {};
  Frame frame = {};
  Labels labels = {};

  void draw() {
    frame = frame_of(scheme, grid, tracks, channels);
    labels = place_labels(scheme, texts, frame);
    --passes;
  }

  [[nodiscard]] bool fits() const {
    return frame.width <= scheme.options.page_width && frame.height <= scheme.options.page_height;
  }

  bool widen_u(int line, int by) {
    if (line % 2 == 1) ++line;
    if (line < 0 || line >= grid.lines_u) return false;
    int& extra = channels.extra_u[static_cast<std::size_t>(line)];
    if (extra >= kExtraMost) return false;
    extra += by;
    return true;
  }
  bool widen_v(int line, int by) {
    if (line >= 0 && line < grid.lines_v && grid.is_row[static_cast<std::size_t>(line)] != 0) --line;
    if (line < 0 || line >= grid.lines_v) return false;
    int& extra = channels.extra_v[static_cast<std::size_t>(line)];
    if (extra >= kExtraMost) return false;
    extra += by;
    return true;
  }

  bool make_room_at_node(int node, int round) {
    const int body = scheme.body_of[static_cast<std::size_t>(node)];
    const int vertex = grid.vertex_of[static_cast<std::size_t>(body)];
    const bool attached = scheme.graph->nodes[static_cast<std::size_t>(node)].attached_to >= 0;
    const int u = grid.u_of(vertex), v = grid.v_of(vertex);
    bool wider = widen_v(v + (attached || round % 3 == 2 ? -1 : 1), 7);
    wider = widen_u(u + 1, 7) || wider;
    return wider;
  }

  bool make_room_at_answer(const Cramped& where) {
    const Stroke& stroke = first_stroke(where.link);
    const Path& path = solution.paths[static_cast<std::size_t>(where.link)];
    const int u = grid.u_of(path[0]), v = grid.v_of(path[0]);
    const bool onwards = path[1] > path[0];
    bool wider = widen_u(u + (stroke.along && !onwards ? -1 : 1), 5);
    wider = widen_v(v - 1, 5) || wider;
    if (!stroke.along) wider = widen_v(v + (onwards ? 1 : -1), 5) || wider;
    return wider;
  }

  [[nodiscard]] const Stroke& first_stroke(int link) const {
    return tracks.strokes[static_cast<std::size_t>(tracks.of_arc[static_cast<std::size_t>(link)].front())];
  }

  // Along a link: stretch a channel it crosses when the text stands on a piece that is too short, else part the
  // channel's neighbours.
  bool make_room_on_link(const Cramped& where, int round) {
    const auto& strokes = tracks.of_arc[static_cast<std::size_t>(where.link)];
    const auto piece = std::min(static_cast<std::size_t>(where.piece), strokes.size() - 1);
    const Stroke& stroke = tracks.strokes[static_cast<std::size_t>(strokes[piece])];
    const auto widen_along = [&](int line, int by) { return stroke.along ? widen_u(line, by) : widen_v(line, by); };
    const auto widen_aside = [&](int line, int by) { return stroke.along ? widen_v(line, by) : widen_u(line, by); };
    bool wider = false;
    if (where.horizontal) {
      std::vector<int> crossed;
      for (int line = stroke.low; line <= stroke.high; ++line) {
        const bool channel = stroke.along ? line % 2 == 0 : grid.is_row[static_cast<std::size_t>(line)] == 0;
        if (channel) crossed.push_back(line);
      }
      wider = crossed.empty() ? widen_aside(stroke.line, 8)
                              : widen_along(crossed[crossed.size() / 2], std::clamp(where.lacks + 6, 10, 40));
      if (round % 3 == 2) wider = widen_aside(stroke.line + (where.side < 0 ? -1 : 1), 6) || wider;
    } else {
      const bool on_channel =
          stroke.along ? grid.is_row[static_cast<std::size_t>(stroke.line)] == 0 : stroke.line % 2 == 0;
      wider = widen_aside(on_channel ? stroke.line : stroke.line + (where.side > 0 ? 1 : -1), 10);
      if (round % 3 == 2) wider = widen_along(stroke.low + 1, 6) || wider;
    }
    return wider;
  }

  bool widen(int round) {
    bool wider = false;
    for (const Cramped& where : labels.cramped) {
      if (where.node >= 0)
        wider = make_room_at_node(where.node, round) || wider;
      else if (where.answer)
        wider = make_room_at_answer(where) || wider;
      else
        wider = make_room_on_link(where, round) || wider;
    }
    return wider;
  }

  // Gives back what was widened in vain: all of it, or half.
  void narrow() {
    for (std::vector<int>* extras : {&channels.extra_u, &channels.extra_v}) {
      for (int& extra : *extras) {
        for (int keep = 0; extra > 5 && passes > 0; keep = extra / 2) {
          const std::int64_t before = labels.harm();
          const int kept_extra = std::exchange(extra, keep);
          Frame kept_frame = frame;
          Labels kept_labels = labels;
          draw();
          if (labels.harm() <= before) break;
          extra = kept_extra;
          frame = std::move(kept_frame);
          labels = std::move(kept_labels);
          if (keep > 0) break;
        }
      }
    }
  }

  void fit(int along, int across) {
    channels.along = along;
    channels.across = across;
    channels.extra_u.assign(static_cast<std::size_t>(grid.lines_u), 0);
    channels.extra_v.assign(static_cast<std::size_t>(grid.lines_v), 0);
    draw();
    for (int round = 0; round < 40 && !labels.cramped.empty() && passes > 0; ++round) {
      if (!widen(round)) break;
      draw();
    }
  }

  // Smaller is better: hidden labels first, then what does not fit the page.
  [[nodiscard]] std::int64_t displeasure() const {
    return static_cast<std::int64_t>(labels.cramped.size()) * 1'000'000 +
           std::max(0, frame.width - scheme.options.page_width) * 3 +
           std::max(0, frame.height - scheme.options.page_height) * 3;
  }

  void fit_best() {
    static constexpr std::array<std::pair<int, int>, 6> kWidths{
        {{30, 20}, {26, 18}, {22, 16}, {20, 14}, {17, 12}, {14, 12}}};
    Frame best_frame;
    Labels best_labels;
    std::int64_t best = -1;
    const int all = passes;
    for (const auto& [along, across] : kWidths) {
      passes = all / 3;
      fit(along, across);
      if (labels.cramped.empty() || passes > 0) narrow();
      if (best < 0 || displeasure() < best) {
        best = displeasure();
        best_frame = frame;
        best_labels = labels;
      }
      if (best == 0) break;
    }
    frame = std::move(best_frame);
    labels = std::move(best_labels);
  }
};

}  // namespace

Drawing finish(const Scheme& scheme, const Solution& solution, int passes) {
  Finisher finisher{scheme, solution, passes};
  build_grid(scheme, solution.placement, finisher.grid);
  finisher.tracks = lay_tracks(scheme, finisher.grid, solution.paths);
  finisher.fit_best();
  return assemble(scheme, std::move(finisher.frame), std::move(finisher.labels));
}

}  // namespace guichet::layout
