// The views of one case played from a scenario: `story` (its path on the process, and its steps), `strip` (one small
// picture a step, for paper) and `replay` (the same in time, for a screen).
#include <algorithm>
#include <set>

#include "base/ensure.h"
#include "base/shown.h"
#include "diagram/figure.h"
#include "diagram/pen.h"
#include "diagram/story.h"
#include "diagram/views.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 14, kText = 12, kLabel = 11, kLeading = 14;
constexpr double kStepSeconds = 2.4, kTravel = 0.6;  // of which the dot travels that part

// A flow with the path laid out, ready to be marked.
struct Told {
  Part part;
  layout::Drawing drawing;
  Figure figure;
  std::vector<Course> courses;  // by step, in the part's own indices
};

int place_in(const std::vector<int>& kept, int index) {
  const auto found = std::ranges::find(kept, index);
  return found == kept.end() ? -1 : static_cast<int>(found - kept.begin());
}

base::Result<std::vector<Told>> lay_out_story(const Subject& subject, const Settings& settings) {
  base::ensure(subject.story != nullptr, "a view of a story is given one");
  if (subject.story->steps.empty()) return base::Failure{{.id = N_("nothing happened in this scenario")}};
  const model::Procedure& procedure = subject.procedure();
  const Mapping mapping = map_procedure(procedure, subject.reference, settings.lang);
  std::vector<Told> all;
  for (const Flow& flow : mapping.flows) {
    std::vector<Course> courses;
    bool any = false;
    for (const StoryStep& step : subject.story->steps) {
      courses.push_back(course_of(flow, step));
      any = any || !courses.back().nodes.empty();
    }
    if (!any) continue;
    Told told;
    told.part = part_of(flow, courses);
    for (Course& course : courses) {
      for (int& node : course.nodes) node = place_in(told.part.nodes, node);
      for (int& link : course.links) link = place_in(told.part.links, link);
    }
    told.courses = std::move(courses);
    const layout::Graph graph = graph_of(told.part.flow, procedure, settings.lang, {});
    const auto drawing = layout::lay_out(graph, {.effort = settings.effort, .seed = settings.seed});
    if (!drawing) return drawing.failure();
    told.drawing = *drawing;
    told.figure = figure_of(told.part.flow, procedure, settings.lang, {}, graph, told.drawing);
    all.push_back(std::move(told));
  }
  return all;
}

// ---- marks over a figure --------------------------------------------------------------------------------------

