// The view `strip`: one small picture a step, for paper.
#include <algorithm>

#include "base/shown.h"
#include "diagram/paper.h"
#include "diagram/told.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 14, kText = 12, kLabel = 11, kLeading = 14;

Box around(const Told& told, const Course& course, double width, double height) {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (const int node : course.nodes) {
    const layout::Rect& box = told.drawing.nodes[static_cast<std::size_t>(node)].box;
    left = std::min(left, box.x - 10.0);
    top = std::min(top, box.y - 14.0);
    right = std::max(right, box.right() + 10.0);
    bottom = std::max(bottom, box.bottom() + 14.0);
  }
  // As large as what the step went through, with the shape of the window.
  double w = std::max(width, right - left), h = std::max(height, bottom - top);
  if (w / h < width / height)
    w = h * width / height;
  else
    h = w * height / width;
  return {(left + right - w) / 2, (top + bottom - h) / 2, w, h};
}

}  // namespace

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
    draw_badge(panel.items, {x, top + kHeight + 13}, step_number(story, s), step_ink(step));
    write_text(panel.items, {x + 34, top + kHeight + 17}, base::show_moment(step.at, settings.lang), {.size = kLabel, .ink = Ink::quiet});
    write_lines(panel.items, {x, top + kHeight + 34}, kLeading, lines, {.size = kText, .italic = refused});
    row = std::max(row, kHeight + 34 + static_cast<double>(lines.size()) * kLeading + 12);
    sheet.items.push_back({std::move(panel)});
    if (++column == kColumns) {
      column = 0;
      top += row;
      row = 0;
      sheet.cuts.push_back({top - 4, 0});
    }
  }
  sheet.width = 2 * kMargin + kColumns * kWidth + (kColumns - 1) * kGap;
  sheet.height = top + row + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

}  // namespace guichet::diagram
