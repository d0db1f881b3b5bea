#include "diagram/told.h"

#include <algorithm>

#include "base/ensure.h"
#include "base/shown.h"
#include "diagram/page.h"
#include "diagram/parts.h"

namespace guichet::diagram {

base::Result<std::vector<Told>> lay_out_story(const Subject& subject, const Settings& settings) {
  base::ensure(subject.story != nullptr, "a view of a story is given one");
  if (subject.story->steps.empty()) return base::Failure{{.id = N_("nothing happened in this scenario")}};
  const model::Procedure& procedure = subject.procedure();
  const Mapping mapping = map_procedure(procedure, subject.reference, settings.lang);
  const PageLook look{procedure, settings, {}, false, {}, subject.drawings};
  const auto shows = [&](const Flow& part, bool at_a_glance) { return bare_shows(part, look, at_a_glance); };
  std::vector<Told> all;
  int pages = 0;
  for (const Flow& flow : mapping.flows) {
    std::vector<Course> courses;
    for (const StoryStep& step : subject.story->steps) courses.push_back(course_of(flow, step));
    for (Flow& part : parts_of(flow, settings.lang, pages + 1, shows)) {
      ++pages;
      Told told{.part = std::move(part)};
      for (const Course& course : courses) told.courses.push_back(course_on(told.part, flow, course));
      if (std::ranges::all_of(told.courses, [](const Course& c) { return c.nodes.empty(); })) continue;
      const layout::Graph graph = graph_of(told.part, procedure, settings.lang, {});
      base::Result<layout::Drawing> drawing = lay_out_bare(graph, look, settings.effort);
      if (!drawing) return drawing.failure();
      told.title = std::to_string(pages);  // until their number is known
      told.drawing = std::move(*drawing);
      told.figure = figure_of(told.part, procedure, settings.lang, {}, graph, told.drawing);
      all.push_back(std::move(told));
    }
  }
  for (Told& told : all)
    told.title = pages == 1 ? ""
                            : base::tr(settings.lang, N_("{what}, page {page} of {pages}: {part}"),
                                       {{"what", told.part.title},
                                        {"page", told.title},
                                        {"pages", std::to_string(pages)},
                                        {"part", name_of_part(told.part)}});
  return all;
}

void write_part_title(Items& items, const Told& told, Spot at) {
  write_text(items, at, told.title, {.size = 12, .bold = true});
}

void mark_node(Items& items, const Told& told, int node, Stroke stroke) {
  const layout::Rect& r = told.drawing.nodes[static_cast<std::size_t>(node)].box;
  const Box box{static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h)};
  const Spot centre{box.x + box.w / 2, box.y + box.h / 2};
  switch (told.part.nodes[static_cast<std::size_t>(node)].kind) {
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

std::string step_number(const Story& story, std::size_t step) {
  return (story.steps[step].kind == StoryStep::Kind::refused ? "× " : "") + std::to_string(step + 1);
}

Ink step_ink(const StoryStep& step) { return step.kind == StoryStep::Kind::refused ? Ink::refused : Ink::taken; }

std::string in_words(const Story& story, base::Lang lang) {
  std::string words;
  for (std::size_t s = 0; s < story.steps.size(); ++s)
    words += (s == 0 ? "" : " ") + base::tr(lang, N_("{number}. {when}: {what}."),
                                            {{"number", std::to_string(s + 1)},
                                             {"when", base::show_moment(story.steps[s].at, lang)},
                                             {"what", story.steps[s].caption}});
  return words;
}

}  // namespace guichet::diagram
