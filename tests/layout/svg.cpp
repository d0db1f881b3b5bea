#include "layout/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace guichet::layout {

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

std::string text_of(const TextBox& text, const char* colour) {
  static constexpr const char* kAnchors[] = {"start", "middle", "end"};
  std::string out;
  for (const TextLine& line : text.lines) {
    const std::string turn =
        text.turned ? fmt::format(" transform=\"rotate(-90 {} {})\"", line.origin.x, line.origin.y) : "";
    out += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\" fill=\"{}\"{}{}>{}</text>\n",
                       line.origin.x, line.origin.y, text.size / 10.0, kAnchors[static_cast<int>(text.anchor)], colour,
                       text.bold ? " font-weight=\"bold\"" : "", turn, escaped(line.text));
  }
  if (text.blank) {
    out += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#888\" stroke-dasharray=\"2 2\"/>\n",
        text.box.x, text.box.y, text.box.w, text.box.h);
  }
  return out;
}

std::string path_of(const std::vector<Point>& p, int corner) {
  std::string d = fmt::format("M{} {}", p[0].x, p[0].y);
  for (std::size_t k = 1; k + 1 < p.size(); ++k) {
    const auto length = [](Point a, Point b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y); };
    const int before = length(p[k - 1], p[k]), after = length(p[k], p[k + 1]);
    const int r = std::min({corner, before / 2, after / 2});
    if (r == 0) {
      d += fmt::format("L{} {}", p[k].x, p[k].y);
      continue;
    }
    const auto towards = [&](Point to, int by) {
      return Point{p[k].x + (to.x - p[k].x) * r / by, p[k].y + (to.y - p[k].y) * r / by};
    };
    const Point in = towards(p[k - 1], before), out = towards(p[k + 1], after);
    d += fmt::format("L{} {}Q{} {} {} {}", in.x, in.y, p[k].x, p[k].y, out.x, out.y);
  }
  return d + fmt::format("L{} {}", p.back().x, p.back().y);
}

std::string rect_of(const Rect& r, const char* style) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>\n", r.x, r.y, r.w, r.h, style);
}

std::string outline_of(const PlacedNode& placed, Shape shape) {
  const Rect& b = placed.box;
  const int x = b.x + b.w / 2, y = b.y + b.h / 2;
  const char* ink = "fill=\"#fff\" stroke=\"#1a1a1a\" stroke-width=\"1.3\"";
  switch (shape) {
    case Shape::gateway:
    case Shape::parallel:
      return fmt::format(
          "<path d=\"M{} {}L{} {}L{} {}L{} {}z\" {}/><path d=\"{}\" stroke=\"#1a1a1a\" stroke-width=\"2.2\"/>\n", x,
          b.y, b.right(), y, x, b.bottom(), b.x, y, ink,
          shape == Shape::gateway ? fmt::format("M{} {}l11 11m0-11l-11 11", x - 5.5, y - 5.5)
                                  : fmt::format("M{} {}v16m-8-8h16", x, y - 8));
    case Shape::start:
    case Shape::end:
    case Shape::timer: {
      std::string out =
          fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#fff\" stroke=\"#1a1a1a\" stroke-width=\"{}\"/>\n",
                      x, y, b.w / 2, shape == Shape::end ? 3.0 : 1.3);
      if (shape == Shape::timer) {
        out += fmt::format(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/><path d=\"M{} {}v-7m0 7l5 2\" fill=\"none\" "
            "stroke=\"#1a1a1a\"/>\n",
            x, y, b.w / 2 - 3, ink, x, y);
      }
      return out;
    }
    case Shape::event:
      return fmt::format("<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\" {}/>\n", x, y, b.w / 2, b.h / 2, ink);
    case Shape::operation: {
      std::string out = rect_of(placed.bands.body, ink);
      if (placed.bands.sync) {
        const Rect& s = placed.bands.sync->box;
        out += fmt::format("<path d=\"M{} {}H{}L{} {}H{}z\" {}/>\n", s.x + 18, s.y, s.right() - 18, x + 16, s.bottom(),
                           x - 16, ink);
        out += text_of(placed.bands.sync->text, "#1a1a1a");
      }
      for (const Cell& cell : placed.bands.rules) out += rect_of(cell.box, ink) + text_of(cell.text, "#1a1a1a");
      return out;
    }
    case Shape::task:
    case Shape::box:
      break;
  }
  return rect_of(b, shape == Shape::task ? "rx=\"7\" fill=\"#fff\" stroke=\"#1a1a1a\" stroke-width=\"1.3\"" : ink);
}

}  // namespace

std::string svg_of(const Drawing& drawing, const Graph& graph) {
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-4 -4 {0} {1}\" width=\"{0}\" height=\"{1}\" "
      "font-family=\"'Liberation Sans',"
      "Arial,Helvetica,sans-serif\">\n<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7.6\" refY=\"4\" "
      "markerWidth=\"8\" markerHeight=\"8\" "
      "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 .6L8 4L0 7.4z\" fill=\"#333\"/></marker></defs>"
      "<rect x=\"-4\" y=\"-4\" width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
      drawing.width + 8, drawing.height + 8);
  bool grey = false;
  for (const PlacedLane& lane : drawing.lanes) {
    out += rect_of(lane.box, grey ? "fill=\"#f3f4f6\" stroke=\"#8a8f98\"" : "fill=\"#fff\" stroke=\"#8a8f98\"");
    out += rect_of(lane.head, "fill=\"#e3e6ea\" stroke=\"#8a8f98\"") + text_of(lane.title, "#1a1a1a");
    grey = !grey;
  }
  for (std::size_t l = 0; l < drawing.links.size(); ++l) {
    const auto& points = drawing.links[l].points;
    if (points.size() < 2) continue;
    const Link& link = graph.links[l];
    const bool message =
        graph.nodes[static_cast<std::size_t>(link.from)].lane != graph.nodes[static_cast<std::size_t>(link.to)].lane;
    out += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.4\" marker-end=\"url(#a)\"{}/>\n",
                       path_of(points, drawing.corner), message ? "#1d4f91" : "#333",
                       message ? " stroke-dasharray=\"6 3\"" : "");
  }
  const auto draw_node = [&](std::size_t n) {
    out += outline_of(drawing.nodes[n], graph.nodes[n].shape) + text_of(drawing.nodes[n].text, "#1a1a1a");
  };
  for (std::size_t n = 0; n < drawing.nodes.size(); ++n) {
    if (graph.nodes[n].attached_to < 0) draw_node(n);
  }
  for (std::size_t n = 0; n < drawing.nodes.size(); ++n) {
    if (graph.nodes[n].attached_to >= 0) draw_node(n);
  }
  for (const PlacedLabel& label : drawing.labels) {
    out += text_of(label.text, label.kind == PlacedLabel::Kind::message ? "#1d4f91" : "#1a1a1a");
    if (label.badge) {
      const int x = label.badge->x + label.badge->w / 2, y = label.badge->y + label.badge->h / 2;
      out += fmt::format(
          "<circle cx=\"{0}\" cy=\"{1}\" r=\"7\" fill=\"#1d4f91\"/><text x=\"{0}\" y=\"{2}\" font-size=\"9.5\" "
          "font-weight=\"bold\" "
          "text-anchor=\"middle\" fill=\"#fff\">{3}</text>\n",
          x, y, y + 3.5, escaped(graph.links[static_cast<std::size_t>(label.owner)].badge));
    }
  }
  return out + "</svg>\n";
}

}  // namespace guichet::layout