void mark_node(Items& items, const Told& told, int node, Stroke stroke) {
  const layout::Rect& r = told.drawing.nodes[static_cast<std::size_t>(node)].box;
  const Box box{static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
  const Spot centre{box.x + box.w / 2, box.y + box.h / 2};
  switch (told.part.flow.nodes[static_cast<std::size_t>(node)].kind) {
    case NodeKind::task:
    case NodeKind::subprocess:
    case NodeKind::pool:
      items.push_back({Rectangle{box, 7, Ink::none, std::move(stroke)}});
      return;
    case NodeKind::gateway:
      items.push_back({polyline({{centre.x, box.y}, {box.x + box.w, centre.y}, {centre.x, box.y + box.h}, {box.x, centre.y}},
                                std::move(stroke), true)});
      return;
    default:
      items.push_back({Ellipse{centre, box.w / 2, box.h / 2, Ink::none, std::move(stroke)}});
  }
}

void mark_link(Items& items, const Told& told, int link) {
  const auto& points = told.drawing.links[static_cast<std::size_t>(link)].points;
  items.push_back({rounded(points, told.drawing.corner, {Ink::taken, 3.2})});
  add_filled_arrow(items, points[points.size() - 2], points.back(), Ink::taken);
}

void mark_course(Items& items, const Told& told, const Course& course) {
  for (const int link : course.links) mark_link(items, told, link);
  for (const int node : course.nodes) mark_node(items, told, node, {Ink::taken, 3});
}

// Numbers of steps at the corner of what each entered; attempts refused at the corner below.
void mark_numbers(Items& items, const Told& told, const Story& story) {
  for (std::size_t n = 0; n < told.part.nodes.size(); ++n) {
    std::string entered, refused;
    for (std::size_t s = 0; s < told.courses.size(); ++s) {
      const Course& course = told.courses[s];
      if (course.nodes.empty() || course.nodes.back() != static_cast<int>(n)) continue;
      std::string& list = story.steps[s].kind == StoryStep::Kind::refused ? refused : entered;
      list += (list.empty() ? "" : " · ") + std::to_string(s + 1);
    }
    const layout::Rect& box = told.drawing.nodes[n].box;
    const NodeKind kind = told.part.flow.nodes[n].kind;
    // Texts stand around small shapes: their number is inside.
    const bool small = kind != NodeKind::task && kind != NodeKind::subprocess && kind != NodeKind::pool;
    if (!entered.empty())
      draw_badge(items, small ? Spot{box.x + box.w / 2 - badge_width(entered) / 2, box.y + box.h / 2.0} : Spot{box.x - 5.0, static_cast<double>(box.y)},
                 entered, Ink::taken);
    if (!refused.empty()) draw_badge(items, {box.x - 5.0, static_cast<double>(box.bottom())}, "× " + refused, Ink::refused);
  }
}

// ---- story ----------------------------------------------------------------------------------------------------

double list_steps(Items& items, const Story& story, base::Lang lang, double left, double top, double width) {
  constexpr double kNumber = 34, kWhen = 150;
  double y = top;
  std::string before;
  for (std::size_t s = 0; s < story.steps.size(); ++s) {
    const StoryStep& step = story.steps[s];
    const bool refused = step.kind == StoryStep::Kind::refused;
    const std::string when = base::show_moment(step.at, lang);
    const auto lines = lines_of(step.caption, kText, false, width - kNumber - kWhen - 8);
    draw_badge(items, {left, y + 10}, (refused ? "× " : "") + std::to_string(s + 1), refused ? Ink::refused : Ink::taken);
    write_text(items, {left + kNumber, y + 14}, when == before ? "" : when, {.size = kLabel, .ink = Ink::quiet});
    before = when;
    write_lines(items, {left + kNumber + kWhen, y + 14}, kLeading, lines, {.size = kText, .italic = refused});
    y += static_cast<double>(lines.size()) * kLeading + 7;
    draw_line(items, {left, y}, {left + width, y}, {.ink = Ink::head, .width = 1});
  }
  return y;
}

std::string in_words(const Story& story, base::Lang lang) {
  std::string words;
  for (std::size_t s = 0; s < story.steps.size(); ++s)
    words += (s == 0 ? "" : " ") + base::tr(lang, N_("{number}. {when}: {what}."),
                                            {{"number", std::to_string(s + 1)},
                                             {"when", base::show_moment(story.steps[s].at, lang)},
                                             {"what", story.steps[s].caption}});
  return words;
}

// ---- strip ----------------------------------------------------------------------------------------------------

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
    void operator()(const Text& t) const {
      const double width = width_of(t.text, t.size, t.bold);
      bounds.add(t.at.x - width, t.at.y - width);
      bounds.add(t.at.x + width, t.at.y + width);
    }
    void operator()(const Traveller& t) const {
      for (const Spot& spot : t.path) bounds.add(spot.x, spot.y);
    }
    void operator()(const Group& g) const {
      for (const Item& inner : g.items) add_bounds(bounds, inner);
    }
  };
  std::visit(Adder{bounds}, item.drawn);
}

// What shows through a window, without ids: the same node stands in several windows.
Items seen_through(const Items& items, const Box& window) {
  Items seen;
  for (const Item& item : items) {
    Bounds bounds;
    add_bounds(bounds, item);
    if (!bounds.meets(window)) continue;
    seen.push_back(item);
    if (auto* group = std::get_if<Group>(&seen.back().drawn)) group->id.clear();
  }
  return seen;
}

