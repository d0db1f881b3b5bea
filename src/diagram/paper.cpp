#include "diagram/paper.h"

#include <algorithm>

#include "base/message.h"
#include "diagram/pen.h"

namespace guichet::diagram {

namespace {

constexpr double kLeastScale = .75;  // 12 px are then 6.75 pt: smaller, a drawing is cut rather
constexpr double kLeastWide = .85;   // the same, of a drawing that is cut: its paper lies rather
constexpr double kDepth = 48;        // px given up at the foot of a page rather than cut one frame more

struct Bounds {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  void add(double x, double y) {
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
  [[nodiscard]] bool meets(const Box& box) const {
    return left < box.x + box.w && right > box.x && top < box.y + box.h && bottom > box.y;
  }
};

void add_bounds(Bounds& bounds, const Item& item) {
  struct Adder {
    Bounds& bounds;
    void operator()(const Rectangle& r) const {
      bounds.add(r.box.x, r.box.y);
      bounds.add(r.box.x + r.box.w, r.box.y + r.box.h);
    }
    void operator()(const Ellipse& e) const {
      bounds.add(e.centre.x - e.rx, e.centre.y - e.ry);
      bounds.add(e.centre.x + e.rx, e.centre.y + e.ry);
    }
    void operator()(const Path& p) const {
      for (const Step& step : p.steps)
        if (step.kind != Step::Kind::close) bounds.add(step.to.x, step.to.y);
    }
    // Turned or not, to whichever side it is anchored.
    void operator()(const Text& t) const {
      const double width = width_of(t.text, t.size, t.bold), high = t.turned ? width : t.size;
      bounds.add(t.at.x - (t.turned ? t.size : width), t.at.y - high);
      bounds.add(t.at.x + (t.turned ? t.size : width), t.at.y + high);
    }
    void operator()(const Traveller& t) const {
      for (const Spot& spot : t.path) bounds.add(spot.x, spot.y);
    }
    void operator()(const Group& g) const {
      Bounds inner;
      for (const Item& item : g.items) add_bounds(inner, item);
      if (inner.right < inner.left) return;
      bounds.add(inner.left * g.scale + g.shift.x, inner.top * g.scale + g.shift.y);
      bounds.add(inner.right * g.scale + g.shift.x, inner.bottom * g.scale + g.shift.y);
    }
  };
  std::visit(Adder{bounds}, item.drawn);
}

// Where to cut above `most`, below `least`: as low as can be, through few frames. Nothing: not without cutting words.
double cut_between(const std::vector<Cut>& cuts, double least, double most) {
  const Cut* best = nullptr;
  for (const Cut& cut : cuts) {
    if (cut.y <= least || cut.y > most) continue;
    if (best == nullptr || cut.y - kDepth * cut.depth >= best->y - kDepth * best->depth) best = &cut;
  }
  return best == nullptr ? most : best->y;
}

void add_foot(Sheet& sheet, std::string words) {
  write_text(sheet.items, {sheet.width - kPaperMargin, sheet.height - kPaperMargin + 4}, std::move(words),
             {.size = 11, .anchor = Anchor::end, .ink = Ink::quiet});
}

}  // namespace

Frame frame_of(Paper paper, bool upright) {
  const Frame lying = paper == Paper::a4 ? Frame{1123, 794} : Frame{1587, 1123};
  return upright ? Frame{lying.height, lying.width} : lying;
}

Sheet headed_sheet(const Frame& frame, base::Lang lang, const std::string& title, const std::string& under) {
  Sheet sheet{.width = frame.width, .height = frame.height, .lang = lang, .title = title + ", " + under};
  write_text(sheet.items, {kPaperMargin, kPaperMargin + 15}, title, {.size = 17, .bold = true});
  write_text(sheet.items, {kPaperMargin, kPaperMargin + 32}, under, {.ink = Ink::quiet});
  return sheet;
}

void add_footers(std::vector<Sheet>& sheets, const model::Procedure& procedure, base::Lang lang) {
  for (std::size_t s = 0; s < sheets.size(); ++s)
    add_foot(sheets[s], base::tr(lang, N_("Guichet · {procedure}, version {version} · {page}/{pages}"),
                                 {{"procedure", procedure.id},
                                  {"version", std::to_string(procedure.version)},
                                  {"page", std::to_string(s + 1)},
                                  {"pages", std::to_string(sheets.size())}}));
}

void number_pages(std::vector<Sheet>& sheets) {
  for (std::size_t s = 0; s < sheets.size(); ++s)
    add_foot(sheets[s], "Guichet · " + std::to_string(s + 1) + "/" + std::to_string(sheets.size()));
}

Items seen_through(const Items& items, const Box& window) {
  Items seen;
  for (const Item& item : items) {
    Bounds bounds;
    add_bounds(bounds, item);
    if (!bounds.meets(window)) continue;
    seen.push_back(item);
    auto* group = std::get_if<Group>(&seen.back().drawn);
    if (group == nullptr) continue;
    group->id.clear();
    group->items = seen_through(group->items, {(window.x - group->shift.x) / group->scale,
                                               (window.y - group->shift.y) / group->scale, window.w / group->scale,
                                               window.h / group->scale});
  }
  return seen;
}

std::vector<Piece> pieces_of(const Sheet& drawing, double width, double height) {
  const double whole = std::min({1.0, width / drawing.width, height / drawing.height});
  if (whole >= kLeastScale || drawing.cuts.empty())
    return {{{.role = "drawing", .scale = whole, .items = drawing.items}, drawing.width * whole, drawing.height * whole}};
  const double scale = std::min(1.0, width / drawing.width), room = height / scale;
  std::vector<Piece> pieces;
  for (double from = 0; from < drawing.height;) {
    const double repeated = from > 0 ? drawing.repeated_height : 0;
    const double most = from + room - repeated;
    const double to = most >= drawing.height ? drawing.height : cut_between(drawing.cuts, from, most);
    const Box window{0, from, drawing.width, to - from};
    Group shown{.shift = {0, repeated - from}, .clip = window, .items = seen_through(drawing.items, window)};
    Piece piece{{.role = "drawing", .scale = scale}, drawing.width * scale, (repeated + to - from) * scale};
    if (from > 0) piece.group.items.push_back({Group{.role = "repeated", .items = drawing.repeated}});
    piece.group.items.push_back({std::move(shown)});
    pieces.push_back(std::move(piece));
    from = to;
  }
  return pieces;
}

std::vector<Sheet> headed_pieces(const Sheet& drawing, const Frame& frame, const std::string& title,
                                 const std::string& under) {
  std::vector<Sheet> sheets;
  for (Piece& piece : pieces_of(drawing, frame.inner(), frame.room())) {
    Sheet sheet = headed_sheet(frame, drawing.lang, title, under);
    sheet.desc = drawing.desc;
    piece.group.shift = {kPaperMargin + (frame.inner() - piece.width) / 2, kPaperMargin + kHeading};
    sheet.items.push_back({std::move(piece.group)});
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

std::vector<Sheet> on_paper(const std::vector<Sheet>& sheets, Paper paper) {
  const Frame lying = frame_of(paper, false), upright = frame_of(paper, true);
  const auto scale = [](const Sheet& sheet, const Frame& frame) {
    return std::min({1.0, frame.width / sheet.width, frame.height / sheet.height});
  };
  std::vector<Sheet> printed;
  for (const Sheet& sheet : sheets) {
    if (scale(sheet, lying) == 1 || scale(sheet, upright) == 1) {
      printed.push_back(sheet);
      continue;
    }
    const bool whole = std::max(scale(sheet, lying), scale(sheet, upright)) >= kLeastScale || sheet.cuts.empty();
    // Whole, the way that shows it largest; cut, upright unless that makes it small.
    const bool lies = whole ? scale(sheet, lying) >= scale(sheet, upright) : sheet.width * kLeastWide > upright.width;
    const Frame frame = lies ? lying : upright;
    for (Piece& piece : pieces_of(sheet, frame.width, frame.height)) {
      Sheet page{.width = frame.width, .height = frame.height, .lang = sheet.lang, .title = sheet.title, .desc = sheet.desc};
      piece.group.shift = {(frame.width - piece.width) / 2, 0};
      page.items.push_back({std::move(piece.group)});
      printed.push_back(std::move(page));
    }
  }
  return printed;
}

}  // namespace guichet::diagram
