// The view `replay`: a case in time, for a screen; one page after the other, a dot that travels, a caption a step.
#include <algorithm>

#include "base/shown.h"
#include "diagram/told.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 14, kTitle = 22, kText = 12, kLabel = 11, kLeading = 14;
constexpr double kStepSeconds = 2.4, kTravel = 0.6;  // of which the dot travels that part

// When a page is shown: while its steps last. A step that leaves a page for another is half on each.
struct Showing {
  std::size_t told;
  std::size_t step;
  double from, to;  // seconds
};

std::vector<Showing> showings_of(const std::vector<Told>& all, std::size_t steps) {
  std::vector<Showing> showings;
  for (std::size_t s = 0; s < steps; ++s) {
    std::vector<std::size_t> pages;
    for (std::size_t t = 0; t < all.size(); ++t)
      if (!all[t].courses[s].nodes.empty()) pages.push_back(t);
    // The one it leaves first: it goes on by a connector.
    std::ranges::stable_sort(pages, {}, [&](std::size_t t) {
      return all[t].part.nodes[static_cast<std::size_t>(all[t].courses[s].nodes.back())].kind == NodeKind::off_page ? 0 : 1;
    });
    const double begin = kStepSeconds * static_cast<double>(s), part = kStepSeconds / static_cast<double>(std::max<std::size_t>(1, pages.size()));
    for (std::size_t p = 0; p < pages.size(); ++p)
      showings.push_back({pages[p], s, begin + part * static_cast<double>(p), begin + part * static_cast<double>(p + 1)});
    if (pages.empty() && !showings.empty()) showings.push_back({showings.back().told, s, begin, begin + kStepSeconds});
  }
  if (!showings.empty()) showings.back().to += kStepSeconds;
  return showings;
}

Appearance appearance_of(const std::vector<Showing>& showings, std::size_t told) {
  Appearance seen;
  for (const Showing& showing : showings) {
    if (showing.told != told) continue;
    if (!seen.spans.empty() && seen.spans.back().to == showing.from)
      seen.spans.back().to = showing.to;
    else
      seen.spans.push_back({showing.from, showing.to});
  }
  return seen;
}

Group travelling_dot(const Told& told, const Course& course, const Showing& showing, double total) {
  Traveller dot{.radius = 6, .ink = Ink::refused, .from = showing.from, .to = showing.from + (showing.to - showing.from) * kTravel, .total = total};
  for (const int link : course.links)
    for (const layout::Point& point : told.drawing.links[static_cast<std::size_t>(link)].points)
      dot.path.push_back({static_cast<double>(point.x), static_cast<double>(point.y)});
  Group travels{.role = "dot", .appears = Appearance{{{dot.from, dot.to}}}};
  travels.items.push_back({std::move(dot)});
  return travels;
}

}  // namespace

base::Result<Picture> draw_replay(const Subject& subject, const Settings& settings) {
  auto all = lay_out_story(subject, settings);
  if (!all) return all.failure();
  const Story& story = *subject.story;
  const std::size_t steps = story.steps.size();
  const std::vector<Showing> showings = showings_of(*all, steps);
  const double total = kStepSeconds * static_cast<double>(steps + 1);
  const auto begins = [](std::size_t step) { return kStepSeconds * static_cast<double>(step); };
  Picture picture;
  Sheet sheet{.lang = settings.lang, .title = story.title, .desc = in_words(story, settings.lang)};
  sheet.seconds = total;
  for (std::size_t s = 0; s <= steps; ++s) sheet.moments.push_back(begins(s));
  write_text(sheet.items, {kMargin, kMargin + 14}, story.title, {.size = 15, .bold = true});
  const double captions = kMargin + 26, top = captions + 52 + kTitle;
  double height = 0;
  for (std::size_t t = 0; t < all->size(); ++t) {
    Told& told = (*all)[t];
    Group page{.role = "page", .shift = {kMargin, top}, .appears = appearance_of(showings, t)};
    write_part_title(page.items, told, {0, 12 - kTitle});
    sheet.width = std::max(sheet.width, told.figure.width + 2 * kMargin);
    height = std::max(height, told.figure.height);
    page.items.push_back({std::move(told.figure.group)});
    for (const Showing& showing : showings) {
      const Course& course = told.courses[showing.step];
      if (showing.told != t || course.nodes.empty()) continue;
      Group mark{.role = "path"};
      if (story.steps[showing.step].kind == StoryStep::Kind::refused) {
        mark.appears = Appearance{{{showing.from, showing.to}}};
        mark_node(mark.items, told, course.nodes.back(), {Ink::refused, 3, {5, 3}});
      } else {
        mark.appears = Appearance{{{showing.from, total}}};
        mark_course(mark.items, told, course);
      }
      page.items.push_back({std::move(mark)});
      if (!course.links.empty()) page.items.push_back({travelling_dot(told, course, showing, total)});
    }
    sheet.items.push_back({std::move(page)});
  }
  sheet.width = std::max(sheet.width, 760.0);
  for (std::size_t s = 0; s < steps; ++s) {
    const StoryStep& step = story.steps[s];
    Group caption{.id = "step." + std::to_string(s + 1), .role = "caption"};
    caption.appears = Appearance{{{begins(s), s + 1 == steps ? total : begins(s + 1)}}};
    draw_badge(caption.items, {kMargin, captions + 8}, step_number(story, s), step_ink(step));
    write_text(caption.items, {kMargin + 40, captions + 12}, base::show_moment(step.at, settings.lang), {.size = kLabel, .ink = Ink::quiet});
    auto lines = lines_of(step.caption, kText, true, sheet.width - 2 * kMargin);
    if (lines.size() > 2) lines.resize(2);
    write_lines(caption.items, {kMargin, captions + 30}, kLeading, lines, {.size = kText, .bold = true});
    sheet.items.push_back({std::move(caption)});
  }
  write_text(sheet.items, {kMargin, top + height + 18}, base::tr(settings.lang, N_("Click or space: pause. Arrows: one step back, one step on.")),
             {.size = kLabel, .ink = Ink::quiet});
  sheet.height = top + height + 28 + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

}  // namespace guichet::diagram