Box around(const Told& told, const Course& course, double width, double height) {
  Bounds bounds;
  for (const int node : course.nodes) {
    const layout::Rect& box = told.drawing.nodes[static_cast<std::size_t>(node)].box;
    bounds.add(box.x - 10, box.y - 14);
    bounds.add(box.right() + 10, box.bottom() + 14);
  }
  // As large as what the step went through, with the shape of the window.
  double w = std::max(width, bounds.right - bounds.left), h = std::max(height, bounds.bottom - bounds.top);
  if (w / h < width / height)
    w = h * width / height;
  else
    h = w * height / width;
  return {(bounds.left + bounds.right - w) / 2, (bounds.top + bounds.bottom - h) / 2, w, h};
}

}  // namespace

base::Result<Picture> draw_story(const Subject& subject, const Settings& settings) {
  auto all = lay_out_story(subject, settings);
  if (!all) return all.failure();
  const Story& story = *subject.story;
  Picture picture;
  Sheet sheet{.lang = settings.lang, .title = story.title, .desc = in_words(story, settings.lang)};
  double y = kMargin;
  write_text(sheet.items, {kMargin, y + 14}, story.title, {.size = 15, .bold = true});
  y += 28;
  for (Told& told : *all) {
    Items marks;
    for (const Course& course : told.courses)
      if (!course.links.empty()) mark_course(marks, told, course);
    mark_numbers(marks, told, story);
    told.figure.group.shift = {kMargin, y};
    picture.metrics.push_back(told.figure.metrics);
    sheet.width = std::max(sheet.width, told.figure.width + 2 * kMargin);
    sheet.items.push_back({std::move(told.figure.group)});
    sheet.items.push_back({Group{.role = "path", .shift = {kMargin, y}, .items = std::move(marks)}});
    y += told.figure.height + 20;
  }
  sheet.width = std::max(sheet.width, 760.0);
  sheet.height = list_steps(sheet.items, story, settings.lang, kMargin, y, sheet.width - 2 * kMargin) + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

base::Result<Picture> draw_strip(const Subject& subject, const Settings& settings) {
  const auto all = lay_out_story(subject, settings);
  if (!all) return all.failure();
  const Story& story = *subject.story;
  constexpr double kWidth = 324, kHeight = 200, kGap = 16;
  constexpr int kColumns = 3;
  Picture picture;
  Sheet sheet{.lang = settings.lang, .title = story.title, .desc = in_words(story, settings.lang)};
  write_text(sheet.items, {kMargin, kMargin + 14}, story.title, {.size = 15, .bold = true});
  double top = kMargin + 30, row = 0;
  int column = 0;
  for (std::size_t s = 0; s < story.steps.size(); ++s) {
    const auto shows = [&](const Told& t) { return !t.courses[s].nodes.empty(); };
    const auto told = std::ranges::find_if(*all, shows);
    if (told == all->end()) continue;
    const StoryStep& step = story.steps[s];
    const bool refused = step.kind == StoryStep::Kind::refused;
    const Box window = around(*told, told->courses[s], kWidth, kHeight);
    Items seen = seen_through(told->figure.group.items, window);
    for (std::size_t b = 0; b < s; ++b)
      for (const int link : told->courses[b].links) mark_link(seen, *told, link);
    if (!refused) mark_course(seen, *told, told->courses[s]);
    if (refused) mark_node(seen, *told, told->courses[s].nodes.back(), {Ink::refused, 3, {5, 3}});
    const double x = kMargin + column * (kWidth + kGap);
    const double scale = kWidth / window.w;
    Group panel{.id = "step." + std::to_string(s + 1), .role = "step", .title = step.caption};
    panel.items.push_back({Group{.shift = {x - window.x * scale, top - window.y * scale}, .scale = scale, .clip = window, .items = std::move(seen)}});
    panel.items.push_back({Rectangle{{x, top, kWidth, kHeight}, 0, Ink::none, {refused ? Ink::refused : Ink::text, 1.4}}});
    const auto lines = lines_of(step.caption, kText, false, kWidth - 8);
    draw_badge(panel.items, {x, top + kHeight + 13}, (refused ? "× " : "") + std::to_string(s + 1), refused ? Ink::refused : Ink::taken);
    write_text(panel.items, {x + 34, top + kHeight + 17}, base::show_moment(step.at, settings.lang), {.size = kLabel, .ink = Ink::quiet});
    write_lines(panel.items, {x, top + kHeight + 34}, kLeading, lines, {.size = kText, .italic = refused});
    row = std::max(row, kHeight + 34 + static_cast<double>(lines.size()) * kLeading + 12);
    sheet.items.push_back({std::move(panel)});
    if (++column == kColumns) {
      column = 0;
      top += row;
      row = 0;
    }
  }
  sheet.width = 2 * kMargin + kColumns * kWidth + (kColumns - 1) * kGap;
  sheet.height = top + row + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

base::Result<Picture> draw_replay(const Subject& subject, const Settings& settings) {
  auto all = lay_out_story(subject, settings);
  if (!all) return all.failure();
  const Story& story = *subject.story;
  const double total = kStepSeconds * static_cast<double>(story.steps.size()) + kStepSeconds;
  const auto begins = [](std::size_t step) { return kStepSeconds * static_cast<double>(step); };
  Picture picture;
  Sheet sheet{.lang = settings.lang, .title = story.title, .desc = in_words(story, settings.lang)};
  sheet.seconds = total;
  for (std::size_t s = 0; s <= story.steps.size(); ++s) sheet.moments.push_back(begins(s));
  write_text(sheet.items, {kMargin, kMargin + 14}, story.title, {.size = 15, .bold = true});
  const double captions = kMargin + 26;
  double y = captions + 52;
  for (Told& told : *all) {
    told.figure.group.shift = {kMargin, y};
    sheet.width = std::max(sheet.width, told.figure.width + 2 * kMargin);
    sheet.items.push_back({std::move(told.figure.group)});
    for (std::size_t s = 0; s < story.steps.size(); ++s) {
      const Course& course = told.courses[s];
      if (course.nodes.empty()) continue;
      const bool refused = story.steps[s].kind == StoryStep::Kind::refused;
      Group mark{.role = "path", .shift = {kMargin, y}};
      if (refused) {
        mark.appears = Appearance{begins(s), begins(s + 1)};
        mark_node(mark.items, told, course.nodes.back(), {Ink::refused, 3, {5, 3}});
      } else {
        mark.appears = Appearance{begins(s), total};
        mark_course(mark.items, told, course);
      }
      sheet.items.push_back({std::move(mark)});
      if (course.links.empty()) continue;
      Traveller dot{.radius = 6, .ink = Ink::refused, .from = begins(s), .to = begins(s) + kStepSeconds * kTravel, .total = total};
      for (const int link : course.links)
        for (const layout::Point& point : told.drawing.links[static_cast<std::size_t>(link)].points)
          dot.path.push_back({static_cast<double>(point.x), static_cast<double>(point.y)});
      Group travels{.role = "dot", .shift = {kMargin, y}, .appears = Appearance{dot.from, dot.to}};
      travels.items.push_back({std::move(dot)});
      sheet.items.push_back({std::move(travels)});
    }
    y += told.figure.height + 20;
  }
  sheet.width = std::max(sheet.width, 760.0);
  for (std::size_t s = 0; s < story.steps.size(); ++s) {
    const StoryStep& step = story.steps[s];
    const bool refused = step.kind == StoryStep::Kind::refused;
    Group caption{.id = "step." + std::to_string(s + 1), .role = "caption"};
    caption.appears = Appearance{begins(s), s + 1 == story.steps.size() ? total : begins(s + 1)};
    draw_badge(caption.items, {kMargin, captions + 8}, (refused ? "× " : "") + std::to_string(s + 1), refused ? Ink::refused : Ink::taken);
    write_text(caption.items, {kMargin + 40, captions + 12}, base::show_moment(step.at, settings.lang), {.size = kLabel, .ink = Ink::quiet});
    auto lines = lines_of(step.caption, kText, true, sheet.width - 2 * kMargin);
    if (lines.size() > 2) lines.resize(2);
    write_lines(caption.items, {kMargin, captions + 30}, kLeading, lines, {.size = kText, .bold = true});
    sheet.items.push_back({std::move(caption)});
  }
  write_text(sheet.items, {kMargin, y + 8}, base::tr(settings.lang, N_("Click or space: pause. Arrows: one step back, one step on.")),
             {.size = kLabel, .ink = Ink::quiet});
  sheet.height = y + 18 + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

}  // namespace guichet::diagram
